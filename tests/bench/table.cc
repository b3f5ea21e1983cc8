// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/table.h"

#include <fmt/format.h>

#include <cstdio>

namespace firstline::bench {

void print(const std::string& what, const std::string& figure) {
  fmt::print("{:<52} {}\n", what, figure);
  std::fflush(stdout);  // a long run shows how far it is, even through a pipe
}

void print(const std::string& what, const Timing& timing) {
  print(what, fmt::format("p50 {:>7.0f} µs   p99 {:>7.0f} µs   {:>7.0f} a second", timing.p50_us,
                          timing.p99_us, timing.per_second));
}

void print_ratio(const std::string& what, double ratio) {
  print(what, fmt::format("{:.2f}", ratio));
}

void print_ratio(const std::string& what, double ratio, double most) {
  print(what, fmt::format("{:.2f}   (at most {:g})", ratio, most));
}

double megabytes(std::uint64_t bytes) {
  return static_cast<double>(bytes) / 1e6;
}

}  // namespace firstline::bench
