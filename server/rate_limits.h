// SPDX-License-Identifier: GPL-3.0-or-later
// How often one client may ask: a token bucket for each IPv4 address or IPv6 /64 and each kind of request. A
// bucket is one time, the one at which it would be full again (the generic cell rate algorithm, ITU-T I.371).
#pragma once

#include <array>
#include <chrono>
#include <mutex>
#include <string>

#include "base/random.h"
#include "server/counting/remembered.h"

namespace firstline::server {

/// What is counted apart.
enum class Metered { kSearch, kPost, kSignIn };

/// Requests a minute, by Metered; 0: any number. An office or a mobile network may share one address.
using Rates = std::array<int, 3>;
inline constexpr Rates kUsualRates = {600, 60, 60};

/// So many at once are let through of a full bucket: what is allowed in ten seconds, and not less than five.
int burst_of(int per_minute);

/// Any thread.
class RateLimits {
 public:
  explicit RateLimits(const Rates& rates) : rates_(rates), buckets_(kMostBytes, std::chrono::hours(1)) {}

  void set(const Rates& rates);

  /// Takes one token of the client's. Zero, or how long it has to wait for the next one.
  std::chrono::seconds take(Metered what, const std::string& address, TimePoint at);

 private:
  /// Some 30,000 clients; then the one that was silent for longest is forgotten.
  static constexpr std::size_t kMostBytes = 4 << 20;
  struct Bucket {
    TimePoint full_at{};
    static std::size_t bytes() { return 0; }
  };

  const base::SecretKey key_;
  std::mutex mutex_;
  Rates rates_;
  Remembered<Bucket> buckets_;
};

}  // namespace firstline::server
