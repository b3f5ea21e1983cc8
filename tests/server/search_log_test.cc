// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search_log.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <thread>

#include "tests/server/log_file.h"
#include "tests/support/temporary_folder.h"

namespace firstline::server {
namespace {

using Catch::Contains;
using namespace std::chrono_literals;
using tests::LogFile;
using tests::TemporaryFolder;

LoggedSearch search(const std::string& query) {
  LoggedSearch search;
  search.search_id = "id-of-" + query;
  search.at = std::chrono::system_clock::time_point(1'790'000'000'123ms);
  search.query = query;
  search.normalised = "normal";
  search.lang = "en";
  search.channel = "web";
  search.session = "s1";
  search.category = "Account";
  search.total = 12;
  search.answered = "weak";
  search.confidence = 0.4;
  search.first_ids = {"en/a", "en/b"};
  search.took_ms = 1.5;
  search.generation = "0000000003";
  return search;
}

/// Records until one is kept or patience ends; how many were kept.
bool comes_back(SearchLog& log) {
  const auto deadline = std::chrono::steady_clock::now() + 20s;
  while (std::chrono::steady_clock::now() < deadline) {
    const std::uint64_t before = log.lost();
    log.record(search("again"));
    if (log.lost() == before) return true;
    std::this_thread::sleep_for(50ms);
  }
  return false;
}

}  // namespace

TEST_CASE("A search is one row, readable at once by others") {
  TemporaryFolder folder;
  SearchLog log(folder / "log.db");
  CHECK(log.trouble().empty());
  log.record(search("รีเซ็ต 'รหัสผ่าน' \"; DROP TABLE searches; --"));
  LogFile file(folder / "log.db");
  const auto rows = file.run("SELECT * FROM searches");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0] == LogFile::Row{{"number", "1"},
                                {"search_id", "id-of-รีเซ็ต 'รหัสผ่าน' \"; DROP TABLE searches; --"},
                                {"at_ms", "1790000000123"},
                                {"query", "รีเซ็ต 'รหัสผ่าน' \"; DROP TABLE searches; --"},
                                {"normalised", "normal"},
                                {"lang", "en"},
                                {"channel", "web"},
                                {"session", "s1"},
                                {"category", "Account"},
                                {"total", "12"},
                                {"answered", "weak"},
                                {"confidence", "0.4"},
                                {"first_ids", "en/a\nen/b\n"},
                                {"took_ms", "1.5"},
                                {"generation", "0000000003"}});
  CHECK(log.lost() == 0);
}

TEST_CASE("The file says its version, and readers hold up no writer") {
  TemporaryFolder folder;
  SearchLog log(folder / "log.db");
  LogFile file(folder / "log.db");
  CHECK(file.value("PRAGMA user_version") == "1");
  CHECK(file.value("PRAGMA journal_mode") == "wal");
  file.run("BEGIN");
  CHECK(file.value("SELECT count(*) FROM searches") == "0");  // holds a read lock from here on
  log.record(search("while read"));
  CHECK(log.lost() == 0);
  file.run("COMMIT");
  CHECK(file.value("SELECT count(*) FROM searches") == "1");
}

TEST_CASE("A log that is there is gone on with") {
  TemporaryFolder folder;
  SearchLog(folder / "log.db").record(search("one"));
  SearchLog(folder / "log.db").record(search("two"));
  CHECK(LogFile(folder / "log.db").value("SELECT count(*) FROM searches") == "2");
}

TEST_CASE("A log that another program holds loses rows, counts them, and comes back by itself") {
  TemporaryFolder folder;
  SearchLog log(folder / "log.db");
  LogFile holder(folder / "log.db");
  holder.run("BEGIN IMMEDIATE");
  const auto start = std::chrono::steady_clock::now();
  log.record(search("lost"));
  CHECK(std::chrono::steady_clock::now() - start < 5s);  // nobody waits long for a log
  CHECK(log.lost() == 1);
  CHECK_THAT(log.trouble(), Contains("locked"));
  holder.run("ROLLBACK");
  CHECK(comes_back(log));
  CHECK(log.trouble().empty());
  CHECK(holder.value("SELECT group_concat(query) FROM searches") == "again");
}

TEST_CASE("A log in a folder that isn't there loses rows until the folder comes") {
  TemporaryFolder folder;
  SearchLog log(folder / "later" / "log.db");
  CHECK_FALSE(log.trouble().empty());
  log.record(search("lost"));
  CHECK(log.lost() == 1);
  std::filesystem::create_directory(folder / "later");
  CHECK(comes_back(log));
  CHECK(log.trouble().empty());
  CHECK(LogFile(folder / "later" / "log.db").value("SELECT count(*) FROM searches") == "1");
}

TEST_CASE("A log of a newer program is left alone") {
  TemporaryFolder folder;
  LogFile file(folder / "log.db");
  file.run("CREATE TABLE searches (something_new TEXT)");
  file.run("PRAGMA user_version = 2");
  SearchLog log(folder / "log.db");
  CHECK_THAT(log.trouble(), Contains("version 2") && Contains("newer"));
  log.record(search("lost"));
  CHECK(log.lost() == 1);
  CHECK(file.value("SELECT count(*) FROM searches") == "0");
}

TEST_CASE("A file that is no database is left alone") {
  TemporaryFolder folder;
  const std::string text(5000, 'x');
  folder.write("log.db", text);
  SearchLog log(folder / "log.db");
  CHECK_FALSE(log.trouble().empty());
  log.record(search("lost"));
  CHECK(log.lost() == 1);
  CHECK(tests::read_text(folder / "log.db") == text);
}

TEST_CASE("Many threads may record at once, and no row is lost") {
  TemporaryFolder folder;
  SearchLog log(folder / "log.db");
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread)
    threads.emplace_back([&log] {
      for (int i = 0; i < 50; ++i) log.record(search("many"));
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(log.lost() == 0);
  CHECK(LogFile(folder / "log.db").value("SELECT count(*) FROM searches") == "400");
}

}  // namespace firstline::server
