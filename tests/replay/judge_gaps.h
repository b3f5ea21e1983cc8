// SPDX-License-Identifier: GPL-3.0-or-later
// How well the review tells of a month: which searches are one need, why they went unanswered, and which
// gaps an article closed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/replay/judge.h"

namespace firstline::replay {

/// A gap, as the review shows it.
struct ShownGap {
  std::string label;
  std::string cause;  ///< "gap", "vocabulary", ...
  bool now_answered = false;
  std::string now_id;
  bool proposes_closing = false;
};

/// What the review says at some moment.
struct Reviewed {
  struct Search {
    std::string group;  ///< id; empty: in none
    bool is_counted = false;
    bool is_unanswered = false;
  };
  std::map<std::string, ShownGap> gaps;  ///< by id
  std::vector<Search> searches;          ///< in the order of the month's; at half-time not all
};

/// The article that half-time adds, by "lang/intent".
using AddedArticles = std::map<std::string, std::string>;
AddedArticles added_articles(const std::vector<Book>& books);

/// Fewer unanswered searches are no proof of what a group is about.
inline constexpr std::size_t kTellingSearches = 5;

/// After the publication at half-time: groups of needs that were added must be answered by that article, and
/// no other may propose to be closed that no article answers. Where too few asked, it is only told.
std::vector<Figure> judge_proofs(const Month& month, const Reviewed& reviewed, const AddedArticles& added);

/// At the month's end: whether groups are needs. `bounds`: whether anything is asked of the figure, or it is
/// only told; likewise below.
std::vector<Figure> judge_groups(const Month& month, const Reviewed& reviewed, bool bounds);

/// At the month's end: whether the causes are right.
std::vector<Figure> judge_causes(const Month& month, const Reviewed& reviewed, bool bounds);

}  // namespace firstline::replay
