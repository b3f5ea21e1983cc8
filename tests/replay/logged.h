// SPDX-License-Identifier: GPL-3.0-or-later
// The server's search log as it exports it, beside the month that it should tell of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/replay/month.h"

namespace firstline::replay {

/// A search in the log. Empty where the log has none at its time.
struct LoggedSearch {
  std::string search_id;
  std::string query;
  std::string lang;
  std::string counted;       ///< "yes", "typing", ...
  std::string answered;      ///< "yes", "weak", "no"
  bool tells_apart = false;  ///< a visitor or a session is in the row
  std::vector<std::string> results;
};

struct Logged {
  std::vector<LoggedSearch> searches;  ///< in the order of the month's
  std::size_t unknown = 0;             ///< searches at a time when nobody asked
  std::size_t clicks = 0, votes = 0, messages = 0;
};

/// `json_lines`: what `firstline-server log export --format json` prints. Rows are known by their time.
Logged read_log(const std::string& json_lines, const Month& month);

/// Milliseconds since 1970 of "2026-09-01T12:34:56.789Z".
std::int64_t parse_time(const std::string& utc);

}  // namespace firstline::replay
