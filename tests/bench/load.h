// SPDX-License-Identifier: GPL-3.0-or-later
// Asks a server and times it.
#pragma once

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
/// for `seconds`, after a short warm-up. Fails when an answer isn't 200.
Timing load(int port, const std::vector<std::string>& targets, int connections, double seconds);

/// Times one thing in this process, again and again for `seconds`.
Timing repeat(const std::function<void(std::size_t)>& work, double seconds);

}  // namespace firstline::bench
