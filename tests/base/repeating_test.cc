// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/repeating.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "base/highest.h"

namespace firstline::tests {
namespace {

using base::Repeating;
using std::chrono::hours;
using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

/// Waits until it is so, for a long time.
template <typename Is>
bool becomes(Is is_so) {
  const auto deadline = SteadyClock::now() + std::chrono::seconds(30);
  while (!is_so() && SteadyClock::now() < deadline) std::this_thread::sleep_for(milliseconds(1));
  return is_so();
}

}  // namespace

TEST_CASE("Work is done at once, and again when the rest that it asked for is over") {
  std::atomic<int> times = 0;
  const Repeating repeating(
      [&times]() -> Repeating::Duration { return ++times < 3 ? Repeating::Duration::zero() : hours(1); });
  CHECK(becomes([&] { return times == 3; }));
  std::this_thread::sleep_for(milliseconds(20));
  CHECK(times == 3);
}

TEST_CASE("A rest lasts as long as the work asked for") {
  std::atomic<int> times = 0;
  const auto begin = SteadyClock::now();
  const Repeating repeating([&times]() -> Repeating::Duration {
    ++times;
    return milliseconds(30);
  });
  CHECK(becomes([&] { return times >= 3; }));
  CHECK(SteadyClock::now() - begin >= milliseconds(60));
}

TEST_CASE("The first time may come after a rest, too") {
  std::atomic<int> times = 0;
  const auto work = [&times]() -> Repeating::Duration {
    ++times;
    return hours(1);
  };
  {
    const Repeating repeating(work, hours(1));
    std::this_thread::sleep_for(milliseconds(20));
  }
  CHECK(times == 0);
  const Repeating repeating(work, milliseconds(1));
  CHECK(becomes([&] { return times == 1; }));
}

TEST_CASE("Its end does not wait for the rest, but for work that was begun") {
  std::atomic<bool> began = false;
  std::atomic<bool> ended = false;
  const auto begin = SteadyClock::now();
  {
    const Repeating repeating([&]() -> Repeating::Duration {
      began = true;
      std::this_thread::sleep_for(milliseconds(50));
      ended = true;
      return hours(1);
    });
    REQUIRE(becomes([&] { return began.load(); }));
  }
  CHECK(ended);
  {
    const Repeating resting([]() -> Repeating::Duration { return hours(1); });
    std::this_thread::sleep_for(milliseconds(20));
  }
  CHECK(SteadyClock::now() - begin < std::chrono::minutes(1));
}

TEST_CASE("The highest of a map is the first of equal ones") {
  const std::map<std::string, int> counts = {{"a", 1}, {"b", 3}, {"c", 3}};
  CHECK(base::highest(counts)->first == "b");
  CHECK(base::highest(counts, [](int count) { return -count; })->first == "a");
  const std::map<std::string, int> none;
  CHECK(base::highest(none) == none.end());
}

}  // namespace firstline::tests
