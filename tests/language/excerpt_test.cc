// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/excerpt.h"

#include <catch2/catch.hpp>

#include "language/utf8.h"

namespace firstline::language {

TEST_CASE("A short text stays whole, with single blanks") {
  CHECK(excerpt("Choose a new one.", 155, "en") == "Choose a new one.");
  CHECK(excerpt("  Choose\n\ta \x01 new\r\n\r\none. \n", 155, "en") == "Choose a new one.");
  CHECK(excerpt("12345", 5, "en") == "12345");
  CHECK(excerpt("", 155, "en").empty());
  CHECK(excerpt(" \n ", 155, "en").empty());
}

TEST_CASE("Whole sentences come first, where they say enough") {
  CHECK(excerpt("We send a link. It is valid for 3.5 hours. Then ask again, please.", 50, "en") ==
        "We send a link. It is valid for 3.5 hours.");
  CHECK(excerpt("हम एक लिंक भेजते हैं। वह तीस मिनट तक चलता है, फिर एक और माँगिए।", 32, "hi") == "हम एक लिंक भेजते हैं।");
  CHECK(excerpt("Yes. Open the settings and choose the delivery on paper for all bills.", 40, "en") ==
        "Yes. Open the settings and choose the…");  // "Yes." alone says little
}

TEST_CASE("Else whole words, without the comma behind the last") {
  CHECK(excerpt("one two three four", 11, "en") == "one two…");
  CHECK(excerpt("one two, three four", 9, "en") == "one two…");
  CHECK(excerpt("Đặt lại mật khẩu trong hai phút", 14, "vi") == "Đặt lại mật…");
}

TEST_CASE("Thai is cut between words, though no blank parts them") {
  const std::string text = "ตั้งรหัสผ่านใหม่ได้ในสองนาทีทางอีเมลของคุณ";
  for (std::size_t most = 6; most < count_characters(text); ++most) {
    const std::string cut = excerpt(text, most, "th");
    INFO(most << " " << cut);
    CHECK(count_characters(cut) <= most);
    CHECK(cut.ends_with("…"));
    const std::string kept = cut.substr(0, cut.size() - std::string("…").size());
    CHECK(text.starts_with(kept));
    // What follows never belongs to the character before it.
    const char32_t next = code_points(text.substr(kept.size())).front();
    CHECK_FALSE((next == 0x0E31 || (next >= 0x0E34 && next <= 0x0E3A) || (next >= 0x0E47 && next <= 0x0E4E)));
  }
  CHECK(excerpt(text, 18, "th") == "ตั้งรหัสผ่านใหม่…");
}

TEST_CASE("A word longer than the room is cut between characters as readers see them") {
  CHECK(excerpt("aaaaaaaaaa", 5, "en") == "aaaa…");
  const std::string family = "👩‍👩‍👧‍👦";  // one character of seven code points
  CHECK(excerpt(family + family + family, 10, "en") == family + "…");
  std::string marks = "e";
  for (int i = 0; i < 30; ++i) marks += "\xCC\x81";  // one letter with 30 accents
  CHECK(excerpt(marks, 10, "en") == "…");
}

TEST_CASE("Of a long text only the beginning is read") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "word ";
  const std::string cut = excerpt(text, 155, "en");
  CHECK(count_characters(cut) == 155);  // 31 words with blanks are 154 characters
  CHECK(cut.ends_with("word…"));
}

}  // namespace firstline::language
