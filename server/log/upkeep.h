// SPDX-License-Identifier: GPL-3.0-or-later
// What the search log needs now and then, beside the answering of requests: that rows move from the
// write-ahead log to the tables (customers would wait for the disk), and that old searches are deleted.
#pragma once

#include <atomic>
#include <chrono>

#include "base/repeating.h"
#include "server/clock.h"
#include "server/log/search_log.h"

namespace firstline::server {

class LogUpkeep {
 public:
  /// Looks after the rows every second, deletes what is older than `days` at once and every hour. `log` must
  /// outlive it.
  LogUpkeep(SearchLog& log, int days, Clock clock);
  /// For so many days from now on. Any thread.
  void keep_for(int days) { days_ = days; }

 private:
  void look_after();

  SearchLog& log_;
  std::atomic<int> days_;
  const Clock clock_;
  std::chrono::steady_clock::time_point next_deletion_ = std::chrono::steady_clock::now();
  base::Repeating follower_;
};

}  // namespace firstline::server
