// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "tests/search/index.h"

using namespace firstline;
using Catch::Contains;
using tests::article;
using tests::ids;
using tests::SmallIndex;

TEST_CASE("The result leads to the section that answers and shows its words") {
  SmallIndex index({article("en/a", "en", "Passwords", "General words about a password.",
                            {{"By letter", "We send a letter in five days."},
                             {"By text message", "A code comes to your phone."}})});
  const auto answer = index.ask("password by letter");
  REQUIRE(answer.hits.size() == 1);
  CHECK(answer.hits[0].anchor == "by-letter");
  CHECK(answer.hits[0].section == "By letter");
  CHECK_THAT(answer.hits[0].snippet, Contains("<mark>letter</mark>"));
}

TEST_CASE("Whole words are marked as they are written, whatever form was typed") {
  SmallIndex index({article("en/a", "en", "T", "Resetting PASSWORDS is easy.")});
  CHECK_THAT(index.ask("reset password").hits.at(0).snippet,
             Contains("<mark>Resetting</mark> <mark>PASSWORDS</mark> is easy."));
}

TEST_CASE("Text is escaped, and only our marks are tags") {
  SmallIndex index({article("en/a", "en", "T", "Type <script>alert(\"router\")</script> & router 'now'.")});
  CHECK(index.ask("router").hits.at(0).snippet ==
        "Type &lt;script&gt;alert(&quot;<mark>router</mark>&quot;)&lt;/script&gt; &amp; <mark>router</mark> "
        "&#39;now&#39;.");
}

TEST_CASE("Serbian Latin finds and marks Cyrillic, in Cyrillic") {
  SmallIndex index({article("sr/a", "sr", "Рачун", "Ваш рачун стиже првог у месецу.")});
  CHECK_THAT(index.ask("racun", "sr").hits.at(0).snippet, Contains("<mark>рачун</mark>"));
  CHECK_THAT(index.ask("račun", "sr").hits.at(0).snippet, Contains("<mark>рачун</mark>"));
}

TEST_CASE("Vietnamese without marks finds and marks words with them") {
  SmallIndex index({article("vi/a", "vi", "T", "Quên mật khẩu thì làm gì?"),
                    article("vi/b", "vi", "U", "Ông Dương đi qua.")});
  CHECK_THAT(index.ask("mat khau", "vi").hits.at(0).snippet, Contains("<mark>mật</mark> <mark>khẩu</mark>"));
  CHECK(ids(index.ask("duong", "vi")) == std::vector<std::string>{"vi/b"});
}

TEST_CASE("Thai words are marked whole, neighbours in one mark") {
  SmallIndex index({article("th/a", "th", "ก", "ถ้าลืมรหัสผ่านให้ตั้งใหม่")});
  CHECK_THAT(index.ask("ลืมรหัสผ่าน", "th").hits.at(0).snippet, Contains("<mark>ลืมรหัสผ่าน</mark>"));
}

TEST_CASE("A long section is cut between words, near the words that match") {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "filler sentence number " + std::to_string(i) + ". ";
  text += "The zebra appears here. ";
  for (int i = 0; i < 200; ++i) text += "more filler words. ";
  SmallIndex index({article("en/a", "en", "T", text)});
  const std::string snippet = index.ask("zebra").hits.at(0).snippet;
  CHECK_THAT(snippet, Contains("<mark>zebra</mark>"));
  CHECK(snippet.size() < 300);
  CHECK(snippet.rfind("… ", 0) == 0);
  CHECK(snippet.substr(snippet.size() - 4) == " …");
  const std::string last = snippet.substr(0, snippet.size() - 4);
  const std::string word = last.substr(last.rfind(' ') + 1);
  CHECK((word == "more" || word == "filler" || word == "words."));
}

TEST_CASE("A title match shows the description") {
  search::Article made = article("en/a", "en", "Zebra", "Nothing of the kind.");
  made.description = "All about <stripes>.";
  SmallIndex index({made});
  CHECK(index.ask("zebra").hits.at(0).snippet == "All about &lt;stripes&gt;.");
}
