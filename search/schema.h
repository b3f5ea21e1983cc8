// SPDX-License-Identifier: GPL-3.0-or-later
// The contract between the two programs: what stands in the index. Written by index_writer.cc and article_store.cc,
// read by query.cc and article_store.cc, told in doc/index-format.md: the four change together.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace firstline::search {

/// Raise it when anything here or in the article store's records changes. A server that meets another number says
/// which program to run; the indexer rebuilds.
inline constexpr int kFormatVersion = 1;

// ---- Terms ------------------------------------------------------------------------------------------------------
// A word's term is its field's prefix and its stem, or, to find words typed without their marks, its field's prefix,
// '_' and its plain form ('_' never stands in a word). Prefixes are capitals, words are casefolded: no clash.

/// The parts of an article that a word may stand in, each with a length and weight of its own.
enum class Field : std::uint8_t {
  kBody = 0,      ///< the whole article: title, description, headings, text. Its frequencies are the words' IDF
  kTitle = 1,
  kHeading = 2,
  kKeyword = 3,   ///< keywords and tags
};
inline constexpr std::size_t kFields = 4;
inline constexpr std::array<std::string_view, kFields> kFieldPrefix = {"", "S", "XH", "K"};

inline constexpr std::string_view kPlainMark = "_";          ///< before a plain form
inline constexpr std::string_view kIdPrefix = "Q";           ///< + article id, exactly one article
inline constexpr std::string_view kAliasPrefix = "XO";       ///< + old id
inline constexpr std::string_view kLanguagePrefix = "L";     ///< + language tag
inline constexpr std::string_view kCategoryPrefix = "XC";    ///< + category as shown
inline constexpr std::string_view kTranslationPrefix = "XT"; ///< + translation key
inline constexpr std::string_view kStartPrefix = "E";        ///< + the first letters of a word of the title

/// Longest start of a title's word that has a term of its own, in characters: enough to tell words apart while
/// typing; whole longer words are cut to it on both sides.
inline constexpr std::size_t kLongestStartCharacters = 10;

/// Ids and the like are cut here: Xapian allows 245 bytes a term.
inline constexpr std::size_t kLongestTermBytes = 240;

// ---- Frequencies ------------------------------------------------------------------------------------------------
// Xapian keeps one number for a term in an article (wdf) and one length for the article. Ranking wants the length of
// the field instead, so both are packed into the wdf: length code (6 bits), field (2), frequency (5). It stays within
// two bytes on disk.

inline constexpr unsigned kMostFrequency = 31;
inline constexpr unsigned kLengthCodes = 64;

/// Logarithmic, four steps to a doubling: 1 word is 0, 65,535 words are 63; within 10 % of the length.
unsigned length_code(std::uint32_t words);
/// The length in words that a code stands for.
double length_of_code(unsigned code);

inline constexpr std::uint32_t pack_frequency(std::uint32_t frequency, Field field, unsigned code) {
  const std::uint32_t capped = frequency < kMostFrequency ? frequency : kMostFrequency;
  return (code << 7U) | (static_cast<std::uint32_t>(field) << 5U) | capped;
}

struct PackedFrequency {
  unsigned frequency;
  unsigned field;
  unsigned length_code;
};
inline constexpr PackedFrequency unpack_frequency(std::uint32_t wdf) {
  return {wdf & 31U, (wdf >> 5U) & 3U, (wdf >> 7U) & 63U};
}

}  // namespace firstline::search
