// SPDX-License-Identifier: GPL-3.0-or-later
// How well the log tells of a month: one figure a line, each beside what is asked.
#pragma once

#include <string>
#include <vector>

#include "tests/replay/leaks.h"
#include "tests/replay/logged.h"
#include "tests/replay/player.h"

namespace firstline::replay {

struct Figure {
  std::string what;
  std::string asked;  ///< empty: nothing, it is only told
  std::string measured;
  bool holds = true;
};

/// Counted searches against the truth: the month, the worst language, day, and language on a day; what was
/// counted though it is no search; people taken for robots.
std::vector<Figure> judge_counting(const Month& month, const Logged& logged);

/// What reached the disk, and what was taken out though it was harmless.
std::vector<Figure> judge_privacy(const Month& month, const Logged& logged, const Leaks& leaks);

/// That everything is there: each search, click, vote and message; `search_ids`: as the clients were told.
std::vector<Figure> judge_completeness(const Month& month, const Logged& logged, const Done& done,
                                       const std::vector<std::string>& search_ids);

/// What people get after half-time for what was added.
std::vector<Figure> tell_of_added_articles(const Month& month, const Logged& logged);

/// The table that people read, and the same parted by tabs.
std::string as_table(const std::vector<Figure>& figures);
std::string as_tsv(const std::vector<Figure>& figures);

/// One line a search: the truth, and the search_id that the server gave it.
std::string truth_tsv(const Month& month, const Logged& logged);

}  // namespace firstline::replay
