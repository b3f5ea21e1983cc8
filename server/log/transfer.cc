// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log/transfer.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "base/split.h"
#include "server/counting/visitors.h"
#include "server/csv.h"
#include "server/log/rows.h"
#include "server/redaction/redaction.h"

namespace firstline::server {
namespace {

using Json = nlohmann::ordered_json;

std::string utc(std::int64_t at_ms) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(from_milliseconds(at_ms));
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)),
                     at_ms - milliseconds(seconds));
}

std::string hexadecimal(std::int64_t hash) {
  return hash == 0 ? "" : fmt::format("{:016x}", static_cast<std::uint64_t>(hash));
}

constexpr const char* kSearches =
    "SELECT s.number, s.search_id, s.at_ms, q.query, q.normalised, q.lang, s.channel, s.category, s.session, "
    "s.visitor, s.skipped, s.total, s.answered, s.confidence, s.shown, s.took_us, s.generation, s.counted "
    "FROM searches s JOIN queries q ON q.number = s.query WHERE ";

/// Reads rows in order of time, as objects.
class Reader {
 public:
  Reader(Database& database, const LogPart& part)
      : name_(database.prepare("SELECT name FROM names WHERE number = ?")),
        searches_(database.prepare(std::string(kSearches) +
                                   "late = 0 AND s.number >= ? AND (? OR s.session = ?) "
                                   "ORDER BY s.number")),
        late_(database.prepare(std::string(kSearches) + "late = 1 AND s.at_ms >= ? AND (? OR s.session = ?) "
                                                        "ORDER BY s.at_ms, s.number")),
        events_(database.prepare("SELECT e.kind, e.at_ms, s.search_id, e.article, e.position, e.helpful, "
                                 "e.text, e.visitor, e.reason "
                                 "FROM events e LEFT JOIN searches s ON s.number = e.search "
                                 "WHERE e.at_ms >= ? AND (? OR s.session = ?) ORDER BY e.at_ms, e.number")) {
    const std::int64_t since = part.since ? milliseconds(*part.since) : INT64_MIN;
    const int all = part.session ? 0 : 1;
    const auto session = static_cast<std::int64_t>(part.session.value_or(0));
    searches_.with(part.since ? first_number_since(database, *part.since) : 0, all, session);
    late_.with(since, all, session);
    events_.with(since, all, session);
    has_search_ = searches_.step();
    has_late_ = late_.step();
    has_event_ = events_.step();
  }

  std::optional<Json> next() {
    const bool late_first = has_late_ && (!has_search_ || late_.number(2) < searches_.number(2));
    Statement& search = late_first ? late_ : searches_;
    bool& has_search = late_first ? has_late_ : has_search_;
    if (has_search && (!has_event_ || search.number(2) <= events_.number(1))) {
      Json row = read_search(search);
      has_search = search.step();
      return row;
    }
    if (!has_event_) return std::nullopt;
    Json event = read_event();
    has_event_ = events_.step();
    return event;
  }

 private:
  const std::string& name(std::int64_t number) {
    constexpr std::size_t kMostNames = 100'000;
    if (names_.size() > kMostNames) names_.clear();
    const auto [found, is_new] = names_.try_emplace(number);
    if (is_new && name_.with(number).step()) found->second = name_.text(0);
    return found->second;
  }

  Json read_search(const Statement& search) {
    Json shown = Json::array();
    for (const std::string& number : base::split_filled(search.text(14), " "))
      shown.push_back(name(std::stoll(number)));
    return {{"kind", "search"},
            {"search_id", search.text(1)},
            {"at", utc(search.number(2))},
            {"query", search.text(3)},
            {"normalised", search.text(4)},
            {"lang", search.text(5)},
            {"channel", name(search.number(6))},
            {"category", name(search.number(7))},
            {"session", hexadecimal(search.number(8))},
            {"visitor", hexadecimal(search.number(9))},
            {"offset", search.number(10)},
            {"total", search.number(11)},
            {"answered", search::answered_name(static_cast<search::Answered>(search.number(12)))},
            {"confidence", static_cast<double>(search.number(13)) / 1000},
            {"results", shown},
            {"took_ms", static_cast<double>(search.number(15)) / 1000},
            {"generation", name(search.number(16))},
            {"counted", counted_name(static_cast<Counted>(search.number(17)))}};
  }

  Json read_event() {
    const auto kind = static_cast<EventKind>(events_.number(0));
    Json event = {{"kind", event_name(kind)},
                  {"search_id", events_.text(2)},
                  {"at", utc(events_.number(1))},
                  {"id", name(events_.number(3))},
                  {"visitor", hexadecimal(events_.number(7))}};
    if (kind == EventKind::kClick) event["position"] = events_.number(4);
    if (kind == EventKind::kFeedback) event["helpful"] = events_.number(5) != 0;
    if (kind == EventKind::kFeedback) event["comment"] = events_.text(6);
    if (kind == EventKind::kFeedback && events_.number(8) != 0)
      event["reason"] = reason_name(static_cast<Reason>(events_.number(8)));
    if (kind == EventKind::kContact) event["message"] = events_.text(6);
    return event;
  }

  Statement name_, searches_, late_, events_;
  bool has_search_ = false, has_late_ = false, has_event_ = false;
  std::unordered_map<std::int64_t, std::string> names_;
};

constexpr std::array<const char*, 24> kColumns = {
    "kind",       "at",      "search_id", "query",    "normalised", "lang",       "channel", "category",
    "session",    "visitor", "offset",    "total",    "answered",   "confidence", "results", "took_ms",
    "generation", "counted", "id",        "position", "helpful",    "comment",    "message", "reason"};

std::string plain(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::string joined;
  for (const Json& item : value) joined += (joined.empty() ? "" : " ") + item.get<std::string>();
  return joined;
}

std::string csv_cell(const Json& value) {
  return value.is_string() ? csv_text(plain(value)) : csv_plain(plain(value));
}

std::string csv_row(const Json& row) {
  std::string line;
  for (const char* column : kColumns) {
    if (column != kColumns.front()) line += ',';
    if (const auto cell = row.find(column); cell != row.end()) line += csv_cell(*cell);
  }
  return line + "\r\n";
}

std::optional<Time> parse_utc(const std::string& text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, used = 0;
  double second = 0;
  const int date = std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &used);
  if (date != 3) return std::nullopt;
  if (text.size() > static_cast<std::size_t>(used)) {
    int rest = 0;
    if (std::sscanf(text.c_str() + used, "T%2d:%2d:%lfZ%n", &hour, &minute, &second, &rest) != 3 ||
        static_cast<std::size_t>(used + rest) != text.size())
      return std::nullopt;
  }
  const std::chrono::year_month_day date_of{std::chrono::year(year),
                                            std::chrono::month(static_cast<unsigned>(month)),
                                            std::chrono::day(static_cast<unsigned>(day))};
  constexpr int kFirstYear = 1970, kLastYear = 2200;  // what a Time can hold
  constexpr int kLastHour = 23, kLastMinute = 59;
  constexpr double kMinute = 61;  // a leap second
  if (!date_of.ok() || year < kFirstYear || year > kLastYear || hour < 0 || hour > kLastHour || minute < 0 ||
      minute > kLastMinute || !(second >= 0 && second < kMinute))
    return std::nullopt;
  return std::chrono::sys_days(date_of) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::milliseconds(static_cast<std::int64_t>(second * 1000 + 0.5));
}

std::uint64_t parse_hash(const Json& row, const char* key) {
  const std::string text = row.value(key, "");
  std::uint64_t hash = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), hash, 16);
  if (error != std::errc() && !text.empty()) throw std::invalid_argument(fmt::format("'{}' is no hash", key));
  if (end != text.data() + text.size()) throw std::invalid_argument(fmt::format("'{}' is no hash", key));
  return hash;
}

Time time_of(const Json& row) {
  const std::optional<Time> at = parse_utc(row.at("at").get<std::string>());
  if (!at) throw std::invalid_argument("'at' is no time");
  return *at;
}

search::Answered parse_answered(const Json& row) {
  const std::optional<search::Answered> answered =
      search::find_answered(row.at("answered").get<std::string>());
  if (!answered) throw std::invalid_argument("'answered' is none of those there are");
  return *answered;
}

/// Not negative, at most `most`: what is kept is a whole number, which holds no other.
double number_of(const Json& row, const char* key, double most) {
  const double number = row.at(key).get<double>();
  if (!(number >= 0 && number <= most)) throw std::invalid_argument(fmt::format("'{}' is out of range", key));
  return number;
}

/// 0 when absent.
std::uint64_t count_of(const Json& row, const char* key) {
  constexpr std::uint64_t kMost = 1'000'000'000'000;
  const auto found = row.find(key);
  if (found == row.end()) return 0;
  if (!found->is_number_unsigned() || found->get<std::uint64_t>() > kMost)
    throw std::invalid_argument(fmt::format("'{}' is no count", key));
  return found->get<std::uint64_t>();
}

LoggedSearch to_search(const Json& row) {
  LoggedSearch search;
  search.search_id = row.at("search_id").get<std::string>();
  search.at = time_of(row);
  search.query = redact(row.at("query").get<std::string>());
  search.normalised = redact(row.at("normalised").get<std::string>());
  search.lang = row.at("lang").get<std::string>();
  search.channel = row.at("channel").get<std::string>();
  search.category = row.value("category", "");
  search.asker = {parse_hash(row, "session"), parse_hash(row, "visitor")};
  search.offset = count_of(row, "offset");
  search.total = count_of(row, "total");
  search.answered = parse_answered(row);
  search.confidence = number_of(row, "confidence", 1);
  search.shown = row.at("results").get<std::vector<std::string>>();
  constexpr double kLongestMs = 1e9;  // eleven days
  search.took_ms = number_of(row, "took_ms", kLongestMs);
  search.generation = row.at("generation").get<std::string>();
  const std::string counted = row.at("counted").get<std::string>();
  for (int each = 0; each <= static_cast<int>(Counted::kEmpty); ++each)
    if (counted == counted_name(static_cast<Counted>(each))) {
      search.counted = static_cast<Counted>(each);
      return search;
    }
  throw std::invalid_argument("'counted' is none of those there are");
}

LoggedEvent to_event(const Json& row, EventKind kind) {
  LoggedEvent event;
  event.kind = kind;
  event.at = time_of(row);
  event.search_id = row.value("search_id", "");
  event.article = row.value("id", "");
  event.position = count_of(row, "position");
  event.helpful = row.value("helpful", false);
  event.text = redact(row.value("comment", row.value("message", "")));
  const std::optional<Reason> reason = find_reason(row.value("reason", ""));
  if (!reason) throw std::invalid_argument("'reason' is none of those there are");
  event.reason = *reason;
  event.visitor = parse_hash(row, "visitor");
  return event;
}

/// Adds what one line says.
void import_row(const Json& row, LogRows& rows, Imported& imported) {
  const std::string kind = row.at("kind").get<std::string>();
  if (kind == "search") {
    const LoggedSearch search = to_search(row);
    if (rows.has_search(search.search_id)) {
      ++imported.known;
    } else {
      rows.add(search);
      ++imported.searches;
    }
    return;
  }
  for (const EventKind each : {EventKind::kClick, EventKind::kFeedback, EventKind::kContact})
    if (kind == event_name(each)) {
      const LoggedEvent event = to_event(row, each);
      if (event.search_id.empty() && rows.has_event(event)) return;
      if (!rows.add(event))
        throw std::invalid_argument(
            "its search is neither in the log nor above, or did not show this article");
      ++imported.events;
      return;
    }
  throw std::invalid_argument("there is no kind '" + kind + "'");
}

}  // namespace

void export_log(Database& database, const LogPart& part, LogFormat format, std::ostream& out) {
  Reader reader(database, part);
  if (format == LogFormat::kCsv) {
    for (const char* column : kColumns) out << (column == kColumns.front() ? "" : ",") << column;
    out << "\r\n";
  }
  while (const std::optional<Json> row = reader.next()) {
    if (format == LogFormat::kCsv)
      out << csv_row(*row);
    else
      out << row->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    if (!out) return;
  }
}

Imported import_log(Database& database, std::istream& in) {
  Imported imported;
  Database::Transaction transaction(database);
  LogRows rows(database);
  std::string line;
  for (std::uint64_t number = 1; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    try {
      import_row(Json::parse(line), rows, imported);
    } catch (const DatabaseError&) {
      throw;
    } catch (const std::exception& error) {
      ++imported.skipped;
      if (imported.problems.size() < Imported::kMostProblems)
        imported.problems.push_back(fmt::format("line {}: {}", number, error.what()));
    }
  }
  transaction.commit();
  return imported;
}

std::optional<Time> parse_since(const std::string& text, Time now) {
  if (text.size() > 1 && (text.back() == 'd' || text.back() == 'h')) {
    int count = 0;
    const char* const end = text.data() + text.size() - 1;
    const auto [stop, error] = std::from_chars(text.data(), end, count);
    constexpr int kHoursADay = 24;
    constexpr int kMostHours = 100 * 366 * kHoursADay;  // no log is older, and a Time holds no 300 years
    const int unit = text.back() == 'd' ? kHoursADay : 1;
    if (error != std::errc() || stop != end || count < 0 || count > kMostHours / unit) return std::nullopt;
    return now - std::chrono::hours(count * unit);
  }
  return parse_utc(text);
}

}  // namespace firstline::server
