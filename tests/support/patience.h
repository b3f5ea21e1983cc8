// SPDX-License-Identifier: GPL-3.0-or-later
// Waiting for what happens beside the test.
#pragma once

#include <chrono>
#include <thread>

namespace firstline::tests {

/// Whether the condition comes true within `patience`; asked twenty times a second.
template <typename Condition>
bool comes_true(const Condition& condition, std::chrono::seconds patience = std::chrono::seconds(20)) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() >= until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return true;
}

}  // namespace firstline::tests
