// SPDX-License-Identifier: GPL-3.0-or-later
// What the search log needs now and then, beside the answering of requests: that rows move from the
// write-ahead log to the tables (customers would wait for the disk), and that old searches are deleted.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "server/clock.h"
#include "server/log/search_log.h"

namespace firstline::server {

class LogUpkeep {
 public:
  /// Looks after the rows every second, deletes what is older than `days` at once and every hour. `log` must
  /// outlive it.
  LogUpkeep(SearchLog& log, int days, Clock clock);
  ~LogUpkeep();

 private:
  void follow();

  SearchLog& log_;
  const std::chrono::hours kept_;
  const Clock clock_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread follower_;
};

}  // namespace firstline::server
