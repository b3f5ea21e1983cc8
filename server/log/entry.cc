// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log/entry.h"

namespace firstline::server {

std::int64_t milliseconds(Time at) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
}

Time from_milliseconds(std::int64_t at_ms) {
  return Time(std::chrono::milliseconds(at_ms));
}

const char* event_name(EventKind kind) {
  return kind == EventKind::kClick ? "click" : kind == EventKind::kFeedback ? "feedback" : "contact";
}

}  // namespace firstline::server
