// SPDX-License-Identifier: GPL-3.0-or-later
// What the search log needs now and then, beside the answering of requests: that rows move from the
// write-ahead log to the tables (customers would wait for the disk), and that old searches are deleted.
#pragma once

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

 private:
  void look_after();

  SearchLog& log_;
  const std::chrono::hours kept_;
  const Clock clock_;
  std::chrono::steady_clock::time_point next_deletion_ = std::chrono::steady_clock::now();
  base::Repeating follower_;
};

}  // namespace firstline::server
