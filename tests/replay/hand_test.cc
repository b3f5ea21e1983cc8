// SPDX-License-Identifier: GPL-3.0-or-later
// How people type, and what they let slip.
#include "tests/replay/hand.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>

#include "base/resources.h"
#include "language/utf8.h"
#include "tests/replay/details.h"
#include "tests/replay/leaks.h"

namespace firstline::replay {
namespace {

const language::Languages& languages() {
  static const language::Languages all = language::Languages::load(base::find_resource("language/data"));
  return all;
}

std::size_t letters(const std::string& text) {
  return language::count_characters(text);
}

}  // namespace

TEST_CASE("Serbian is typed in both scripts, Vietnamese with and without marks") {
  Habits habits;
  CHECK(as_typed("међународни позив", habits, languages()) == "међународни позив");
  habits.latin = true;
  CHECK(as_typed("међународни позив", habits, languages()) == "međunarodni poziv");
  habits.unmarked = true;
  CHECK(as_typed("међународни позив", habits, languages()) == "medunarodni poziv");
  habits.dj = true;
  CHECK(as_typed("међународни позив", habits, languages()) == "medjunarodni poziv");
  Habits unmarked;
  unmarked.unmarked = true;
  CHECK(as_typed("đổi mật khẩu", unmarked, languages()) == "doi mat khau");
}

TEST_CASE("Capitals are those of each script") {
  Dice dice(1, 1);
  Habits habits;
  habits.letters = Habits::Case::kUpper;
  CHECK(finished("đổi ưu ơ mật wifi", habits, dice) == "ĐỔI ƯU Ơ MẬT WIFI");
  CHECK(finished("њега ђак žaba šta", habits, dice) == "ЊЕГА ЂАК ŽABA ŠTA");
  CHECK(finished("รหัส पासवर्ड", habits, dice) == "รหัส पासवर्ड");
  habits.letters = Habits::Case::kSentence;
  CHECK(finished("где је", habits, dice) == "Где је");
}

TEST_CASE("A slip changes one word by a letter, in every script") {
  Dice dice(7, 1);
  for (const char* text : {"reset my password", "заборављена лозинка", "zaboravljena šifra", "ลืมรหัสผ่าน",
                           "पासवर्ड भूल", "không đăng nhập được"}) {
    for (int i = 0; i < 200; ++i) {
      const auto wrong = slipped(text, dice);
      REQUIRE(wrong);
      CHECK(*wrong != text);
      CHECK_FALSE(language::find_invalid_utf8(*wrong));
      CHECK(letters(*wrong) + 1 >= letters(text));
      CHECK(letters(*wrong) <= letters(text) + 1);
      CHECK(std::count(wrong->begin(), wrong->end(), ' ') == std::count(text, text + std::strlen(text), ' '));
    }
  }
  CHECK_FALSE(slipped("sim pin", dice));
}

TEST_CASE("A search field that asks along sends ever longer starts") {
  Dice dice(3, 1);
  const std::string text = "kako da promenim lozinku";
  std::size_t deleted = 0;
  for (int i = 0; i < 300; ++i) {
    std::size_t longest = 0;
    for (const std::string& start : typed_starts(text, "sr", dice, languages())) {
      CHECK(letters(start) >= 2);
      CHECK(start != text);
      if (text.compare(0, start.size(), start) != 0) {
        ++deleted;
        continue;
      }
      CHECK(start.size() > longest);
      longest = start.size();
    }
    CHECK(longest < text.size());
  }
  CHECK(deleted > 10);
  CHECK(deleted < 200);
}

TEST_CASE("Vietnamese starts get their last marks late") {
  Dice dice(3, 1);
  bool late = false;
  for (int i = 0; i < 50; ++i)
    for (const std::string& start : typed_starts("đổi mật khẩu wifi", "vi", dice, languages()))
      late = late || start == "đổi ma" || start == "đổi mat";
  CHECK(late);
}

TEST_CASE("A query sent too early ends at a word, or anywhere where words are not parted") {
  Dice dice(5, 1);
  for (int i = 0; i < 50; ++i) {
    const std::string start = early_start("reset my password", dice).value();
    CHECK((start == "reset" || start == "reset my"));
  }
  const std::string thai = "โทรศัพท์หายต้องทำยังไง";
  const std::string start = early_start(thai, dice).value();
  CHECK(thai.compare(0, start.size(), start) == 0);
  CHECK(start.size() < thai.size());
  CHECK_FALSE(early_start("wifi", dice));
}

TEST_CASE("Details are of their kind in all languages, and never the same twice") {
  Dice dice(11, 1);
  bool thai_digits = false;
  bool hindi_digits = false;
  for (const char* lang : {"en", "th", "sr", "vi", "hi"}) {
    CAPTURE(lang);
    for (int i = 0; i < 200; ++i) {
      const std::string card = draw_detail(Planted::Kind::kCard, lang, dice).text;
      CAPTURE(card);
      const std::string digits = plain_digits(card);
      CHECK((digits.size() == 15 || digits.size() == 16));
      CHECK(passes_luhn(digits));
      const std::string phone = draw_detail(Planted::Kind::kPhone, lang, dice).text;
      CAPTURE(phone);
      CHECK(plain_digits(phone).size() >= 9);
      CHECK(plain_digits(phone).size() <= 14);
      thai_digits = thai_digits || phone.find("๐") != std::string::npos;
      hindi_digits = hindi_digits || phone.find("९") != std::string::npos;
      const std::string email = draw_detail(Planted::Kind::kEmail, lang, dice).text;
      CHECK((email.find('@') != std::string::npos || email.find(" (at) ") != std::string::npos));
    }
  }
  CHECK(thai_digits);
  CHECK(hindi_digits);
  CHECK(passes_luhn("4111111111111111"));
  CHECK_FALSE(passes_luhn("4111111111111112"));
}

TEST_CASE("A detail is looked for in every way it may be written") {
  const auto has = [](const Planted& planted, const std::string& spelling) {
    const auto all = spellings(planted);
    return std::find(all.begin(), all.end(), spelling) != all.end();
  };
  const Planted phone{Planted::Kind::kPhone, "๐๘๑-๒๓๔-๕๖๗๘"};
  CHECK(has(phone, "๐๘๑-๒๓๔-๕๖๗๘"));
  CHECK(has(phone, "081-234-5678"));
  CHECK(has(phone, "081 234 5678"));
  CHECK(has(phone, "0812345678"));
  const Planted email{Planted::Kind::kEmail, "Ana.Petrovic87@EXAMPLE.COM"};
  CHECK(has(email, "ana.petrovic87@example.com"));
  CHECK(has(email, "ana.petrovic87"));
  CHECK(shows_part("call 5678", phone));
  CHECK(shows_part("๕๖๗๘", phone));
  CHECK_FALSE(shows_part("call [phone] 234", phone));
  CHECK(shows_part("ana.petrovic87 [email]", email));
  CHECK_FALSE(shows_part("my [email]", email));
}

}  // namespace firstline::replay
