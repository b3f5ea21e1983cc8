// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/report.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

namespace firstline::tests {
namespace {

indexer::RunReport some_report() {
  indexer::RunReport report;
  report.read = 7;
  report.added = 1;
  report.changed = 2;
  report.removed = 3;
  report.unchanged = 4;
  report.seconds = 1.234;
  report.published = true;
  report.problems = {{"a.md", 1, 2, base::Severity::kWarning, "no-text", "the \"article\" has no text"},
                     {"b\xFF.md", 3, 4, base::Severity::kError, "nul-byte", "a NUL"}};
  return report;
}

std::string printed(bool json, bool summary) {
  std::ostringstream out;
  indexer::print_report(some_report(), json, summary, out);
  return out.str();
}

TEST_CASE("A report is its problems, one a line, then one line of numbers") {
  CHECK(printed(false, true) ==
        "a.md:1:2: warning: the \"article\" has no text [no-text]\n"
        "b\xFF.md:3:4: error: a NUL [nul-byte]\n"
        "articles: 7 read, 1 added, 2 changed, 3 removed, 4 unchanged, 2 problems, 1.23 s\n");
}

TEST_CASE("A quiet report is its problems alone") {
  CHECK(printed(false, false) ==
        "a.md:1:2: warning: the \"article\" has no text [no-text]\nb\xFF.md:3:4: error: a NUL [nul-byte]\n");
}

TEST_CASE("A report as JSON is one line that holds the same, whatever bytes a name has") {
  const std::string text = printed(true, true);
  CHECK(std::count(text.begin(), text.end(), '\n') == 1);
  const nlohmann::json json = nlohmann::json::parse(text);
  REQUIRE(json.at("problems").size() == 2);
  const nlohmann::json& first = json.at("problems").at(0);
  CHECK(first.at("path") == "a.md");
  CHECK(first.at("line") == 1);
  CHECK(first.at("column") == 2);
  CHECK(first.at("severity") == "warning");
  CHECK(first.at("rule") == "no-text");
  CHECK(first.at("message") == "the \"article\" has no text");
  const nlohmann::json& summary = json.at("summary");
  CHECK(summary.at("read") == 7);
  CHECK(summary.at("added") == 1);
  CHECK(summary.at("changed") == 2);
  CHECK(summary.at("removed") == 3);
  CHECK(summary.at("unchanged") == 4);
  CHECK(summary.at("problems") == 2);
  CHECK(summary.at("published") == true);
  CHECK(summary.at("seconds") == 1.234);
}

}  // namespace
}  // namespace firstline::tests
