// SPDX-License-Identifier: GPL-3.0-or-later
// The passage of an article that answers, with the customer's words marked. Inner header of search/.
#pragma once

#include <string>
#include <vector>

#include "language/words.h"
#include "search/article_store.h"
#include "search/query.h"

namespace firstline::search {

struct Snippet {
  std::string anchor;   ///< of the best section; empty: the article's start
  std::string heading;  ///< of the best section, or empty
  std::string html;     ///< escaped text with <mark> as its only tag
};

/// Candidates are found by fingerprint, and only they are read from the unpacked text.
Snippet make_snippet(const StoredArticle& article, const std::vector<QueryTerm>& terms,
                     const language::LanguageRules& rules, language::WordReader& reader);

/// Text as HTML shows it: & < > " ' escaped.
std::string escape_html(std::string_view text);

}  // namespace firstline::search
