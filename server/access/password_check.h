// SPDX-License-Identifier: GPL-3.0-or-later
// Checks passwords one at a time, on a thread that gives way to all others: each takes 64 MiB and 0.1 s, and
// strangers may send as many as they like.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

namespace firstline::server {

enum class PasswordAnswer { kRight, kWrong, kBusy };

/// Any thread.
class PasswordCheck {
 public:
  /// `most_waiting`: further ones are kBusy at once. Each that waits holds a thread that customers could use.
  explicit PasswordCheck(std::size_t most_waiting);
  ~PasswordCheck();
  PasswordCheck(const PasswordCheck&) = delete;

  /// Waits its turn. An empty hash is one that no password fits, and takes as long. `known` ones go before
  /// others, and have as many places again, so that strangers can't take them.
  PasswordAnswer check(const std::string& hash, const std::string& password, bool known);

 private:
  struct Job;
  void work();

  const std::size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable wake_, done_;
  std::deque<Job*> known_, strangers_;
  bool stopping_ = false;
  std::thread worker_;
};

}  // namespace firstline::server
