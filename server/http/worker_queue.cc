// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/worker_queue.h"

namespace firstline::server {
namespace {

/// Whether the job that this thread runs has paused.
thread_local bool paused = false;

}  // namespace

WorkerQueue::WorkerQueue(int threads, int at_once, std::size_t longest)
    : at_once_(at_once), longest_(longest) {
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
    if (working_ >= at_once_) return true;  // who ends takes it
  }
  changed_.notify_one();
  return true;
}

std::size_t WorkerQueue::waiting() const {
  const std::lock_guard lock(mutex_);
  return jobs_.size();
}

void WorkerQueue::pause() {
  const std::lock_guard lock(mutex_);
  paused = true;
  --working_;
  if (!jobs_.empty()) changed_.notify_one();
}

bool WorkerQueue::resume() {
  const std::lock_guard lock(mutex_);
  if (working_ >= at_once_) return false;
  paused = false;
  ++working_;
  return true;
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
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return jobs_.empty() ? ending_ : working_ < at_once_; });
    if (jobs_.empty()) return;
    std::function<void()> job = jobs_.pop();
    ++working_;
    lock.unlock();
    job();
    job = nullptr;  // what it holds may take time to go
    lock.lock();
    if (!paused) --working_;
    paused = false;
    if (ending_) changed_.notify_all();
  }
}

}  // namespace firstline::server
