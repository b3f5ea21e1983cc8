// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/utf8.h"

#include <catch2/catch.hpp>

namespace firstline::tests {
namespace {

using namespace std::string_literals;

TEST_CASE("Valid UTF-8 has no invalid byte") {
  for (const std::string& text :
       {""s, "plain"s, "é"s, "ภาษาไทย"s, "🙂"s, "\u200B"s, "a\0b"s, "\xF4\x8F\xBF\xBF"s})
    CHECK_FALSE(language::find_invalid_utf8(text));
}

TEST_CASE("The first invalid byte is found, however it is invalid") {
  CHECK(language::find_invalid_utf8("ab\xFF") == 2U);
  CHECK(language::find_invalid_utf8("\x80") == 0U);   // a continuation without a start
  CHECK(language::find_invalid_utf8("é\xC3") == 2U);  // cut at the end
  CHECK(language::find_invalid_utf8("a\xE0\xB8"
                                    "b") == 1U);                 // cut in the middle
  CHECK(language::find_invalid_utf8("\xC0\xAF") == 0U);          // overlong
  CHECK(language::find_invalid_utf8("\xED\xA0\x80") == 0U);      // a surrogate
  CHECK(language::find_invalid_utf8("\xF4\x90\x80\x80") == 0U);  // beyond Unicode
  CHECK(language::find_invalid_utf8("caf\xE9 au lait") == 3U);   // Latin-1
}

TEST_CASE("Characters are code points, not bytes") {
  CHECK(language::count_characters("") == 0);
  CHECK(language::count_characters("aé€🙂") == 4);
}

TEST_CASE("A cut never splits a letter") {
  CHECK(language::cut_utf8("aé€🙂", 100) == "aé€🙂");
  CHECK(language::cut_utf8("aé€🙂", 10) == "aé€🙂");
  CHECK(language::cut_utf8("aé€🙂", 9) == "aé€");
  CHECK(language::cut_utf8("aé€🙂", 6) == "aé€");
  CHECK(language::cut_utf8("aé€🙂", 5) == "aé");
  CHECK(language::cut_utf8("aé€🙂", 2) == "a");
  CHECK(language::cut_utf8("é", 1).empty());
  CHECK(language::cut_utf8("aé", 0).empty());
}

TEST_CASE("Decomposed text is composed") {
  CHECK(language::to_nfc("e\u0301") == "\u00E9");
  CHECK(language::to_nfc("plain") == "plain");
  CHECK(language::to_nfc("a\0b"s) == "a\0b"s);
}

TEST_CASE("A place counts lines and letters from one") {
  const std::string text = "ab\nภาษา x\n\nend";
  const auto at = [&](std::size_t offset) {
    const language::Place place = language::place_of(text, offset);
    return std::pair(place.line, place.column);
  };
  CHECK(at(0) == std::pair(1, 1));
  CHECK(at(2) == std::pair(1, 3));  // the line's end belongs to it
  CHECK(at(3) == std::pair(2, 1));
  CHECK(at(text.find('x')) == std::pair(2, 6));  // four letters of three bytes, and a blank
  CHECK(at(text.find("end")) == std::pair(4, 1));
  CHECK(at(text.size()) == std::pair(4, 4));
  CHECK(at(text.size() + 100) == std::pair(4, 4));
}

}  // namespace
}  // namespace firstline::tests
