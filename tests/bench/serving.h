// SPDX-License-Identifier: GPL-3.0-or-later
// The rows about answering, beside what the parts cost alone.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/bench/load.h"
#include "tests/bench/log_cost.h"
#include "tests/bench/review_cost.h"
#include "tests/support/process.h"

namespace firstline::bench {

/// Of queries that a server must bear; the name says how much of them it took.
struct BadInputFigure {
  std::string name;
  double median_us = 0;
};

struct ServingFigures {
  /// One timing a round: the rows take turns, since a busy machine is not always equally busy.
  std::vector<Timing> search, misspelt, page, suggest_one, suggest_few, hello, raw;
  std::vector<BadInputFigure> bad_inputs;
  double snippet_us = 0;  ///< a hit
  LogCost log;
  ReviewCost review;
  tests::ProcessMemory server;  ///< after all of it
};

/// Serves `index` and asks it, each row for `seconds` in all. `scriptindex`: a plain Xapian database of the
/// same articles; `titles`: theirs; `folder`: a place for the server's log. Prints the rows.
ServingFigures measure_serving(const std::filesystem::path& index, const std::filesystem::path& scriptindex,
                               const std::filesystem::path& folder, const std::vector<std::string>& queries,
                               const std::vector<std::string>& titles, double seconds);

void print_ratios(const ServingFigures& figures);

}  // namespace firstline::bench
