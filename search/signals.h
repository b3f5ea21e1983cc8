// SPDX-License-Identifier: GPL-3.0-or-later
// From a result list to the signals of confidence. Pure arithmetic: what it needs of the index is in
// Evidence.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "search/confidence.h"

namespace firstline::search {

/// Results beyond these tell nothing more.
inline constexpr std::size_t kResultsInEvidence = 10;

/// One thing the question asks for, a word as a rule, and where it stands in the first result.
struct WordEvidence {
  double idf = 0;     ///< of what no article has: the most there can be
  bool known = true;  ///< some article of the language has it as it was typed, or a synonym
  double held = 0;  ///< how much of it the result holds, 0 to 1: less than 1 where it has another word for it
  double title = 0;                        ///< how much of it its title holds
  std::vector<std::uint8_t> fingerprints;  ///< of the words it is held by (article_store.h)
};

struct Evidence {
  std::vector<WordEvidence> words;
  std::string_view fingerprints;  ///< of the first result's words, in order
  std::vector<double> scores;     ///< of the first kResultsInEvidence results, without their articles' boost
};

/// All but `certain`, which no list can tell.
ConfidenceSignals signals_of(const Evidence& evidence);

}  // namespace firstline::search
