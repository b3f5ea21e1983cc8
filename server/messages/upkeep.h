// SPDX-License-Identifier: GPL-3.0-or-later
// Messages go when they are no longer needed.
#pragma once

#include <atomic>
#include <chrono>

#include "base/repeating.h"
#include "server/clock.h"
#include "server/messages/messages.h"

namespace firstline::server {

/// Nobody answers a message after so many days.
inline constexpr int kMostMessageDays = 365;

class MessageUpkeep {
 public:
  /// Deletes messages `days` after they were answered, and kMostMessageDays after they came: at once, and
  /// every hour. `messages` must outlive it.
  MessageUpkeep(Messages& messages, int days, Clock clock);

  /// For so many days from now on. Any thread.
  void keep_for(int days) { days_ = days; }

 private:
  std::atomic<int> days_;
  base::Repeating repeating_;
};

}  // namespace firstline::server
