// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/repeating.h"

#include <utility>

namespace firstline::base {

Repeating::Repeating(std::function<Duration()> work, Duration first_rest)
    : work_(std::move(work)), thread_([this, first_rest] { repeat(first_rest); }) {}

Repeating::~Repeating() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Repeating::repeat(Duration rest) {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, rest, [this] { return stopping_; })) {
    lock.unlock();
    rest = work_();
    lock.lock();
  }
}

}  // namespace firstline::base
