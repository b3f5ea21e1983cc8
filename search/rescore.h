// SPDX-License-Identifier: GPL-3.0-or-later
// The second look at the first candidates: what they share with the question beyond whole words. Inner header
// of search/.
#pragma once

#include "search/article_store.h"
#include "search/field_weight.h"
#include "search/query.h"

namespace firstline::search {

/// What the article's score gains.
struct Gain {
  double runs = 0;   ///< by runs of letters
  double pairs = 0;  ///< by words side by side
};

class Rescorer {
 public:
  /// Both live as long as the rescorer.
  Rescorer(const ParsedQuery& parsed, const MeanLengths& mean_lengths);
  Gain gain(const StoredArticle& article);

 private:
  const ParsedQuery& parsed_;
  const MeanLengths& mean_lengths_;
  std::vector<SignatureHash> runs_, title_pairs_;
  std::vector<std::size_t> title_pair_of_;  // which pair a hash of title_pairs_ is
  std::vector<std::uint8_t> found_;
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint8_t> starts_;  // which fingerprints begin a pair
};

}  // namespace firstline::search
