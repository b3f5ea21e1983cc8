// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/breaker.h"

#include <catch2/catch.hpp>

#include "language/utf8.h"
#include "tests/language/reading.h"

namespace firstline::tests {
namespace {

using Words = std::vector<std::string>;

TEST_CASE("Words are what stands between blanks and punctuation") {
  CHECK(words_of("Reset your password, please!", "en") == Words{"Reset", "your", "password", "please"});
  CHECK(words_of("", "en").empty());
  CHECK(words_of(" \n\t.,!? … — € 🙂 ", "en").empty());
}

TEST_CASE("A word's span is its bytes, whatever stands before it") {
  language::Breaker breaker(shipped_languages().rules_for("en"));
  std::vector<language::Span> spans;
  const std::string text = "é€🙂\u200B bill";  // 2, 3, 4 and 3 bytes
  breaker.find_words(text, spans);
  REQUIRE(spans.size() == 2);
  CHECK(spans[1].begin == 13);
  CHECK(spans[1].bytes == 4);
}

TEST_CASE("Thai is parted into its words, which no blank parts") {
  CHECK(words_of("รีเซ็ตรหัสผ่าน", "th") == Words{"รีเซ็ต", "รหัส", "ผ่าน"});
  CHECK(words_of("จ่ายบิล", "th") == Words{"จ่าย", "บิล"});
  CHECK(words_of("อินเทอร์เน็ตช้า", "th") == Words{"อินเทอร์เน็ต", "ช้า"});
  CHECK(words_of("ใช้ wifi ไม่ได้", "th") == Words{"ใช้", "wifi", "ไม่", "ได้"});
}

TEST_CASE("Thai words are found in articles of other languages too") {
  CHECK(words_of("Press จ่ายบิล now", "en") == Words{"Press", "จ่าย", "บิล", "now"});
}

TEST_CASE("A zero-width space parts words, as Thai writers mean it") {
  CHECK(words_of("จ่าย\u200Bบิล", "th") == words_of("จ่าย บิล", "th"));
  CHECK(words_of("foo\u200Bbar", "en") == Words{"foo", "bar"});
  CHECK(words_of("\u200Bfoo\u200B\u200Bbar\u200B", "en") == Words{"foo", "bar"});
}

TEST_CASE("A long Thai run without any blank keeps every letter") {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "กขคง";  // no dictionary knows it
  std::string joined;
  for (const std::string& word : words_of(text, "th")) joined += word;
  CHECK((joined == text));
}

TEST_CASE("Names of files, variables and sites are parted, numbers are not") {
  CHECK(words_of("foo_bar", "en") == Words{"foo", "bar"});
  CHECK(words_of("__foo__bar__", "en") == Words{"foo", "bar"});
  CHECK(words_of("example.com", "en") == Words{"example", "com"});
  CHECK(words_of("www.lumena.example", "en") == Words{"www", "lumena", "example"});
  CHECK(words_of("3.5 GB", "en") == Words{"3.5", "GB"});
  CHECK(words_of("192.168.1.1", "en") == Words{"192.168.1.1"});
  CHECK(words_of("1,000", "en") == Words{"1,000"});
  CHECK(words_of("wi-fi", "en") == Words{"wi", "fi"});
}

TEST_CASE("An apostrophe elides in French, Catalan and Italian, and belongs to the word in English") {
  CHECK(words_of("l'abonnement d'Anne", "fr") == Words{"l", "abonnement", "d", "Anne"});
  CHECK(words_of("l'utente", "it") == Words{"l", "utente"});
  CHECK(words_of("don't", "en") == Words{"don't"});
}

TEST_CASE("A typographic apostrophe elides like a typed one") {
  CHECK(words_of("l’abonnement d’Anne", "fr") == Words{"l", "abonnement", "d", "Anne"});
  CHECK(words_of("don’t", "en") == Words{"don’t"});
}

TEST_CASE("Languages without a row are broken by Unicode's rules") {
  CHECK(words_of("saluton, mondo", "eo") == Words{"saluton", "mondo"});
  CHECK(words_of("日本語です", "ja").size() > 1);
}

}  // namespace
}  // namespace firstline::tests
