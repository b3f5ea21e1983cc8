// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/turns.h"

namespace firstline::server {

Turns::Turn Turns::wait(std::chrono::milliseconds longest, bool newcomer) {
  std::unique_lock lock(mutex_);
  if (free_ > 0) {
    --free_;
    return Turn(this);
  }
  Waiting me;
  waiting_.push(&me, newcomer);
  if (me.called.wait_for(lock, longest, [&] { return me.inside; })) return Turn(this);
  waiting_.remove(&me);
  return {};
}

void Turns::leave() {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty()) {
    ++free_;
    return;
  }
  Waiting* next = waiting_.pop();
  next->inside = true;
  next->called.notify_one();  // under the lock: it goes when it is called
}

}  // namespace firstline::server
