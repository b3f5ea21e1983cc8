// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/timing.h"

#include <algorithm>
#include <cstddef>

namespace firstline::tests {

Timing summarise(std::vector<double> microseconds, double seconds) {
  if (microseconds.empty()) return {};
  std::sort(microseconds.begin(), microseconds.end());
  const auto at = [&](double share) {
    return microseconds[static_cast<std::size_t>(share * static_cast<double>(microseconds.size() - 1))];
  };
  return {at(0.5), at(0.99), microseconds.back(), static_cast<double>(microseconds.size()) / seconds};
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace firstline::tests
