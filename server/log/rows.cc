// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log/rows.h"

#include <algorithm>

#include "base/hash.h"
#include "server/counting/visitors.h"

namespace firstline::server {
namespace {

/// Names that are kept in memory: customers may make up any number of them (categories, channels).
constexpr std::size_t kMostNames = 100'000;

/// People read and write for so long.
constexpr auto kVisit = std::chrono::minutes(30);

std::int64_t signed_bits(std::uint64_t bits) {
  return static_cast<std::int64_t>(bits);
}

}  // namespace

SeenSearch seen_search(const LoggedSearch& search, std::int64_t number) {
  SeenSearch seen;
  seen.number = number;
  seen.at = search.at;
  seen.client = search.client;
  seen.visitor = search.device;
  seen.query = search.query;
  seen.normalised = search.normalised;
  seen.lang = search.lang;
  seen.category = search.category;
  seen.correction = search.correction;
  seen.offset = search.offset;
  seen.declared_bot = search.declared_bot;
  seen.own = search.own;
  return seen;
}

LogRows::LogRows(Database& database)
    : database_(database),
      changed_by_others_(database_.prepare("PRAGMA data_version")),
      find_newest_(
          database_.prepare("SELECT at_ms FROM searches WHERE late = 0 ORDER BY number DESC LIMIT 1")),
      find_name_(database_.prepare("SELECT number FROM names WHERE name = ?")),
      add_name_(database_.prepare("INSERT INTO names (name) VALUES (?)")),
      find_query_(database_.prepare(
          "SELECT query = ? AND normalised = ? AND lang = ? FROM queries WHERE number = ?")),
      add_query_(
          database_.prepare("INSERT INTO queries (number, query, normalised, lang) VALUES (?, ?, ?, ?)")),
      add_search_(database_.prepare("INSERT OR IGNORE INTO searches (search_id, at_ms, query, channel, "
                                    "category, session, visitor, skipped, total, "
                                    "answered, confidence, shown, took_us, generation, counted, "
                                    "late) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")),
      set_counted_(database_.prepare("UPDATE searches SET counted = ? WHERE number = ?")),
      find_search_(database_.prepare("SELECT number, shown, at_ms FROM searches WHERE search_id = ?")),
      add_event_(database_.prepare("INSERT OR IGNORE INTO events (kind, at_ms, search, article, position, "
                                   "helpful, text, visitor, reason) "
                                   "VALUES (?, ?, nullif(?, 0), ?, ?, ?, ?, ?, ?)")),
      add_to_vote_(database_.prepare(
          "UPDATE events SET text = CASE ? WHEN '' THEN text ELSE ? END, reason = CASE ? WHEN 0 THEN reason "
          "ELSE ? END WHERE kind = 2 AND article = ? AND search IS nullif(?, 0) AND (search IS NOT NULL OR "
          "visitor = ?)")),
      add_to_nobodys_vote_(database_.prepare("UPDATE events SET text = ?, reason = ? WHERE number = (SELECT "
                                             "max(number) FROM events WHERE kind = 2 "
                                             "AND article = ? AND search IS NULL AND visitor = 0 AND helpful "
                                             "= ? AND text = '' AND reason = 0 AND "
                                             "at_ms BETWEEN ? AND ?)")) {
  look_again();
}

void LogRows::look_again() {
  changed_by_others_.with().step();
  const std::int64_t others = changed_by_others_.number(0);
  changed_by_others_.close();
  if (others == others_) return;
  others_ = others;
  names_.clear();
  if (find_newest_.with().step()) newest_ms_ = find_newest_.number(0);
  find_newest_.close();
}

std::optional<LogRows::FoundSearch> LogRows::find_search(const std::string& search_id) {
  if (!find_search_.with(search_id).step()) return std::nullopt;
  FoundSearch found{find_search_.number(0), ' ' + find_search_.text(1) + ' ', find_search_.number(2)};
  find_search_.close();
  return found;
}

std::int64_t LogRows::name_number(const std::string& name) {
  if (name.empty()) return 0;
  const auto known = names_.find(name);
  if (known != names_.end()) return known->second;
  std::int64_t number = 0;
  if (find_name_.with(name).step()) {
    number = find_name_.number(0);
    find_name_.close();
  } else {
    add_name_.run(name);
    number = database_.last_row();
  }
  if (names_.size() >= kMostNames) names_.clear();
  names_.emplace(name, number);
  return number;
}

/// Each question once: most are asked again and again, and reviewing works on questions.
/// A hash is its number: an index beside the table would be one more page that each new question writes.
std::int64_t LogRows::query_number(const std::string& query, const std::string& normalised,
                                   const std::string& lang) {
  std::int64_t number = base::short_hash(query + '\n' + normalised + '\n' + lang);
  for (; find_query_.with(query, normalised, lang, number).step(); ++number) {
    const bool same = find_query_.number(0) != 0;
    find_query_.close();
    if (same) return number;
  }
  add_query_.run(number, query, normalised, lang);
  return number;
}

std::string LogRows::shown_numbers(const std::vector<std::string>& ids) {
  std::string numbers;
  for (const std::string& id : ids) {
    if (!numbers.empty()) numbers += ' ';
    numbers += std::to_string(name_number(id));
  }
  return numbers;
}

std::int64_t LogRows::add(const LoggedSearch& search) {
  const std::int64_t query = query_number(search.query, search.normalised, search.lang);
  const std::int64_t at_ms = milliseconds(search.at);
  const bool late = at_ms < newest_ms_;
  const std::string shown = shown_numbers(search.shown);
  const int added = add_search_.run(
      search.search_id, at_ms, query, name_number(search.channel), name_number(search.category),
      signed_bits(search.asker.session), signed_bits(search.asker.visitor), search.offset, search.total,
      static_cast<int>(search.answered), static_cast<std::int64_t>(search.confidence * 1000 + 0.5), shown,
      static_cast<std::int64_t>(search.took_ms * 1000), name_number(search.generation),
      static_cast<int>(search.counted), late ? 1 : 0);
  if (added == 0) return find_search(search.search_id).value().number;
  if (!late) newest_ms_ = at_ms;
  return database_.last_row();
}

std::optional<std::int64_t> LogRows::add(const LoggedEvent& event) {
  std::int64_t search = 0;
  std::int64_t at_ms = milliseconds(event.at);
  const std::int64_t article = name_number(event.article);
  if (!event.search_id.empty()) {
    const std::optional<FoundSearch> found = find_search(event.search_id);
    if (!found) return std::nullopt;
    if (article != 0 && found->shown.find(' ' + std::to_string(article) + ' ') == std::string::npos)
      return std::nullopt;
    search = found->number;
    // A clock that was set back: an event before its search would be exported before it, and not be read
    // again.
    at_ms = std::max(at_ms, found->at_ms);
  }
  const auto reason = static_cast<int>(event.reason);
  const std::int64_t visitor = signed_bits(event.visitor);
  // Who doesn't want to be told apart: the words go to the newest vote that may be theirs, and none is added.
  if (event.follows && search == 0 && visitor == 0 && event.kind == EventKind::kFeedback &&
      add_to_nobodys_vote_.run(event.text, reason, article, event.helpful ? 1 : 0,
                               milliseconds(event.at - kVisit), milliseconds(event.at)) > 0)
    return search;
  const int added = add_event_.run(static_cast<int>(event.kind), at_ms, search, article, event.position,
                                   event.helpful ? 1 : 0, event.text, visitor, reason);
  // The first vote counts; what is said about it later is kept with it.
  if (added == 0 && event.kind == EventKind::kFeedback && (!event.text.empty() || reason != 0))
    add_to_vote_.run(event.text, event.text, reason, reason, article, search, visitor);
  return search;
}

void LogRows::set_counted(std::int64_t search, Counted counted) {
  set_counted_.run(static_cast<int>(counted), search);
}

bool LogRows::has_event(const LoggedEvent& event) {
  Statement find = database_.prepare(
      "SELECT 1 FROM events WHERE at_ms = ? AND kind = ? AND article = ? AND text = ? AND search IS NULL");
  return find
      .with(milliseconds(event.at), static_cast<int>(event.kind), name_number(event.article), event.text)
      .step();
}

std::int64_t first_number_since(Database& database, Time since) {
  Statement next = database.prepare(
      "SELECT number, at_ms FROM searches WHERE number >= ? AND late = 0 ORDER BY number LIMIT 1");
  const std::int64_t since_ms = milliseconds(since);
  std::int64_t low = 0;  // all below are older, all from `high` on are not, but for late ones
  std::int64_t high = database.number("SELECT coalesce(max(number), 0) + 1 FROM searches");
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (next.with(middle).step() && next.number(1) < since_ms)
      low = next.number(0) + 1;
    else
      high = middle;
    next.close();
  }
  return low;
}

void feed(Counting& counting, Database& database, Time since) {
  Statement rows = database.prepare(
      "SELECT s.number, s.at_ms, s.session, s.visitor, q.query, q.normalised, q.lang, coalesce(n.name, ''), "
      "s.skipped, s.counted, EXISTS (SELECT 1 FROM events e WHERE e.search = s.number) "
      "FROM searches s JOIN queries q ON q.number = s.query LEFT JOIN names n ON n.number = s.category "
      "WHERE s.number >= ? AND s.at_ms >= ? ORDER BY s.number");
  rows.with(first_number_since(database, since), milliseconds(since));
  while (rows.step()) {
    SeenSearch seen;
    seen.number = rows.number(0);
    seen.at = from_milliseconds(rows.number(1));
    const Asker asker{static_cast<std::uint64_t>(rows.number(2)), static_cast<std::uint64_t>(rows.number(3))};
    seen.visitor = client_of({0, asker.visitor});
    seen.client = client_of(asker);
    seen.query = rows.text(4);
    seen.normalised = rows.text(5);
    seen.lang = rows.text(6);
    seen.category = rows.text(7);
    seen.offset = static_cast<std::uint64_t>(rows.number(8));
    const auto counted = static_cast<Counted>(rows.number(9));
    seen.own = counted == Counted::kOwn;
    counting.add(seen);
    if (rows.number(10) != 0) counting.opened(seen.number);
  }
}

}  // namespace firstline::server
