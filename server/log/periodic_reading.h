// SPDX-License-Identifier: GPL-3.0-or-later
// What is read from the search log at the start and every few minutes, beside the answering of requests.
#pragma once

#include <algorithm>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "base/logging.h"
#include "base/repeating.h"

namespace firstline::server {

/// Any thread.
template <typename Result>
class PeriodicReading {
 public:
  using Duration = base::Repeating::Duration;

  /// Returns at once; the first reading begins then. `read` may throw: the trouble is told once, with
  /// `consequence` ("past questions are not suggested anew"), and what was read last stays. Between two
  /// readings `rest` goes by, or 100 times as long as the reading took: a log of a million rows takes
  /// seconds.
  PeriodicReading(std::function<std::shared_ptr<const Result>()> read, Duration rest, std::string consequence)
      : read_(std::move(read)),
        rest_(rest),
        consequence_(std::move(consequence)),
        follower_([this] { return read_again(); }) {}

  /// What was read last; null until something was.
  std::shared_ptr<const Result> newest() const {
    const std::lock_guard lock(mutex_);
    return newest_;
  }

 private:
  /// Returns how long to rest.
  Duration read_again() {
    constexpr int kRestPerReading = 100;
    const auto start = std::chrono::steady_clock::now();
    std::string error;
    try {
      std::shared_ptr<const Result> result = read_();
      const std::lock_guard lock(mutex_);
      newest_.swap(result);  // the former one is freed after the lock
    } catch (const std::exception& failure) {
      error = failure.what();
    }
    if (!error.empty() && error != last_error_) base::log_warning(error + "; " + consequence_);
    last_error_ = error;
    return std::max(rest_, kRestPerReading * (std::chrono::steady_clock::now() - start));
  }

  const std::function<std::shared_ptr<const Result>()> read_;
  const Duration rest_;
  const std::string consequence_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Result> newest_;
  std::string last_error_;  // of the follower
  base::Repeating follower_;
};

}  // namespace firstline::server
