// SPDX-License-Identifier: GPL-3.0-or-later
// What programs cost: time and memory.
#pragma once

#include <sys/types.h>

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

struct ProcessMemory {
  double peak_mb = 0;       ///< VmHWM: the most that was ever resident, mapped files included
  double anonymous_mb = 0;  ///< RssAnon: resident now, mapped files not included
};

/// Of a running program, from /proc.
ProcessMemory memory_of(pid_t process);

}  // namespace firstline::bench
