// SPDX-License-Identifier: GPL-3.0-or-later
// A question's words to a Xapian query: built from terms, never through a query language, so nothing a
// customer types is an error. Inner header of search/.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

#include "language/words.h"
#include "search/synonyms.h"

namespace firstline::search {

/// One word that articles are searched and marked for.
struct QueryTerm {
  std::string form;    ///< stem, or plain form
  bool plain = false;  ///< whether `form` is the plain form: typed without marks, meets all of them
  std::uint8_t fingerprint = 0;
  double idf = 0;  ///< of the whole article; 0: in no article
};

/// Its term in the index.
std::string spell(const QueryTerm& term);

/// A question in one language.
struct ParsedQuery {
  const language::LanguageRules* rules = nullptr;
  Xapian::Query query;               ///< matches nothing when no word is known
  std::vector<QueryTerm> terms;      ///< without repeats, synonyms included
  double potential = 0;              ///< sum of the IDF of all that was asked, unknown words included
  std::vector<std::string> unknown;  ///< words as typed that no article of the language has
};

/// `lang`: the tag of the articles' language. Words beyond the limit of ranking.h are left out.
ParsedQuery parse_query(std::string_view text, const std::string& lang, const language::LanguageRules& rules,
                        language::WordReader& reader, const Synonyms& synonyms,
                        const Xapian::Database& database);

}  // namespace firstline::search
