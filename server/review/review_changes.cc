// SPDX-License-Identifier: GPL-3.0-or-later
// What leads change, and what the program changes by itself: a closed gap that fails again is open again.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/hash.h"
#include "base/logging.h"
#include "server/log/schema.h"
#include "server/review/review.h"

namespace firstline::server::review {
namespace {

/// A closed gap is open again when so many searches of so many people failed since.
constexpr std::uint64_t kFailuresToReopen = 3;
constexpr std::uint64_t kVisitorsToReopen = 2;

const char* const kProgram = "Firstline";

bool is_decided(Status status) {
  return status == Status::kAnswered || status == Status::kIgnored;
}

void say(std::string& sentence, const std::string& part) {
  sentence += (sentence.empty() ? "" : "; ") + part;
}

void set_text(std::string& place, const std::optional<std::string>& value, const char* name,
              std::string& done) {
  if (!value || *value == place) return;
  say(done, value->empty() ? fmt::format("{} taken away", name) : fmt::format("{}: {}", name, *value));
  place = *value;
}

/// Changes the item, and tells what was done; empty: nothing.
std::string apply(const Change& change, std::int64_t now_ms, WorkItem& item) {
  std::string done;
  set_text(item.label, change.label, "label", done);
  set_text(item.owner, change.owner, "owner", done);
  set_text(item.article, change.article, "article", done);
  set_text(item.reason, change.reason, "reason", done);
  set_text(item.note, change.note, "note", done);
  if (change.due_ms && *change.due_ms != item.due_ms) {
    item.due_ms = *change.due_ms;
    say(done, item.due_ms == 0 ? "due at the agreed time" : "due " + day_name(item.due_ms));
  }
  if (change.status && *change.status != item.status) {
    say(done, fmt::format("{} → {}", status_name(item.status), status_name(*change.status)));
    item.decided_ms = is_decided(*change.status) ? now_ms : 0;
    item.status = *change.status;
  }
  return done;
}

}  // namespace

/// Of a group by its id or that of one of its questions. Needs the lock.
std::uint32_t Review::group_of(const std::string& id) const {
  const auto found = std::find(groups_.ids.begin(), groups_.ids.end(), id);
  if (found != groups_.ids.end()) return static_cast<std::uint32_t>(found - groups_.ids.begin());
  const Questions& questions = ledger_.questions();
  for (std::uint32_t i = 0; i < groups_.of_question.size(); ++i)
    if (groups_.of_question[i] != Groups::kNone && question_id(questions.question(i)) == id)
      return groups_.of_question[i];
  return Groups::kNone;
}

/// What is stored of a group; of one that nobody touched what would be. Needs the lock.
WorkItem Review::item_of(std::uint32_t group) const {
  const auto known = work_.find(groups_.ids[group]);
  if (known != work_.end()) return known->second;
  WorkItem item;
  item.id = groups_.ids[group];
  item.lang = groups_.langs[group];
  const std::vector<Gap> gaps = find_gaps(sources(), {}, 1, group);
  if (!gaps.empty()) item.label = gaps.front().label;
  item.questions = questions_of(group);
  return item;
}

/// Ids of a group's questions. Needs the lock.
std::vector<std::string> Review::questions_of(std::uint32_t group) const {
  std::vector<std::string> ids;
  for (std::uint32_t i = 0; i < groups_.of_question.size(); ++i)
    if (groups_.of_question[i] == group) ids.push_back(question_id(ledger_.questions().question(i)));
  return ids;
}

/// Stores, then shows it. Needs the lock.
Changed Review::store(const std::vector<std::pair<WorkItem, HistoryEntry>>& items,
                      const std::vector<std::string>& gone) {
  try {
    Database database = open_log(log_.file(), kPatienceMs);
    Work work(database);
    if (!work.put_all(items, gone)) {
      work_ = work.read_all();
      return Changed::kConflict;
    }
    work_ = work.read_all();
  } catch (const DatabaseError& error) {
    base::log_error(fmt::format("storing the review's work: {}: {}", log_.file(), error.what()));
    return Changed::kTrouble;
  }
  ++changes_;
  return Changed::kDone;
}

Changed Review::change(const std::string& id, std::int64_t version, const Change& change,
                       const std::string& who) {
  const std::unique_lock lock(mutex_);
  const std::uint32_t group = group_of(id);
  if (group == Groups::kNone) return Changed::kNoSuchGap;
  WorkItem item = item_of(group);
  if (item.version != version) return Changed::kConflict;
  const std::int64_t now_ms = milliseconds(clock_());
  const std::string done = apply(change, now_ms, item);
  if (done.empty()) return Changed::kDone;
  return store({{item, {now_ms, who, done}}});
}

Changed Review::note_done(const std::string& id, const std::string& who, const std::string& what) {
  const std::unique_lock lock(mutex_);
  const std::uint32_t group = group_of(id);
  if (group == Groups::kNone) return Changed::kNoSuchGap;
  return store({{item_of(group), {milliseconds(clock_()), who, what}}});
}

Changed Review::merge(const std::vector<std::string>& ids, const std::string& who) {
  const std::unique_lock lock(mutex_);
  std::vector<std::uint32_t> groups;
  for (const std::string& id : ids) {
    const std::uint32_t group = group_of(id);
    if (group == Groups::kNone) return Changed::kNoSuchGap;
    if (std::find(groups.begin(), groups.end(), group) == groups.end()) groups.push_back(group);
  }
  if (groups.size() < 2) return Changed::kDone;
  WorkItem first = item_of(groups.front());
  std::vector<std::string> gone;
  std::string labels;
  for (std::size_t i = 1; i < groups.size(); ++i) {
    const WorkItem other = item_of(groups[i]);
    first.questions.insert(first.questions.end(), other.questions.begin(), other.questions.end());
    if (other.version > 0) gone.push_back(other.id);
    labels += (labels.empty() ? "" : ", ") + other.label;
  }
  std::sort(first.questions.begin(), first.questions.end());
  first.questions.erase(std::unique(first.questions.begin(), first.questions.end()), first.questions.end());
  const Changed changed = store({{first, {milliseconds(clock_()), who, "merged with " + labels}}}, gone);
  if (changed != Changed::kDone) return changed;
  for (std::uint32_t& group : groups_.of_question)
    if (std::find(groups.begin() + 1, groups.end(), group) != groups.end()) group = groups.front();
  grouping_due_ = true;
  return changed;
}

Changed Review::split(const std::string& id, const std::vector<std::string>& questions,
                      const std::string& who, std::string& made) {
  const std::unique_lock lock(mutex_);
  const std::uint32_t group = group_of(id);
  if (group == Groups::kNone) return Changed::kNoSuchGap;
  WorkItem rest = item_of(group);
  WorkItem part;
  part.lang = rest.lang;
  const std::set<std::string> wanted(questions.begin(), questions.end());
  std::erase_if(rest.questions, [&](const std::string& question) {
    if (wanted.count(question) == 0) return false;
    part.questions.push_back(question);
    return true;
  });
  if (part.questions.empty() || rest.questions.empty()) return Changed::kNoSuchGap;
  part.id = part.questions.front();
  while (part.id == rest.id || work_.count(part.id) != 0)
    part.id = fmt::format("{:016x}", base::long_hash(part.id));
  const auto moved = static_cast<std::uint32_t>(groups_.ids.size());
  groups_.ids.push_back(part.id);
  groups_.langs.push_back(part.lang);
  groups_.words_in_opened.push_back(0);
  groups_.told_by.emplace_back();
  for (std::uint32_t i = 0; i < groups_.of_question.size(); ++i)
    if (groups_.of_question[i] == group && wanted.count(question_id(ledger_.questions().question(i))) != 0)
      groups_.of_question[i] = moved;
  part.label = find_gaps(sources(), {}, 1, moved).front().label;
  const std::int64_t now_ms = milliseconds(clock_());
  made = part.id;
  grouping_due_ = true;
  return store(
      {{rest, {now_ms, who, "split off: " + part.label}}, {part, {now_ms, who, "split from " + rest.label}}});
}

/// Opens closed gaps again that fail: one walk for all of them. False: that was done since anything changed.
bool Review::judge_closed() {
  std::vector<std::pair<WorkItem, std::string>> failing;  // and why
  {
    const std::shared_lock lock(mutex_);
    const auto state = std::tuple(state_.generation, ledger_.entries().size(), changes_);
    if (state == judged_) return false;
    judged_ = state;
    if (std::none_of(work_.begin(), work_.end(),
                     [](const auto& item) { return item.second.status == Status::kAnswered; }))
      return true;
    for (const Gap& gap : find_gaps(sources(), {}, 1)) {
      if (gap.work.status != Status::kAnswered) continue;
      std::string why;
      if (gap.searches >= kFailuresToReopen && gap.visitors >= kVisitorsToReopen &&
          share(gap.searches, gap.since_closed) >= kMost)
        why = fmt::format("{} searches went unanswered since it was closed", gap.searches);
      const std::string& article = gap.work.article;
      if (!article.empty() && share_answered_by(group_of(gap.id), article) < kMost)
        why = fmt::format("{} is not among the first three results for most of its questions", article);
      if (!why.empty()) failing.emplace_back(gap.work, why);
    }
  }
  for (auto& [item, why] : failing) {
    item.status = Status::kOpen;
    item.decided_ms = 0;
    const std::unique_lock lock(mutex_);
    store({{item, {milliseconds(clock_()), kProgram, "open again: " + why}}});
  }
  return true;
}

/// Of a group's questions that were held against the index: the share that have the article among the first
/// results. 1 when none was.
double Review::share_answered_by(std::uint32_t group, const std::string& article) const {
  std::uint64_t held = 0;
  std::uint64_t answered = 0;
  for (std::uint32_t i = 0; i < groups_.of_question.size(); ++i) {
    if (groups_.of_question[i] != group || !groups_.was_rerun[i]) continue;
    ++held;
    const std::vector<std::string>& ids = groups_.reruns[i].plain.ids;
    if (std::find(ids.begin(), ids.end(), article) != ids.end()) ++answered;
  }
  return held == 0 ? 1 : share(answered, held);
}

}  // namespace firstline::server::review
