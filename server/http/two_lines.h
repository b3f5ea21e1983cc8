// SPDX-License-Identifier: GPL-3.0-or-later
// A queue of two lines. Who comes for the first time, or after a pause, stands in the short one and is called
// before those who ask without end; one of these is called after every three, so that they don't wait for
// ever.
#pragma once

#include <cstddef>
#include <deque>
#include <utility>

namespace firstline::server {

/// One thread at a time.
template <typename Item>
class TwoLines {
 public:
  void push(Item item, bool newcomer) { (newcomer ? newcomers_ : regulars_).push_back(std::move(item)); }

  /// There must be one.
  Item pop() {
    const bool newcomer = !newcomers_.empty() && (regulars_.empty() || in_a_row_ < kInARow);
    in_a_row_ = newcomer ? in_a_row_ + 1 : 0;
    std::deque<Item>& line = newcomer ? newcomers_ : regulars_;
    Item item = std::move(line.front());
    line.pop_front();
    return item;
  }

  std::size_t size() const { return newcomers_.size() + regulars_.size(); }
  bool empty() const { return size() == 0; }

 private:
  static constexpr int kInARow = 3;
  std::deque<Item> newcomers_, regulars_;
  int in_a_row_ = 0;
};

}  // namespace firstline::server
