// SPDX-License-Identifier: GPL-3.0-or-later
// Points in time as people write them: ISO 8601.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace firstline::base {

/// "2026-09-14", "2026-09-14T14:00Z", "2026-09-14 14:00:30+07:00". Seconds are since 1970, UTC.
struct IsoTime {
  std::int64_t begin = 0;  ///< the time; of a date alone its first second, UTC
  std::int64_t end = 0;    ///< the time; of a date alone the first second after it
  std::string date;        ///< as written: "2026-09-14"
  std::string time;        ///< as written, without seconds: "14:00"; empty: a date alone
  int zone_minutes = 0;    ///< as written: east of UTC
};

/// Nothing when there is no such day (from 1970 on) or time, or a time has no zone: it would be another one
/// on another machine.
std::optional<IsoTime> parse_iso_time(std::string_view text);

/// "2026-09-14T14:00:00Z"
std::string format_iso_time(std::int64_t seconds);

/// "Z", "+07:00": behind a time.
std::string iso_zone(int zone_minutes);

/// For people: "UTC", "UTC+7", "UTC−3:30"
std::string zone_name(int zone_minutes);

}  // namespace firstline::base
