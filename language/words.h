// SPDX-License-Identifier: GPL-3.0-or-later
// Text to words, the one way for articles and questions alike. First stage of both trips that knows a
// language.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "language/breaker.h"
#include "language/rules.h"

namespace firstline::language {

/// Longer words are cut here, on both sides alike: no real word is longer, and an index term has 245 bytes.
inline constexpr std::size_t kLongestWordBytes = 120;

/// What a word is looked up by. All forms are casefolded UTF-8 of at most kLongestWordBytes, never empty but
/// `plain`.
struct Forms {
  std::string written;  ///< casefolded only: what to show the customer
  std::string stem;     ///< stemmed and folded: what articles and questions meet in
  std::string plain;  ///< Fold::kTyped only: without its marks, for questions typed without them; else empty
  std::string letters;  ///< folded but not stemmed: for completing what is being typed
  bool marked = false;  ///< Fold::kTyped only: the word as written has marks
  bool stop = false;    ///< says little in a question ("how", "the"): language/data/stop/
};

/// One word of a text. `forms` lives until the reader's next call.
struct Word {
  Span span;
  const Forms* forms = nullptr;
};

/// Words that a reader remembers per language. A help centre has fewer; a bulk build meets more and starts
/// over, which costs little because frequent words come back at once.
inline constexpr std::size_t kRememberedWords = 100'000;

/// The same for readers of questions, of which a server has many: a word takes some 400 bytes, and who
/// attacks makes up new ones.
inline constexpr std::size_t kRememberedQuestionWords = 4'000;

/// One thread at a time; keep it, since it remembers the forms of the words it met.
class WordReader {
 public:
  /// `languages` must outlive it. `remembered_words`: at most, per language, before the words of the text
  /// that is read.
  explicit WordReader(const Languages& languages, std::size_t remembered_words = kRememberedWords);
  ~WordReader();
  WordReader(WordReader&&) noexcept;

  /// The words of valid UTF-8 text, in order.
  std::vector<Word> read(std::string_view text, const LanguageRules& rules);

  /// The forms of one word, already cut out of its text.
  const Forms& forms_of(std::string_view word, const LanguageRules& rules);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace firstline::language
