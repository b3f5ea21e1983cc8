// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/worker_queue.h"

namespace firstline::server {

WorkerQueue::WorkerQueue(int threads, std::size_t longest) : longest_(longest) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkerQueue::~WorkerQueue() {
  shut_down();
}

bool WorkerQueue::push(std::function<void()> job, bool newcomer) {
  {
    const std::lock_guard lock(mutex_);
    if (ending_ || jobs_.size() >= longest_) return false;
    jobs_.push(std::move(job), newcomer);
  }
  changed_.notify_one();
  return true;
}

std::size_t WorkerQueue::waiting() const {
  const std::lock_guard lock(mutex_);
  return jobs_.size();
}

void WorkerQueue::shut_down() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

void WorkerQueue::work() {
  for (;;) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      job = jobs_.pop();
    }
    job();
  }
}

}  // namespace firstline::server
