// SPDX-License-Identifier: GPL-3.0-or-later
// What hurried customers make of a query: a slip of the finger, no marks, another script.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/words.h"
#include "tests/relevance/kit.h"

namespace firstline::relevance {

/// Words with fewer letters are not misspelt: nobody could tell what was meant.
inline constexpr std::size_t kShortestSlippedWord = 4;

/// One slip a query: two neighbours swapped, or a letter left out, doubled, or replaced, by its neighbour on
/// the keyboard (a-z) or else by a letter of the language's other queries. In one query of ten it may be the
/// word's first letter. The same query always gets the same slip, on every machine.
class Slips {
 public:
  /// `languages` must outlive it.
  Slips(const std::vector<JudgedQuery>& queries, const language::Languages& languages);

  /// Nothing where no word is long enough, or has a digit in it.
  std::optional<std::string> slip(const JudgedQuery& query);

 private:
  const language::Languages& languages_;
  language::WordReader reader_;
  std::map<std::string, std::u32string> letters_;  // of each language's queries, as often as they occur
};

/// In small letters, without the marks on Latin and Greek ones; nothing where there are none.
std::optional<std::string> without_marks(std::string_view text, const language::Languages& languages);

/// Serbian in Latin letters; what isn't Cyrillic is as it was.
std::string serbian_latin(std::string_view text);

}  // namespace firstline::relevance
