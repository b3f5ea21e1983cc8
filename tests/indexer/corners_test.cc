// SPDX-License-Identifier: GPL-3.0-or-later
// Markdown that is made to be slow. Each of these took from 5 seconds to for ever, or all the memory, before
// it was limited; the time allowed here is generous, as machines that run tests are busy.
#include <catch2/catch.hpp>
#include <chrono>

#include "indexer/article_reader.h"
#include "indexer/excess.h"

namespace firstline::tests {
namespace {

using indexer::kLargestArticleBytes;

constexpr auto kPatience = std::chrono::seconds(60);

std::string repeated(const std::string& part, std::size_t bytes) {
  std::string text;
  while (text.size() + part.size() <= bytes) text += part;
  return text;
}

/// As large as an article may be.
std::string full_of(const std::string& part, const std::string& before = "", const std::string& after = "") {
  return before + repeated(part, kLargestArticleBytes - before.size() - after.size()) + after;
}

/// What is wrong with the article: empty when it can be published. Fails when it takes too long.
std::string read_in_time(const std::string& body) {
  const auto start = std::chrono::steady_clock::now();
  const indexer::ReadArticle result = indexer::read_article({"a.md", "a.md", "a"}, body, "en");
  CHECK(std::chrono::steady_clock::now() - start < kPatience);
  for (const base::Problem& problem : result.problems)
    if (problem.severity == base::Severity::kError) return problem.rule;
  return "";
}

TEST_CASE("The largest article of any one sign is read in time") {
  for (const char* part : {"[",          "]",
                           "![",         "[a](",
                           "[a](<b",     "[^a]",
                           "[^",         "![a](b)",
                           "> ",         ">\n",
                           "* ",         "- a\n",
                           "1. ",        "*a ",
                           "**x* ",      "*a **a ",
                           "a**b",       "~~a ~b ",
                           "_a ",        "`",
                           "e`e``e```",  "|a|b|\n|-|-|\n",
                           "<",          "<!--",
                           "<![CDATA[",  "</",
                           "<a href=\"", "http://",
                           "a@b_",       "&",
                           "\\",         "# a\n",
                           "a\n=\n",     "- [ ] a\n",
                           "ก",          "a\u0301\u0301",
                           "\r",         "**x [a*b**c*](d)",
                           "~~a~~",      "[a]: u\n",
                           "[a]: b \"",  "a "}) {
    CAPTURE(part);
    CHECK(read_in_time(full_of(part)).empty());
  }
}

TEST_CASE("Thousands of like headings are numbered in time") {
  const indexer::ReadArticle result = indexer::read_article({"a.md", "a.md", "a"}, full_of("## a\n"), "en");
  REQUIRE(result.article);
  CHECK(result.article->sections.back().anchor == "a-" + std::to_string(result.article->sections.size() - 2));
}

TEST_CASE("Addresses of endless length stay plain text") {
  for (const std::string& body :
       {full_of("www._"), full_of(")", "http://a"), full_of("a", "www."), full_of("(", "https://a")}) {
    CHECK(indexer::has_endless_address(body));
    CHECK(read_in_time(body).empty());
  }
  CHECK_FALSE(indexer::has_endless_address(
      repeated("see www.lumena.example and https://lumena.example/x\n", 400'000)));
  CHECK_FALSE(indexer::has_endless_address("data:image/png;base64," + repeated("iVBOR", 100'000)));
}

TEST_CASE("A table that would grow by its head is refused at the line where it does") {
  const std::string wide = repeated("|a", 2000) + "|\n" + repeated("|-", 2000) + "|\n";
  CHECK(read_in_time(full_of("x\n", wide)) == "too-complex");
  CHECK(indexer::find_excess("\n\n" + wide)->line == 4);
  CHECK(read_in_time(full_of("x\n", repeated("|a", 200) + "|\n" + repeated("|-", 200) + "|\n")) ==
        "too-complex");
  CHECK(read_in_time(full_of("|", "|a|b|\n|-|-|\n")) == "too-complex");
  CHECK(read_in_time(full_of("> x\n", "> |a|b\n> " + repeated("|-", 200) + "|\n")) == "too-complex");
}

TEST_CASE("A reference that would copy a long address thousands of times is refused") {
  CHECK(read_in_time(full_of("[a]\n", "[a]: /" + repeated("u", 200'000) + "\n\n")) == "too-complex");
  CHECK(read_in_time(full_of("[a]\n", "[a]: /u '" + repeated("u\n", 200'000) + "'\n\n")) == "too-complex");
}

TEST_CASE("Lists and quotes inside one another over many lines are refused") {
  CHECK(read_in_time(full_of("\n", repeated("- ", 100'000) + "x")) == "too-complex");
  CHECK(read_in_time(full_of(">\n", repeated("> ", 100'000) + "x\n")) == "too-complex");
}

TEST_CASE("Thousands of unclosed processing instructions are refused") {
  CHECK(read_in_time(full_of("a<?")) == "too-complex");
}

TEST_CASE("A long article of an ordinary kind has no excess") {
  std::string body = "---\ntitle: A\n---\n";
  for (int i = 0; body.size() + 2000 < kLargestArticleBytes; ++i) {
    body += "## Part " + std::to_string(i) + "\n\nA paragraph with [a link](x.md), [another][r" +
            std::to_string(i) + "] and *words*.\n\n";
    body += "[r" + std::to_string(i) +
            "]: https://lumena.example/a/rather/long/address?with=parameters \"And a title\"\n\n";
    body +=
        "> 1. A step\n>    - with <?php echo 1; ?> inside\n\n```json\n{\"a\": [1, 2], \"b\": [[3]]}\n```\n\n";
    body += "| Plan | Price | Speed | Data | Calls |\n|:-----|------:|------:|------|:-----:|\n";
    for (int row = 0; row < 8; ++row)
      body += "| Lumena " + std::to_string(row) + " | 20 | 100 | 5 GB | all |\n";
    body += "\n-----------------------------------------------------------------------------------------\n\n";
  }
  CHECK_FALSE(indexer::find_excess(body));
  CHECK(read_in_time(body).empty());
}

}  // namespace
}  // namespace firstline::tests
