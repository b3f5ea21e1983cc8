// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/queries.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "language/utf8.h"

namespace firstline::bench {
namespace {

const std::vector<std::string> kTitles = {"Reset your password", "Pay a bill by card",
                                          "Cancel the whole contract now", "Поруџбина"};

TEST_CASE("queries are cut from titles") {
  const std::vector<std::string> queries = make_queries(kTitles, 30);
  REQUIRE(queries.size() == 30);
  for (const std::string& query : queries)
    CHECK(std::any_of(kTitles.begin(), kTitles.end(),
                      [&](const std::string& title) { return title.find(query) != std::string::npos; }));
  CHECK(make_queries(kTitles, 30) == queries);
  CHECK_THROWS(make_queries({"", " "}, 1));
}

TEST_CASE("first characters are whole ones, and never the whole query") {
  CHECK(first_characters({"reset", "ab", "že", "Ђак"}, 2) == std::vector<std::string>{"re", "Ђа"});
}

TEST_CASE("each query gets one slip") {
  const std::vector<std::string> wrong = misspelt({"reset password", "a b", "contract"});
  REQUIRE(wrong.size() == 2);
  CHECK(wrong[0] != "reset password");
  CHECK(wrong[1] != "contract");
}

TEST_CASE("bad inputs are as large as they say, valid, and all different") {
  const std::vector<BadInput> inputs = bad_inputs(kTitles, 5);
  REQUIRE(inputs.size() == 5);
  for (const BadInput& input : inputs) {
    CAPTURE(input.name);
    REQUIRE(input.queries.size() == 5);
    CHECK(std::set<std::string>(input.queries.begin(), input.queries.end()).size() == 5);
    for (const std::string& query : input.queries) CHECK_FALSE(language::find_invalid_utf8(query));
  }
  CHECK(split_words(inputs[0].queries[0]).size() == 200);
  CHECK(language::count_characters(inputs[0].queries[0]) <= 1000);
  CHECK(inputs[1].queries[0].size() == 5000);
  CHECK(language::count_characters(inputs[2].queries[0]) == 500);
  CHECK(split_words(inputs[3].queries[0]).size() == 48);
}

TEST_CASE("titles without Latin letters give the bad inputs that need none") {
  CHECK(bad_inputs({"Поруџбина", "注文"}, 2).size() == 3);
}

}  // namespace
}  // namespace firstline::bench
