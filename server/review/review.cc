// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/review.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/logging.h"
#include "server/log/schema.h"

namespace firstline::server::review {
namespace {

constexpr auto kBetweenLooks = std::chrono::milliseconds(500);
/// Rows read under the lock at once: some 30 ms in which a page waits.
constexpr std::size_t kReadAtOnce = 20'000;
/// Searches that were deleted (by age, or with their session) go from the review within this time, and a log
/// that was put in the place of another is seen.
constexpr auto kBetweenChecks = std::chrono::minutes(10);
constexpr auto kBetweenGroupings = std::chrono::minutes(1);
/// Questions held against the index between two looks at the lock.
constexpr std::size_t kRerunAtOnce = 200;
/// Grouping anew takes the time of one thread; it rests so many times as long.
constexpr int kRestPerGrouping = 20;
constexpr auto kShortestRest = std::chrono::seconds(1);

}  // namespace

Review::Review(SearchLog& log, LiveIndex& index, std::shared_ptr<const language::Languages> languages,
               Clock clock, ReviewOptions options)
    : log_(log),
      index_(index),
      languages_(std::move(languages)),
      clock_(std::move(clock)),
      agreed_time_(options.agreed_time),
      ledger_(*languages_),
      follower_([this]() -> base::Repeating::Duration {
        const std::lock_guard lock(step_mutex_);
        return step() ? base::Repeating::Duration::zero() : kBetweenLooks;
      }) {}

void Review::catch_up() {
  const std::lock_guard lock(step_mutex_);
  next_grouping_ = {};
  grouping_due_ = true;
  next_translation_ = next_judgement_ = {};
  while (step()) next_grouping_ = next_translation_ = next_judgement_ = {};
}

/// One piece of what is to be done. False: nothing is left, or it can't be done now.
bool Review::step() {
  std::string trouble;
  try {
    if (std::chrono::steady_clock::now() >= next_check_) {
      next_check_ = std::chrono::steady_clock::now() + kBetweenChecks;
      check_due_ = true;
      database_.reset();  // the file may be another one by now
    }
    if (!database_) {
      database_ = std::make_unique<Database>(open_log(log_.file(), kPatienceMs));
      std::map<std::string, WorkItem> work = Work(*database_).read_all();
      const std::unique_lock lock(mutex_);
      if (work != work_) grouping_due_ = true;
      work_ = std::move(work);
    }
    if (read_log()) return true;
    if (state_.generation != index_.generation()) {
      const std::unique_lock lock(mutex_);
      groups_.was_rerun.assign(groups_.was_rerun.size(), false);
      state_.generation = index_.generation();
      state_.up_to_date = false;
      words_due_ = reruns_due_ = true;
    }
    if (grouping_due_ && std::chrono::steady_clock::now() >= next_grouping_) {
      const auto begin = std::chrono::steady_clock::now();
      regroup();
      const auto end = std::chrono::steady_clock::now();
      if (!grouping_due_)
        next_grouping_ = end + std::max<std::chrono::steady_clock::duration>(
                                   kShortestRest, kRestPerGrouping * (end - begin));
      return true;
    }
    if (words_due_ || (translation_due_ && std::chrono::steady_clock::now() >= next_translation_))
      weigh_words();
    if (reruns_due_ && rerun_some()) return true;
    reruns_due_ = false;
    const auto begin = std::chrono::steady_clock::now();
    if (begin >= next_judgement_ && judge_closed()) {
      const auto end = std::chrono::steady_clock::now();
      next_judgement_ = end + kRestPerGrouping * (end - begin);
    }
  } catch (const DatabaseError& error) {
    database_.reset();
    trouble = error.what();
  } catch (const std::exception& error) {
    trouble = error.what();
  }
  const std::unique_lock lock(mutex_);
  if (!trouble.empty() && trouble != state_.trouble) base::log_error("reviewing the searches: " + trouble);
  state_.trouble = trouble;
  state_.up_to_date = trouble.empty() && !grouping_due_ && !translation_due_;
  return false;
}

/// True: there is more to read at once.
bool Review::read_log() {
  const std::unique_lock lock(mutex_);
  if ((!ledger_.has_newest(*database_) || check_due_) && ledger_.drop_missing(*database_))
    grouping_due_ = true;
  check_due_ = false;
  const std::uint32_t texts = ledger_.questions().count();
  const std::size_t before = ledger_.entries().size();
  const bool more = ledger_.read(*database_, kReadAtOnce, [this] { return log_.take_changed(); });
  if (!more) state_.read = true;
  if (ledger_.entries().size() != before) {
    state_.up_to_date = false;
    reruns_due_ = true;
  }
  state_.searches = ledger_.entries().size();
  if (ledger_.questions().count() != texts) grouping_due_ = true;
  // A question that was answered so far may go unanswered now; votes, messages and what people ask next make
  // it so later: all are looked at again every minute.
  for (std::size_t i = before; i < ledger_.entries().size() && !grouping_due_; ++i) {
    const Entry& entry = ledger_.entries()[i];
    if (is_unanswered(entry) && groups_.group_of(entry.question) == Groups::kNone) grouping_due_ = true;
  }
  const auto now = std::chrono::steady_clock::now();
  if (now >= next_look_) {
    next_look_ = now + kBetweenGroupings;
    reruns_due_ = true;
    for (const Entry& entry : ledger_.entries())
      if (is_unanswered(entry) && groups_.group_of(entry.question) == Groups::kNone &&
          !ledger_.questions().question(entry.question).words.empty())
        grouping_due_ = true;
  }
  return more;
}

/// Holds some more questions against the index, those of the newest searches first. True: some were.
bool Review::rerun_some() {
  struct Held {
    std::uint32_t question;
    RerunRequest request;
    Rerun result;
  };
  std::vector<Held> wanted;
  {
    const std::shared_lock lock(mutex_);
    const std::vector<Entry>& entries = ledger_.entries();
    std::vector<bool> taken(ledger_.questions().count());
    std::map<std::uint32_t, std::uint32_t> filters;  // by question: the category chosen last
    for (std::size_t i = entries.size(); i > 0 && wanted.size() < kRerunAtOnce; --i) {
      const Entry& entry = entries[i - 1];
      const std::uint32_t question = entry.question;
      if (question >= groups_.was_rerun.size() || groups_.was_rerun[question] || taken[question] ||
          groups_.group_of(question) == Groups::kNone || !is_unanswered(entry))
        continue;
      taken[question] = true;
      wanted.push_back(
          {question,
           {ledger_.questions().text(entry.text).text, ledger_.questions().question(question).lang, ""},
           {}});
    }
    if (!wanted.empty())
      for (const Entry& entry : entries)
        if (entry.category != 0 && taken[entry.question] && is_unanswered(entry))
          filters[entry.question] = entry.category;
    for (Held& one : wanted)
      if (const auto filter = filters.find(one.question); filter != filters.end())
        one.request.category = ledger_.name(filter->second);
  }
  if (wanted.empty()) return false;
  LiveIndex::Lease searcher = index_.borrow();
  for (Held& one : wanted) one.result = rerun(*searcher, one.request);
  const std::unique_lock lock(mutex_);
  const bool same = searcher.generation() == state_.generation;
  for (Held& one : wanted) {
    if (!same) break;  // published meanwhile: they are all to be done again
    if (one.result.misspelt) groups_.misspelt[one.question] = true;
    groups_.reruns[one.question] = std::move(one.result);
    groups_.was_rerun[one.question] = true;
  }
  return true;
}

}  // namespace firstline::server::review
