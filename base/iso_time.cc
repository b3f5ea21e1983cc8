// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/iso_time.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

namespace firstline::base {
namespace {

constexpr int kMinutesPerHour = 60;
constexpr int kSecondsPerMinute = 60;
constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr int kFarthestZone = 14 * kMinutesPerHour;  // Kiribati

/// Takes text from its front; once something is missing, nothing fits any more.
class Taker {
 public:
  explicit Taker(std::string_view rest) : rest_(rest) {}

  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') {
        fits_ = false;
        return 0;
      }
      value = value * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return value;
  }
  void sign(char sign) { fits_ = take(sign) && fits_; }
  bool take(char sign) {
    if (rest_.empty() || rest_.front() != sign) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool at_end() const { return rest_.empty(); }
  bool fits() const { return fits_; }

 private:
  std::string_view rest_;
  bool fits_ = true;
};

/// "Z", "+07:00", "-0330", "+07": minutes east of UTC.
std::optional<int> take_zone(Taker& text) {
  if (text.take('Z') || text.take('z')) return 0;
  const bool west = text.take('-');
  if (!west && !text.take('+')) return std::nullopt;
  const int hours = text.digits(2);
  text.take(':');
  const int minutes = text.at_end() ? 0 : text.digits(2);
  const int zone = hours * kMinutesPerHour + minutes;
  if (!text.fits() || minutes >= kMinutesPerHour || zone > kFarthestZone) return std::nullopt;
  return west ? -zone : zone;
}

}  // namespace

std::optional<IsoTime> parse_iso_time(std::string_view text) {
  Taker rest(text);
  const int year = rest.digits(4);
  rest.sign('-');
  const int month = rest.digits(2);
  rest.sign('-');
  const int day = rest.digits(2);
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!rest.fits() || !date.ok() || year < 1970) return std::nullopt;
  IsoTime time;
  time.date = fmt::format("{:04}-{:02}-{:02}", year, month, day);
  const std::int64_t midnight = std::chrono::sys_days(date).time_since_epoch().count() * kSecondsPerDay;
  if (rest.at_end()) {
    time.begin = midnight;
    time.end = midnight + kSecondsPerDay;
    return time;
  }
  if (!rest.take('T') && !rest.take('t')) rest.sign(' ');
  const int hour = rest.digits(2);
  rest.sign(':');
  const int minute = rest.digits(2);
  int second = 0;
  if (rest.take(':')) second = rest.digits(2);
  rest.take(' ');
  const std::optional<int> zone = take_zone(rest);
  if (!zone || !rest.fits() || !rest.at_end() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  time.time = fmt::format("{:02}:{:02}", hour, minute);
  time.zone_minutes = *zone;
  time.begin = time.end = midnight + ((hour * kMinutesPerHour) + minute - *zone) * kSecondsPerMinute + second;
  return time;
}

std::string format_iso_time(std::int64_t seconds) {
  const std::chrono::sys_seconds at{std::chrono::seconds(seconds)};
  const auto midnight = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss time(at - midnight);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string iso_zone(int zone_minutes) {
  if (zone_minutes == 0) return "Z";
  const int minutes = std::abs(zone_minutes);
  return fmt::format("{}{:02}:{:02}", zone_minutes < 0 ? '-' : '+', minutes / kMinutesPerHour,
                     minutes % kMinutesPerHour);
}

std::string zone_name(int zone_minutes) {
  if (zone_minutes == 0) return "UTC";
  const int hours = std::abs(zone_minutes) / kMinutesPerHour;
  const int minutes = std::abs(zone_minutes) % kMinutesPerHour;
  const char* const sign = zone_minutes < 0 ? "−" : "+";
  return minutes == 0 ? fmt::format("UTC{}{}", sign, hours)
                      : fmt::format("UTC{}{}:{:02}", sign, hours, minutes);
}

}  // namespace firstline::base
