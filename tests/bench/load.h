// SPDX-License-Identifier: GPL-3.0-or-later
// Asks a server and times it.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace firstline::bench {

struct Timing {
  double p50_us = 0;
  double p99_us = 0;
  double per_second = 0;
};

/// The median and the 99th percentile of some times; `seconds` is what all took.
Timing summarise(std::vector<double> microseconds, double seconds);

/// GETs the targets over `connections` keep-alive connections at once, each starting elsewhere in the list,
/// the first one at `first`, for `seconds`, after a short warm-up. Fails when an answer isn't 200.
Timing load(int port, const std::vector<std::string>& targets, int connections, double seconds,
            std::size_t first = 0);

/// GETs each target once, in order, on one connection: the times in µs. Fails when an answer isn't 200.
std::vector<double> times_of_calls(int port, const std::vector<std::string>& targets);

/// The middle one; of an even number, the larger of the two in the middle.
double median(std::vector<double> values);

/// Times one thing in this process, again and again for `seconds`, numbered from `first` on.
Timing repeat(const std::function<void(std::size_t)>& work, double seconds, std::size_t first = 0);

}  // namespace firstline::bench
