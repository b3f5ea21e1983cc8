// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tests/load/asker.h"
#include "tests/load/phases.h"
#include "tests/support/timing.h"

namespace firstline::load {
namespace {

constexpr std::size_t kConnections = 256;
constexpr double kMostTimesMedian = 10;
constexpr double kWarmUp = 0.2;  // share of the measured time, before it

}  // namespace

void keep_alive_phase(const Centre& centre, double duration_s, Table& table) {
  const auto server = centre.serve("keep_alive");
  const Time begin = Clock::now() + seconds(duration_s * kWarmUp);
  const Time end = begin + seconds(duration_s);
  Answers answers;
  Crowd crowd(server->port());
  const auto askers = make_askers(crowd, centre.searches(), kConnections, answers, begin);
  crowd.run_until([&] { return Clock::now() >= end; });
  for (const auto& asker : askers) asker->stop();
  const auto all = [&](auto&& is) { return std::all_of(askers.begin(), askers.end(), is); };
  crowd.run_until([&] { return all([](const auto& asker) { return asker->is_quiet(); }); });

  const tests::Timing timing = tests::summarise(answers.ok_us, duration_s);
  table.time(fmt::format("{} keep-alive connections asking: p99 / p50", kConnections), kMostTimesMedian,
             answers.ok_us.empty() ? std::nan("") : timing.p99_us / timing.p50_us,
             fmt::format("p50 {:.1f} ms, p99 {:.1f} ms, {:.0f} a second", timing.p50_us / 1e3,
                         timing.p99_us / 1e3, timing.per_second));
  table.count("  requests not answered 200", 0, static_cast<double>(answers.failed()), answers.text());
  table.count("  connections never answered", 0,
              static_cast<double>(std::count_if(askers.begin(), askers.end(),
                                                [](const auto& asker) { return asker->answered() == 0; })));
}

}  // namespace firstline::load
