// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log/schema.h"

#include <fmt/format.h>

#include "base/split.h"
#include "server/counting/visitors.h"
#include "server/log/rows.h"
#include "server/redaction/redaction.h"

namespace firstline::server {
namespace {

// Names and questions stand once, however often they occur: a row takes about 100 bytes. Who searches waits
// until its pages are written, so that there are few indexes.
constexpr const char* kNamesAndEvents = R"(
CREATE TABLE names (           -- article ids, channels, categories, generations; 0: none
  number INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE events (
  number   INTEGER PRIMARY KEY,
  kind     INTEGER NOT NULL,   -- 1 click, 2 feedback, 3 contact
  at_ms    INTEGER NOT NULL,
  search   INTEGER,            -- of searches
  article  INTEGER NOT NULL,   -- of names
  position INTEGER NOT NULL,   -- of the click, from 1; 0: not known
  helpful  INTEGER NOT NULL,   -- the vote: 1 yes, 0 no
  text     TEXT NOT NULL,      -- comment or message, redacted
  visitor  INTEGER NOT NULL,
  reason   INTEGER NOT NULL DEFAULT 0 -- of the vote: Reason in server/log/entry.h
) STRICT;
CREATE INDEX events_at ON events (at_ms);
CREATE UNIQUE INDEX events_once ON events (search, kind, article) WHERE search IS NOT NULL;
CREATE UNIQUE INDEX votes_once ON events (article, visitor) WHERE search IS NULL AND kind = 2 AND visitor <> 0;
CREATE INDEX votes_on ON events (article, at_ms) WHERE kind = 2;
)";

constexpr const char* kSearches = R"(
CREATE TABLE queries (
  number     INTEGER PRIMARY KEY, -- base::short_hash of the three below, or the next that was free
  query      TEXT NOT NULL,    -- as typed, redacted
  normalised TEXT NOT NULL,    -- as it was looked up
  lang       TEXT NOT NULL
) STRICT;
CREATE TABLE searches (        -- by number in order of time but for late ones: see first_number_since()
  number     INTEGER PRIMARY KEY,
  search_id  TEXT NOT NULL UNIQUE,
  at_ms      INTEGER NOT NULL, -- since 1970, UTC
  query      INTEGER NOT NULL, -- of queries
  channel    INTEGER NOT NULL, -- of names
  category   INTEGER NOT NULL, -- of names: the filter
  session    INTEGER NOT NULL, -- a hash; 0: none
  visitor    INTEGER NOT NULL, -- a hash whose key is forgotten; 0: none
  skipped    INTEGER NOT NULL, -- results left out at the front: a further page
  total      INTEGER NOT NULL,
  answered   INTEGER NOT NULL, -- 0 no, 1 weak, 2 yes
  confidence INTEGER NOT NULL, -- thousandths
  shown      TEXT NOT NULL,    -- of names, parted by blanks: the articles, in order
  took_us    INTEGER NOT NULL,
  generation INTEGER NOT NULL, -- of names
  counted    INTEGER NOT NULL, -- server/counting/counting.h
  late       INTEGER NOT NULL  -- 1: older than one before it (an import, or two at once)
) STRICT;
CREATE INDEX searches_late ON searches (at_ms) WHERE late = 1;
-- For people and their tools.
CREATE VIEW readable_searches AS
  SELECT s.number, s.search_id, strftime('%Y-%m-%dT%H:%M:%fZ', s.at_ms / 1000.0, 'unixepoch') AS at, q.query,
         q.normalised, q.lang, channels.name AS channel, coalesce(categories.name, '') AS category, s.total,
         CASE s.answered WHEN 2 THEN 'yes' WHEN 1 THEN 'weak' ELSE 'no' END AS answered,
         s.confidence / 1000.0 AS confidence, s.took_us / 1000.0 AS took_ms, s.counted
  FROM searches s JOIN queries q ON q.number = s.query
  LEFT JOIN names channels ON channels.number = s.channel
  LEFT JOIN names categories ON categories.number = s.category;
)";

/// One table with all texts in each row, and queries as they were typed.
void from_version_1(Database& database) {
  database.execute("ALTER TABLE searches RENAME TO former; DROP INDEX searches_at;");
  database.execute(kNamesAndEvents);
  database.execute(kSearches);
  Statement former = database.prepare(
      "SELECT search_id, at_ms, query, normalised, lang, channel, session, category, total, answered, "
      "confidence, first_ids, took_ms, generation FROM former ORDER BY number");
  LogRows rows(database);
  while (former.step()) {
    LoggedSearch search;
    search.search_id = former.text(0);
    search.at = from_milliseconds(former.number(1));
    const std::string query = former.text(2);
    search.query = redact(query);
    search.normalised = search.query == query ? former.text(3) : search.query;
    search.lang = former.text(4);
    search.channel = former.text(5);
    search.asker.session = session_hash(former.text(6));
    search.category = former.text(7);
    search.total = static_cast<std::uint64_t>(former.number(8));
    search.answered = search::find_answered(former.text(9)).value_or(search::Answered::kNo);
    search.confidence = former.real(10);
    search.shown = base::split_filled(former.text(11), "\n");
    search.took_ms = former.real(12);
    search.generation = former.text(13);
    rows.add(search);
  }
  database.execute("DROP TABLE former");
}

/// Questions numbered one after the other, with an index of their hashes; an index of the searches' times.
void from_version_2(Database& database) {
  database.execute(
      "DROP VIEW readable_searches; DROP INDEX searches_at; DROP INDEX queries_hash;"
      "ALTER TABLE searches RENAME TO former; ALTER TABLE queries RENAME TO former_queries;");
  database.execute(kSearches);
  database.execute("CREATE TEMP TABLE moved (former INTEGER PRIMARY KEY, number INTEGER NOT NULL)");
  {
    LogRows rows(database);
    Statement query = database.prepare("SELECT number, query, normalised, lang FROM former_queries");
    Statement add = database.prepare("INSERT INTO moved VALUES (?, ?)");
    while (query.step())
      add.run(query.number(0), rows.query_number(query.text(1), query.text(2), query.text(3)));
  }
  database.execute(
      "INSERT INTO searches SELECT f.number, search_id, at_ms, m.number, channel, category, session, "
      "visitor, "
      "skipped, total, answered, confidence, shown, took_us, generation, counted, coalesce(at_ms < "
      "max(at_ms) "
      "OVER (ORDER BY f.number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) "
      "FROM former f JOIN moved m ON m.former = f.query ORDER BY f.number;"
      "DROP TABLE former; DROP TABLE former_queries; DROP TABLE moved;");
}

/// Votes with a reason, and found by their article.
void from_version_3(Database& database) {
  database.execute(
      "ALTER TABLE events ADD COLUMN reason INTEGER NOT NULL DEFAULT 0;"
      "CREATE INDEX votes_on ON events (article, at_ms) WHERE kind = 2;");
}

std::int64_t version_of(Database& database) {
  const std::int64_t version = database.number("PRAGMA user_version");
  if (version > kLogVersion)
    throw DatabaseError(
        fmt::format("it is of version {}, made by a newer program; this one knows {}", version, kLogVersion));
  return version;
}

/// In one transaction: a program that dies in between leaves the old tables.
void bring_up_to_date(Database& database) {
  if (version_of(database) == kLogVersion) return;
  // Only before the first table. Small pages: most of one is written again for each row.
  if (version_of(database) == 0)
    database.execute("PRAGMA page_size = 2048; PRAGMA auto_vacuum = INCREMENTAL");
  bool moved = false;
  {
    Database::Transaction transaction(database);
    const std::int64_t version = version_of(database);  // another one may have been quicker
    if (version == 1) from_version_1(database);
    if (version == 2 || version == 3) from_version_3(database);  // first: rows are written as they are today
    if (version == 2) from_version_2(database);
    if (version == 0) {
      database.execute(kNamesAndEvents);
      database.execute(kSearches);
    }
    database.execute(fmt::format("PRAGMA user_version = {}", kLogVersion));
    transaction.commit();
    moved = version == 1 || version == 2;
  }
  if (moved) database.execute("PRAGMA auto_vacuum = INCREMENTAL; VACUUM");
}

}  // namespace

Database open_log(const std::string& file, int patience_ms) {
  Database database(file, Database::Access::kCreate, patience_ms);
  bring_up_to_date(database);
  // WAL: writing waits for no reader. NORMAL: a row survives the program's death at once, and the machine's
  // from the next checkpoint on. What is deleted is overwritten.
  database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;");
  return database;
}

Database open_log_for_reading(const std::string& file) {
  constexpr int kPatienceMs = 5'000;
  Database database(file, Database::Access::kRead, kPatienceMs);
  const std::int64_t version = database.number("PRAGMA user_version");
  if (version != kLogVersion)
    throw DatabaseError(fmt::format("it is of version {}, this program reads {}", version, kLogVersion));
  return database;
}

}  // namespace firstline::server
