// SPDX-License-Identifier: GPL-3.0-or-later
// Connections that nobody says anything on: new ones, and those between two requests. All of them wait here,
// on one thread, so that a thousand silent visitors keep no worker from the one who asks. Knows sockets, not
// HTTP.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

namespace firstline::server {

class IdleConnections {
 public:
  using Time = std::chrono::steady_clock::time_point;
  /// Gets a connection when its client has sent something or left. Runs on the waiting thread: must be quick.
  using Ready = std::function<void(int fd)>;

  /// `most` may wait; then the one that has the least time left is closed for a new one.
  IdleConnections(std::size_t most, Ready ready);
  ~IdleConnections();

  /// Takes the connection over; closes it at `until`. Any thread.
  void add(int fd, Time until);
  /// Hands over what is ready now, closes the rest, ends the thread.
  void shut_down();

 private:
  void wait();
  void wake() const;
  int wait_ms() const;  // under mutex_
  bool take(int fd);    // under mutex_
  void close_first();   // under mutex_

  const std::size_t most_;
  const Ready ready_;
  int epoll_ = -1;
  int wake_ = -1;
  mutable std::mutex mutex_;
  std::map<int, Time> until_;               // by descriptor
  std::set<std::pair<Time, int>> by_time_;  // the same, soonest first
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace firstline::server
