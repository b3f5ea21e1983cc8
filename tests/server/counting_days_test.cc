// SPDX-License-Identifier: GPL-3.0-or-later
// Made-up days, counted: how near to the truth.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <queue>
#include <set>
#include <utility>

#include "tests/server/counted_log.h"
#include "tests/server/made_up_days.h"

namespace firstline::server {
namespace {

struct Opening {
  std::chrono::system_clock::time_point at;
  std::int64_t number = 0;
  bool operator<(const Opening& other) const { return at > other.at; }  // the earliest is on top
};

/// The verdicts, in order of the searches.
std::vector<Counted> play(const MadeUpDays& days) {
  CountedLog log;
  std::priority_queue<Opening> openings;
  for (const TrueSearch& search : days.searches) {
    while (!openings.empty() && openings.top().at <= search.seen.at) {
      log.open(openings.top().number);
      openings.pop();
    }
    const std::int64_t number = log.ask(search.seen);
    if (search.open_after < 0) continue;
    const auto after = std::chrono::milliseconds(static_cast<std::int64_t>(search.open_after * 1000));
    openings.push({search.seen.at + after, number});
  }
  CHECK(log.broken_promises() == 0);
  std::vector<Counted> verdicts;
  for (std::size_t i = 1; i <= days.searches.size(); ++i)
    verdicts.push_back(log.of(static_cast<std::int64_t>(i)));
  return verdicts;
}

/// How many there are in truth, and how many were counted.
struct Tally {
  long truth = 0;
  long counted = 0;
  bool within(double share) const {
    return static_cast<double>(std::labs(truth - counted)) <= share * static_cast<double>(truth);
  }
};

}  // namespace

TEST_CASE("Counted searches of made-up days are within 2 % of the truth, and 1 % of what is none") {
  for (const std::uint64_t seed : {1, 2, 3}) {
    const MadeUpDays days(seed);
    const std::vector<Counted> verdicts = play(days);
    std::map<std::pair<std::string, int>, Tally> searches;  // by language and day
    std::map<std::string, Tally> others;                    // truth: of that kind; counted: as searches
    std::map<std::string, Tally> kinds;
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      const TrueSearch& search = days.searches[i];
      const bool counted = verdicts[i] == Counted::kYes;
      const bool truth = search.truth == Counted::kYes;
      for (const auto& [lang, day] : {std::pair<std::string, int>(search.seen.lang, search.day),
                                      std::pair<std::string, int>(search.seen.lang, -1),
                                      std::pair<std::string, int>("all", search.day)}) {
        Tally& tally = searches[{lang, day}];
        tally.truth += truth ? 1 : 0;
        tally.counted += counted ? 1 : 0;
      }
      Tally& kind = kinds[search.kind];
      kind.truth += truth ? 1 : 0;
      kind.counted += counted ? 1 : 0;
      if (truth) continue;
      Tally& tally = others[counted_name(search.truth)];
      ++tally.truth;
      tally.counted += counted ? 1 : 0;
    }
    for (const auto& [cell, tally] : searches) {
      INFO("seed " << seed << ", " << cell.first << ", day " << cell.second << ": " << tally.counted
                   << " counted of " << tally.truth);
      CHECK(tally.truth > 100);
      CHECK(tally.within(0.02));
    }
    for (const auto& [truth, tally] : others) {
      INFO("seed " << seed << ": " << truth << ": " << tally.counted << " counted of " << tally.truth);
      CHECK(tally.truth > 100);
      CHECK(static_cast<double>(tally.counted) <= 0.01 * static_cast<double>(tally.truth));
    }
    for (const char* kind : {"person", "office", "carrier"}) {
      INFO("seed " << seed << ": " << kind << ": " << kinds[kind].counted << " counted of "
                   << kinds[kind].truth);
      CHECK(kinds[kind].within(0.02));
    }
  }
}

}  // namespace firstline::server
