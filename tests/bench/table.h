// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the one table, printed as they come.
#pragma once

#include <cstdint>
#include <string>

#include "tests/bench/load.h"

namespace firstline::bench {

void print(const std::string& what, const std::string& figure);
void print(const std::string& what, const Timing& timing);
void print_ratio(const std::string& what, double ratio);
/// Beside what was asked for.
void print_ratio(const std::string& what, double ratio, double most);

/// Of 1,000,000 bytes, as disks are sold.
double megabytes(std::uint64_t bytes);

}  // namespace firstline::bench
