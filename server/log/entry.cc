// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log/entry.h"

#include <array>

namespace firstline::server {

std::int64_t milliseconds(Time at) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
}

Time from_milliseconds(std::int64_t at_ms) {
  return Time(std::chrono::milliseconds(at_ms));
}

const char* reason_name(Reason reason) {
  static constexpr std::array<const char*, kReasons> kNames = {
      "", "hard_to_understand", "steps_failed", "other_topic", "out_of_date", "something_else"};
  const auto place = static_cast<std::size_t>(reason);
  return kNames[place < kNames.size() ? place : 0];
}

std::optional<Reason> find_reason(std::string_view name) {
  for (int i = 0; i < kReasons; ++i)
    if (name == reason_name(static_cast<Reason>(i))) return static_cast<Reason>(i);
  return std::nullopt;
}

const char* event_name(EventKind kind) {
  return kind == EventKind::kClick ? "click" : kind == EventKind::kFeedback ? "feedback" : "contact";
}

}  // namespace firstline::server
