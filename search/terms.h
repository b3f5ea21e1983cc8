// SPDX-License-Identifier: GPL-3.0-or-later
// How schema.h's terms are spelt. Shared by the end that writes them and the end that looks them up.
#pragma once

#include <string>
#include <string_view>

#include "base/hash.h"
#include "language/utf8.h"
#include "search/schema.h"

namespace firstline::search {

/// Of a stem, or of a plain form, in the articles of one language.
inline std::string word_term(std::string_view lang, std::string_view stem) {
  return std::string(kWordPrefix).append(lang).append(":").append(stem);
}
inline std::string plain_term(std::string_view lang, std::string_view plain) {
  return std::string(kPlainPrefix).append(lang).append(":").append(plain);
}

/// What two words side by side are looked up as, where the language says so. Xapian allows 245 bytes a term.
inline std::string pair_of(std::string_view first, std::string_view second) {
  constexpr std::size_t kLongestForm = 100;
  return std::string(language::cut_utf8(first, kLongestForm))
      .append(" ")
      .append(language::cut_utf8(second, kLongestForm));
}

/// For ids, languages, categories and the like. Of what is too long for a term, the end becomes a hash: two
/// long names that begin alike stay two.
inline std::string name_term(std::string_view prefix, std::string_view name) {
  const std::string term = std::string(prefix).append(name);
  if (term.size() <= kLongestTermBytes) return term;
  const std::string hash = base::content_hash(name);
  return std::string(language::cut_utf8(term, kLongestTermBytes - hash.size())) + hash;
}

}  // namespace firstline::search
