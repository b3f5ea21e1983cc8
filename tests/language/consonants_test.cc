// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/consonants.h"

#include <catch2/catch.hpp>

using firstline::language::consonants;

TEST_CASE("A loanword has the same consonants in every script") {
  CHECK(consonants("voicemail") == "vsml");
  CHECK(consonants("वॉइसमेल") == consonants("voicemail"));
  CHECK(consonants("порт") == consonants("port"));
  CHECK(consonants("पोर्ट") == consonants("port"));
  CHECK(consonants("พอร์ต") == consonants("port"));
  CHECK(consonants("स्पैम") == consonants("spam"));
}

TEST_CASE("Words of few consonants are not known by them") {
  CHECK(consonants("pin").empty());
  CHECK(consonants("аудио").empty());
  CHECK(consonants("").empty());
  CHECK(consonants("😀").empty());
}
