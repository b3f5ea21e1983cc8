// SPDX-License-Identifier: GPL-3.0-or-later
// What keeping the search log costs.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace firstline::bench {

struct LogCost {
  double record_us = 0;   ///< a search written before its answer, median; in this process, by one thread
  double million_mb = 0;  ///< the file after 1,000,000 searches
};

/// Logs searches of made-up people, most of whom ask what others ask too, in a file in `folder`.
LogCost log_cost(const std::filesystem::path& folder, const std::vector<std::string>& queries);

}  // namespace firstline::bench
