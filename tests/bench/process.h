// SPDX-License-Identifier: GPL-3.0-or-later
// What a program costs from its start to its end: time and memory.
#pragma once

#include <string>
#include <vector>

namespace firstline::bench {

struct ProcessCost {
  double wall_s = 0;
  double cpu_s = 0;    ///< of all threads; a busy machine drags it out less than the wall time
  double peak_mb = 0;  ///< resident; not less than the bench's own when it started the program
};

/// Runs a whole program, its output thrown away. Fails when its exit code is above 1.
ProcessCost cost_of(const std::vector<std::string>& command);

}  // namespace firstline::bench
