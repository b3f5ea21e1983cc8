// SPDX-License-Identifier: GPL-3.0-or-later
// The rows about building the index, beside Xapian's own indexer.
#pragma once

#include <cstdint>
#include <filesystem>

#include "tests/bench/corpus.h"
#include "tests/bench/process.h"

namespace firstline::bench {

struct IndexingFigures {
  ProcessCost build;
  ProcessCost scriptindex;
  std::uint64_t index_bytes = 0;  ///< all that the server needs
  double republish_s = 0;         ///< one changed article, median
};

/// Builds `index` from `articles`, and a plain Xapian database `scriptindex` from `dump`, which holds the
/// same text; then changes an article a few times. Prints as it goes.
IndexingFigures measure_indexing(const std::filesystem::path& articles, const std::filesystem::path& dump,
                                 const std::filesystem::path& index,
                                 const std::filesystem::path& scriptindex);

void print_ratios(const IndexingFigures& figures, const Corpus& corpus);

}  // namespace firstline::bench
