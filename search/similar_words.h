// SPDX-License-Identifier: GPL-3.0-or-later
// Words typed with a slip, finished or not. Distances are optimal string alignment (Damerau-Levenshtein
// without edits inside a swap): a letter added, left out or replaced, or two neighbours swapped, is one edit.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "search/completions.h"

namespace firstline::search {

/// How many slips a word of that many letters may have. In a shorter one every slip makes another word.
constexpr unsigned edits_allowed(std::size_t letters) {
  constexpr std::size_t kOneFrom = 4;
  constexpr std::size_t kTwoFrom = 8;
  return letters < kOneFrom ? 0 : letters < kTwoFrom ? 1 : 2;
}

/// Words that stand side by side and are equally far from what was typed.
struct SimilarWords {
  WordRange words;
  unsigned edits = 0;
};

/// The words of which a start is at most `most` edits from what was typed, in sorted order; `edits` is of the
/// nearest start. `most` is at most 2.
std::vector<SimilarWords> similar_words(const Completions& completions, std::u32string_view typed,
                                        unsigned most);

/// Edits between what was typed and the nearest part of a text; `most` + 1 when there are more than `most`.
unsigned edits_to_part(std::u32string_view typed, std::u32string_view text, unsigned most);

}  // namespace firstline::search
