// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rate_limits.h"

#include <algorithm>

#include "server/ip_address.h"

namespace firstline::server {

int burst_of(int per_minute) {
  constexpr int kLeast = 5;
  constexpr int kPartOfAMinute = 6;
  return std::max(kLeast, per_minute / kPartOfAMinute);
}

void RateLimits::set(const Rates& rates) {
  const std::lock_guard lock(mutex_);
  rates_ = rates;
}

std::chrono::seconds RateLimits::take(Metered what, const std::string& address, TimePoint at) {
  const std::uint64_t client =
      key_.hash(static_cast<char>('a' + static_cast<int>(what)) + network_of(address));
  const std::lock_guard lock(mutex_);
  const int rate = rates_[static_cast<std::size_t>(what)];
  if (rate == 0) return std::chrono::seconds(0);
  const TimePoint::duration each =
      std::chrono::duration_cast<TimePoint::duration>(std::chrono::minutes(1)) / rate;
  const TimePoint::duration all = each * burst_of(rate);
  Bucket& bucket = buckets_.meet(client, at).first;
  // A clock that was set back must not lock anybody out.
  bucket.full_at = std::clamp(bucket.full_at, at, at + all);
  if (bucket.full_at + each > at + all)
    return std::chrono::ceil<std::chrono::seconds>(bucket.full_at + each - (at + all));
  bucket.full_at += each;
  return std::chrono::seconds(0);
}

}  // namespace firstline::server
