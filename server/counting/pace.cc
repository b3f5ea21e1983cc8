// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/counting/pace.h"

#include <algorithm>

namespace firstline::server {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kLongWindow = 32;
constexpr double kLongWindowEven = 0.35;
constexpr std::size_t kShortWindow = 12;
constexpr double kShortWindowEven = 0.1;
constexpr double kLeastMeanGap = 5000;  // ms

constexpr std::size_t kStartsAMinute = 30;
constexpr std::size_t kStartsTenMinutes = 60;
constexpr std::size_t kStartsInTheLongRun = 100;
constexpr auto kTimeToComeBack = 10min;

/// Over the newest gaps.
bool is_even(const std::vector<TimePoint>& moments, std::size_t gaps, double most) {
  if (moments.size() <= gaps) return false;
  double sum = 0;
  double squares = 0;
  for (std::size_t i = moments.size() - gaps; i < moments.size(); ++i) {
    const double gap = std::chrono::duration<double, std::milli>(moments[i] - moments[i - 1]).count();
    sum += gap;
    squares += gap * gap;
  }
  const double mean = sum / static_cast<double>(gaps);
  const double variance = squares / static_cast<double>(gaps) - mean * mean;
  return mean >= kLeastMeanGap && variance <= most * most * mean * mean;
}

/// Whether nine of ten ask what no other one asks.
bool are_different(std::vector<std::uint64_t> questions) {
  std::sort(questions.begin(), questions.end());
  std::size_t alone = 0;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const bool like_former = i > 0 && questions[i] == questions[i - 1];
    const bool like_next = i + 1 < questions.size() && questions[i] == questions[i + 1];
    if (!like_former && !like_next) ++alone;
  }
  return alone * 10 >= questions.size() * 9;
}

}  // namespace

bool too_fast(const std::vector<TimePoint>& times, TimePoint now, const PaceLimits& limits) {
  std::size_t a_minute = 0;
  std::size_t ten_minutes = 0;
  std::size_t a_day = 0;
  for (const TimePoint at : times) {
    const auto ago = between(at, now);
    if (ago < 1min) ++a_minute;
    if (ago < 10min) ++ten_minutes;
    if (ago < 24h) ++a_day;
  }
  return a_minute > limits.a_minute || ten_minutes > limits.ten_minutes || a_day > limits.a_day;
}

void Beat::add(TimePoint at) {
  constexpr auto kOvertaken = 1min;  // by another thread; more than that is a clock that was set back
  if (!moments_.empty() && moments_.back() - at > kOvertaken) moments_.clear();
  moments_.insert(std::upper_bound(moments_.begin(), moments_.end(), at), at);
  if (moments_.size() > kLongWindow + 1) moments_.erase(moments_.begin());
}

bool Beat::even() const {
  return is_even(moments_, kShortWindow, kShortWindowEven) || is_even(moments_, kLongWindow, kLongWindowEven);
}

bool never_comes_back(const std::vector<SessionStart>& starts, TimePoint now) {
  std::size_t a_minute = 0;
  std::size_t young_back = 0;
  std::size_t old = 0;
  std::size_t old_back = 0;
  std::vector<std::uint64_t> young;  // questions
  if (starts.size() < kStartsAMinute) return false;
  for (const SessionStart& start : starts) {
    const auto ago = between(start.at, now);
    if (ago >= kTimeToComeBack) {
      ++old;
      old_back += start.came_back ? 1 : 0;
      continue;
    }
    young.push_back(start.question);
    young_back += start.came_back ? 1 : 0;
    if (ago < 1min) ++a_minute;
  }
  if (old >= kStartsInTheLongRun && old_back * 50 <= old) return true;
  if (a_minute < kStartsAMinute && young.size() < kStartsTenMinutes) return false;
  return young_back * 20 <= young.size() && are_different(std::move(young));
}

}  // namespace firstline::server
