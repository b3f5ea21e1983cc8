// SPDX-License-Identifier: GPL-3.0-or-later
// What a hit costs beyond being found.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace firstline::bench {

/// In µs, the median over the queries that have hits; in this process, on the live generation of `index`.
/// Each query is asked in two ways: for results 1-10, and for none from 11 on. Both find and rank ten
/// articles; only the first cuts their snippets. The difference is shared out among the hits. All queries are
/// asked the one way, then the other, so that each meets the caches that other queries left; again and again
/// for `seconds`, once at least.
double snippet_cost(const std::filesystem::path& index, const std::vector<std::string>& queries,
                    double seconds);

}  // namespace firstline::bench
