// SPDX-License-Identifier: GPL-3.0-or-later
// The two plain-text files that writers keep beside the articles: synonyms.txt and pins.txt. Parsed by the
// indexer, which reports what is wrong, and by the server, which uses what is right.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.h"

namespace firstline::search {

/// Words or short phrases for one thing. Whoever searches for one of `from` also finds each of `to`.
struct SynonymGroup {
  std::vector<std::string> from;
  std::vector<std::string> to;
  int line = 0;
};

/// A question whose answer was chosen by hand.
struct Pin {
  std::string query;
  std::string id;  ///< of the article
  int line = 0;
};

/// One group a line, "a, b, c"; "a => b" for one way only. '#' starts a comment line.
/// What is wrong is added to `problems` under `path` and left out.
std::vector<SynonymGroup> parse_synonyms(std::string_view text, const std::string& path,
                                         std::vector<base::Problem>& problems);

/// "query => article id", one a line. Whether the article exists is the caller's to check.
std::vector<Pin> parse_pins(std::string_view text, const std::string& path,
                            std::vector<base::Problem>& problems);

}  // namespace firstline::search
