// SPDX-License-Identifier: GPL-3.0-or-later
// What the index says today to a question that went unanswered: the proof that an article closed a gap, and
// half of what tells why there was none.
#pragma once

#include <string>
#include <vector>

#include "search/searcher.h"

namespace firstline::server::review {

struct RerunRequest {
  std::string query;
  std::string lang;
  std::string category;  ///< the filter that most asked with, or empty
};

/// Of 320 questions (of three made-up months) that an added article answers none has so much of its words
/// only mentioned there; of 172 that one seems to answer and does not 23 have. With half of the words it is
/// 14 and 35: places and days stand once in articles that answer well ("calls to germany").
inline constexpr double kMentionedShare = 0.75;

/// The first results of one search.
struct Result {
  search::Answered answered = search::Answered::kNo;
  std::vector<std::string> ids;  ///< the first three articles
  std::string lang;              ///< of the first
  /// The first is a sure answer, but only mentions what is asked for: of the question's words that it has,
  /// kMentionedShare by IDF stand there once, and in no title, heading or keyword.
  bool in_passing = false;
  const std::string& first() const;  ///< empty: there is none
};

struct Rerun {
  Result plain;            ///< without the filter
  Result filtered;         ///< with it; as `plain` of a question that nobody asked with one
  bool misspelt = false;   ///< another spelling, which the engine offers, is answered and it is not
  std::string foreign_id;  ///< an article in another language that is a better answer than its own; or empty
};

/// One search, and one more for a question with a filter or with another spelling.
Rerun rerun(search::Searcher& searcher, const RerunRequest& request);

}  // namespace firstline::server::review
