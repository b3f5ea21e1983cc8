// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log/rows.h"

#include "base/hash.h"
#include "server/counting/visitors.h"

namespace firstline::server {
namespace {

/// Names that are kept in memory: customers may make up any number of them (categories, channels).
constexpr std::size_t kMostNames = 100'000;

int answered_number(const std::string& answered) {
  return answered == "yes" ? 2 : answered == "weak" ? 1 : 0;
}

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
  seen.lang = search.asked_lang.empty() ? search.lang : search.asked_lang;
  seen.category = search.category;
  seen.correction = search.correction;
  seen.offset = search.offset;
  seen.declared_bot = search.declared_bot;
  seen.own = search.own;
  return seen;
}

LogRows::LogRows(Database& database)
    : database_(database),
      find_name_(database_.prepare("SELECT number FROM names WHERE name = ?")),
      add_name_(database_.prepare("INSERT INTO names (name) VALUES (?)")),
      find_query_(database_.prepare(
          "SELECT number FROM queries WHERE hash = ? AND query = ? AND normalised = ? AND lang = ?")),
      add_query_(
          database_.prepare("INSERT INTO queries (hash, query, normalised, lang) VALUES (?, ?, ?, ?)")),
      add_search_(database_.prepare("INSERT OR IGNORE INTO searches (search_id, at_ms, query, channel, "
                                    "category, session, visitor, skipped, total, "
                                    "answered, confidence, shown, took_us, generation, counted) "
                                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")),
      set_counted_(database_.prepare("UPDATE searches SET counted = ? WHERE number = ?")),
      find_search_(database_.prepare("SELECT number, shown FROM searches WHERE search_id = ?")),
      add_event_(database_.prepare("INSERT OR IGNORE INTO events (kind, at_ms, search, article, position, "
                                   "helpful, text, visitor) VALUES (?, ?, nullif(?, 0), ?, ?, ?, ?, ?)")) {}

std::optional<LogRows::FoundSearch> LogRows::find_search(const std::string& search_id) {
  if (!find_search_.with(search_id).step()) return std::nullopt;
  FoundSearch found{find_search_.number(0), ' ' + find_search_.text(1) + ' '};
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
std::int64_t LogRows::query_number(const LoggedSearch& search) {
  const std::int64_t hash = base::short_hash(search.query + '\n' + search.normalised + '\n' + search.lang);
  if (find_query_.with(hash, search.query, search.normalised, search.lang).step()) {
    const std::int64_t number = find_query_.number(0);
    find_query_.close();
    return number;
  }
  add_query_.run(hash, search.query, search.normalised, search.lang);
  return database_.last_row();
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
  const std::int64_t query = query_number(search);
  const std::string shown = shown_numbers(search.shown);
  const int added = add_search_.run(search.search_id, milliseconds(search.at), query,
                                    name_number(search.channel), name_number(search.category),
                                    signed_bits(search.asker.session), signed_bits(search.asker.visitor),
                                    search.offset, search.total, answered_number(search.answered),
                                    static_cast<std::int64_t>(search.confidence * 1000 + 0.5), shown,
                                    static_cast<std::int64_t>(search.took_ms * 1000),
                                    name_number(search.generation), static_cast<int>(search.counted));
  return added > 0 ? database_.last_row() : find_search(search.search_id).value().number;
}

std::optional<std::int64_t> LogRows::add(const LoggedEvent& event) {
  std::int64_t search = 0;
  const std::int64_t article = name_number(event.article);
  if (!event.search_id.empty()) {
    const std::optional<FoundSearch> found = find_search(event.search_id);
    if (!found) return std::nullopt;
    if (article != 0 && found->shown.find(' ' + std::to_string(article) + ' ') == std::string::npos)
      return std::nullopt;
    search = found->number;
  }
  add_event_.run(static_cast<int>(event.kind), milliseconds(event.at), search, article, event.position,
                 event.helpful ? 1 : 0, event.text, signed_bits(event.visitor));
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

void feed(Counting& counting, Database& database, Time since) {
  Statement rows = database.prepare(
      "SELECT s.number, s.at_ms, s.session, s.visitor, q.query, q.normalised, q.lang, coalesce(n.name, ''), "
      "s.skipped, s.counted, EXISTS (SELECT 1 FROM events e WHERE e.search = s.number) "
      "FROM searches s JOIN queries q ON q.number = s.query LEFT JOIN names n ON n.number = s.category "
      "WHERE s.at_ms >= ? ORDER BY s.number");
  const std::int64_t since_ms = milliseconds(since);
  rows.with(since_ms);
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
