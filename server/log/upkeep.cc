// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log/upkeep.h"

namespace firstline::server {
namespace {

constexpr auto kBetweenCheckpoints = std::chrono::seconds(1);
constexpr auto kBetweenDeletions = std::chrono::hours(1);

}  // namespace

LogUpkeep::LogUpkeep(SearchLog& log, int days, Clock clock)
    : log_(log), kept_(std::chrono::days(days)), clock_(std::move(clock)), follower_([this] { follow(); }) {}

LogUpkeep::~LogUpkeep() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  follower_.join();
}

void LogUpkeep::follow() {
  auto next_deletion = std::chrono::steady_clock::now();
  std::unique_lock lock(mutex_);
  do {
    lock.unlock();
    if (std::chrono::steady_clock::now() >= next_deletion) {
      log_.forget_before(clock_() - kept_);
      next_deletion = std::chrono::steady_clock::now() + kBetweenDeletions;
    }
    log_.checkpoint();
    lock.lock();
  } while (!wake_.wait_for(lock, kBetweenCheckpoints, [this] { return stopping_; }));
}

}  // namespace firstline::server
