// SPDX-License-Identifier: GPL-3.0-or-later
// Three made-up days of some thousand people and a few robots, with the truth: what each search was. The same
// seed gives the same days on every machine.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "server/counting/counting.h"

namespace firstline::server {

struct TrueSearch {
  SeenSearch seen;
  Counted truth = Counted::kYes;
  /// Who: "person", "office", "carrier", "scraper", "monitor", "crawler" (keeps its session), "declared".
  std::string kind;
  int day = 0;
  double open_after = -1;  ///< seconds until its answer is opened; below 0: never
};

struct MadeUpDays {
  static constexpr int kDays = 3;

  /// In order of time. Every question of tests/relevance/queries.tsv is asked by somebody.
  explicit MadeUpDays(std::uint64_t seed);

  std::vector<TrueSearch> searches;
};

}  // namespace firstline::server
