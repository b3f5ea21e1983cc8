// SPDX-License-Identifier: GPL-3.0-or-later
// Chance that is the same on every machine: the standard's distributions differ between libraries, and so do
// logarithms and powers between processors, so nothing here needs them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace firstline::replay {

/// SplitMix64 (Steele, Lea, Flood 2014): one addition and a scramble, any seed is a good one.
class Dice {
 public:
  /// `stream` parts what is drawn for one purpose from all others, so that a change to one leaves them alone.
  Dice(std::uint64_t seed, std::uint64_t stream) : state_(seed + stream * 0xD1B54A32D192ED03ULL) { next(); }

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t value = state_;
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31U);
  }

  /// 0 to `count` - 1.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }

  /// Both included.
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(below(static_cast<std::size_t>(most - least + 1)));
  }

  /// 0 to just below 1.
  double fraction() { return static_cast<double>(next() >> 11U) / 9007199254740992.0; }
  bool chance(double share) { return fraction() < share; }

  template <typename Item>
  const Item& draw(const std::vector<Item>& items) {
    return items[below(items.size())];
  }

  /// A place, as often as its weight says.
  template <typename Weights>
  std::size_t weighted(const Weights& weights) {
    double sum = 0;
    for (const double weight : weights) sum += weight;
    double left = fraction() * sum;
    std::size_t place = 0;
    for (const double weight : weights) {
      if (left < weight) return place;
      left -= weight;
      ++place;
    }
    return place - 1;
  }

  template <typename Item>
  void shuffle(std::vector<Item>& items) {
    for (std::size_t left = items.size(); left > 1; --left) std::swap(items[left - 1], items[below(left)]);
  }

 private:
  std::uint64_t state_;
};

}  // namespace firstline::replay
