// SPDX-License-Identifier: GPL-3.0-or-later
// That the rule over documents finds the paths that aren't there, and takes nothing else for one.
#include <catch2/catch.hpp>

#include "tests/structure/rules.h"

namespace firstline::tests {
namespace {

Breaks in_document(const std::string& path, const std::string& text) {
  Tree tree = {{"README.md", ""},
               {"doc/design.md", ""},
               {"doc/production.md", ""},
               {"search/ranking.h", ""},
               {"server/pages/a.cc", ""},
               {"articles/en/topic/article.md", ""},
               {"templates/words/en.json", ""},
               {"Makefile", ""}};
  tree.set(path, text);
  return dead_paths(tree);
}

}  // namespace

TEST_CASE("The README and the design must be there, other documents needn't") {
  CHECK(dead_paths({}) == Breaks{"README.md: is missing", "doc/design.md: is missing"});
  CHECK(dead_paths({{"README.md", ""}, {"doc/design.md", ""}}).empty());
}

TEST_CASE("A path in backticks that isn't there is noticed") {
  CHECK(in_document("doc/production.md", "All is well.\n\nSee `search/weights.h`.\n") ==
        Breaks{"doc/production.md:3: there is no `search/weights.h`"});
  CHECK(in_document("README.md", "`search/weights.h:12`").size() == 1);
  CHECK(in_document("README.md", "`./search/weights.h`").size() == 1);
  CHECK(in_document("README.md", "`server/pages/b/`").size() == 1);
  CHECK(in_document("README.md", "`search/ranking`").size() == 1);
  CHECK(in_document("README.md", "`Makefile/x`").size() == 1);
  CHECK(in_document("README.md", "``search/weights.h``").size() == 1);
  CHECK(in_document("README.md", "- one\n- `ok` and `search/weights.h`,\n  `search/other.h`").size() == 2);
  CHECK(in_document("README.md", "```\nmake\n```\n`search/weights.h`").size() == 1);
  CHECK(in_document("README.md", "a stray ` and\n\n`search/weights.h`").size() == 1);
}

TEST_CASE("A link to a file that isn't there is noticed") {
  CHECK(in_document("doc/production.md", "[why](desing.md)") ==
        Breaks{"doc/production.md:1: a link to desing.md, which isn't there"});
  CHECK(in_document("README.md", "[why](design.md#goals)").size() == 1);  // it's in doc/
  CHECK(in_document("README.md", "![page](doc/page.png \"The page\")").size() == 1);
  CHECK(in_document("README.md", "[why][1]\n\n[1]: doc/desing.md\n").size() == 1);
  CHECK(in_document("README.md", "<img src=\"doc/page.png\">").size() == 1);
  CHECK(in_document("doc/production.md", "[out](../../elsewhere.md)").size() == 1);
  CHECK(in_document("README.md", "[`ranking`](search/weights.h)").size() == 1);
}

TEST_CASE("Paths and links that are there break nothing") {
  CHECK(in_document("README.md",
                    "`search/ranking.h`, `search/ranking.h:3`, `./search/`, `server/pages`, `Makefile`")
            .empty());
  CHECK(in_document("README.md", "[why](doc/design.md#goals) and [`it`](<search/ranking.h>) [top](#top)")
            .empty());
  CHECK(in_document("doc/design.md", "[run it](production.md), [weights](../search/ranking.h)").empty());
  CHECK(in_document("doc/design.md", "[weights](/search/ranking.h), [all](..)").empty());
}

TEST_CASE("Addresses, commands, patterns and what is built or run are no paths") {
  CHECK(in_document("README.md", "`/search?q=x`, `https://example.com/search/x`, `std::string`, `make test`")
            .empty());
  CHECK(in_document("README.md", "`search/*.cc`, `articles/…`, `articles/<language>/x.md`, `server/{a,b}.cc`")
            .empty());
  CHECK(in_document("README.md", "`templates/words/TAG.json` and `articles/LANG/CATEGORY/x.md`").empty());
  CHECK(in_document("README.md",
                    "`search/weights.h --now`, `build/firstline-index`, `run/index`, `generations/x`")
            .empty());
  CHECK(in_document("README.md", "```sh\nsee `search/weights.h` or [x](y.md)\n```\n").empty());
  CHECK(in_document("README.md",
                    "[web](https://example.com/x.md), [mail](mailto:a@example.com), [x](build/log)")
            .empty());
  CHECK(in_document("README.md", "A writer links like `[text](other-article.md)`.").empty());
}

}  // namespace firstline::tests
