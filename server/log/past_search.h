// SPDX-License-Identifier: GPL-3.0-or-later
// One search as the log has it, for the customer who made it and for whoever answers him.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/log/entry.h"

namespace firstline::server {

struct PastSearch {
  std::string query;               ///< redacted
  std::string lang;                ///< in which it was asked
  std::uint64_t offset = 0;        ///< results left out at the front
  std::vector<std::string> shown;  ///< ids of the articles, in order
  std::string opened;              ///< the article opened last, or empty
};

/// Nothing when the log has no such search, or can't be read now. Opens the file anew: for now and then.
std::optional<PastSearch> find_past_search(const std::string& log, const std::string& search_id);

/// A vote on an article, as the log has it.
struct LoggedVote {
  std::int64_t at_ms = 0;
  bool helpful = false;
  Reason reason = Reason::kNone;
  std::string comment;  ///< redacted
};

/// The newest votes on an article that say more than yes or no, within that time. None when the log can't be
/// read now.
std::vector<LoggedVote> votes_with_words(const std::string& log, const std::string& article,
                                         std::int64_t since_ms, std::int64_t until_ms, std::size_t most);

}  // namespace firstline::server
