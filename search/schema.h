// SPDX-License-Identifier: GPL-3.0-or-later
// The contract between the two programs: what stands in the index. Written by index_writer.cc and
// article_store.cc, read by query.cc and article_store.cc, told in doc/index-format.md: the four change
// together.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace firstline::search {

/// Raise it when anything here or in the article store's records changes. A server that meets another number
/// says which program to run; the indexer rebuilds.
inline constexpr int kFormatVersion = 3;

// ---- Terms
// ------------------------------------------------------------------------------------------------------ A
// word's term is ':', its language's tag, ':' and its stem: each language has word counts of its own, and no
// filter is needed to search in one. To find words typed without their marks there is also '_', the tag, ':'
// and the plain form. Other names have prefixes in capitals.

inline constexpr std::string_view kWordPrefix = ":";          ///< + language tag, ':' and stem
inline constexpr std::string_view kPlainPrefix = "_";         ///< + language tag, ':' and plain form
inline constexpr std::string_view kIdPrefix = "Q";            ///< + article id, exactly one article
inline constexpr std::string_view kAliasPrefix = "XO";        ///< + old id
inline constexpr std::string_view kLanguagePrefix = "L";      ///< + language tag
inline constexpr std::string_view kCategoryPrefix = "XC";     ///< + category as shown
inline constexpr std::string_view kTranslationPrefix = "XT";  ///< + translation key

/// Ids and the like are cut here: Xapian allows 245 bytes a term.
inline constexpr std::size_t kLongestTermBytes = 240;

// ---- Frequencies
// ------------------------------------------------------------------------------------------------ Where a
// word stands matters, and how long that field is. Xapian keeps one number for a term in an article (wdf) and
// one length for the article, and would want a term for each field. Instead everything about a word in an
// article is packed into the one number: a word is one posting list, read once, and weighs by its frequency
// in the whole article. The body comes first, so that the number takes two bytes on disk for most words.

/// The parts of an article that a word may stand in, each with a length and weight of its own.
enum class Field : std::uint8_t {
  kBody = 0,  ///< the whole article: title, description, headings, keywords, text
  kTitle = 1,
  kHeading = 2,
  kKeyword = 3,  ///< keywords and tags
};
inline constexpr std::size_t kFields = 4;

/// How one field's frequency and length are packed.
struct FieldPacking {
  unsigned shift;  ///< of the frequency; the length code follows
  unsigned frequency_bits;
  unsigned length_bits;
  double steps;  ///< length codes to a doubling of the length
};
inline constexpr std::array<FieldPacking, kFields> kPacking = {{
    {0, 5, 6, 4.0},   // up to 31 times, 1-55,000 words within 10 %
    {11, 2, 4, 2.0},  // up to 3 times, 1-180 words within 20 %
    {17, 2, 5, 2.0},
    {24, 2, 5, 2.0},
}};
inline constexpr unsigned kMostLengthCodes = 64;

/// How often a word stands in each field.
using Frequencies = std::array<std::uint32_t, kFields>;

/// Length of each field in words.
using FieldLengths = std::array<std::uint32_t, kFields>;

/// The code of a length, and about the length of a code.
unsigned length_code(Field field, std::uint32_t words);
double length_of_code(Field field, unsigned code);

/// A word's place in an article as one number; never 0 for a word that stands in its body.
std::uint32_t pack_frequencies(const Frequencies& frequencies, const FieldLengths& lengths);

inline constexpr unsigned unpack_frequency(std::uint32_t wdf, std::size_t field) {
  return (wdf >> kPacking[field].shift) & ((1U << kPacking[field].frequency_bits) - 1);
}
inline constexpr unsigned unpack_length_code(std::uint32_t wdf, std::size_t field) {
  return (wdf >> (kPacking[field].shift + kPacking[field].frequency_bits)) &
         ((1U << kPacking[field].length_bits) - 1);
}

}  // namespace firstline::search
