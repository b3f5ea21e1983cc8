// SPDX-License-Identifier: GPL-3.0-or-later
// Links between articles, as the Markdown reader and the article reader treat them together.
#include <catch2/catch.hpp>

#include "indexer/article_reader.h"

namespace firstline::tests {
namespace {

using Catch::Matchers::Contains;
using indexer::ReadArticle;

ReadArticle read(const std::string& source, const std::string& id = "en/account/reset") {
  return indexer::read_article({id + ".md", "articles/" + id + ".md", id}, source, "en");
}

std::string html_of(const std::string& source) {
  const ReadArticle result = read("---\ntitle: A\n---\n" + source);
  REQUIRE(result.article);
  return result.article->html;
}

TEST_CASE("A relative link to another file leads to its article") {
  CHECK_THAT(html_of("[x](refunds.md)"), Contains("href=\"/articles/en/account/refunds\""));
  CHECK_THAT(html_of("[x](./refunds.md)"), Contains("href=\"/articles/en/account/refunds\""));
  CHECK_THAT(html_of("[x](../billing/refunds.md#how-long)"),
             Contains("href=\"/articles/en/billing/refunds#how-long\""));
  CHECK_THAT(html_of("[x](../../th/billing/refunds.md)"), Contains("href=\"/articles/th/billing/refunds\""));
}

TEST_CASE("Links by reference are resolved like those in place") {
  CHECK_THAT(html_of("[x][r] and [r]\n\n[r]: ../billing/refunds.md"),
             Contains("href=\"/articles/en/billing/refunds\">x") &&
                 Contains("href=\"/articles/en/billing/refunds\">r"));
}

TEST_CASE("Names with blanks and other scripts are escaped once, however they were written") {
  CHECK_THAT(html_of("[x](<my bill.md>)"), Contains("href=\"/articles/en/account/my%20bill\""));
  CHECK_THAT(html_of("[x](my%20bill.md)"), Contains("href=\"/articles/en/account/my%20bill\""));
  CHECK_THAT(html_of("[x](บิล.md)"), Contains("href=\"/articles/en/account/%E0%B8%9A%E0%B8%B4%E0%B8%A5\""));
  const ReadArticle result = read("[x](<my bill.md>) [y](my%20bill.md) [z](cafe\u0301.md)");
  REQUIRE(result.links.size() == 3);
  CHECK(result.links[0].target == "en/account/my bill");
  CHECK(result.links[1].target == "en/account/my bill");
  CHECK(result.links[2].target == "en/account/caf\u00E9");
}

TEST_CASE("A link whose escapes are no text is told as it is written") {
  const ReadArticle result = read("[x](%ff.md) [y](a%0Ab.md) [z](%00.md)");
  REQUIRE(result.links.size() == 3);
  CHECK(result.links[0].target == "en/account/%ff");
  CHECK(result.links[1].target == "en/account/a%0Ab");
  CHECK(result.links[2].target == "en/account/%00");
}

TEST_CASE("Links elsewhere stay as they are and are not checked") {
  const std::string source =
      "[a](https://lumena.example/x.md) [b](/contact) [c](#part) [d](mailto:a@b.example) [e](manual.pdf) "
      "[f](?q=x.md) ![g](picture.md)";
  const ReadArticle result = read("---\ntitle: A\n---\n" + source);
  CHECK(result.links.empty());
  REQUIRE(result.article);
  for (const char* kept :
       {"href=\"https://lumena.example/x.md\"", "href=\"/contact\"", "href=\"#part\"",
        "href=\"mailto:a@b.example\"", "href=\"manual.pdf\"", "href=\"?q=x.md\"", "src=\"picture.md\""})
    CHECK_THAT(result.article->html, Contains(kept));
}

TEST_CASE("A link's place is counted from the top of the file, in letters") {
  const ReadArticle result = read(
      "---\ntitle: A\n---\n\nFirst [one](one.md).\nภาษา [two](two.md) และ [three](three.md)\n\n"
      "| ก | [four](four.md) |\n|---|---|\n\n- ก [five](five.md)\n");
  REQUIRE(result.links.size() == 5);
  const auto place = [&](std::size_t i) { return std::pair(result.links[i].line, result.links[i].column); };
  CHECK(place(0) == std::pair(5, 7));
  CHECK(place(1) == std::pair(6, 6));
  CHECK(place(2) == std::pair(6, 24));
  CHECK(place(3) == std::pair(8, 7));
  CHECK(place(4) == std::pair(11, 5));
}

TEST_CASE("A link above the articles' folder is a link to an article that isn't there") {
  const ReadArticle result = read("[x](../../../etc/passwd.md)");
  REQUIRE(result.links.size() == 1);
  CHECK(result.links[0].target == "../etc/passwd");
}

}  // namespace
}  // namespace firstline::tests
