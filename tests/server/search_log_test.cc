// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log/search_log.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <thread>

#include "base/random.h"
#include "server/log/schema.h"
#include "tests/server/log_entries.h"
#include "tests/server/log_file.h"
#include "tests/support/temporary_folder.h"

namespace firstline::server {
namespace {

using Catch::Contains;
using namespace std::chrono_literals;
using tests::languages;
using tests::LogFile;
using tests::logged_search;
using tests::TemporaryFolder;

LoggedEvent click(const std::string& search_id, const std::string& article, std::uint64_t position = 1) {
  LoggedEvent event;
  event.search_id = search_id;
  event.article = article;
  event.position = position;
  return event;
}

/// Records until one is written or patience ends.
bool comes_back(SearchLog& log) {
  const auto deadline = std::chrono::steady_clock::now() + 20s;
  while (std::chrono::steady_clock::now() < deadline) {
    if (log.record(logged_search("again")) == Logged::kWritten) return true;
    std::this_thread::sleep_for(50ms);
  }
  return false;
}

std::string queries(LogFile& file) {
  return file.value("SELECT coalesce(group_concat(query), '') FROM readable_searches");
}

}  // namespace

TEST_CASE("A search is one row, readable at once by others") {
  TemporaryFolder folder;
  SearchLog log(folder / "log.db", languages());
  CHECK(log.trouble().empty());
  LoggedSearch search = logged_search("รีเซ็ต 'รหัสผ่าน' \"; DROP TABLE searches; --");
  search.search_id = "the-id";
  CHECK(log.record(search) == Logged::kWritten);
  LogFile file(folder / "log.db");
  const auto rows = file.run("SELECT * FROM readable_searches");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0] == LogFile::Row{{"number", "1"},
                                {"search_id", "the-id"},
                                {"at", "2026-09-21T14:13:20.123Z"},
                                {"query", "รีเซ็ต 'รหัสผ่าน' \"; DROP TABLE searches; --"},
                                {"normalised", "normal"},
                                {"lang", "en"},
                                {"channel", "web"},
                                {"category", "Account"},
                                {"total", "12"},
                                {"answered", "weak"},
                                {"confidence", "0.4"},
                                {"took_ms", "1.5"},
                                {"counted", "0"}});
  CHECK(file.value(
            "SELECT group_concat(name) FROM names JOIN json_each('[' || (SELECT replace(shown, ' ', ',') "
            "FROM searches) || ']') ON names.number = json_each.value") == "en/a,en/b");
  CHECK(log.lost() == 0);
}

TEST_CASE("The file says its version, and readers hold up no writer") {
  TemporaryFolder folder;
  SearchLog log(folder / "log.db", languages());
  LogFile file(folder / "log.db");
  CHECK(file.value("PRAGMA user_version") == std::to_string(kLogVersion));
  CHECK(file.value("PRAGMA journal_mode") == "wal");
  CHECK(file.value("PRAGMA auto_vacuum") == "2");
  file.run("BEGIN");
  CHECK(file.value("SELECT count(*) FROM searches") == "0");  // holds a read lock from here on
  CHECK(log.record(logged_search("while read")) == Logged::kWritten);
  file.run("COMMIT");
  CHECK(file.value("SELECT count(*) FROM searches") == "1");
}

TEST_CASE("A log that is there is gone on with, and counting too") {
  TemporaryFolder folder;
  LoggedSearch search = logged_search("reset password");
  search.asker.session = 7;
  search.client = "s7";
  SearchLog(folder / "log.db", languages()).record(search);
  search.search_id += "2";
  search.at += 5s;
  SearchLog(folder / "log.db", languages()).record(search);
  CHECK(LogFile(folder / "log.db").value("SELECT group_concat(counted) FROM searches") == "0,2");  // a reload
}

TEST_CASE("What counting says of a search, and of earlier ones, stands in the log") {
  TemporaryFolder folder;
  SearchLog log(folder / "log.db", languages());
  LoggedSearch search = logged_search("");
  search.client = "s7";
  for (const char* typed : {"rese", "reset pass", "reset password"}) {
    search.search_id = typed;
    search.query = search.normalised = typed;
    search.at += 1s;
    log.record(search);
  }
  search.search_id = "bot";
  search.client = "v9";
  search.declared_bot = true;
  log.record(search);
  LogFile file(folder / "log.db");
  CHECK(file.value("SELECT group_concat(counted) FROM searches") == "1,1,0,4");
}

TEST_CASE("A click counts once, and only for a search that showed the article") {
  TemporaryFolder folder;
  SearchLog log(folder / "log.db", languages());
  LoggedSearch search = logged_search("refund");
  search.search_id = "known";
  log.record(search);
  CHECK(log.record(click("known", "en/b", 2)) == Logged::kWritten);
  CHECK(log.record(click("known", "en/b", 1)) == Logged::kWritten);  // no second row
  CHECK(log.record(click("known", "en/a")) == Logged::kWritten);
  CHECK(log.record(click("known", "en/other")) == Logged::kRefused);
  CHECK(log.record(click("unknown", "en/a")) == Logged::kRefused);
  LogFile file(folder / "log.db");
  CHECK(file.value("SELECT group_concat(name || ' ' || position) FROM events JOIN names ON names.number = "
                   "article") == "en/b 2,en/a 1");
}

TEST_CASE("A visitor votes on an article once; who can't be told apart may vote each time") {
  TemporaryFolder folder;
  SearchLog log(folder / "log.db", languages());
  LoggedEvent vote;
  vote.kind = EventKind::kFeedback;
  vote.article = "en/a";
  for (const std::uint64_t visitor : {5, 5, 6, 0, 0}) {
    vote.visitor = visitor;
    CHECK(log.record(vote) == Logged::kWritten);
  }
  CHECK(LogFile(folder / "log.db").value("SELECT group_concat(visitor) FROM events") == "5,6,0,0");
}

TEST_CASE("A log that another program holds is caught up with, in order, when it lets go") {
  TemporaryFolder folder;
  SearchLog log(folder / "log.db", languages());
  LogFile holder(folder / "log.db");
  holder.run("BEGIN IMMEDIATE");
  const auto start = std::chrono::steady_clock::now();
  CHECK(log.record(logged_search("kept")) == Logged::kWaiting);
  CHECK(log.record(logged_search("kept too")) == Logged::kWaiting);
  CHECK(std::chrono::steady_clock::now() - start < 5s);  // nobody waits long for a log
  CHECK(log.waiting() == 2);
  CHECK_THAT(log.trouble(), Contains("locked"));
  holder.run("ROLLBACK");
  CHECK(comes_back(log));
  CHECK(log.trouble().empty());
  CHECK(log.waiting() == 0);
  CHECK(log.lost() == 0);
  CHECK_THAT(queries(holder), Catch::StartsWith("kept,kept too,again"));
}

TEST_CASE("Many kept rows are caught up with part by part, in order") {
  TemporaryFolder folder;
  SearchLog log(folder / "later" / "log.db", languages());
  for (int i = 0; i < 2500; ++i) log.record(logged_search("kept " + std::to_string(i)));
  std::filesystem::create_directory(folder / "later");
  CHECK(comes_back(log));
  CHECK(log.waiting() == 0);
  LogFile file(folder / "later" / "log.db");
  CHECK(file.value("SELECT count(*) FROM readable_searches WHERE query = 'kept ' || (number - 1)") == "2500");
}

TEST_CASE("What was kept is written at the end, however much it is") {
  TemporaryFolder folder;
  {
    SearchLog log(folder / "later" / "log.db", languages());
    for (int i = 0; i < 2500; ++i) log.record(logged_search("kept"));
    std::filesystem::create_directory(folder / "later");
  }
  CHECK(LogFile(folder / "later" / "log.db").value("SELECT count(*) FROM searches") == "2500");
}

TEST_CASE("A log in a folder that isn't there keeps its rows until the folder comes") {
  TemporaryFolder folder;
  {
    SearchLog log(folder / "later" / "log.db", languages());
    CHECK_FALSE(log.trouble().empty());
    CHECK(log.record(logged_search("kept")) == Logged::kWaiting);
    std::filesystem::create_directory(folder / "later");
  }  // the end of the program tries once more
  LogFile file(folder / "later" / "log.db");
  CHECK(queries(file) == "kept");
}

TEST_CASE("A log that was deleted under the program is made anew") {
  TemporaryFolder folder;
  SearchLog log(folder / "log.db", languages());
  log.record(logged_search("before"));
  for (const char* name : {"log.db", "log.db-wal", "log.db-shm"}) std::filesystem::remove(folder / name);
  const auto deadline = std::chrono::steady_clock::now() + 20s;
  while (!std::filesystem::exists(folder / "log.db") && std::chrono::steady_clock::now() < deadline) {
    log.record(logged_search("after"));
    std::this_thread::sleep_for(100ms);
  }
  LogFile file(folder / "log.db");
  CHECK(queries(file).find("after") != std::string::npos);
}

TEST_CASE("Too many waiting rows are lost, and counted") {
  TemporaryFolder folder;
  SearchLog log(folder / "none" / "log.db", languages());
  constexpr std::size_t kMost = 50'000;
  for (std::size_t i = 0; i < kMost; ++i) REQUIRE(log.record(click("x", "y")) == Logged::kWaiting);
  CHECK(log.record(click("x", "y")) == Logged::kLost);
  CHECK(log.lost() == 1);
  CHECK(log.waiting() == kMost);
}

TEST_CASE("A log of a newer program is left alone") {
  TemporaryFolder folder;
  LogFile file(folder / "log.db");
  file.run("CREATE TABLE searches (something_new TEXT)");
  file.run("PRAGMA user_version = 99");
  SearchLog log(folder / "log.db", languages());
  CHECK_THAT(log.trouble(), Contains("version 99") && Contains("newer"));
  CHECK(log.record(logged_search("kept")) == Logged::kWaiting);
  CHECK(file.value("SELECT count(*) FROM searches") == "0");
}

TEST_CASE("A file that is no database is left alone") {
  TemporaryFolder folder;
  const std::string text(5000, 'x');
  folder.write("log.db", text);
  SearchLog log(folder / "log.db", languages());
  CHECK_FALSE(log.trouble().empty());
  CHECK(log.record(logged_search("kept")) == Logged::kWaiting);
  CHECK(tests::read_text(folder / "log.db") == text);
}

TEST_CASE("Many threads may record at once, and no row is lost") {
  TemporaryFolder folder;
  SearchLog log(folder / "log.db", languages());
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread)
    threads.emplace_back([&log] {
      for (int i = 0; i < 50; ++i) log.record(logged_search("many"));
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(log.lost() == 0);
  CHECK(LogFile(folder / "log.db").value("SELECT count(*) FROM searches") == "400");
}

TEST_CASE("Old searches are deleted so that no byte of them is left, younger ones stay") {
  TemporaryFolder folder;
  SearchLog log(folder / "log.db", languages());
  LoggedSearch old = logged_search("wombats and platypuses");
  LoggedSearch young = logged_search("kangaroos");
  old.at -= 24h * 400;
  old.shown = {"en/marsupials"};
  for (int i = 0; i < 3000; ++i) {
    old.search_id = "old-" + std::to_string(i);
    log.record(old);
  }
  log.record(click("old-1", "en/marsupials"));
  log.record(young);
  CHECK(log.forget_before(young.at - 24h));
  LogFile file(folder / "log.db");
  CHECK(queries(file) == "kangaroos");
  CHECK(file.value("SELECT count(*) FROM events") == "0");
  const std::string bytes = tests::bytes_of(folder / "log.db");
  CHECK(bytes.find("kangaroos") != std::string::npos);
  for (const char* word : {"wombats", "marsupials", "old-2999"}) CHECK(bytes.find(word) == std::string::npos);
  CHECK(bytes.size() < 100'000);
}

TEST_CASE("A name that went with old searches is written again when it is shown again") {
  TemporaryFolder folder;
  SearchLog log(folder / "log.db", languages());
  LoggedSearch search = logged_search("wombats");
  const Time now = search.at;
  search.shown = {"en/marsupials"};
  search.at -= 24h * 400;
  log.record(search);
  CHECK(log.forget_before(now - 24h));
  LogFile file(folder / "log.db");
  CHECK(file.value("SELECT count(*) FROM names") == "0");
  search = logged_search("wombats");
  search.shown = {"en/marsupials"};
  log.record(search);
  CHECK(file.value("SELECT name FROM names JOIN searches ON shown = names.number") == "en/marsupials");
  CHECK(queries(file) == "wombats");
}

TEST_CASE("A question whose number is taken by another has the next one") {
  TemporaryFolder folder;
  SearchLog log(folder / "log.db", languages());
  log.record(logged_search("refund"));
  LogFile file(folder / "log.db");
  const std::string number = file.value("SELECT number FROM queries");
  file.run("UPDATE queries SET query = 'another'");
  for (int i = 0; i < 2; ++i) log.record(logged_search("refund"));
  CHECK(file.value("SELECT group_concat(query || ' ' || (number - " + number + ")) FROM queries") ==
        "another 0,refund 1");
  CHECK(queries(file) == "another,refund,refund");
}

TEST_CASE("A checkpoint moves rows to the tables, and the write-ahead log does not grow for ever") {
  TemporaryFolder folder;
  SearchLog log(folder / "log.db", languages());
  const auto in_tables = [&] {  // the file alone
    std::filesystem::copy_file(folder / "log.db", folder / "copy.db",
                               std::filesystem::copy_options::overwrite_existing);
    return LogFile(folder / "copy.db").value("SELECT count(*) FROM searches");
  };
  std::vector<std::uintmax_t> bytes;
  for (int round = 1; round <= 5; ++round) {
    for (int i = 0; i < 100; ++i) log.record(logged_search("refund"));
    CHECK(in_tables() == std::to_string(100 * (round - 1)));
    log.checkpoint();
    CHECK(in_tables() == std::to_string(100 * round));
    bytes.push_back(std::filesystem::file_size(folder / "log.db-wal"));
  }
  CHECK(bytes.back() < 2 * bytes.front());
  LoggedSearch large = logged_search(std::string(200'000, 'x'));
  for (int i = 0; i < 400; ++i) {
    large.search_id = "large-" + std::to_string(i);
    large.query[static_cast<std::size_t>(i)] = 'y';
    log.record(large);
  }
  constexpr std::uintmax_t kLong = 64 << 20;
  CHECK(std::filesystem::file_size(folder / "log.db-wal") > kLong);
  log.checkpoint();
  CHECK(std::filesystem::file_size(folder / "log.db-wal") == 0);
  CHECK(in_tables() == "900");
}

}  // namespace firstline::server
