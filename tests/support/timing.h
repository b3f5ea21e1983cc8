// SPDX-License-Identifier: GPL-3.0-or-later
// Many times in few figures.
#pragma once

#include <vector>

namespace firstline::tests {

struct Timing {
  double p50_us = 0;
  double p99_us = 0;
  double slowest_us = 0;
  double per_second = 0;
};

/// The median, the 99th percentile and the longest of some times; `seconds` is what all took.
Timing summarise(std::vector<double> microseconds, double seconds);

/// The middle one; of an even number, the larger of the two in the middle.
double median(std::vector<double> values);

}  // namespace firstline::tests
