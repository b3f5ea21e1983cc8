// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/parameters.h"

#include <catch2/catch.hpp>

#include "server/pages/pages.h"

namespace firstline::server {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

Request with(const std::string& query) {
  Request request;
  request.parameters = parse_query_string(query);
  return request;
}

/// The status that a request is refused with; 0 when it is not.
template <typename Read>
int refusal(Read read) {
  try {
    read();
    return 0;
  } catch (const BadRequest& bad) {
    return bad.status();
  }
}

}  // namespace

TEST_CASE("A query string is read as browsers write it") {
  CHECK(parse_query_string("").empty());
  CHECK(parse_query_string("q=wifi&lang=en") == Pairs{{"q", "wifi"}, {"lang", "en"}});
  CHECK(parse_query_string("q=slow+wi-fi") == Pairs{{"q", "slow wi-fi"}});
  CHECK(parse_query_string("q=a%2Bb%26c") == Pairs{{"q", "a+b&c"}});
  CHECK(parse_query_string("q=a=b") == Pairs{{"q", "a=b"}});
  CHECK(parse_query_string("q=&lang") == Pairs{{"q", ""}, {"lang", ""}});
  CHECK(parse_query_string("&&q=x&") == Pairs{{"q", "x"}});
  CHECK(parse_query_string("q=%E0%B8%81") == Pairs{{"q", "ก"}});
  CHECK(parse_query_string("q=100%") == Pairs{{"q", "100%"}});
  CHECK(parse_query_string("q=%zz%4") == Pairs{{"q", "%zz%4"}});
  CHECK(parse_query_string("a%3Db=c") == Pairs{{"a=b", "c"}});
  CHECK(parse_query_string("q=%00") == Pairs{{"q", std::string(1, '\0')}});
}

TEST_CASE("The first of several values counts") {
  const Request request = with("q=one&q=two");
  REQUIRE(request.parameter("q") != nullptr);
  CHECK(*request.parameter("q") == "one");
  CHECK(request.parameter("lang") == nullptr);
}

TEST_CASE("Control characters in a question are blanks") {
  CHECK(query_parameter(with("q=a%00b%0Ac%0D%09%7Fd")) == "a b c   d");
  CHECK(query_parameter(with("")).empty());
}

TEST_CASE("A question that is no UTF-8 is refused") {
  for (const char* bad : {"q=%FF", "q=%C3", "q=%ED%A0%80", "q=%C0%80", "q=ok%E0%B8"}) {
    INFO(bad);
    CHECK(refusal([&] { query_parameter(with(bad)); }) == 400);
  }
  CHECK(refusal([] { text_parameter(with("category=%FF"), "category", 10); }) == 400);
  CHECK(refusal([] { language_parameter(with("lang=%FF")); }) == 400);
}

TEST_CASE("A question may have 1,000 characters, of any script, and not one more") {
  std::string thai;
  for (std::size_t i = 0; i < kLongestQueryCharacters; ++i) thai += "ก";
  CHECK(refusal([&] { query_parameter(with("q=" + thai)); }) == 0);
  CHECK(refusal([&] { query_parameter(with("q=" + thai + "x")); }) == 414);
}

TEST_CASE("A language is a tag") {
  CHECK(language_parameter(with("")).empty());
  CHECK(language_parameter(with("lang=")).empty());
  CHECK(language_parameter(with("lang=th")) == "th");
  CHECK(language_parameter(with("lang=sr-Latn")) == "sr-Latn");
  for (const char* bad : {"lang=english-please", "lang=1", "lang=e", "lang=../x", "lang=th%0D%0AX:1"}) {
    INFO(bad);
    CHECK(refusal([&] { language_parameter(with(bad)); }) == 400);
  }
}

TEST_CASE("A number is whole and within its bounds") {
  const auto limit = [](const std::string& query) {
    return number_parameter(with(query), "limit", 10, 1, 50);
  };
  CHECK(limit("") == 10);
  CHECK(limit("limit=1") == 1);
  CHECK(limit("limit=50") == 50);
  for (const char* bad : {"limit=0", "limit=51", "limit=-1", "limit=", "limit=ten", "limit=5.0", "limit=5x",
                          "limit=+5", "limit=99999999999999999999999"}) {
    INFO(bad);
    CHECK(refusal([&] { limit(bad); }) == 400);
  }
}

TEST_CASE("The refusal names the parameter") {
  CHECK_THROWS_WITH(number_parameter(with("limit=0"), "limit", 10, 1, 50),
                    Catch::Contains("limit") && Catch::Contains("50"));
  CHECK_THROWS_WITH(language_parameter(with("lang=!")), Catch::Contains("lang"));
  CHECK_THROWS_WITH(text_parameter(with("channel=abcdef"), "channel", 5),
                    Catch::Contains("channel") && Catch::Contains("5"));
  CHECK(text_parameter(with("channel=phone"), "channel", 5) == "phone");
}

TEST_CASE("Only blanks are no question") {
  CHECK(is_blank(""));
  CHECK(is_blank("   "));
  CHECK_FALSE(is_blank(" x "));
}

}  // namespace firstline::server
