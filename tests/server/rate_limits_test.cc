// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rate_limits.h"

#include <catch2/catch.hpp>

#include "server/log/entry.h"

namespace firstline::server {
namespace {

using namespace std::chrono_literals;

const TimePoint kNoon = from_milliseconds(1'790'000'000'000);
constexpr Metered kSearch = Metered::kSearch;

/// How many of a hundred at that time are let through.
int let_through(RateLimits& limits, const std::string& address, TimePoint at, Metered what = kSearch) {
  int count = 0;
  for (int i = 0; i < 100; ++i) count += limits.take(what, address, at) == 0s ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("A client may ask in a burst, then as often as the bucket is filled") {
  RateLimits limits({60, 0, 0});
  CHECK(burst_of(60) == 10);
  CHECK(let_through(limits, "192.0.2.1", kNoon) == 10);
  CHECK(limits.take(kSearch, "192.0.2.1", kNoon) == 1s);
  CHECK(let_through(limits, "192.0.2.1", kNoon + 999ms) == 0);
  CHECK(let_through(limits, "192.0.2.1", kNoon + 1s) == 1);
  CHECK(let_through(limits, "192.0.2.1", kNoon + 4s) == 3);
  CHECK(let_through(limits, "192.0.2.1", kNoon + 1h) == 10);
}

TEST_CASE("What is refused costs nothing: who waits as told is let through") {
  RateLimits limits({6, 0, 0});
  CHECK(let_through(limits, "192.0.2.1", kNoon) == 5);
  const std::chrono::seconds wait = limits.take(kSearch, "192.0.2.1", kNoon + 3s);
  CHECK(wait == 7s);
  CHECK(limits.take(kSearch, "192.0.2.1", kNoon + 3s + wait) == 0s);
}

TEST_CASE("One client's limit is nobody else's, and one kind's not another's") {
  RateLimits limits({60, 60, 60});
  CHECK(let_through(limits, "192.0.2.1", kNoon) == 10);
  CHECK(let_through(limits, "192.0.2.2", kNoon) == 10);
  CHECK(let_through(limits, "192.0.2.1", kNoon, Metered::kPost) == 10);
  CHECK(let_through(limits, "192.0.2.1", kNoon, Metered::kSignIn) == 10);
}

TEST_CASE("All addresses of an IPv6 /64 are one client") {
  RateLimits limits({60, 0, 0});
  CHECK(let_through(limits, "2001:db8:1:2::1", kNoon) == 10);
  CHECK(let_through(limits, "2001:db8:1:2:ffff::9", kNoon) == 0);
  CHECK(let_through(limits, "2001:db8:1:3::1", kNoon) == 10);
  CHECK(let_through(limits, "::ffff:192.0.2.1", kNoon) == 10);
  CHECK(let_through(limits, "192.0.2.1", kNoon) == 0);
}

TEST_CASE("A rate of zero is none, and rates may change") {
  RateLimits limits({0, 0, 0});
  CHECK(let_through(limits, "192.0.2.1", kNoon) == 100);
  limits.set({30, 0, 0});
  CHECK(let_through(limits, "192.0.2.1", kNoon) == 5);
  limits.set({600, 0, 0});
  CHECK(let_through(limits, "192.0.2.1", kNoon + 10s) == 100);
}

TEST_CASE("A clock that is set back locks nobody out for longer than a full bucket") {
  RateLimits limits({60, 0, 0});
  CHECK(let_through(limits, "192.0.2.1", kNoon + 24h) == 10);
  CHECK(limits.take(kSearch, "192.0.2.1", kNoon) <= 10s);
  CHECK(let_through(limits, "192.0.2.1", kNoon + 10s) > 0);
}

TEST_CASE("A hundred thousand clients are met in bounded memory, and the newest is known") {
  RateLimits limits({60, 0, 0});
  for (int i = 0; i < 100'000; ++i)
    limits.take(kSearch,
                "10." + std::to_string(i >> 16) + "." + std::to_string((i >> 8) & 255) + "." +
                    std::to_string(i & 255),
                kNoon);
  CHECK(let_through(limits, "192.0.2.1", kNoon) == 10);
  CHECK(let_through(limits, "192.0.2.1", kNoon) == 0);
}

}  // namespace firstline::server
