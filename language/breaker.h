// SPDX-License-Identifier: GPL-3.0-or-later
// Where words begin and end: Unicode's rules (UAX 29) by ICU, with its dictionaries for Thai, Lao, Khmer,
// Burmese, Chinese and Japanese, then a few cuts that a search wants and a text editor doesn't.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "language/rules.h"

namespace firstline::language {

/// A word's bytes in the text it was found in.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t bytes = 0;
};

/// One thread at a time.
class Breaker {
 public:
  explicit Breaker(const LanguageRules& rules);
  ~Breaker();
  Breaker(Breaker&&) noexcept;

  /// Appends the words of valid UTF-8 (at most 2 GiB), in order. Punctuation and symbols are no words.
  void find_words(std::string_view text, std::vector<Span>& spans);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace firstline::language
