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

/// The first results of one search.
struct Result {
  search::Answered answered = search::Answered::kNo;
  std::vector<std::string> ids;      ///< the first three articles
  std::string lang;                  ///< of the first
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
