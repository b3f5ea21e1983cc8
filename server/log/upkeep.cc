// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log/upkeep.h"

namespace firstline::server {
namespace {

constexpr auto kBetweenCheckpoints = std::chrono::seconds(1);
constexpr auto kBetweenDeletions = std::chrono::hours(1);

}  // namespace

LogUpkeep::LogUpkeep(SearchLog& log, int days, Clock clock)
    : log_(log), days_(days), clock_(std::move(clock)), follower_([this] {
        look_after();
        return kBetweenCheckpoints;
      }) {}

void LogUpkeep::look_after() {
  if (std::chrono::steady_clock::now() >= next_deletion_) {
    log_.forget_before(clock_() - std::chrono::days(days_));
    next_deletion_ = std::chrono::steady_clock::now() + kBetweenDeletions;
  }
  log_.checkpoint();
}

}  // namespace firstline::server
