// SPDX-License-Identifier: GPL-3.0-or-later
// What support leads do about groups: who is on it, until when, what was decided, and who did what. The only
// thing of the review that is stored (in the search log's file): groups nobody touched are only counted.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/log/database.h"

namespace firstline::server::review {

enum class Status { kOpen, kPlanned, kAnswered, kIgnored };
/// "open", "planned", "answered", "ignored".
const char* status_name(Status status);
std::optional<Status> find_status(const std::string& name);

/// What a lead decided about one group.
struct WorkItem {
  std::string id;  ///< of the group: the id of its first question (questions.h)
  std::string label;
  std::string lang;
  std::vector<std::string> questions;  ///< ids of the questions that stay in it
  Status status = Status::kOpen;
  std::string owner;
  std::int64_t due_ms = 0;  ///< 0: the agreed time
  std::string note;
  std::string reason;           ///< why it is ignored
  std::string article;          ///< that answers it
  std::int64_t decided_ms = 0;  ///< when it became answered or ignored; 0: it is not
  std::int64_t version = 0;     ///< raised by each change: two leads don't overwrite each other

  bool operator==(const WorkItem&) const = default;
};

struct HistoryEntry {
  std::int64_t at_ms = 0;
  std::string who;   ///< "Firstline" where it was the program
  std::string what;  ///< a sentence
};

inline constexpr std::size_t kLongestNote = 4'000;  ///< bytes
inline constexpr std::size_t kLongestOwner = 100;   ///< bytes

/// One thread at a time. Everything fails with DatabaseError.
class Work {
 public:
  /// Makes the tables where they are missing. `database` must outlive it.
  explicit Work(Database& database);

  std::map<std::string, WorkItem> read_all();
  std::vector<HistoryEntry> history(const std::string& id);

  /// Stores each item with version + 1, and what was done. Forgets those of `gone`, whose questions went to
  /// the first item; their history goes there, too. False: one has another version by now than its own;
  /// nothing was stored.
  bool put_all(const std::vector<std::pair<WorkItem, HistoryEntry>>& items,
               const std::vector<std::string>& gone = {});

 private:
  bool put_row(const WorkItem& item, const HistoryEntry& done);
  Database& database_;
};

}  // namespace firstline::server::review
