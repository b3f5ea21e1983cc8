// SPDX-License-Identifier: GPL-3.0-or-later
// Text cut into words, and what else is made of it by language: the language's tag on the first line.
#include "language/words.h"

#include "language/excerpt.h"
#include "language/guess.h"
#include "language/normalise.h"
#include "language/slug.h"
#include "language/utf8.h"
#include "tests/fuzz/languages.h"
#include "tests/fuzz/target.h"

namespace firstline::fuzz {
namespace {

constexpr std::size_t kMostBytes = 8 << 10;  // a question has 4,000 bytes, a section is cut by the same code

void check_words(std::string_view text, const language::LanguageRules& rules) {
  static Fresh<language::WordReader> fresh(
      [] { return std::make_unique<language::WordReader>(languages()); });
  language::WordReader& reader = fresh.get();
  std::size_t done = 0;
  for (const language::Word& word : reader.read(text, rules)) {
    expect(word.span.begin >= done && word.span.bytes > 0 && word.span.begin + word.span.bytes <= text.size(),
           "words stand one after the other", text);
    done = word.span.begin + word.span.bytes;
    expect_utf8(text.substr(word.span.begin, word.span.bytes), "a word cuts no character");
    for (const std::string* form :
         {&word.forms->written, &word.forms->stem, &word.forms->plain, &word.forms->letters}) {
      expect_utf8(*form, "a form is valid UTF-8");
      expect(form->size() <= language::kLongestWordBytes, "a form has its limit", *form);
      expect(!form->empty() || form == &word.forms->plain, "a word has its forms", text);
    }
  }
}

void check_excerpt(std::string_view text, const std::string& lang) {
  constexpr std::size_t kMost = 60;
  const std::string cut = language::excerpt(text, kMost, lang);
  expect_utf8(cut, "an excerpt is valid UTF-8");
  expect(language::count_characters(cut) <= kMost, "an excerpt has its limit", cut);
}

void run(std::string_view bytes) {
  const std::string lang(take_line(bytes));
  expect(language::cut_utf8(bytes, bytes.size() / 2).size() <= bytes.size() / 2, "what is cut is shorter");
  const language::Place place = language::place_of(bytes, bytes.size());
  expect(place.line >= 1 && place.column >= 1, "every byte has a place");
  if (language::find_invalid_utf8(bytes)) return;
  expect(language::to_utf8(language::code_points(bytes)) == bytes, "text to characters and back is the same");
  expect_utf8(language::cut_utf8(bytes, bytes.size() / 2), "cutting keeps characters whole");
  const std::string composed = language::to_nfc(bytes);
  expect(language::to_nfc(composed) == composed, "what is composed stays so");
  expect_utf8(language::slug(bytes), "a slug is valid UTF-8");
  const std::string folded = language::casefold(bytes);
  expect(language::casefold(folded) == folded, "what is casefolded stays so", folded);
  check_words(bytes, languages().rules_for(lang));
  if (language::is_language_tag(lang)) check_excerpt(bytes, lang);
  const std::vector<std::string> served = {"en", "sr", "th", "vi", "hi"};
  expect(!language::guess_languages(bytes, served, languages()).empty(), "some language is always guessed");
}

const Target target("words", kMostBytes, run);

}  // namespace
}  // namespace firstline::fuzz
