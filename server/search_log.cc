// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search_log.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/failure.h"
#include "base/logging.h"

namespace firstline::server {
namespace {

/// PRAGMA user_version of the file. Raise it with a migration in open().
constexpr int kSchemaVersion = 1;

constexpr const char* kSchema = R"(
CREATE TABLE searches (
  number     INTEGER PRIMARY KEY,
  search_id  TEXT NOT NULL,
  at_ms      INTEGER NOT NULL,  -- since 1970, UTC
  query      TEXT NOT NULL,     -- as typed
  normalised TEXT NOT NULL,     -- as it was looked up
  lang       TEXT NOT NULL,
  channel    TEXT NOT NULL,
  session    TEXT NOT NULL,
  category   TEXT NOT NULL,
  total      INTEGER NOT NULL,
  answered   TEXT NOT NULL,     -- yes, weak, no
  confidence REAL NOT NULL,
  first_ids  TEXT NOT NULL,     -- article ids, one a line
  took_ms    REAL NOT NULL,
  generation TEXT NOT NULL
) STRICT;
CREATE INDEX searches_at ON searches (at_ms);
)";

constexpr const char* kInsert =
    "INSERT INTO searches (search_id, at_ms, query, normalised, lang, channel, session, category, total, "
    "answered, "
    "confidence, first_ids, took_ms, generation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

// The newest answer of each asker, question by question. Only the newest rows are read: more of them would
// hardly change which questions are asked most, and memory and time stay within bounds.
constexpr const char* kAnswered = R"(
SELECT lang, normalised, query, CASE session WHEN '' THEN search_id ELSE 's' || session END AS asker,
       max(number) AS newest, answered
FROM searches
WHERE at_ms >= ? AND number > (SELECT max(number) FROM searches) - 1000000
  AND normalised <> '' AND length(query) <= 200
GROUP BY lang, normalised, query, asker
ORDER BY lang, normalised, query, asker
)";

/// Customers wait for the row: another program that holds the file must let go within this time.
constexpr int kBusyMs = 100;

constexpr auto kBetweenTries = std::chrono::seconds(1);

std::int64_t milliseconds(std::chrono::system_clock::time_point at) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
}

std::string without_extra_spaces(const std::string& text) {
  std::string kept;
  for (const char c : text)
    if (c != ' ' || (!kept.empty() && kept.back() != ' ')) kept += c;
  if (!kept.empty() && kept.back() == ' ') kept.pop_back();
  return kept;
}

/// All that asked one question.
class QueryGroup {
 public:
  std::string lang, normalised;

  void add(const std::string& query, const std::string& asker, std::int64_t number, bool answered) {
    if (number > newest_) {
      newest_ = number;
      newest_answered_ = answered;
    }
    if (!answered) return;
    askers_.insert(asker);
    ++spellings_[without_extra_spaces(query)];
  }

  /// Nothing when too few asked, or when the last one got no answer: the articles have changed.
  void give(std::uint64_t least, std::vector<AskedQuery>& asked) const {
    if (askers_.size() < least || !newest_answered_) return;
    const auto usual = std::max_element(spellings_.begin(), spellings_.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
    asked.push_back({usual->first, lang, askers_.size()});
  }

 private:
  std::set<std::string> askers_;
  std::map<std::string, std::uint64_t> spellings_;
  std::int64_t newest_ = -1;
  bool newest_answered_ = false;
};

std::string lines(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text.append(item).append("\n");
  return text;
}

}  // namespace

struct SearchLog::Database {
  SQLite::Database file;
  SQLite::Statement insert;

  explicit Database(const std::string& path) : file(open(path)), insert(file, kInsert) {}

  static SQLite::Database open(const std::string& path) {
    SQLite::Database file(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyMs);
    // WAL: writing waits for no reader. NORMAL: a row survives the program's death at once, and the machine's
    // from the next checkpoint on.
    file.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    const int version = file.execAndGet("PRAGMA user_version").getInt();
    if (version > kSchemaVersion)
      throw SQLite::Exception(fmt::format("it is of version {}, made by a newer program; this one knows {}",
                                          version, kSchemaVersion));
    if (version == 0) {
      SQLite::Transaction transaction(file);
      file.exec(kSchema);
      file.exec(fmt::format("PRAGMA user_version = {}", kSchemaVersion));
      transaction.commit();
    }
    return file;
  }
};

SearchLog::SearchLog(std::string file) : file_(std::move(file)) {
  const std::lock_guard lock(mutex_);
  open();
}

SearchLog::~SearchLog() = default;

void SearchLog::open() {
  next_try_ = std::chrono::steady_clock::now() + kBetweenTries;
  try {
    database_ = std::make_unique<Database>(file_);
    if (!trouble_.empty()) base::log_info("the search log can be written again: " + file_);
    trouble_.clear();
  } catch (const SQLite::Exception& error) {
    give_up(error.what());
  }
}

void SearchLog::give_up(const std::string& reason) {
  database_.reset();
  if (trouble_ != reason) base::log_error(fmt::format("writing the search log: {}: {}", file_, reason));
  trouble_ = reason;
}

void SearchLog::record(const LoggedSearch& search) {
  const std::lock_guard lock(mutex_);
  if (!database_ && std::chrono::steady_clock::now() >= next_try_) open();
  if (!database_) {
    ++lost_;
    return;
  }
  try {
    SQLite::Statement& insert = database_->insert;
    insert.reset();
    int column = 0;
    const auto text = [&](const std::string& value) { insert.bindNoCopy(++column, value); };
    text(search.search_id);
    insert.bind(++column, milliseconds(search.at));
    text(search.query);
    text(search.normalised);
    text(search.lang);
    text(search.channel);
    text(search.session);
    text(search.category);
    insert.bind(++column, static_cast<std::int64_t>(search.total));
    text(search.answered);
    insert.bind(++column, search.confidence);
    const std::string first_ids = lines(search.first_ids);
    text(first_ids);
    insert.bind(++column, search.took_ms);
    text(search.generation);
    insert.exec();
    insert.reset();
  } catch (const SQLite::Exception& error) {
    ++lost_;
    give_up(error.what());
  }
}

std::vector<AskedQuery> SearchLog::answered_queries(std::chrono::system_clock::time_point since,
                                                    std::uint64_t least, std::size_t most) const {
  std::vector<AskedQuery> asked;
  try {
    // A connection of its own: nobody's row waits for this.
    SQLite::Database file(file_, SQLite::OPEN_READONLY, kBusyMs);
    if (file.execAndGet("PRAGMA user_version").getInt() != kSchemaVersion)
      throw SQLite::Exception("it is of another version");
    SQLite::Statement rows(file, kAnswered);
    rows.bind(1, milliseconds(since));
    QueryGroup group;
    while (rows.executeStep()) {
      std::string lang = rows.getColumn(0);
      std::string normalised = rows.getColumn(1);
      if (lang != group.lang || normalised != group.normalised) {
        group.give(least, asked);
        group = {};
        group.lang = std::move(lang);
        group.normalised = std::move(normalised);
      }
      group.add(rows.getColumn(2), rows.getColumn(3), rows.getColumn(4).getInt64(),
                rows.getColumn(5).getString() == "yes");
    }
    group.give(least, asked);
  } catch (const SQLite::Exception& error) {
    throw base::Failure("reading the search log", file_, error.what());
  }
  std::stable_sort(asked.begin(), asked.end(),
                   [](const AskedQuery& a, const AskedQuery& b) { return a.askers > b.askers; });
  if (asked.size() > most) asked.resize(most);
  return asked;
}

std::string SearchLog::trouble() {
  const std::lock_guard lock(mutex_);
  if (!database_ && std::chrono::steady_clock::now() >= next_try_) open();
  return trouble_;
}

}  // namespace firstline::server
