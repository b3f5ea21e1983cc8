// SPDX-License-Identifier: GPL-3.0-or-later
// How schema.h's terms are spelt. Shared by the end that writes them and the end that looks them up.
#pragma once

#include <string>
#include <string_view>

#include "base/hash.h"
#include "language/utf8.h"
#include "search/schema.h"

namespace firstline::search {

/// Of a plain form.
inline std::string plain_term(std::string_view plain) {
  return std::string(kPlainMark).append(plain);
}

/// For ids, languages, categories and the like. Of what is too long for a term, the end becomes a hash: two
/// long names that begin alike stay two.
inline std::string name_term(std::string_view prefix, std::string_view name) {
  const std::string term = std::string(prefix).append(name);
  if (term.size() <= kLongestTermBytes) return term;
  const std::string hash = base::content_hash(name);
  return std::string(language::cut_utf8(term, kLongestTermBytes - hash.size())) + hash;
}

/// The first `characters` characters of a word.
inline std::string_view first_characters(std::string_view word, std::size_t characters) {
  std::size_t i = 0;
  while (i < word.size()) {
    if ((static_cast<unsigned char>(word[i]) & 0xC0) != 0x80 && characters-- == 0) break;
    ++i;
  }
  return word.substr(0, i);
}

inline std::string start_term(std::string_view letters) {
  return std::string(kStartPrefix).append(first_characters(letters, kLongestStartCharacters));
}

}  // namespace firstline::search
