// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/related_words.h"

#include <algorithm>

#include "search/ranking.h"

namespace firstline::search {

const std::vector<RelatedWord>& RelatedWords::find(const Vocabulary& vocabulary,
                                                   const language::Forms& word) {
  static const std::vector<RelatedWord> kNone;
  Found& found = found_[&vocabulary];
  const auto known = found.by_word.find(word.written);
  if (known != found.by_word.end()) return known->second;
  if (found.by_word.size() == ranking::kMostUnknownWords) return kNone;
  std::vector<RelatedWord> related = vocabulary.related(word, scratch_);
  related.resize(std::min(related.size(), ranking::kMostRelatedWords - found.related));
  found.related += related.size();
  return found.by_word.emplace(word.written, std::move(related)).first->second;
}

}  // namespace firstline::search
