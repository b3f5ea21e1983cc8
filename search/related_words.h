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

  /// Vocabulary::related(); nothing for a word beyond the first ranking::kMostUnknownWords of that
  /// vocabulary. Stays until the next search.
  const std::vector<RelatedWord>& find(const Vocabulary& vocabulary, const language::Forms& word);

 private:
  std::map<const Vocabulary*, std::map<std::string, std::vector<RelatedWord>>> found_;  // by word as written
  Vocabulary::Scratch scratch_;
};

}  // namespace firstline::search
