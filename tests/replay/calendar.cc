// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/calendar.h"

#include <array>
#include <vector>

#include "tests/replay/month.h"

namespace firstline::replay {
namespace {

/// From Tuesday on, which 1 September 2026 is.
constexpr std::array<double, 7> kDayWeights = {1.15, 1.1, 1.1, 1.0, 0.75, 0.65, 1.25};
/// By hour of the day where they live.
constexpr std::array<double, 24> kHourWeights = {0.5, 0.3, 0.15, 0.1, 0.1, 0.2, 0.6, 1.5, 2.6, 3.4, 3.6, 3.2,
                                                 2.8, 2.9, 3.0,  3.1, 3.2, 3.4, 3.9, 4.4, 4.3, 3.4, 2.2, 1.1};

std::int64_t hours_ahead_of_utc(const std::string& lang) {
  if (lang == "th" || lang == "vi") return 7;
  if (lang == "hi") return 5;
  return lang == "sr" ? 2 : 1;
}

std::size_t draw_day(Dice& dice) {
  std::vector<double> weights;
  for (std::size_t day = 0; day < static_cast<std::size_t>(kDays); ++day)
    weights.push_back(kDayWeights[day % kDayWeights.size()]);
  return dice.weighted(weights);
}

}  // namespace

std::int64_t draw_moment(const std::string& lang, Dice& dice) {
  const auto day = static_cast<std::int64_t>(draw_day(dice));
  const auto hour = static_cast<std::int64_t>(dice.weighted(kHourWeights));
  const std::int64_t of_day =
      (hour + 24 - hours_ahead_of_utc(lang)) % 24 * kHour + dice.between(0, kHour - 1);
  return kStart + day * kDay + of_day;
}

std::int64_t draw_outage_moment(Dice& dice) {
  const double part = dice.fraction();
  return kOutageStart +
         static_cast<std::int64_t>(part * part * static_cast<double>(kOutageEnd - kOutageStart));
}

}  // namespace firstline::replay
