// SPDX-License-Identifier: GPL-3.0-or-later
// Every search of the log and what became of it, in memory: what the review counts. A search takes about 70
// bytes, a question about 300; whatever is asked of it is one walk over an array. Nothing is stored: the log
// is the only truth, and is read again at the next start (a second or two for a million searches).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "search/confidence.h"
#include "server/counting/counting.h"
#include "server/log/database.h"
#include "server/log/entry.h"
#include "server/review/questions.h"

namespace firstline::server::review {

/// Who asks again within this time of a search did not find what he needed, or was not sure. People read a
/// page for a minute or two; what is asked later is more often something else.
inline constexpr std::chrono::minutes kAskingAgain{6};

/// The review looks back this far: older searches stay in the log.
inline constexpr std::size_t kMostSearches = 3'000'000;

struct Entry {
  std::int64_t number = 0;  ///< its row in the log
  std::int64_t at_ms = 0;
  std::uint64_t asker = 0;       ///< session or visitor; 0: not known
  std::uint32_t text = 0;        ///< Questions::text
  std::uint32_t question = 0;    ///< Questions::question
  std::uint32_t channel = 0;     ///< Ledger::name, as all that follow; 0: none
  std::uint32_t category = 0;    ///< the filter
  std::uint32_t first = 0;       ///< the article shown first
  std::uint32_t opened = 0;      ///< the article opened first
  std::uint32_t before = kNone;  ///< place of the search of the same asker before it, within kAskingAgain
  std::uint16_t rank = 0;        ///< of what was opened first, from 1; 0: not known
  search::Answered answered = search::Answered::kNo;
  Counted counted = Counted::kYes;
  bool again = false;         ///< the asker searched again within kAskingAgain
  bool asked_person = false;  ///< a message to a person followed
  bool helpful = false;
  bool unhelpful = false;

  static constexpr std::uint32_t kNone = ~0U;
};

/// No answer, a weak one, or one that the customer did not take: opened nothing, found nothing helpful, and
/// searched again or asked a person; or said that it did not help.
bool is_unanswered(const Entry& entry);

/// A vote on an article, with a search or without.
struct Vote {
  std::int64_t at_ms = 0;
  std::uint32_t article = 0;
  bool helpful = false;
};

/// One thread at a time may change it; others may read meanwhile only what they hold a lock for.
class Ledger {
 public:
  explicit Ledger(const language::Languages& languages);

  /// Adds what the log has and this has not, at most `most` searches. True: there may be more. Fails with
  /// DatabaseError. `changed`: gives the searches that counting changed its mind about since it was asked
  /// last (SearchLog::take_changed); asked after the searches were read.
  bool read(Database& log, std::size_t most, const std::function<std::vector<Verdict>()>& changed = {});

  /// Takes out the searches that the log has no more. True: there were some; places of entries have changed
  /// then, numbers of questions and texts have not. Reads the number of every search.
  bool drop_missing(Database& log);
  /// Whether the newest search that was read is in the log still; if not, there are missing ones for sure.
  bool has_newest(Database& log) const;

  /// The counted and the others, in the order of the log. Those of one asker are in order of time.
  const std::vector<Entry>& entries() const { return entries_; }
  const std::vector<Vote>& votes() const { return votes_; }
  const Questions& questions() const { return questions_; }
  Questions& questions() { return questions_; }
  /// Of an article, channel or category; empty for 0.
  const std::string& name(std::uint32_t number) const;
  /// The number of a name; 0 when the log has none such.
  std::uint32_t find_name(const std::string& name) const;
  /// Time of the newest search; 0: there is none.
  std::int64_t newest_ms() const { return newest_ms_; }

 private:
  void read_searches(Database& log, std::size_t most);
  void read_events(Database& log);
  void read_names(Database& log);
  Entry* find(std::int64_t number);
  void recount(const std::vector<Verdict>& verdicts);
  void take_out(std::size_t place);
  void relate(std::size_t from);

  Questions questions_;
  std::vector<Entry> entries_;
  std::vector<Vote> votes_;
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::uint32_t> name_numbers_;
  std::unordered_map<std::uint64_t, std::uint32_t> last_of_;  // asker: place of the newest entry
  std::int64_t last_search_ = 0;
  std::int64_t last_event_ = 0;
  std::int64_t last_name_ = 0;
  std::int64_t newest_ms_ = 0;
};

}  // namespace firstline::server::review
