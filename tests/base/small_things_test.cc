// SPDX-License-Identifier: GPL-3.0-or-later
// Problems, failures, "did you mean", hashes and tokens.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "base/failure.h"
#include "base/hash.h"
#include "base/nearest.h"
#include "base/problem.h"
#include "base/random.h"

namespace firstline::tests {
namespace {

using base::Problem;
using base::Severity;

TEST_CASE("A problem is printed as path:line:column: severity: message [rule]") {
  CHECK(base::format_problem(
            {"articles/en/a.md", 3, 7, Severity::kError, "bad-language", "'x' is not a tag"}) ==
        "articles/en/a.md:3:7: error: 'x' is not a tag [bad-language]");
  CHECK(base::format_problem({"a.md", 1, 1, Severity::kWarning, "no-text", "the article has no text"}) ==
        "a.md:1:1: warning: the article has no text [no-text]");
}

TEST_CASE("Braces in a path or message are printed, not read as a format") {
  CHECK(base::format_problem({"{}.md", 1, 1, Severity::kError, "r", "{0} {nope}"}) ==
        "{}.md:1:1: error: {0} {nope} [r]");
}

TEST_CASE("Problems sort by path, then line and column as numbers") {
  std::vector<Problem> problems = {{"b.md", 1, 1, Severity::kError, "r", "m"},
                                   {"a.md", 10, 1, Severity::kError, "r", "m"},
                                   {"a.md", 9, 20, Severity::kError, "r", "m"},
                                   {"a.md", 9, 3, Severity::kError, "r", "m"}};
  std::sort(problems.begin(), problems.end());
  std::vector<std::string> order;
  for (const Problem& problem : problems)
    order.push_back(problem.path + ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column));
  CHECK(order == std::vector<std::string>{"a.md:9:3", "a.md:9:20", "a.md:10:1", "b.md:1:1"});
}

TEST_CASE("A failure says what was done, to what, and why it failed") {
  CHECK(std::string(base::Failure("opening the index", "/srv/index", "no such directory").what()) ==
        "opening the index: /srv/index: no such directory");
}

TEST_CASE("The nearest name is the one with the fewest slips of the pen") {
  const std::vector<std::string> names = {"title", "tags", "aliases", "keywords", "updated"};
  CHECK(base::nearest_name("titel", names) == "title");       // neighbours swapped: one slip
  CHECK(base::nearest_name("keyword", names) == "keywords");  // left out
  CHECK(base::nearest_name("aliasses", names) == "aliases");
  CHECK(base::nearest_name("update", names) == "updated");
  CHECK(base::nearest_name("tagz", names) == "tags");  // replaced
}

TEST_CASE("A word that resembles nothing has no nearest name") {
  const std::vector<std::string> names = {"title", "tags"};
  CHECK_FALSE(base::nearest_name("permalink", names));
  CHECK_FALSE(base::nearest_name("title", {}));
  CHECK_FALSE(base::nearest_name("", {"title"}));
  CHECK_FALSE(base::nearest_name(std::string(65, 't'), {std::string(64, 't')}));  // too long to be a slip
}

TEST_CASE("Short words may still have one slip") {
  CHECK(base::nearest_name("tv", {"tw"}) == "tw");
  CHECK_FALSE(base::nearest_name("tv", {"ab"}));
}

TEST_CASE("Of two equally near names the first is taken") {
  CHECK(base::nearest_name("bat", {"cat", "hat"}) == "cat");
}

TEST_CASE("A hash is 32 hexadecimal digits that change with any byte") {
  const std::string hash = base::content_hash("help");
  CHECK(hash.size() == 32);
  CHECK(hash.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(base::content_hash("help") == hash);
  CHECK(base::content_hash("helq") != hash);
  CHECK(base::content_hash(std::string("help\0", 5)) != hash);
}

TEST_CASE("Hashes are those of XXH3-128, since they are stored") {
  // From xxHash's own test vectors: a stored index must not be read anew because a library was updated.
  CHECK(base::content_hash("") == "99aa06d3014798d86001c324468d497f");
}

TEST_CASE("Tokens are 22 characters that need no escaping in a URL, and no two are alike") {
  std::set<std::string> tokens;
  for (int i = 0; i < 1000; ++i) tokens.insert(base::random_token());
  CHECK(tokens.size() == 1000);
  for (const std::string& token : tokens) {
    REQUIRE(token.size() == 22);
    REQUIRE(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
            std::string::npos);
  }
}

}  // namespace
}  // namespace firstline::tests
