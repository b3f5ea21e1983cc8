// SPDX-License-Identifier: GPL-3.0-or-later
// The runs of letters by which a word that no article has is compared with the vocabulary. Inner header of
// search/; the vocabulary's file holds their hashes, so a change here raises kFormatVersion (schema.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace firstline::search {

/// In characters. No one misspells a longer word and means it.
inline constexpr std::size_t kLongestMisspelt = 40;

/// Whether the word has letters, and not too many.
bool can_be_misspelt(std::string_view letters);

/// Hashes of a word's distinct runs, rising. A run is three characters of the word with a mark before and
/// after it: even a short word with one slip keeps one of them. Where letters are syllables or words
/// (`across`: Chinese, Thai), two, without marks.
std::vector<std::uint32_t> runs_of(std::string_view letters, bool across);

}  // namespace firstline::search
