// SPDX-License-Identifier: GPL-3.0-or-later
// What a customer writes to a person. Kept as written, with the address to answer to: it can't be answered
// otherwise. It stays apart from the search log, which holds nothing that names anybody.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace firstline::server {

/// In characters; longer ones are refused.
inline constexpr std::size_t kLongestMessage = 10'000;

/// What somebody did with a message.
struct MessageStep {
  std::int64_t at_ms = 0;
  std::string who;
  std::string what;  ///< "marked as answered", "opened again"
};

struct Message {
  std::int64_t number = 0;         ///< given when it is stored; never given again
  std::int64_t at_ms = 0;          ///< since 1970, UTC
  std::string text;                ///< as written; valid UTF-8
  std::string email;               ///< where to answer, or empty
  std::string lang;                ///< of the page it was written on, else of the search
  std::string question;            ///< what was searched for before, redacted; or empty
  std::string search_id;           ///< of that search, or empty
  std::string article;             ///< read last, or asked about; or empty
  std::vector<std::string> shown;  ///< ids of the articles that the search showed, in order
  std::string form_key;            ///< of the form it came in: the same sent twice is one message
  std::int64_t answered_ms = 0;    ///< 0: open
  std::string answered_by;
  std::vector<MessageStep> steps;  ///< oldest first
};

enum class MessageStatus { kAny, kOpen, kAnswered };

struct MessageFilter {
  std::string lang;  ///< empty: any
  MessageStatus status = MessageStatus::kAny;
  std::size_t offset = 0;
  std::size_t limit = 20;
};

struct MessageList {
  std::vector<Message> messages;   ///< open ones first, the newest first
  std::uint64_t total = 0;         ///< that the filter lets through
  std::vector<std::string> langs;  ///< of all messages
};

}  // namespace firstline::server
