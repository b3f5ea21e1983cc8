// SPDX-License-Identifier: GPL-3.0-or-later
// What tells an article's text from another's beyond its words: the runs of letters in it (so that "refunded"
// meets "refunding" and a Thai word meets the same letters cut otherwise), and in its title also the pairs of
// words that stand side by side. In posting lists they would cost more than all words together; so they are
// kept with the article, hashed and compressed to about a byte each, and only the first candidates of a
// search are compared by them. Inner header of search/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/rules.h"
#include "language/words.h"

namespace firstline::search {

/// Hash of a run or a pair. Stored.
using SignatureHash = std::uint32_t;

/// One run of letters, and which of the words it was taken from begins it.
struct LetterRun {
  SignatureHash hash = 0;
  std::size_t first_word = 0;
  std::size_t last_word = 0;
};

/// The runs of a text's words, in order, with repeats: inside each word, or across them where words are not
/// parted by spaces (language/data/languages.tsv).
std::vector<LetterRun> letter_runs(const std::vector<const language::Forms*>& words,
                                   const language::LanguageRules& rules);

/// Two words side by side.
SignatureHash pair_hash(const language::Forms& first, const language::Forms& second);

/// How often a hash is repeated is told up to here.
inline constexpr unsigned kMostRepeats = 3;

/// Sorts the hashes, counts repeats, and compresses them.
std::string pack_signature(std::vector<SignatureHash> hashes);

/// Sets `found[i]` to how often the signature holds `wanted[i]`, at most kMostRepeats; one in 64 is found by
/// chance. `wanted` is sorted.
void match_signature(std::string_view signature, const std::vector<SignatureHash>& wanted,
                     std::vector<std::uint8_t>& found);

}  // namespace firstline::search
