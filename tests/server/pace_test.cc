// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/counting/pace.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

namespace firstline::server {
namespace {

using namespace std::chrono_literals;

const TimePoint kStart(1'790'000'000'000ms);

/// 0 to 1; the standard's distributions differ between libraries.
double draw(std::mt19937_64& random) {
  return static_cast<double>(random() >> 11) * 0x1p-53;
}

TimePoint after(double seconds) {
  return kStart + std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

std::vector<TimePoint> every(double seconds, int times) {
  std::vector<TimePoint> list;
  for (int i = 0; i < times; ++i) list.push_back(after(seconds * i));
  return list;
}

/// Whether a beat is heard at some time, with gaps drawn by `gap`.
template <class Gap>
bool is_heard(int moments, Gap gap) {
  Beat beat;
  double at = 0;
  for (int i = 0; i < moments; ++i) {
    beat.add(after(at));
    if (beat.even()) return true;
    at += gap();
  }
  return false;
}

std::vector<SessionStart> starts(int count, double seconds, int came_back, int questions) {
  std::vector<SessionStart> list;
  for (int i = 0; i < count; ++i)
    list.push_back({static_cast<std::uint64_t>(i), after(seconds * i),
                    static_cast<std::uint64_t>(i % questions), i < came_back});
  return list;
}

bool never(const std::vector<SessionStart>& list) {
  return never_comes_back(list, list.back().at);
}

}  // namespace

TEST_CASE("More than a person can is too fast, in a minute, in ten and in a day") {
  const auto fast = [](double seconds, int times) {
    const std::vector<TimePoint> list = every(seconds, times);
    return too_fast(list, list.back(), kPersonPace);
  };
  CHECK_FALSE(fast(4, 12));
  CHECK(fast(4, 13));
  CHECK_FALSE(fast(14, 40));
  CHECK(fast(14, 41));
  CHECK_FALSE(fast(16, 100));
  CHECK_FALSE(fast(100, 400));
  CHECK(fast(100, 401));
  CHECK_FALSE(fast(300, 1000));
  const std::vector<TimePoint> list = every(1, 30);
  CHECK_FALSE(too_fast(list, list.back(), kCrowdPace));
  CHECK(too_fast(every(1, 31), list.back(), kCrowdPace));
}

TEST_CASE("A timer is heard, exact or not") {
  std::mt19937_64 random(1);
  CHECK_FALSE(is_heard(12, [] { return 60.0; }));
  CHECK(is_heard(13, [] { return 60.0; }));
  CHECK(is_heard(13, [] { return 3600.0; }));
  CHECK(is_heard(33, [&] { return 300 + 60 * (draw(random) - 0.5); }));                     // ± a tenth
  for (int i = 0; i < 20; ++i) CHECK(is_heard(60, [&] { return 5 + 10 * draw(random); }));  // ± half
}

TEST_CASE("People are no timer, alone or many, and neither is who keeps pressing a key") {
  std::mt19937_64 random(2);
  int heard = 0;
  for (int i = 0; i < 200; ++i)
    if (is_heard(1000, [&] { return -20 * std::log(1 - draw(random)); })) ++heard;
  CHECK(heard == 0);
  CHECK_FALSE(is_heard(1000, [] { return 2.0; }));
}

TEST_CASE("A beat survives overtaking threads and a clock that is set back") {
  Beat beat;
  for (int i = 0; i < 13; ++i) beat.add(after(60 * i + (i % 2 == 0 ? 1 : -1)));
  CHECK(beat.even());
  Beat overtaken;
  for (const int i : {1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 12}) overtaken.add(after(6 * i));
  CHECK(overtaken.even());
  beat.add(after(-7200));
  CHECK_FALSE(beat.even());
  for (int i = 1; i < 13; ++i) beat.add(after(-7200 + 60 * i));
  CHECK(beat.even());
}

TEST_CASE("Sessions that never come back and ask many things are a robot without cookies") {
  CHECK_FALSE(never(starts(29, 1, 0, 1000)));
  CHECK(never(starts(30, 1, 0, 1000)));
  CHECK_FALSE(never(starts(59, 9, 0, 1000)));
  CHECK(never(starts(60, 9, 0, 1000)));
  CHECK(never(starts(60, 9, 3, 1000)));
  CHECK_FALSE(never(starts(60, 9, 4, 1000)));
}

TEST_CASE("Many who come at once and ask alike are people with one reason") {
  CHECK_FALSE(never(starts(300, 0.5, 0, 30)));
  CHECK_FALSE(never(starts(300, 0.5, 0, 250)));
  CHECK(never(starts(300, 0.5, 0, 290)));
}

TEST_CASE("In the long run somebody comes back, or it is a robot whatever it asks") {
  // 100 of them are ten minutes old.
  CHECK_FALSE(never(starts(105, 100, 0, 3)));
  CHECK(never(starts(106, 100, 0, 3)));
  CHECK(never(starts(106, 100, 2, 3)));
  CHECK_FALSE(never(starts(106, 100, 3, 3)));
}

}  // namespace firstline::server
