// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "server/counting/visitors.h"
#include "server/log/deletion.h"
#include "server/log/rows.h"
#include "server/log/schema.h"
#include "server/log/transfer.h"
#include "tests/server/log_entries.h"
#include "tests/server/log_file.h"
#include "tests/support/temporary_folder.h"

namespace firstline::server {
namespace {

using Catch::Contains;
using namespace std::chrono_literals;
using nlohmann::json;
using tests::json_lines;
using tests::logged_search;

constexpr int kPatienceMs = 1000;

/// Two searches, a click, a vote and a message.
class SmallLog {
 public:
  explicit SmallLog(const std::filesystem::path& file) : database(open_log(file, kPatienceMs)) {
    LogRows rows(database);
    LoggedSearch search = logged_search("=1+1, \"quoted\"");
    search.search_id = "one";
    search.asker = {session_hash("s1"), 0x1234};
    rows.add(search);
    LoggedEvent event;
    event.search_id = "one";
    event.article = "en/b";
    event.position = 2;
    event.at = search.at + 4s;
    rows.add(event);
    event.kind = EventKind::kFeedback;
    event.helpful = true;
    event.text = "thanks";
    rows.add(event);
    search.search_id = "two";
    search.query = "รหัสผ่าน";
    search.at += 48h;
    search.asker = {};
    search.counted = Counted::kReload;
    rows.add(search);
    event = {};
    event.kind = EventKind::kContact;
    event.at = search.at + 1s;
    event.text = "please call";
    rows.add(event);
  }

  std::string exported(const LogPart& part = {}, LogFormat format = LogFormat::kJson) {
    std::ostringstream out;
    export_log(database, part, format, out);
    return out.str();
  }

  Database database;
};

}  // namespace

TEST_CASE("A log is exported in order of time, each search with what became of it") {
  tests::TemporaryFolder folder;
  SmallLog log(folder / "log.db");
  const std::vector<json> rows = json_lines(log.exported());
  REQUIRE(rows.size() == 5);
  CHECK(rows[0] == json({{"kind", "search"},
                         {"search_id", "one"},
                         {"at", "2026-09-21T14:13:20.123Z"},
                         {"query", "=1+1, \"quoted\""},
                         {"normalised", "normal"},
                         {"lang", "en"},
                         {"channel", "web"},
                         {"category", "Account"},
                         {"session", rows[0]["session"]},
                         {"visitor", "0000000000001234"},
                         {"offset", 0},
                         {"total", 12},
                         {"answered", "weak"},
                         {"confidence", 0.4},
                         {"results", {"en/a", "en/b"}},
                         {"took_ms", 1.5},
                         {"generation", "0000000003"},
                         {"counted", "yes"}}));
  CHECK(rows[0]["session"].get<std::string>().size() == 16);
  CHECK(rows[1] == json({{"kind", "click"},
                         {"search_id", "one"},
                         {"at", "2026-09-21T14:13:24.123Z"},
                         {"id", "en/b"},
                         {"visitor", ""},
                         {"position", 2}}));
  CHECK(rows[2]["comment"] == "thanks");
  CHECK(rows[2]["helpful"] == true);
  CHECK(rows[3]["counted"] == "reload");
  CHECK(rows[4]["message"] == "please call");
}

TEST_CASE("A part of the log: from a time on, or of one session") {
  tests::TemporaryFolder folder;
  SmallLog log(folder / "log.db");
  LogPart part;
  part.since = from_milliseconds(1'790'000'000'123) + 24h;
  CHECK(json_lines(log.exported(part)).size() == 2);
  part = {};
  part.session = session_hash("s1");
  const std::vector<json> own = json_lines(log.exported(part));
  REQUIRE(own.size() == 3);
  for (const json& row : own) CHECK(row["search_id"] == "one");
  part.session = session_hash("s2");
  CHECK(log.exported(part).empty());
}

TEST_CASE("As CSV, a cell is no formula and stays one cell") {
  tests::TemporaryFolder folder;
  SmallLog log(folder / "log.db");
  const std::string csv = log.exported({}, LogFormat::kCsv);
  CHECK_THAT(csv, Catch::StartsWith("kind,at,search_id,query,normalised,lang,"));
  CHECK_THAT(
      csv, Contains("search,2026-09-21T14:13:20.123Z,one,\"'=1+1, \"\"quoted\"\"\",normal,en,web,Account,"));
  CHECK_THAT(csv, Contains(",en/a en/b,1.5,0000000003,yes,,,,,,\r\n"));
}

TEST_CASE("What was exported can be read back, twice, and is the same log") {
  tests::TemporaryFolder folder;
  SmallLog log(folder / "log.db");
  const std::string exported = log.exported();
  Database other = open_log(folder / "other.db", kPatienceMs);
  std::istringstream first(exported);
  const Imported imported = import_log(other, first);
  CHECK(imported.searches == 2);
  CHECK(imported.events == 3);
  CHECK(imported.problems.empty());
  std::istringstream again(exported);
  CHECK(import_log(other, again).known == 2);
  std::ostringstream out;
  export_log(other, {}, LogFormat::kJson, out);
  CHECK(out.str() == exported);
}

TEST_CASE("Lines that make no sense are named and left out, the others are read") {
  tests::TemporaryFolder folder;
  SmallLog log(folder / "log.db");
  std::string text = "not json\n{\"kind\":\"search\"}\n[]\n{\"kind\":\"rumour\"}\n\n" + log.exported() +
                     "{\"kind\":\"click\",\"search_id\":\"nobody's\",\"at\":\"2026-09-01\",\"id\":\"x\"}\n";
  for (const auto& [right, wrong] : {std::pair("2026-09-21T14:13:24", "2026-13-41T14:13:24"),
                                     std::pair("\"counted\":\"reload\"", "\"counted\":\"perhaps\"")})
    text.replace(text.find(right), std::string(right).size(), wrong);
  Database other = open_log(folder / "other.db", kPatienceMs);
  std::istringstream in(text);
  const Imported imported = import_log(other, in);
  CHECK(imported.searches == 1);
  CHECK(imported.skipped == 7);
  REQUIRE(imported.problems.size() == 7);
  CHECK_THAT(imported.problems[0], Catch::StartsWith("line 1: "));
  CHECK_THAT(imported.problems[6], Contains("its search"));
}

TEST_CASE("Texts from elsewhere are redacted on their way in") {
  tests::TemporaryFolder folder;
  SmallLog log(folder / "log.db");
  std::string text = log.exported();
  for (const char* plain : {"=1+1, \\\"quoted\\\"", "please call"})
    text.replace(text.find(plain), std::string(plain).size(), "write to ann@example.com");
  Database other = open_log(folder / "other.db", kPatienceMs);
  std::istringstream in(text);
  import_log(other, in);
  std::ostringstream out;
  export_log(other, {}, LogFormat::kJson, out);
  CHECK_THAT(out.str(), !Contains("ann@example.com") && Contains("write to [email]"));
}

TEST_CASE("Since: a day, a time, or so long ago") {
  const Time now = from_milliseconds(1'790'000'000'000);
  CHECK(parse_since("7d", now) == now - 7 * 24h);
  CHECK(parse_since("24h", now) == now - 24h);
  CHECK(parse_since("2026-09-21", now) == from_milliseconds(1'789'948'800'000));
  CHECK(parse_since("2026-09-21T14:13:20Z", now) == now);
  for (const char* wrong : {"", "d", "7", "7w", "-7d", "2026-02-30", "2999-01-01", "2026-09-21T25:00:00Z",
                            "2026-09-21 ", "yesterday", "200000d", "1000000h", "2026-09-21T10:00:nanZ"}) {
    INFO(wrong);
    CHECK_FALSE(parse_since(wrong, now));
  }
}

TEST_CASE("A session is forgotten for good, with what became of its searches") {
  tests::TemporaryFolder folder;
  SmallLog log(folder / "log.db");
  CHECK(forget_session(log.database, session_hash("s1")) == 1);
  CHECK(forget_session(log.database, session_hash("s1")) == 0);
  const std::vector<json> rows = json_lines(log.exported());
  REQUIRE(rows.size() == 2);
  CHECK(rows[0]["search_id"] == "two");
  const std::string bytes = tests::bytes_of(folder / "log.db");
  CHECK(bytes.find("thanks") == std::string::npos);
  CHECK(bytes.find("quoted") == std::string::npos);
}

TEST_CASE("A log of version 1 becomes one of today, redacted") {
  tests::TemporaryFolder folder;
  {
    tests::LogFile old(folder / "log.db");
    old.run(
        "CREATE TABLE searches (number INTEGER PRIMARY KEY, search_id TEXT NOT NULL, at_ms INTEGER NOT NULL, "
        "query TEXT NOT NULL, normalised TEXT NOT NULL, lang TEXT NOT NULL, channel TEXT NOT NULL, "
        "session TEXT NOT NULL, category TEXT NOT NULL, total INTEGER NOT NULL, answered TEXT NOT NULL, "
        "confidence REAL NOT NULL, first_ids TEXT NOT NULL, took_ms REAL NOT NULL, generation TEXT NOT NULL) "
        "STRICT");
    old.run("CREATE INDEX searches_at ON searches (at_ms)");
    old.run(
        "INSERT INTO searches VALUES (1, 'a', 1790000000123, 'mail ann@example.com', 'mail ann example com', "
        "'en', 'web', 's1', '', 3, 'yes', 0.9, 'en/a' || char(10) || 'en/b' || char(10), 1.5, '0000000003')");
    old.run("PRAGMA user_version = 1");
  }
  Database database = open_log(folder / "log.db", kPatienceMs);
  std::ostringstream out;
  LogPart part;
  part.session = session_hash("s1");
  export_log(database, part, LogFormat::kJson, out);
  const std::vector<json> rows = json_lines(out.str());
  REQUIRE(rows.size() == 1);
  CHECK(rows[0]["query"] == "mail [email]");
  CHECK(rows[0]["results"] == json({"en/a", "en/b"}));
  CHECK(rows[0]["answered"] == "yes");
  CHECK(database.number("PRAGMA user_version") == kLogVersion);
  CHECK(tests::bytes_of(folder / "log.db").find("ann@") == std::string::npos);
}

TEST_CASE("A log of version 2 becomes one of today: the same searches, events and order") {
  tests::TemporaryFolder folder;
  {
    tests::LogFile old(folder / "log.db");
    for (const char* sql :
         {"CREATE TABLE names (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
          "CREATE TABLE queries (number INTEGER PRIMARY KEY, hash INTEGER NOT NULL, query TEXT NOT NULL, "
          "normalised TEXT NOT NULL, lang TEXT NOT NULL) STRICT",
          "CREATE INDEX queries_hash ON queries (hash)",
          "CREATE TABLE searches (number INTEGER PRIMARY KEY, search_id TEXT NOT NULL UNIQUE, at_ms INTEGER "
          "NOT "
          "NULL, query INTEGER NOT NULL, channel INTEGER NOT NULL, category INTEGER NOT NULL, session "
          "INTEGER "
          "NOT NULL, visitor INTEGER NOT NULL, skipped INTEGER NOT NULL, total INTEGER NOT NULL, answered "
          "INTEGER NOT NULL, confidence INTEGER NOT NULL, shown TEXT NOT NULL, took_us INTEGER NOT NULL, "
          "generation INTEGER NOT NULL, counted INTEGER NOT NULL) STRICT",
          "CREATE INDEX searches_at ON searches (at_ms)",
          "CREATE TABLE events (number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, at_ms INTEGER NOT NULL, "
          "search INTEGER, article INTEGER NOT NULL, position INTEGER NOT NULL, helpful INTEGER NOT NULL, "
          "text TEXT NOT NULL, visitor INTEGER NOT NULL) STRICT",
          "CREATE INDEX events_at ON events (at_ms)",
          "CREATE UNIQUE INDEX events_once ON events (search, kind, article) WHERE search IS NOT NULL",
          "CREATE VIEW readable_searches AS SELECT s.number, q.query FROM searches s JOIN queries q ON "
          "q.number = s.query",
          "INSERT INTO names VALUES (1, 'web'), (2, 'en/a'), (3, 'en/b'), (4, '0000000003')",
          "INSERT INTO queries VALUES (1, 11, 'first', 'first', 'en'), (2, 12, 'other', 'other', 'en')",
          "INSERT INTO searches VALUES (3, 'a', 1790000002000, 1, 1, 0, 7, 8, 0, 2, 2, 900, '3 2', 1500, 4, "
          "0), "
          "(5, 'b', 1790000001000, 2, 1, 0, 7, 8, 10, 2, 1, 400, '2', 1500, 4, 3), "
          "(6, 'c', 1790000003000, 1, 1, 0, 7, 8, 0, 2, 0, 0, '', 1500, 4, 0)",
          "INSERT INTO events VALUES (1, 1, 1790000002500, 3, 2, 2, 0, '', 8)", "PRAGMA user_version = 2"})
      old.run(sql);
  }
  Database database = open_log(folder / "log.db", kPatienceMs);
  std::ostringstream out;
  export_log(database, {}, LogFormat::kJson, out);
  const std::vector<json> rows = json_lines(out.str());
  REQUIRE(rows.size() == 4);
  std::string order;
  for (const json& row : rows) order += row["search_id"].get<std::string>() + row.value("query", "!") + ' ';
  CHECK(order == "bother afirst a! cfirst ");
  CHECK(rows[1]["results"] == json({"en/b", "en/a"}));
  CHECK(rows[0]["counted"] == "page");
  CHECK(rows[2]["id"] == "en/a");
  CHECK(database.number("SELECT group_concat(late, '') FROM (SELECT late FROM searches ORDER BY number)") ==
        10);
  CHECK(database.number("SELECT count(*) FROM queries") == 2);
  LogRows writer(database);
  CHECK(writer.add(logged_search("next")) == 7);
  CHECK(database.number("PRAGMA user_version") == kLogVersion);
}

TEST_CASE("A log of version 3 keeps its votes, and takes reasons; they are moved with the rest") {
  tests::TemporaryFolder folder;
  {
    Database database = open_log(folder / "log.db", kPatienceMs);
    LogRows rows(database);
    LoggedEvent vote;
    vote.kind = EventKind::kFeedback;
    vote.article = "en/a";
    vote.text = "was so";
    vote.visitor = 7;
    rows.add(vote);
  }
  tests::LogFile old(folder / "log.db");
  old.run("DROP INDEX votes_on");
  old.run("ALTER TABLE events DROP COLUMN reason");
  old.run("PRAGMA user_version = 3");
  Database database = open_log(folder / "log.db", kPatienceMs);
  LogRows rows(database);
  LoggedEvent vote;
  vote.kind = EventKind::kFeedback;
  vote.article = "en/a";
  vote.helpful = true;  // the first vote counts
  vote.reason = Reason::kOutdated;
  vote.visitor = 7;
  rows.add(vote);
  std::ostringstream out;
  export_log(database, {}, LogFormat::kJson, out);
  const std::vector<json> lines = json_lines(out.str());
  REQUIRE(lines.size() == 1);
  CHECK(lines[0]["helpful"] == false);
  CHECK(lines[0]["comment"] == "was so");
  CHECK(lines[0]["reason"] == "out_of_date");
  Database moved = open_log(folder / "moved.db", kPatienceMs);
  std::istringstream in(out.str());
  CHECK(import_log(moved, in).events == 1);
  CHECK(moved.number("SELECT reason FROM events") == static_cast<int>(Reason::kOutdated));
}

TEST_CASE("Searches that come late are exported in their place, and deleted at their time") {
  tests::TemporaryFolder folder;
  SmallLog log(folder / "log.db");
  LogRows rows(log.database);
  const Time first = from_milliseconds(1'790'000'000'123);
  for (const std::chrono::hours& when : {-5h, 24h, -4h, 47h, 49h, 50h, -100h}) {
    LoggedSearch search = logged_search("late");
    search.at = first + when;
    rows.add(search);
  }
  std::vector<std::string> times;
  for (const json& row : json_lines(log.exported()))
    if (row["kind"] == "search") times.push_back(row["at"]);
  CHECK(times.size() == 9);
  CHECK(std::is_sorted(times.begin(), times.end()));
  const auto since = [&](std::chrono::hours when) {
    LogPart part;
    part.since = first + when;
    std::size_t searches = 0;
    for (const json& row : json_lines(log.exported(part))) searches += row["kind"] == "search" ? 1 : 0;
    return searches;
  };
  CHECK(since(-200h) == 9);
  CHECK(since(-4h) == 7);
  CHECK(since(0h) == 6);
  CHECK(since(25h) == 4);
  CHECK(since(50h) == 1);
  CHECK(since(51h) == 0);
  while (forget_some_before(log.database, first + 24h)) {
  }
  CHECK(since(-200h) == 5);
  CHECK(log.database.number("SELECT count(*) FROM searches WHERE late = 1") == 2);
}

TEST_CASE("The first number since a time parts older searches from younger ones, whatever is missing") {
  tests::TemporaryFolder folder;
  Database database = open_log(folder / "log.db", kPatienceMs);
  CHECK(first_number_since(database, {}) <= 1);
  LogRows rows(database);
  for (int minute = 0; minute < 300; ++minute) {
    LoggedSearch search = logged_search("x");
    search.at += std::chrono::minutes(minute % 7 == 3 ? minute - 50 : minute / 3);
    rows.add(search);
  }
  database.execute("DELETE FROM searches WHERE number % 11 < 5 OR number BETWEEN 100 AND 140");
  const Time first = logged_search("x").at;
  for (int minute = -60; minute < 110; ++minute) {
    const Time time = first + std::chrono::minutes(minute);
    const std::string number = std::to_string(first_number_since(database, time));
    const std::string at = std::to_string(milliseconds(time));
    INFO("minute " << minute);
    CHECK(database.number("SELECT count(*) FROM searches WHERE number < " + number + " AND at_ms >= " + at) ==
          0);
    CHECK(database.number("SELECT count(*) FROM searches WHERE number >= " + number + " AND at_ms < " + at +
                          " AND late = 0") == 0);
  }
}

}  // namespace firstline::server
