// SPDX-License-Identifier: GPL-3.0-or-later
// The connections that wait for their clients: for a request to come in whole, for an answer to be taken. All
// of them wait here, on one thread, so that a thousand clients that say nothing, or say it byte by byte, keep
// no worker from the one who asks.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/http/connection.h"

namespace firstline::server {

class EventLoop {
 public:
  /// Gets a connection whose request is here; false: there is no room for it, and it is refused with 503.
  /// Runs on the thread that adds, or on the loop's, as the next: must be quick.
  using Ready = std::function<bool(const ConnectionPtr&)>;
  /// The whole response, 503 or 408, that ends the connection.
  using Refusal = std::function<std::string(int status, const Connection&)>;

  /// `most` connections may wait; then the one that has the least time left is closed for a new one. Above
  /// `most_bytes` that their clients make us hold, those that hold more than a small request are closed.
  EventLoop(std::size_t most, std::size_t most_bytes, Ready ready, Refusal refusal);
  ~EventLoop();

  /// Takes the connection over. Any thread.
  void add(ConnectionPtr connection);
  /// From now on idle connections are closed, and what is on its way has a moment to come in. Returns when
  /// nobody waits any more.
  void finish();
  /// The same, then ends the thread.
  void shut_down();

 private:
  void run();
  void advance_all();
  void close_expired();
  void park(ConnectionPtr connection, Connection::Need need);
  ConnectionPtr take(int fd);  // under mutex_; null: it isn't parked
  int wait_ms() const;         // under mutex_
  void wake() const;

  const std::size_t most_;
  const std::size_t most_bytes_;
  const Ready ready_;
  const Refusal refusal_;
  int epoll_ = -1;
  int wake_ = -1;
  mutable std::mutex mutex_;
  std::condition_variable emptied_;
  std::unordered_map<int, ConnectionPtr> parked_;       // by descriptor
  std::set<std::pair<Connection::Time, int>> by_time_;  // the same, soonest first
  std::size_t held_bytes_ = 0;                          // of all of them
  bool finishing_ = false;
  bool advanced_all_ = false;  // after finishing_ was set
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace firstline::server
