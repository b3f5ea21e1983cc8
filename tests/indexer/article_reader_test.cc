// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_reader.h"

#include <catch2/catch.hpp>

namespace firstline::tests {
namespace {

using Catch::Matchers::Contains;
using indexer::ReadArticle;

ReadArticle read(const std::string& source, const std::string& id = "th/billing/refunds") {
  return indexer::read_article({id + ".md", "articles/" + id + ".md", id}, source, "en");
}

/// The one problem, printed.
std::string problem_of(const ReadArticle& result) {
  REQUIRE(result.problems.size() == 1);
  return base::format_problem(result.problems.front());
}

TEST_CASE("An article takes what the front matter says") {
  const ReadArticle result = read(
      "---\ntitle: Refunds\ndescription: Money\nlang: vi\ncategory: Billing\ntags: [t]\nkeywords: "
      "[k]\naliases: [old/id]\n"
      "updated: 2026-01-02\nweight: 2\ntranslation_key: key\n---\nText\n");
  CHECK(result.problems.empty());
  REQUIRE(result.article);
  const search::Article& article = *result.article;
  CHECK(article.id == "th/billing/refunds");
  CHECK(article.lang == "vi");
  CHECK(article.translation_key == "key");
  CHECK(article.title == "Refunds");
  CHECK(article.description == "Money");
  CHECK(article.category == "Billing");
  CHECK(article.updated == "2026-01-02");
  CHECK(article.weight == 2);
  CHECK(article.tags == std::vector<std::string>{"t"});
  CHECK(article.keywords == std::vector<std::string>{"k"});
  CHECK(article.aliases == std::vector<std::string>{"old/id"});
  CHECK(result.aliases == article.aliases);
  CHECK(article.html == "<p>Text</p>\n");
}

TEST_CASE("The first folder is the language where it is one, and is left out of the translation key") {
  const auto article = [](const std::string& id) { return *read("# A\n\nb", id).article; };
  CHECK(article("th/billing/refunds").lang == "th");
  CHECK(article("th/billing/refunds").translation_key == "billing/refunds");
  CHECK(article("sr-Latn/x").lang == "sr-Latn");
  CHECK(article("tv/no-picture").lang == "en");  // no language has the tag tv
  CHECK(article("tv/no-picture").translation_key == "tv/no-picture");
  CHECK(article("th").lang == "en");  // a file, not a folder
}

TEST_CASE("The language in the front matter wins over the folder") {
  const ReadArticle result = read("---\nlang: en\n---\n# A\n\nb");
  CHECK(result.article->lang == "en");
  CHECK(result.article->translation_key == "billing/refunds");
}

TEST_CASE("A byte-order mark and Windows line ends change nothing") {
  const ReadArticle result = read("\xEF\xBB\xBF---\r\ntitle: A\r\n---\r\n\r\n## B\r\n\r\nc\r\n");
  CHECK(result.problems.empty());
  CHECK(result.article->title == "A");
  CHECK(result.article->sections[1].heading == "B");
  CHECK(result.article->sections[1].text == "c");
}

TEST_CASE("Decomposed text is stored composed, and control characters as blanks") {
  const ReadArticle result = read(
      "---\ntitle: cafe\u0301\n---\ncafe\u0301 a\x01"
      "b\x1B"
      "c\n");
  CHECK(result.article->title == "caf\u00E9");
  CHECK(result.article->sections[0].text == "caf\u00E9 a b c");
}

TEST_CASE("A heading that forges the markers of anchors is harmless") {
  const ReadArticle result = read("# T\n\n## a\x01\"><script>\x02z\n\nx\n");
  CHECK_THAT(result.article->html, !Contains("<script") && !Contains("\x01") && !Contains("\x02"));
}

TEST_CASE("unclosed-front-matter breaks an article, at its top") {
  const ReadArticle result = read("---\ntitle: A\n\nText\n");
  CHECK(problem_of(result) ==
        "articles/th/billing/refunds.md:1:1: error: the front matter that starts here has no "
        "closing '---' line [unclosed-front-matter]");
  CHECK(result.broken);
  CHECK_FALSE(result.article);
}

TEST_CASE("not-utf-8 stands at the first bad byte") {
  const ReadArticle result = read("---\ntitle: A\n---\nภาษา caf\xE9\n");
  CHECK_THAT(problem_of(result), Contains("refunds.md:4:9: error:") && Contains("[not-utf-8]"));
  CHECK(result.broken);
}

TEST_CASE("nul-byte stands at the NUL") {
  const ReadArticle result = read(std::string("# A\n\nb\0c\n", 9));
  CHECK_THAT(problem_of(result), Contains("refunds.md:3:2: error:") && Contains("[nul-byte]"));
  CHECK(result.broken);
}

TEST_CASE("too-large is a file over the limit, and one at the limit is read") {
  const std::string start = "# A\n\n";
  CHECK_THAT(problem_of(read(start + std::string(indexer::kLargestArticleBytes, 'a'))),
             Contains("[too-large]"));
  std::string words = start;
  while (words.size() + 5 < indexer::kLargestArticleBytes) words += "word ";
  words.resize(indexer::kLargestArticleBytes, '\n');
  CHECK(read(words).problems.empty());
}

TEST_CASE("no-title lets the file's name stand in") {
  const ReadArticle result = read("Only text\n");
  CHECK_THAT(problem_of(result), Contains("refunds.md:1:1: warning:") && Contains("[no-title]"));
  CHECK(result.article->title == "refunds");
  CHECK_FALSE(result.broken);
}

TEST_CASE("no-text is an article without a word, but a draft may be empty") {
  CHECK_THAT(problem_of(read("---\ntitle: A\n---\n\n# A\n")),
             Contains("refunds.md:4:1: warning:") && Contains("[no-text]"));
  CHECK(read("---\ntitle: A\ndraft: true\n---\n").problems.empty());
}

TEST_CASE("Drafts and articles for agents are read and checked, but not published") {
  for (const char* key : {"draft: true", "audience: agents"}) {
    const ReadArticle result = read("---\ntitle: A\n" + std::string(key) + "\n---\nSee [x](y.md)\n");
    CHECK_FALSE(result.article);
    CHECK_FALSE(result.broken);
    CHECK(result.links.size() == 1);
  }
}

TEST_CASE("A slip of agents does not show the article to customers") {
  const ReadArticle result = read("---\ntitle: A\naudience: agnets\n---\nInternal\n");
  CHECK(result.broken);
  CHECK_FALSE(result.article);
}

TEST_CASE("A warning does not break an article, an error does") {
  CHECK(read("---\ntitle: A\ntagz: x\n---\nb\n").article);
  CHECK_FALSE(read("---\ntitle: [A]\n---\nb\n").article);
}

TEST_CASE("Front matter that can't be read is not said to have no title") {
  CHECK_THAT(problem_of(read("---\ntitle: @\n---\nb\n")), Contains("[front-matter-syntax]"));
}

TEST_CASE("All that is wrong with an article is told in one run") {
  const ReadArticle result =
      read("---\ntitel: A\nlang: English language\nupdated: never\nweight: heavy\n---\n");
  std::vector<std::string> rules;
  for (const base::Problem& problem : result.problems) rules.push_back(problem.rule);
  std::sort(rules.begin(), rules.end());
  CHECK(rules ==
        std::vector<std::string>{"bad-date", "bad-language", "bad-weight", "no-text", "unknown-key"});
}

}  // namespace
}  // namespace firstline::tests
