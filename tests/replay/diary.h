// SPDX-License-Identifier: GPL-3.0-or-later
// Collects a month in any order, up to a number of searches, and puts it in order of time.
#pragma once

#include "tests/replay/month.h"

namespace firstline::replay {

class Diary {
 public:
  /// What search() returns when the month is full.
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  explicit Diary(std::size_t most) : most_(most) {}

  std::size_t client(Client client);
  /// Its number; kNone, and nothing is kept, when the month is full or the search would fall out of it.
  std::size_t search(std::int64_t at_ms, Search search);
  /// What becomes of a search; nothing for kNone.
  void follow(Event event);

  std::size_t size() const { return month_.searches.size(); }
  std::size_t room() const { return most_ - size(); }

  Month finish();

 private:
  std::size_t most_;
  Month month_;
};

}  // namespace firstline::replay
