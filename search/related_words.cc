// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/related_words.h"

#include "search/ranking.h"

namespace firstline::search {

const std::vector<RelatedWord>& RelatedWords::find(const Vocabulary& vocabulary,
                                                   const language::Forms& word) {
  static const std::vector<RelatedWord> kNone;
  auto& words = found_[&vocabulary];
  const auto found = words.find(word.written);
  if (found != words.end()) return found->second;
  if (words.size() >= ranking::kMostUnknownWords) return kNone;
  return words.emplace(word.written, vocabulary.related(word, scratch_)).first->second;
}

}  // namespace firstline::search
