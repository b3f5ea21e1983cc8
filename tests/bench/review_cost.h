// SPDX-License-Identifier: GPL-3.0-or-later
// What the review of a long log costs.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace firstline::bench {

/// Of a log of 1,000,000 searches, all counted, a quarter unanswered.
struct ReviewCost {
  double read_s = 0;      ///< from an empty memory until all is grouped and held against the index
  double gaps_ms = 0;     ///< the list of gaps; median
  double figures_ms = 0;  ///< the figures by day, language, channel, category; median
  double count_ms = 0;    ///< SQLite alone, counting the same rows by question; median
};

/// `index`: what the questions are held against. The log is made in `folder`.
ReviewCost review_cost(const std::filesystem::path& folder, const std::filesystem::path& index,
                       const std::vector<std::string>& queries);

}  // namespace firstline::bench
