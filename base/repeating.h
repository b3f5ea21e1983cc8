// SPDX-License-Identifier: GPL-3.0-or-later
// Work that is done again and again beside everything else: following a file, reading a log now and then.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace firstline::base {

/// A thread of its own. Make it the last member: its end waits for the work that uses the others.
class Repeating {
 public:
  using Duration = std::chrono::steady_clock::duration;

  /// Runs `work` after `first_rest`, and again each time that the duration it returned is over (zero: at
  /// once). `work` may not throw.
  explicit Repeating(std::function<Duration()> work, Duration first_rest = Duration::zero());
  /// Ends a rest at once, and waits for work that was begun.
  ~Repeating();
  Repeating(const Repeating&) = delete;
  Repeating& operator=(const Repeating&) = delete;

 private:
  void repeat(Duration rest);

  const std::function<Duration()> work_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace firstline::base
