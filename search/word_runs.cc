// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/word_runs.h"

#include <algorithm>
#include <string>

#include "base/hash.h"
#include "language/utf8.h"

namespace firstline::search {
namespace {

constexpr std::size_t kRunCharacters = 3;
constexpr std::size_t kRunCharactersAcross = 2;

}  // namespace

bool can_be_misspelt(std::string_view letters) {
  const std::u32string characters = language::code_points(letters);
  return characters.size() <= kLongestMisspelt && language::has_letter(characters);
}

std::vector<std::uint32_t> runs_of(std::string_view letters, bool across) {
  const std::string text = across ? std::string(letters) : '^' + std::string(letters) + '$';
  std::vector<std::size_t> begins;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) begins.push_back(i);
  begins.push_back(text.size());
  const std::size_t length = across ? kRunCharactersAcross : kRunCharacters;
  std::vector<std::uint32_t> hashes;
  for (std::size_t i = 0; i + length < begins.size(); ++i)
    hashes.push_back(
        base::short_hash(std::string_view(text).substr(begins[i], begins[i + length] - begins[i])));
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
}

}  // namespace firstline::search
