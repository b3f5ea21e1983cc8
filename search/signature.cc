// SPDX-License-Identifier: GPL-3.0-or-later
// A hash is scaled to a slot of 64 × as many slots as there are hashes, which keeps their order. The gaps
// between the slots that are taken are 64 on average; times three, and how often the hash is repeated added,
// they take one or two bytes. A hash that isn't there meets a taken slot once in 64.
#include "search/signature.h"

#include <algorithm>

#include "base/hash.h"
#include "search/record.h"

namespace firstline::search {
namespace {

constexpr std::uint64_t kSlotsPerHash = 64;

/// Of a very long article only so many runs are kept, those of the lowest hashes: as good as any.
constexpr std::size_t kMostHashes = 8192;

/// `bound`: all hashes are below it; 0: there is none.
std::uint64_t slot_of(SignatureHash hash, std::uint64_t slots, std::uint64_t bound) {
  return bound == 0 ? (hash * slots) >> 32U : hash * slots / bound;
}

/// Where the characters of some text begin, and where it ends.
void add_characters(std::string_view text, std::size_t offset, std::vector<std::size_t>& begins) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) begins.push_back(offset + i);
}

void runs_inside(const std::vector<const language::Forms*>& words, std::size_t letters,
                 std::vector<LetterRun>& runs) {
  std::vector<std::size_t> begins;
  for (std::size_t word = 0; word < words.size(); ++word) {
    const std::string& text = words[word]->letters;
    begins.clear();
    add_characters(text, 0, begins);
    begins.push_back(text.size());
    for (std::size_t i = 0; i + letters < begins.size(); ++i)
      runs.push_back(
          {base::short_hash(std::string_view(text).substr(begins[i], begins[i + letters] - begins[i])), word,
           word});
  }
}

void runs_across(const std::vector<const language::Forms*>& words, std::size_t letters,
                 std::vector<LetterRun>& runs) {
  std::string text;
  std::vector<std::size_t> begins;
  std::vector<std::size_t> word_of;
  for (std::size_t word = 0; word < words.size(); ++word) {
    add_characters(words[word]->letters, text.size(), begins);
    text += words[word]->letters;
    word_of.resize(begins.size(), word);
  }
  begins.push_back(text.size());
  for (std::size_t i = 0; i + letters < begins.size(); ++i)
    runs.push_back(
        {base::short_hash(std::string_view(text).substr(begins[i], begins[i + letters] - begins[i])),
         word_of[i], word_of[i + letters - 1]});
}

}  // namespace

std::vector<LetterRun> letter_runs(const std::vector<const language::Forms*>& words,
                                   const language::LanguageRules& rules) {
  std::vector<LetterRun> runs;
  if (rules.grams.across)
    runs_across(words, rules.grams.letters, runs);
  else
    runs_inside(words, rules.grams.letters, runs);
  return runs;
}

SignatureHash pair_hash(const language::Forms& first, const language::Forms& second) {
  const auto form = [](const language::Forms& word) -> const std::string& {
    return word.plain.empty() ? word.stem : word.plain;
  };
  return base::short_hash(form(first) + ' ' + form(second));
}

std::string pack_signature(std::vector<SignatureHash> hashes) {
  std::sort(hashes.begin(), hashes.end());
  std::vector<std::pair<SignatureHash, unsigned>> counted;
  for (const SignatureHash hash : hashes) {
    if (counted.empty() || counted.back().first != hash) counted.emplace_back(hash, 0);
    if (counted.back().second < kMostRepeats) ++counted.back().second;
  }
  const std::uint64_t bound = counted.size() > kMostHashes ? counted[kMostHashes].first : 0;
  if (bound != 0) counted.resize(kMostHashes);
  RecordWriter out;
  out.number(counted.size());
  if (counted.empty()) return out.record();
  out.number(bound);
  const std::uint64_t slots = counted.size() * kSlotsPerHash;
  std::uint64_t next = 0;
  for (const auto& [hash, repeats] : counted) {
    const std::uint64_t slot = slot_of(hash, slots, bound);
    if (slot < next) continue;  // two hashes in one slot
    out.number((slot - next) * kMostRepeats + repeats - 1);
    next = slot + 1;
  }
  return out.record();
}

void match_signature(std::string_view signature, const std::vector<SignatureHash>& wanted,
                     std::vector<std::uint8_t>& found) {
  found.assign(wanted.size(), 0);
  RecordReader in(signature);
  const std::uint64_t hashes = in.number();
  if (hashes == 0 || wanted.empty()) return;
  const std::uint64_t bound = in.number();
  const std::uint64_t slots = hashes * kSlotsPerHash;
  std::size_t at = 0;
  std::uint64_t want = slot_of(wanted[at], slots, bound);
  std::uint64_t slot = ~std::uint64_t{0};
  const std::string_view rest = in.rest();
  for (std::size_t i = 0; i < rest.size();) {
    std::uint64_t number = 0;
    for (unsigned shift = 0; i < rest.size(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest[i++]);
      number |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80 || shift > 56) break;
    }
    slot += number / kMostRepeats + 1;
    while (want <= slot) {
      if (want == slot) found[at] = static_cast<std::uint8_t>(number % kMostRepeats + 1);
      if (++at == wanted.size()) return;
      want = slot_of(wanted[at], slots, bound);
    }
  }
}

}  // namespace firstline::search
