// SPDX-License-Identifier: GPL-3.0-or-later
// What one search looks up in the vocabularies: each unknown word once, however many languages and spellings
// are tried, and not too many of them. Inner header of search/.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "language/words.h"
#include "search/vocabulary.h"

namespace firstline::search {

/// One thread at a time.
class RelatedWords {
 public:
  /// Forgets what the last search looked up.
  void begin_search() { found_.clear(); }

  /// Vocabulary::related(), within ranking::kMostUnknownWords words of that vocabulary and
  /// ranking::kMostRelatedWords for all of them. Stays until the next search.
  const std::vector<RelatedWord>& find(const Vocabulary& vocabulary, const language::Forms& word);

 private:
  struct Found {
    std::map<std::string, std::vector<RelatedWord>> by_word;  // as written
    std::size_t related = 0;
  };
  std::map<const Vocabulary*, Found> found_;
  Vocabulary::Scratch scratch_;
};

}  // namespace firstline::search
