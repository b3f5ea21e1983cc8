// SPDX-License-Identifier: GPL-3.0-or-later
// What a running program takes, as /proc tells it.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>

namespace firstline::tests {

/// MB of 1,048,576 bytes. All 0 when the program has ended.
struct ProcessMemory {
  double peak_mb = 0;       ///< VmHWM: the most that was ever resident, mapped files included
  double resident_mb = 0;   ///< VmRSS: resident now, mapped files included
  double anonymous_mb = 0;  ///< RssAnon: resident now, mapped files not included
};
ProcessMemory memory_of(pid_t process);

/// Files, sockets and the like that it has open.
std::size_t descriptors_of(pid_t process);

/// How many of the entries right below `folder` it has open or mapped, removed ones included.
std::size_t entries_held(pid_t process, const std::filesystem::path& folder);

}  // namespace firstline::tests
