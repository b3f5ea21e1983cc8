// SPDX-License-Identifier: GPL-3.0-or-later
// Asks a server and times it.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "tests/support/timing.h"

namespace firstline::bench {

using tests::median;
using tests::summarise;
using tests::Timing;

/// GETs the targets over `connections` keep-alive connections at once, each starting elsewhere in the list,
/// the first one at `first`, for `seconds`, after a short warm-up. Fails when an answer isn't 200.
Timing load(int port, const std::vector<std::string>& targets, int connections, double seconds,
            std::size_t first = 0);

/// GETs each target once, in order, on one connection: the times in µs. Fails when an answer isn't 200.
std::vector<double> times_of_calls(int port, const std::vector<std::string>& targets);

/// Times one thing in this process, again and again for `seconds`, numbered from `first` on.
Timing repeat(const std::function<void(std::size_t)>& work, double seconds, std::size_t first = 0);

}  // namespace firstline::bench
