// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/language/reading.h"

#include "tests/support/temporary_folder.h"

namespace firstline::tests {

const language::Languages& shipped_languages() {
  static const language::Languages languages = language::Languages::load(source_folder() / "language/data");
  return languages;
}

std::vector<std::string> words_of(std::string_view text, const std::string& tag) {
  language::WordReader reader(shipped_languages());
  std::vector<std::string> words;
  for (const language::Word& word : reader.read(text, shipped_languages().rules_for(tag)))
    words.emplace_back(text.substr(word.span.begin, word.span.bytes));
  return words;
}

language::Forms forms_of(std::string_view word, const std::string& tag) {
  language::WordReader reader(shipped_languages());
  return reader.forms_of(word, shipped_languages().rules_for(tag));
}

std::string stem_of(std::string_view word, const std::string& tag) {
  return forms_of(word, tag).stem;
}

}  // namespace firstline::tests
