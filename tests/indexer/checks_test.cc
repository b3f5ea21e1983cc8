// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/checks.h"

#include <catch2/catch.hpp>

namespace firstline::tests {
namespace {

using indexer::Source;
using indexer::Sources;

/// A published article of that id.
Source article(const std::string& id) {
  Source source;
  source.id = id;
  source.published = true;
  return source;
}

std::vector<std::string> reference_problems(const Sources& sources) {
  std::vector<base::Problem> problems;
  indexer::check_references(sources, problems);
  std::vector<std::string> lines;
  for (const base::Problem& problem : problems) lines.push_back(base::format_problem(problem));
  return lines;
}

using Lines = std::vector<std::string>;

TEST_CASE("Links to articles that exist are no problem") {
  Sources sources = {{"a.md", article("a")}, {"b.md", article("b")}};
  sources["a.md"].links = {{"b", 3, 4}, {"a", 5, 1}};
  CHECK(reference_problems(sources).empty());
}

TEST_CASE("broken-link stands at the link and names an article nearby") {
  Sources sources = {{"a.md", article("en/a")}, {"r.md", article("en/billing/refunds")}};
  sources["a.md"].links = {{"en/billing/refnds", 3, 4}, {"th/billing/refunds", 5, 1}};
  CHECK(reference_problems(sources) ==
        Lines{"a.md:3:4: warning: no article 'en/billing/refnds'; did you mean 'en/billing/refunds'? "
              "[broken-link]",
              "a.md:5:1: warning: no article 'th/billing/refunds' [broken-link]"});
}

TEST_CASE("A link to a draft or a broken article that was never live is broken") {
  Sources sources = {{"a.md", article("en/live")}, {"d.md", article("en/draft")}};
  sources["d.md"].published = false;
  sources["a.md"].links = {{"en/draft", 1, 1}};
  CHECK(reference_problems(sources) == Lines{"a.md:1:1: warning: no article 'en/draft' [broken-link]"});
}

TEST_CASE("alias-clash is an old id that is live, or that two articles claim") {
  Sources sources = {{"a.md", article("a")}, {"b.md", article("b")}, {"c.md", article("c")}};
  sources["a.md"].aliases = {"b", "old"};
  sources["c.md"].aliases = {"old", "older"};
  CHECK(reference_problems(sources) ==
        Lines{"a.md:1:1: warning: the old id 'b' is that of a live article [alias-clash]",
              "c.md:1:1: warning: the old id 'old' is also given in a.md [alias-clash]"});
}

TEST_CASE("pin-target stands at the line of a pin to an article that doesn't exist") {
  const Sources sources = {{"a.md", article("en/lost-phone")}};
  std::vector<base::Problem> problems;
  indexer::check_pins({{"lost", "en/lost-phone", 2}, {"lost my phone", "en/lost-fone", 7}}, sources,
                      "articles/pins.txt", problems);
  REQUIRE(problems.size() == 1);
  CHECK(base::format_problem(problems[0]) ==
        "articles/pins.txt:7:1: warning: no article 'en/lost-fone'; did you mean 'en/lost-phone'? "
        "[pin-target]");
}

TEST_CASE("Very many broken links are all told, the later ones without a hint") {
  Sources sources = {{"a.md", article("en/a")}};
  for (int i = 1; i <= 1000; ++i) sources["a.md"].links.push_back({"en/b", i, 1});
  const Lines lines = reference_problems(sources);
  CHECK(lines.size() == 1000);
  CHECK(lines.front().find("did you mean") != std::string::npos);
  CHECK(lines.back().find("did you mean") == std::string::npos);
}

}  // namespace
}  // namespace firstline::tests
