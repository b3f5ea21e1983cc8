// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/normalise.h"

#include <catch2/catch.hpp>

#include "language/stemmer.h"
#include "tests/language/reading.h"

namespace firstline::tests {
namespace {

TEST_CASE("Case folding is NFKC with full folding, and drops what has no shape") {
  CHECK(language::casefold("PassWord1") == "password1");
  CHECK(language::casefold("Straße") == "strasse");
  CHECK(language::casefold("ＡＢＣ①") == "abc1");
  CHECK(language::casefold("ΣΊΣΥΦΟΣ") == language::casefold("σίσυφος"));
  CHECK(language::casefold("a\u00AD\u200Db") == "ab");
  CHECK(language::casefold("e\u0301") == "\u00E9");
  CHECK(language::casefold("").empty());
}

TEST_CASE("ASCII is folded as Unicode folds it") {
  for (char c = 1; c < 127; ++c) {
    const std::string letter(1, c);
    // With a letter behind it that is not ASCII, the long way is taken.
    CHECK(language::casefold(letter) + "é" == language::casefold(letter + "é"));
  }
}

TEST_CASE("Letters are replaced by rule, the longest rule first") {
  const language::LetterRules rules = {{"l", "1"}, {"lj", "2"}, {"љ", "lj"}, {"x", ""}};
  CHECK(language::apply_letters("ljlљx", rules) == "21lj");  // what was replaced is not replaced again
  CHECK(language::apply_letters("ab", rules) == "ab");
  CHECK(language::apply_letters("ab", {}) == "ab");
}

TEST_CASE("Marks are dropped where they are ornaments and kept where they are vowels") {
  const language::LetterRules none;
  CHECK(language::fold_marks("éčộ", none) == "eco");
  CHECK(language::fold_marks("ёй", none) == "еи");
  CHECK(language::fold_marks("ά", none) == "α");
  CHECK(language::fold_marks("กี่", none) == "กี่");
  CHECK(language::fold_marks("कि", none) == "कि");
  CHECK(language::fold_marks("한국어", none) == "한국어");
  CHECK(language::fold_marks("が", none) == "が");
}

TEST_CASE("Letters that Unicode doesn't take apart fold by the list") {
  const language::LetterRules& letters = shipped_languages().fold_letters();
  CHECK(language::fold_marks("đðłøæœħıŧ", letters) == "ddloaeoehit");
}

TEST_CASE("Every stemmer of the table exists, and an empty name leaves words alone") {
  for (const language::LanguageRules& row : shipped_languages().all())
    if (!row.stemmer.empty()) CHECK(language::Stemmer::exists(row.stemmer));
  CHECK_FALSE(language::Stemmer::exists("klingon"));
  CHECK_THROWS(language::Stemmer("klingon"));
  std::string word = "passwords";
  language::Stemmer("").stem(word);
  CHECK(word == "passwords");
  language::Stemmer("english").stem(word);
  CHECK(word == "password");
}

}  // namespace
}  // namespace firstline::tests
