// SPDX-License-Identifier: GPL-3.0-or-later
// Completions while a question is typed: titles that hold its words, the last one perhaps unfinished.
// Inner header of search/.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "language/words.h"
#include "search/searcher.h"

namespace firstline::search {

/// The best first: titles that begin with the words, then those that hold them, the shorter the better. Where
/// no title holds all words, those with the last one and most of the others.
std::vector<Suggestion> suggest_titles(const std::string& typed, const std::vector<std::string>& tags,
                                       const OpenIndex& index, language::WordReader& reader,
                                       const Xapian::Database& database, std::size_t limit);

}  // namespace firstline::search
