// SPDX-License-Identifier: GPL-3.0-or-later
// Who asks without wanting to know: crawlers that say so, a scraper that doesn't, a monitor, and the help
// centre's own people at their tests.
#pragma once

#include "tests/replay/diary.h"

namespace firstline::replay {

/// `searches`: of each kind.
struct RobotShares {
  std::size_t declared =
      0;  ///< nine of them, 10 to 40 searches a visit, some seconds between; they follow links
  std::size_t scraper = 0;  ///< bursts of up to 340, three a second, no cookies, a browser's user agent
  std::size_t monitor = 0;  ///< one each quarter of an hour, night and day, on as many days as that makes
  std::size_t own = 0;      ///< channel "test"
};
void add_robots(const std::vector<Book>& books, const language::Languages& languages,
                const RobotShares& shares, std::uint64_t seed, Diary& diary);

}  // namespace firstline::replay
