// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/redaction/redaction.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "language/utf8.h"

namespace firstline::server {
using namespace std::string_literals;

TEST_CASE("No disguise of the characters hides a number or an address") {
  CHECK(redact("０９１２　３４５　６７８") == "[phone]");  // full width
  CHECK(redact("ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ") == "[email]");
  CHECK(redact("\u202A+44 7700 900123\u202C") == "\u202A[phone]\u202C");  // marks of direction
  CHECK(redact("0912\u00A0345\u2009678") == "[phone]");                   // other spaces
  CHECK(redact("064\u2011123\u201345\u221267") == "[phone]");             // other hyphens
  CHECK(redact("09\u200B12\u00AD345\uFEFF678") == "[phone]");             // no shape at all
  CHECK(redact("0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8") == "[phone]");  // keys
  CHECK(redact("٠٩١٢٣٤٥٦٧٨ ۰۹۱۲۳۴۵۶۷۸ ০৯১২৩৪৫৬৭৮") == "[number]");      // other scripts
  CHECK(redact("⁰⁹¹²³⁴⁵⁶⁷⁸ and 𝟎𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖") == "[phone] and [phone]");  // raised, bold
  CHECK(redact("call 09๑२345678") == "call [phone]");                   // mixed
  CHECK(redact("09\xFF"
               "12\xC0"
               "345678") == "[phone]");  // invalid bytes
  CHECK(redact("0912\0"s
               "345678") == "[phone]");
  CHECK(redact("an\u200Bn@exam\u00ADple.com") == "[email]");
  CHECK(redact("ann%40example.com ann@@example.com") == "[email] [email]");
}

TEST_CASE("What stands beside a number stays unless only spaces are between") {
  CHECK(redact("error 5021, 0912345678") == "error 5021, [phone]");
  CHECK(redact("iPhone 15: 0912345678.") == "iPhone 15: [phone].");
  CHECK(redact("22.11.2026 0912345678 192.168.1.1") == "22.11.2026 [phone] 192.168.1.1");
  CHECK(redact("15 0912345678") == "[phone]");
  CHECK(redact("card 4111 1111 1111 1111 12/27 123") == "card [card]");  // with its expiry and code
}

TEST_CASE("A check digit makes a card, its lack makes a number") {
  CHECK(redact("4111111111111112") == "[number]");
  CHECK(redact("3782 822463 10005") == "[card]");
  CHECK(redact("30569309025904") == "[card]");
  CHECK(redact("490154203237518") == "[number]");      // IMEI
  CHECK(redact("8938100001234567899") == "[number]");  // ICCID
}

TEST_CASE("A number's context decides where its shape can't") {
  CHECK(redact("1500000đ") == "1500000đ");
  CHECK(redact("1500000") == "[number]");
  CHECK(redact("₹1000000, $1000000") == "₹1000000, $1000000");
  CHECK(redact("0912345678đ") == "[phone]đ");
  CHECK(redact("128 256 512 1024 GB") == "128 256 512 1024 GB");
  CHECK(redact("call 3822 1234") == "call [phone]");
  CHECK(redact("codes 3822 1234") == "codes 3822 1234");
  CHECK(redact("call about error 5021, then 3822 1234") == "call about error 5021, then 3822 1234");
  CHECK(redact("call 0912345678: 3822 1234") == "call [phone]: 3822 1234");
  CHECK(redact("0x80070057 80070057") == "0x80070057 [number]");
  CHECK(redact("KB5034441 XKB5034441") == "KB5034441 XKB[number]");
  CHECK(redact("M7111-5059, M7111-90591") == "M7111-5059, M[phone]");
  CHECK(redact("Disney+ 20242025, +20242025") == "Disney+ [number], [phone]");
}

TEST_CASE("Bad input costs no more than good") {
  const auto repeated = [](std::string_view unit) {
    std::string text;
    while (text.size() < 1'000'000) text += unit;
    return text;
  };
  CHECK(redact("").empty());
  CHECK(redact("\0\0\0"s) == "\0\0\0"s);
  CHECK(redact("\xFF\xC3") == "\xFF\xC3");
  for (const std::string& unit : {"\0"s, "\xFF"s, "a"s, " "s, "ก"s, "word 12 "s, "https://a.b/c "s}) {
    const std::string text = repeated(unit);
    CHECK(redact(text) == text);
  }
  CHECK(redact(repeated("1")) == "[number]");
  // Each of these makes a rule begin anew at every few characters.
  for (const char* unit : {"1 ",
                           "1 234 ",
                           "12-",
                           "1.",
                           "1.1.1.1-",
                           "@",
                           "a@",
                           "a@b.cc ",
                           "%40",
                           "x%40",
                           "://",
                           "a://",
                           "a.bb/",
                           "?a=",
                           "key=",
                           "aB3-",
                           "(at)",
                           " at ",
                           " at x dot ",
                           "GB29 1234 ",
                           "AA:BB:",
                           "eyJa.",
                           "[",
                           "[phone]",
                           "\xFF"
                           "1",
                           "\u200B1",
                           "phone 555 2671 "}) {
    const std::string text = repeated(unit);
    const std::string redacted = redact(text);
    CHECK(redacted.size() <= 3 * text.size());
    CHECK(redact(redacted) == redacted);
  }
}

TEST_CASE("Redacting twice is redacting once, and keeps text valid, whatever is mixed") {
  const std::vector<std::string> pieces = {"0",
                                           "1",
                                           "12",
                                           "345",
                                           "0912",
                                           "2024",
                                           "4111",
                                           "1234567",
                                           "๙",
                                           "५",
                                           "a",
                                           "Z",
                                           "b7",
                                           "x@",
                                           "@",
                                           " ",
                                           "  ",
                                           "-",
                                           "–",
                                           ".",
                                           ",",
                                           "/",
                                           "_",
                                           "(",
                                           ")",
                                           "+",
                                           "=",
                                           "?",
                                           "&",
                                           ":",
                                           "://",
                                           "https://",
                                           "www.",
                                           "/p/a1",
                                           "[email]",
                                           "[phone]",
                                           "[",
                                           "]",
                                           "\n",
                                           "\xFF",
                                           "\0"s,
                                           "\u200B",
                                           "đ",
                                           "ก",
                                           "โทร",
                                           " tel ",
                                           "GB29",
                                           "RS35",
                                           "token=",
                                           "deadbeef01",
                                           "AA:BB",
                                           "0x",
                                           "KB",
                                           "₹",
                                           " mbps",
                                           "%40",
                                           "(at)",
                                           " at ",
                                           " dot ",
                                           "eyJ",
                                           "[link]",
                                           "Rs ",
                                           "phone",
                                           "@b.cc",
                                           "a.bb/",
                                           "1.1.1.1",
                                           "abc123DEF456",
                                           "1.299.000",
                                           "22.11.2026",
                                           "example.com"};
  std::mt19937 random(20261122);  // the same on every machine
  int changed = 0;
  for (int i = 0; i < 30'000; ++i) {
    std::string text;
    for (std::size_t count = 1 + random() % 16; count > 0; --count) text += pieces[random() % pieces.size()];
    const std::string once = redact(text);
    const bool valid = !language::find_invalid_utf8(text).has_value();
    INFO(text);
    INFO(once);
    REQUIRE(redact(once) == once);
    REQUIRE(once.size() <= 3 * text.size());
    if (valid) REQUIRE_FALSE(language::find_invalid_utf8(once).has_value());
    if (once != text) ++changed;
  }
  CHECK(changed > 10'000);
  CHECK(changed < 29'000);
}

}  // namespace firstline::server
