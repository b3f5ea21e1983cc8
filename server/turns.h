// SPDX-License-Identifier: GPL-3.0-or-later
// Lets a few in at once, and the others wait in two lines: more searches at once than there
// are cores would only take turns on these, all of them late, and each with an index of its own in memory.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "server/http/two_lines.h"

namespace firstline::server {

/// Any thread.
class Turns {
 public:
  explicit Turns(int at_once) : free_(at_once) {}

  /// A place inside, until it is destroyed.
  class Turn {
   public:
    Turn() = default;
    Turn(Turn&& other) noexcept : turns_(std::exchange(other.turns_, nullptr)) {}
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (turns_ != nullptr) turns_->leave();
    }
    /// False: there was none in time.
    explicit operator bool() const { return turns_ != nullptr; }

   private:
    friend class Turns;
    explicit Turn(Turns* turns) : turns_(turns) {}
    Turns* turns_ = nullptr;
  };
  /// `newcomer`: see server/http/two_lines.h.
  Turn wait(std::chrono::milliseconds longest, bool newcomer = false);

 private:
  struct Waiting {
    std::condition_variable called;
    bool inside = false;
  };
  void leave();

  std::mutex mutex_;
  int free_;
  TwoLines<Waiting*> waiting_;
};

}  // namespace firstline::server
