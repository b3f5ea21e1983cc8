// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/guess.h"

#include <catch2/catch.hpp>

#include "language/plural.h"
#include "tests/language/reading.h"

namespace firstline::tests {
namespace {

using Tags = std::vector<std::string>;

const Tags kSample = {"en", "th", "sr", "vi", "hi"};

Tags guess(const std::string& text) {
  return language::guess_languages(text, kSample, shipped_languages());
}

TEST_CASE("A script that one language has tells the language") {
  CHECK(guess("จ่ายบิล") == Tags{"th"});
  CHECK(guess("बिल भुगतान") == Tags{"hi"});
  CHECK(guess("плати рачун") == Tags{"sr"});
}

TEST_CASE("Letters that one language has tell it from others in its script") {
  CHECK(guess("plaćanje računa") == Tags{"sr"});
  CHECK(guess("thanh toán hóa đơn ở đâu") == Tags{"vi"});
  CHECK(guess("QUÊN MẬT KHẨU") == Tags{"vi"});
}

TEST_CASE("Plain Latin letters may be of any language written so, in the order given") {
  CHECK(guess("hoa don") == Tags{"en", "sr", "vi"});
}

TEST_CASE("A few foreign letters don't turn a question round") {
  CHECK(guess("เปลี่ยนรหัส wifi ยังไง") == Tags{"th"});
  CHECK(guess("wifi नहीं चल रहा है") == Tags{"hi"});
}

TEST_CASE("Text without letters may be of any language, and no candidates give none") {
  CHECK(guess("123 !?") == kSample);
  CHECK(guess("") == kSample);
  CHECK(language::guess_languages("hello", {}, shipped_languages()).empty());
}

TEST_CASE("Chinese, Japanese and Korean are told by what only they write") {
  const Tags all = {"zh", "ja", "ko"};
  CHECK(language::guess_languages("ひらがな", all, shipped_languages()) == Tags{"ja"});
  CHECK(language::guess_languages("한국어", all, shipped_languages()) == Tags{"ko"});
  CHECK(language::guess_languages("密码", all, shipped_languages()).front() == "zh");
}

TEST_CASE("Counted nouns take the forms of their language") {
  CHECK(language::plural_category("en", 1) == "one");
  CHECK(language::plural_category("en", 0) == "other");
  CHECK(language::plural_category("en", 2) == "other");
  CHECK(language::plural_category("sr", 1) == "one");
  CHECK(language::plural_category("sr", 3) == "few");
  CHECK(language::plural_category("sr", 11) == "other");
  CHECK(language::plural_category("sr", 21) == "one");
  CHECK(language::plural_category("sr-Latn", 22) == "few");
  CHECK(language::plural_category("th", 1) == "other");
  CHECK(language::plural_category("hi", 0) == "one");
  CHECK(language::plural_category("ar", 11) == "many");
  CHECK(language::plural_category("no-such-language", 5) == "other");
}

TEST_CASE("An Accept-Language header is read in the order of its qualities") {
  CHECK(language::accepted_languages("en") == Tags{"en"});
  CHECK(language::accepted_languages("th-TH,th;q=0.9,en;q=0.8") == Tags{"th-TH", "th", "en"});
  CHECK(language::accepted_languages("en;q=0.2, sr-Latn ; q=0.9 ,vi") == Tags{"vi", "sr-Latn", "en"});
  CHECK(language::accepted_languages("en;q=0.5,th;q=0.5") == Tags{"en", "th"});
}

TEST_CASE("What is no language, or not wanted, is left out of an Accept-Language header") {
  CHECK(language::accepted_languages("").empty());
  CHECK(language::accepted_languages("*").empty());
  CHECK(language::accepted_languages("en;q=0,th") == Tags{"th"});
  CHECK(language::accepted_languages(",,;q=1, ,../../etc,<script>,th;q=abc,vi;q=0.1") == Tags{"vi"});
  CHECK(language::accepted_languages(std::string(100'000, ',')).empty());
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "en,";
  CHECK(language::accepted_languages(many).size() <= 16);
}

TEST_CASE("Arabic and Hebrew are written from right to left") {
  CHECK(language::is_right_to_left("ar"));
  CHECK(language::is_right_to_left("he"));
  CHECK_FALSE(language::is_right_to_left("en"));
  CHECK_FALSE(language::is_right_to_left("sr-Latn"));
  CHECK_FALSE(language::is_right_to_left(""));
}

}  // namespace
}  // namespace firstline::tests
