// SPDX-License-Identifier: GPL-3.0-or-later
// Drawing with a fixed seed: every run of the bench, on every machine, works on the same articles and
// queries.
#pragma once

#include <cstddef>
#include <random>
#include <vector>

namespace firstline::bench {

/// A plain modulo, not the standard's distributions: they differ between standard libraries.
class Random {
 public:
  Random() = default;

  /// 0 to `count` - 1.
  std::size_t below(std::size_t count) { return engine_() % count; }

  template <typename Item>
  const Item& draw(const std::vector<Item>& items) {
    return items[below(items.size())];
  }

 private:
  static constexpr unsigned kSeed = 20260914;
  std::mt19937 engine_{kSeed};
};

}  // namespace firstline::bench
