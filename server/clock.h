// SPDX-License-Identifier: GPL-3.0-or-later
// Time comes in from outside, so that tests can set it.
#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace firstline::server {

using Clock = std::function<std::chrono::system_clock::time_point()>;

/// A clock that somebody else sets: 8 bytes in a file, milliseconds since 1970 (UTC), little-endian, read
/// anew each time. Fails when the file is not there or shorter.
Clock clock_of_file(const std::string& file);

}  // namespace firstline::server
