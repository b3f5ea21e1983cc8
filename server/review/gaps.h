// SPDX-License-Identifier: GPL-3.0-or-later
// A gap is a group of questions that went unanswered: what is missing, what it costs, why, who is on it, and
// what the index says to it now.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "search/confidence.h"
#include "server/review/cause.h"
#include "server/review/filter.h"
#include "server/review/ledger.h"
#include "server/review/rerun.h"
#include "server/review/work.h"

namespace firstline::server::review {

/// A message to a person costs a company some minutes, a failed search a customer's patience: as much as
/// four.
inline constexpr double kCostOfMessage = 4;

/// One text of a gap, as customers typed it.
struct GapQuery {
  std::string text;
  std::string question;                          ///< id of its question
  std::uint64_t count = 0;                       ///< unanswered searches
  std::int64_t first_ms = 0, last_ms = 0;        ///< of them
  search::Answered now = search::Answered::kNo;  ///< what the index says to it today
  std::string now_id;                            ///< the first article
  bool in_passing = false;                       ///< which only mentions it (Result::in_passing)
};

/// What the index says to the whole gap.
struct Now {
  /// kYes: more than half of its searches would be answered by an article that they did not get, and that
  /// does not only mention what they ask for (Result::in_passing).
  search::Answered answered = search::Answered::kNo;
  std::string id;          ///< the article that answers most of them, or comes first for most
  std::uint64_t rank = 0;  ///< its place, from 1; 0: none
  double share = 0;        ///< of the unanswered searches that it answers and did not
};

struct Gap {
  std::string id;
  std::string label;  ///< the lead's, else the text asked most of all times
  std::string lang;
  std::vector<GapQuery> queries;   ///< most asked first; in a list the first five
  std::uint64_t texts = 0;         ///< how many there are
  std::uint64_t searches = 0;      ///< unanswered ones
  std::uint64_t since_closed = 0;  ///< of the same questions since it was closed, answered or not
  std::uint64_t all_searches = 0;  ///< of the same questions
  std::uint64_t visitors = 0;  ///< askers of the unanswered ones; who can't be told apart counts each time
  std::uint64_t asked_person = 0;
  double cost = 0;  ///< what the list is sorted by: searches + kCostOfMessage × asked_person
  std::int64_t first_ms = 0;
  std::int64_t last_ms = 0;
  std::vector<std::uint32_t> by_day;  ///< unanswered ones, the filter's last day last, at most 30 days
  Cause cause = Cause::kGap;
  std::string article;  ///< the one the cause speaks of, or empty
  Evidence evidence;
  Now now;
  bool proposes_closing = false;  ///< now answered, and nobody closed it yet
  WorkItem work;                  ///< status, owner, due …; version 0: nobody touched it
  /// The lead's day, else when a second customer failed at it, of all times (since it was closed), + the
  /// agreed time. 0: no day, and only one customer failed so far.
  std::int64_t due_ms = 0;
  bool overdue = false;
};

/// The groups that a grouping made of the ledger's questions, with what is known of each question.
struct Groups {
  static constexpr std::uint32_t kNone = ~0U;
  std::vector<std::uint32_t> of_question;  ///< by question; kNone: it is in no group
  std::vector<std::string> ids;            ///< by group
  std::vector<std::string> langs;          ///< by group
  std::vector<Rerun> reruns;               ///< by question; only of those in a group
  std::vector<bool> was_rerun;             ///< by question
  std::vector<bool> misspelt;              ///< by question: a slip of one that is answered
  std::vector<double> words_in_opened;     ///< by group: see Evidence
  std::vector<std::string> told_by;        ///< by group: the article of another language, or empty
  /// By entry: its question, answered with the same first article, mostly goes well. Says nothing of why
  /// others went unanswered, before a better article came.
  std::vector<bool> went_well;

  bool well(std::size_t entry) const { return entry < went_well.size() && went_well[entry]; }
  /// Also of a question that came after they were made.
  std::uint32_t group_of(std::uint32_t question) const {
    return question < of_question.size() ? of_question[question] : kNone;
  }
};

/// What find_gaps() looks at. All of it must stay while it runs.
struct GapSources {
  const Ledger& ledger;
  const Groups& groups;
  const std::map<std::string, WorkItem>& work;  ///< by id
  std::int64_t now_ms = 0;
  std::int64_t agreed_ms = 0;  ///< time to answer a new gap
};

inline constexpr std::size_t kTextsInList = 5;

/// All gaps with an unanswered search that the filter lets through, and those that somebody works on, the
/// costliest first; with their `most_texts` most frequent texts. What was asked before a gap was closed is
/// closed with it. One walk over the ledger. `only`: of this group.
std::vector<Gap> find_gaps(const GapSources& sources, const Filter& filter,
                           std::size_t most_texts = kTextsInList, std::uint32_t only = Groups::kNone);

}  // namespace firstline::server::review
