// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "language/slug.h"

namespace firstline::tests {
namespace {

TEST_CASE("A heading's name is what GitHub makes of it") {
  CHECK(language::slug("Reset your password") == "reset-your-password");
  CHECK(language::slug("What's new in 3.5?") == "whats-new-in-35");
  CHECK(language::slug("snake_case and kebab-case") == "snake_case-and-kebab-case");
  CHECK(language::slug("A & B") == "a--b");
  CHECK(language::slug("100 % \"quoted\" <b>") == "100--quoted-b");
}

TEST_CASE("A heading's name keeps the letters and marks of every script") {
  CHECK(language::slug("ลืมรหัสผ่าน") == "ลืมรหัสผ่าน");
  CHECK(language::slug("फ़ोन खो गया") == "फ़ोन-खो-गया");
  CHECK(language::slug("ПЛАТИ Рачун") == "плати-рачун");
  CHECK(language::slug("Quên mật khẩu?") == "quên-mật-khẩu");
  CHECK(language::slug("東京 2026") == "東京-2026");
}

TEST_CASE("A heading of symbols alone has no name") {
  CHECK(language::slug("!?").empty());
  CHECK(language::slug("🙂").empty());
  CHECK(language::slug("").empty());
}

TEST_CASE("A name holds nothing that HTML or a URL's end would read as its own") {
  const std::string name = language::slug("a\"b'c<d>e&f#g?h/i\\j\x01k\x02");
  CHECK(name.find_first_of("\"'<>&#?/\\\x01\x02") == std::string::npos);
}

TEST_CASE("A known language is one that ISO 639 has") {
  for (const char* tag : {"en", "th", "sr-Latn", "vi", "hi", "fil", "pt-BR"})
    CHECK(language::is_known_language(tag));
  for (const char* tag : {"tv", "xx", "faq", "billing", "", "en_US", "e"})
    CHECK_FALSE(language::is_known_language(tag));
}

}  // namespace
}  // namespace firstline::tests
