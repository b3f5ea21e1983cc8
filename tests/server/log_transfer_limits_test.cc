// SPDX-License-Identifier: GPL-3.0-or-later
// What a log from elsewhere may say, and what it may not.
#include <catch2/catch.hpp>
#include <sstream>

#include "server/log/rows.h"
#include "server/log/schema.h"
#include "server/log/transfer.h"
#include "tests/server/log_entries.h"

namespace firstline::server {
namespace {

using namespace std::chrono_literals;
using tests::logged_search;

Database empty_log() {
  return open_log(":memory:", 0);
}

std::string exported(Database& database) {
  std::ostringstream out;
  export_log(database, {}, LogFormat::kJson, out);
  return out.str();
}

Imported imported(Database& database, const std::string& text) {
  std::istringstream in(text);
  return import_log(database, in);
}

}  // namespace

TEST_CASE("Numbers that the log can't hold are named and left out") {
  Database database = empty_log();
  LogRows(database).add(logged_search("a"));
  const std::string line = exported(database);
  for (const auto& [right, wrong] :
       {std::pair("\"confidence\":0.4", "\"confidence\":1e300"),
        std::pair("\"confidence\":0.4", "\"confidence\":-1"),
        std::pair("\"took_ms\":1.5", "\"took_ms\":1e300"),
        std::pair("\"total\":12", "\"total\":18446744073709551615"),
        std::pair("\"total\":12", "\"total\":-1"), std::pair("\"offset\":0", "\"offset\":1e300"),
        std::pair("14:13:20.123Z", "14:13:nanZ"), std::pair("14:13:20.123Z", "-1:-9:20Z")}) {
    std::string text = line;
    text.replace(text.find(right), std::string(right).size(), wrong);
    CAPTURE(wrong);
    Database other = empty_log();
    const Imported result = imported(other, text);
    CHECK(result.searches == 0);
    CHECK(result.problems.size() == 1);
  }
}

TEST_CASE("An event from before its search, by a clock that was set back, moves with it") {
  Database database = empty_log();
  LogRows rows(database);
  const LoggedSearch search = logged_search("a");
  rows.add(search);
  LoggedEvent click;
  click.search_id = search.search_id;
  click.article = "en/a";
  click.at = search.at - 1s;
  rows.add(click);
  Database other = empty_log();
  const Imported result = imported(other, exported(database));
  CHECK(result.searches == 1);
  CHECK(result.events == 1);
  CHECK(result.problems.empty());
}

}  // namespace firstline::server
