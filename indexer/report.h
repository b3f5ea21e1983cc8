// SPDX-License-Identifier: GPL-3.0-or-later
// The end of a run: what was wrong and what was done, for people or as JSON.
#pragma once

#include <cstddef>
#include <ostream>
#include <vector>

#include "base/problem.h"

namespace firstline::indexer {

/// What one run did; files, not articles: a draft counts as read.
struct RunReport {
  std::size_t read = 0;
  std::size_t added = 0;
  std::size_t changed = 0;
  std::size_t removed = 0;
  std::size_t unchanged = 0;
  double seconds = 0;
  bool published = false;               ///< a new generation is live
  std::vector<base::Problem> problems;  ///< sorted
};

void print_report(const RunReport& report, bool json, bool summary, std::ostream& out);

}  // namespace firstline::indexer
