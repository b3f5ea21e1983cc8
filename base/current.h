// SPDX-License-Identifier: GPL-3.0-or-later
// A value that many threads read and one replaces now and then: who reads keeps what there was. (The
// library's std::atomic<std::shared_ptr> of GCC 12 has a race of its own, which the thread sanitizer sees.)
#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace firstline::base {

/// Any thread.
template <typename Value>
class Current {
 public:
  explicit Current(std::shared_ptr<const Value> value) : value_(std::move(value)) {}

  std::shared_ptr<const Value> get() const {
    const std::lock_guard lock(mutex_);
    return value_;
  }
  void set(std::shared_ptr<const Value> value) {
    {
      const std::lock_guard lock(mutex_);
      value_.swap(value);
    }
    // The former one goes here, after the lock, unless somebody still has it.
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Value> value_;
};

}  // namespace firstline::base
