// SPDX-License-Identifier: GPL-3.0-or-later
// What tells a robot from people by when and how it searches, where it doesn't say that it is one. Judges
// lists of times; server/counting/counting.h keeps them.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace firstline::server {

using TimePoint = std::chrono::system_clock::time_point;

/// The time between two moments, whichever came first: clocks jump back, threads overtake each other.
constexpr TimePoint::duration between(TimePoint a, TimePoint b) {
  return a < b ? b - a : a - b;
}

/// More searches than these are no person's. Typing, corrections and reloads are not searches here.
struct PaceLimits {
  std::size_t a_minute;
  std::size_t ten_minutes;
  std::size_t a_day;
};

/// Of one session. One search in 5 s is typing without reading, one in 15 s for ten minutes reading without
/// end. An agent who looks up fifty answers an hour for eight hours is still a person.
inline constexpr PaceLimits kPersonPace = {12, 40, 400};

/// Of everybody without a session at one address with one browser: there may be some dozen, in an office on
/// the day of an outage.
inline constexpr PaceLimits kCrowdPace = {30, 120, 1000};

/// Whether the searches at `times` are too many; `now` is the newest's. O(times).
bool too_fast(const std::vector<TimePoint>& times, TimePoint now, const PaceLimits& limits);

/// The last 33 moments of something that may be a machine's beat. Told by the coefficient of variation (CV,
/// standard deviation ÷ mean) of the time between them. People's is about 1, alone or many (a Poisson
/// stream); a timer's about 0; of a program that waits m ± half of m, drawn evenly, 0.29.
class Beat {
 public:
  /// Not necessarily in order. O(33).
  void add(TimePoint at);

  /// CV ≤ 0.1 over 12 gaps, or ≤ 0.35 over 32. Random (Poisson) streams look so less than once in 10⁷
  /// windows. Gaps of less than 5 s on average are no beat: a person who keeps pressing "reload" has one.
  /// What a robot does that fast is too much by PaceLimits.
  bool even() const;

  std::size_t capacity() const { return moments_.capacity(); }

 private:
  std::vector<TimePoint> moments_;  // in order
};

/// A session's first search, among those of one visitor.
struct SessionStart {
  std::uint64_t session = 0;
  TimePoint at;
  std::uint64_t question = 0;  ///< equal for equal questions
  bool came_back = false;      ///< asked again, reloaded, turned the page or opened an answer
};

/// Whether sessions that begin at one address with one browser are a robot that forgets its cookie, so that
/// each of its requests begins a session, and none ever comes back. One of:
/// - 30 in a minute, or 60 in ten, at most 1 in 20 of those ten minutes came back, and 9 of 10 ask
///   something that no other one asks. People who all come at once come for one reason, an outage, and ask
///   alike; otherwise some of them come back within minutes.
/// - Of at least 100 that began ten minutes ago or earlier at most 1 in 50 came back. If 1 person in 10 came
///   back, that would happen once in 500 times; if 1 in 5, once in 10⁷.
/// `now` is the newest start's. O(starts).
bool never_comes_back(const std::vector<SessionStart>& starts, TimePoint now);

}  // namespace firstline::server
