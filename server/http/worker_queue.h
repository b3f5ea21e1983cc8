// SPDX-License-Identifier: GPL-3.0-or-later
// Threads that answer requests, and the bounded queue before them. Fewer may be at work than there are
// threads: one that only waits for its client's next request lets another work meanwhile.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "server/http/two_lines.h"

namespace firstline::server {

class WorkerQueue {
 public:
  /// `at_once`: how many work at a time; not more than there are threads.
  WorkerQueue(int threads, int at_once, std::size_t longest);
  ~WorkerQueue();

  /// False when the queue is full; the job was not taken. `newcomer`: see two_lines.h.
  bool push(std::function<void()> job, bool newcomer = false);
  /// Jobs that wait: time for those who do without to make room.
  std::size_t waiting() const;

  /// A job that only waits calls pause(), and resume() before it works again. False: others are at work, and
  /// it has to end.
  void pause();
  bool resume();

  /// Runs what waits, then ends the threads.
  void shut_down();

 private:
  void work();

  const int at_once_;
  const std::size_t longest_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  TwoLines<std::function<void()>> jobs_;
  int working_ = 0;
  std::vector<std::thread> threads_;
  bool ending_ = false;
};

}  // namespace firstline::server
