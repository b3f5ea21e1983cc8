// SPDX-License-Identifier: GPL-3.0-or-later
// The threads that serve connections, and the bounded queue before them.
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
  WorkerQueue(int threads, std::size_t longest);
  ~WorkerQueue();

  /// False when the queue is full; the job was not taken. `newcomer`: see two_lines.h.
  bool push(std::function<void()> job, bool newcomer = false);
  /// Jobs that wait for a thread: time for idle connections to make room.
  std::size_t waiting() const;
  /// Runs what waits, then ends the threads.
  void shut_down();

 private:
  void work();

  const std::size_t longest_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  TwoLines<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool ending_ = false;
};

}  // namespace firstline::server
