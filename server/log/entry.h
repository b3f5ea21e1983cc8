// SPDX-License-Identifier: GPL-3.0-or-later
// What the search log keeps of each search, and of what became of it. Texts are redacted before they get here
// (server/redaction/redaction.h).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "search/confidence.h"
#include "server/counting/counting.h"

namespace firstline::server {

using Time = std::chrono::system_clock::time_point;  ///< kept in milliseconds

/// Who it was, as far as anybody can tell later: a session is the customer's own mark, hashed; a visitor is
/// server/counting/visitors.h's. 0: not known, or not wanted.
struct Asker {
  std::uint64_t session = 0;
  std::uint64_t visitor = 0;
};

struct LoggedSearch {
  std::string search_id;
  Time at;
  std::string query;       ///< as typed
  std::string normalised;  ///< as it was looked up
  std::string lang;        ///< in which it was asked, as far as anybody can tell
  std::string channel;
  std::string category;  ///< the filter, or empty
  Asker asker;
  std::uint64_t offset = 0;  ///< results left out at the front: a further page
  std::uint64_t total = 0;
  search::Answered answered = search::Answered::kNo;
  double confidence = 0;
  std::vector<std::string> shown;  ///< ids of the articles, in order
  double took_ms = 0;
  std::string generation;
  Counted counted = Counted::kYes;

  // Not kept; for counting only.
  std::string client;      ///< tells askers apart for a day at most, also those who want no visitor
  std::string device;      ///< the same without the session
  std::string correction;  ///< the spelling that was offered, or empty
  bool declared_bot = false;
  bool own = false;  ///< a test by the help centre's own people
};

/// Stored as these numbers.
enum class EventKind { kClick = 1, kFeedback = 2, kContact = 3 };
/// "click", "feedback", "contact".
const char* event_name(EventKind kind);

/// Why something did not help, as far as the customer said. Stored as these numbers.
enum class Reason { kNone = 0, kHard = 1, kFailed = 2, kOtherTopic = 3, kOutdated = 4, kOther = 5 };
inline constexpr int kReasons = 6;
/// "", "hard_to_understand", "steps_failed", "other_topic", "out_of_date", "something_else".
const char* reason_name(Reason reason);
std::optional<Reason> find_reason(std::string_view name);

struct LoggedEvent {
  EventKind kind = EventKind::kClick;
  Time at;
  std::string search_id;          ///< empty: without a search (a vote on an article, a message)
  std::string article;            ///< clicked or voted on; empty for a message and a vote on all results
  std::uint64_t position = 0;     ///< of the click, from 1; 0: not known
  bool helpful = false;           ///< the vote
  Reason reason = Reason::kNone;  ///< of the vote
  bool follows = false;           ///< words that follow a vote of the same visit; not kept
  std::string text;               ///< comment or message
  std::uint64_t visitor = 0;
};

using LogEntry = std::variant<LoggedSearch, LoggedEvent>;

/// Milliseconds since 1970, UTC: how times are kept.
std::int64_t milliseconds(Time at);
Time from_milliseconds(std::int64_t at_ms);

}  // namespace firstline::server
