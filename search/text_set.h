// SPDX-License-Identifier: GPL-3.0-or-later
// A set of small numbers, one bit each: 100,000 texts fit in the processor's nearest memory.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace firstline::search {

class TextSet {
 public:
  TextSet() = default;
  /// Of numbers below `size`; sets that are combined have one size.
  explicit TextSet(std::size_t size) : bits_((size + kBits - 1) / kBits) {}

  void add(std::uint32_t number) { bits_[number / kBits] |= std::uint64_t{1} << (number % kBits); }
  bool has(std::uint32_t number) const { return (bits_[number / kBits] >> (number % kBits) & 1U) != 0; }
  bool empty() const {
    return std::all_of(bits_.begin(), bits_.end(), [](std::uint64_t bits) { return bits == 0; });
  }
  void keep(const TextSet& other) {
    for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] &= other.bits_[i];
  }
  void add_all(const TextSet& other) {
    for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] |= other.bits_[i];
  }
  void remove_all(const TextSet& other) {
    for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] &= ~other.bits_[i];
  }

  /// Calls `use` with each number, in order, until it returns false.
  template <typename Use>
  void for_each(Use use) const {
    for (std::size_t i = 0; i < bits_.size(); ++i)
      for (std::uint64_t rest = bits_[i]; rest != 0; rest &= rest - 1)
        if (!use(static_cast<std::uint32_t>(i * kBits + static_cast<std::size_t>(std::countr_zero(rest)))))
          return;
  }

 private:
  static constexpr std::size_t kBits = 64;
  std::vector<std::uint64_t> bits_;
};

}  // namespace firstline::search
