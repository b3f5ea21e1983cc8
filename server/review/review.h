// SPDX-License-Identifier: GPL-3.0-or-later
// The review: follows the search log and the index, groups what went unanswered, tells why, keeps what leads
// decide, and proves that a gap was closed. What pages and commands ask stands here.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/repeating.h"
#include "language/rules.h"
#include "server/clock.h"
#include "server/live_index.h"
#include "server/log/search_log.h"
#include "server/review/figures.h"
#include "server/review/gaps.h"
#include "server/review/grouping.h"
#include "server/review/translations.h"

namespace firstline::server::review {

struct ReviewOptions {
  std::chrono::seconds agreed_time{24 * 3600};  ///< to answer a new gap
};

/// What a lead changes about a gap; what is absent stays.
struct Change {
  std::optional<Status> status;
  std::optional<std::string> owner, note, reason, article, label;
  std::optional<std::int64_t> due_ms;
};

enum class Changed {
  kDone,
  kNoSuchGap,
  kConflict,  ///< somebody else changed it since that version
  kTrouble,   ///< the log's file can't be written now
};

/// Any thread.
class Review {
 public:
  /// Returns at once; reading the log begins then. `index` and `log` must outlive it.
  Review(SearchLog& log, LiveIndex& index, std::shared_ptr<const language::Languages> languages, Clock clock,
         ReviewOptions options = {});

  /// What the review knows now: how far it has come, and why not further.
  struct State {
    bool read = false;           ///< the whole log once
    std::string trouble;         ///< empty: none
    std::string generation;      ///< that the gaps were held against
    std::uint64_t searches = 0;  ///< rows read
    bool up_to_date = false;     ///< all that was read is grouped, and held against that generation
  };
  State state() const;
  /// Reads on, groups and holds against the index until there is nothing left to do. For tests and commands.
  void catch_up();

  std::vector<Gap> gaps(const Filter& filter) const;
  /// One of them with all its texts, in the searches that the filter lets through; `id` may be that of any of
  /// its questions. Nothing when there is none such.
  std::optional<Gap> gap(const std::string& id, const Filter& filter) const;
  std::vector<HistoryEntry> history(const std::string& id) const;

  /// `version`: of the gap's work as the lead saw it. `who`: the lead.
  Changed change(const std::string& id, std::int64_t version, const Change& change, const std::string& who);
  /// Puts the others' questions into the first.
  Changed merge(const std::vector<std::string>& ids, const std::string& who);
  /// Takes questions (their ids) out of a gap into one of their own, whose id is given in `made`.
  Changed split(const std::string& id, const std::vector<std::string>& questions, const std::string& who,
                std::string& made);
  /// Notes in the gap's history what was done elsewhere (a draft, a proposal).
  Changed note_done(const std::string& id, const std::string& who, const std::string& what);

  /// The time to answer a new gap from now on.
  void agree_on(std::chrono::seconds time) { agreed_time_ = time; }

  Report report(const Filter& filter) const;
  std::vector<ArticleFigures> articles(const Filter& filter) const;
  std::vector<LeadingQuery> leading_queries(const std::string& article, const Filter& filter,
                                            std::size_t most) const;
  /// Which searches to list besides the filter.
  struct Wanted {
    std::string group;      ///< id; empty: any
    std::string article;    ///< shown first or opened; empty: any
    std::string text;       ///< as typed; empty: any
    std::string what;       ///< "unanswered", "answered", "clicked", "asked", "rejected"; empty: any
    bool left_out = false;  ///< also what does not count
    std::size_t offset = 0, limit = 50;
  };
  struct Listed {
    std::vector<ListedSearch> searches;  ///< newest first
    std::uint64_t total = 0;
  };
  Listed searches(const Filter& filter, const Wanted& wanted) const;

  /// The values that filters can take, sorted: of all that was read.
  struct Choices {
    std::vector<std::string> langs, channels, categories, owners;
  };
  Choices choices() const;

 private:
  static constexpr int kPatienceMs = 2'000;  // with a log that is locked

  bool step();
  bool read_log();
  void regroup();
  bool rerun_some();
  bool judge_closed();
  void weigh_words();
  GapSources sources() const;
  std::uint32_t group_of(const std::string& id) const;
  std::vector<std::string> questions_of(std::uint32_t group) const;
  double share_answered_by(std::uint32_t group, const std::string& article) const;
  WorkItem item_of(std::uint32_t group) const;
  Changed store(const std::vector<std::pair<WorkItem, HistoryEntry>>& items,
                const std::vector<std::string>& gone = {});

  SearchLog& log_;
  LiveIndex& index_;
  const std::shared_ptr<const language::Languages> languages_;
  const Clock clock_;
  std::atomic<std::chrono::seconds> agreed_time_;

  mutable std::shared_mutex mutex_;  // of what follows; changed by whoever holds step_mutex_, too
  Ledger ledger_;
  Groups groups_;
  std::map<std::string, WorkItem> work_;
  State state_;
  std::uint64_t changes_ = 0;                                   // of the work
  std::tuple<std::string, std::size_t, std::uint64_t> judged_;  // what judge_closed() saw last

  std::mutex step_mutex_;  // one reads and groups at a time
  std::unique_ptr<Database> database_;
  std::atomic<bool> grouping_due_ = false;
  bool words_due_ = false;
  bool translation_due_ = false;
  bool check_due_ = false;
  bool reruns_due_ = false;
  std::map<std::string, std::string> told_by_;  // by group: an article of another language
  std::string told_in_;                         // generation
  std::chrono::steady_clock::time_point next_translation_;
  std::chrono::steady_clock::time_point next_grouping_;
  std::chrono::steady_clock::time_point next_judgement_;
  std::chrono::steady_clock::time_point next_check_;
  std::chrono::steady_clock::time_point next_look_;

  base::Repeating follower_;
};

}  // namespace firstline::server::review
