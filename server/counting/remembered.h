// SPDX-License-Identifier: GPL-3.0-or-later
// Records by name that are forgotten when they were silent for long, or when all of them take too much
// memory: the most silent one first.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <unordered_map>
#include <utility>

#include "server/counting/pace.h"

namespace firstline::server {

/// `Record` has `bytes()`: what it takes beyond its own size. One thread at a time.
template <class Record>
class Remembered {
 public:
  Remembered(std::size_t most_bytes, TimePoint::duration silence)
      : most_bytes_(most_bytes), silence_(silence) {}

  /// The record of that name, made if there is none, and whether it was. It is valid, and counts as the
  /// newest, until the next one is met.
  std::pair<Record&, bool> meet(std::uint64_t name, TimePoint at) {
    weigh_newest();
    forget();
    bool is_new = false;
    if (const auto found = places_.find(name); found != places_.end()) {
      kept_.splice(kept_.begin(), kept_, found->second);
    } else {
      kept_.emplace_front();
      kept_.front().name = name;
      places_.emplace(name, kept_.begin());
      is_new = true;
    }
    kept_.front().at = at;
    return {kept_.front().record, is_new};
  }

  /// Null when there is none. What changes of it must not make it larger.
  Record* find(std::uint64_t name) {
    const auto found = places_.find(name);
    return found == places_.end() ? nullptr : &found->second->record;
  }

  std::size_t bytes() const { return bytes_; }

 private:
  struct Kept {
    std::uint64_t name = 0;
    TimePoint at;
    std::size_t bytes = 0;
    Record record;
  };
  /// The list's and the table's node with their pointers, and what the allocator adds.
  static constexpr std::size_t kNodeBytes = sizeof(Kept) + 96;

  void weigh_newest() {
    if (kept_.empty()) return;
    Kept& newest = kept_.front();
    bytes_ -= newest.bytes;
    newest.bytes = kNodeBytes + newest.record.bytes();
    bytes_ += newest.bytes;
  }

  /// Over the limit until it fits; silent ones two at a time, so that one wrong time doesn't clear all.
  void forget() {
    while (kept_.size() > 1 && bytes_ > most_bytes_) forget_last();
    for (int i = 0; i < 2 && kept_.size() > 1; ++i)
      if (between(kept_.front().at, kept_.back().at) > silence_) forget_last();
  }

  void forget_last() {
    bytes_ -= kept_.back().bytes;
    places_.erase(kept_.back().name);
    kept_.pop_back();
  }

  const std::size_t most_bytes_;
  const TimePoint::duration silence_;
  std::size_t bytes_ = 0;
  std::list<Kept> kept_;  // newest first
  std::unordered_map<std::uint64_t, typename std::list<Kept>::iterator> places_;
};

}  // namespace firstline::server
