// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/gaps.h"

#include <algorithm>
#include <utility>

#include "base/highest.h"
#include "server/review/figures.h"

namespace firstline::server::review {
namespace {

constexpr std::size_t kMostDays = 30;
constexpr std::uint32_t kNone = Groups::kNone;

/// What one walk over the ledger gathers of a group.
struct Tally {
  Gap gap;
  std::vector<std::uint64_t> askers;              // of the unanswered searches
  std::map<std::uint32_t, std::uint64_t> opened;  // by article
  // Unanswered searches, by question and whether a category was chosen.
  std::map<std::pair<std::uint32_t, bool>, std::uint64_t> weights;
  std::map<std::uint32_t, std::uint32_t> last_entry;  // newest unanswered search, by question
  std::uint64_t unknown_askers = 0;
  // Of all times, since it was closed.
  std::int64_t first_ever_ms = 0;
  std::uint64_t first_asker = 0;
  std::int64_t second_ms = 0;  // when somebody else failed, too; 0: nobody did
  std::uint32_t label = 0;     // a text
  std::uint32_t label_times = 0;
};

/// Unanswered searches of one text.
struct TextTally {
  std::uint32_t ever = 0;
  std::uint32_t count = 0;  // that the filter lets through
  std::int64_t first_ms = 0, last_ms = 0;
};

class Walk {
 public:
  Walk(const GapSources& sources, const Filter& filter, std::uint32_t only)
      : sources_(sources),
        matches_(sources.ledger, filter),
        only_(only),
        tallies_(sources.groups.ids.size()),
        closed_ms_(tallies_.size()),
        texts_(sources.ledger.questions().texts()) {
    for (std::size_t i = 0; i < tallies_.size(); ++i) {
      const auto item = sources.work.find(sources.groups.ids[i]);
      if (item == sources.work.end()) continue;
      tallies_[i].gap.work = item->second;
      closed_ms_[i] = item->second.decided_ms;
    }
    const std::int64_t end =
        std::min(filter.until_ms - 1, std::max(sources.now_ms, sources.ledger.newest_ms()));
    const std::int64_t begin =
        std::max(filter.since_ms, end - static_cast<std::int64_t>(kMostDays - 1) * kDayMs);
    first_day_ = begin / kDayMs;
    days_ = static_cast<std::size_t>(std::max<std::int64_t>(end / kDayMs - first_day_ + 1, 1));
    days_ = std::min(days_, kMostDays);
  }

  void walk() {
    const std::vector<Entry>& entries = sources_.ledger.entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const Entry& entry = entries[i];
      if (entry.counted != Counted::kYes) continue;
      const std::uint32_t group = sources_.groups.group_of(entry.question);
      if (group == kNone || (only_ != kNone && group != only_)) continue;
      if (is_unanswered(entry) && entry.at_ms >= closed_ms_[group]) count_ever(tallies_[group], entry);
      if (!matches_(entry)) continue;
      count(tallies_[group], entry, static_cast<std::uint32_t>(i), closed_ms_[group]);
    }
  }

  std::vector<Tally>& tallies() { return tallies_; }
  const std::vector<TextTally>& texts() const { return texts_; }

 private:
  void count_ever(Tally& tally, const Entry& entry) {
    count_customer(tally, entry);
    const std::uint32_t times = ++texts_[entry.text].ever;
    if (times < tally.label_times || (times == tally.label_times && entry.text > tally.label)) return;
    tally.label = entry.text;
    tally.label_times = times;
  }

  /// Imported searches come later than they were made.
  static void count_customer(Tally& tally, const Entry& entry) {
    const bool is_first = tally.first_ever_ms == 0;
    const bool is_earlier = is_first || entry.at_ms < tally.first_ever_ms;
    // Who can't be told apart is somebody else each time.
    const bool is_other = !is_first && (entry.asker == 0 || entry.asker != tally.first_asker);
    if (is_other) {
      const std::int64_t later_ms = is_earlier ? tally.first_ever_ms : entry.at_ms;
      if (tally.second_ms == 0 || later_ms < tally.second_ms) tally.second_ms = later_ms;
    }
    if (!is_earlier) return;
    tally.first_ever_ms = entry.at_ms;
    tally.first_asker = entry.asker;
  }

  void count(Tally& tally, const Entry& entry, std::uint32_t place, std::int64_t closed_ms) {
    Gap& gap = tally.gap;
    ++gap.all_searches;
    if (entry.at_ms >= closed_ms) ++gap.since_closed;
    Evidence& evidence = gap.evidence;
    if (!sources_.groups.well(place)) {
      ++evidence.searches;
      if (entry.opened != 0) {
        ++evidence.opened;
        evidence.opened_most = std::max(evidence.opened_most, ++tally.opened[entry.opened]);
      }
      if (entry.helpful) ++evidence.helpful;
      if (entry.unhelpful) ++evidence.unhelpful;
      if (entry.asked_person) ++evidence.asked_person;
    }
    if (!is_unanswered(entry) || entry.at_ms < closed_ms) return;
    ++gap.searches;
    ++evidence.unanswered;
    if (entry.asked_person) ++gap.asked_person;
    if (entry.asker == 0)
      ++tally.unknown_askers;
    else
      tally.askers.push_back(entry.asker);
    if (gap.first_ms == 0 || entry.at_ms < gap.first_ms) gap.first_ms = entry.at_ms;
    gap.last_ms = std::max(gap.last_ms, entry.at_ms);
    if (gap.by_day.empty()) gap.by_day.resize(days_);
    const std::int64_t day = entry.at_ms / kDayMs - first_day_;
    if (day >= 0 && day < static_cast<std::int64_t>(days_)) ++gap.by_day[static_cast<std::size_t>(day)];
    TextTally& text = texts_[entry.text];
    if (text.count++ == 0 || entry.at_ms < text.first_ms) text.first_ms = entry.at_ms;
    text.last_ms = std::max(text.last_ms, entry.at_ms);
    ++tally.weights[{entry.question, entry.category != 0}];
    tally.last_entry[entry.question] = place;
    const Groups& groups = sources_.groups;
    if (groups.misspelt[entry.question]) ++evidence.misspelt;
    if (!groups.was_rerun[entry.question]) return;
    const Rerun& rerun = groups.reruns[entry.question];
    if (entry.category != 0 && rerun.plain.answered == search::Answered::kYes &&
        (rerun.filtered.answered != search::Answered::kYes || rerun.filtered.first() != rerun.plain.first()))
      ++evidence.filtered;
    if (!rerun.foreign_id.empty()) ++evidence.foreign;
  }

  const GapSources& sources_;
  const Matches matches_;
  const std::uint32_t only_;
  std::vector<Tally> tallies_;
  std::vector<std::int64_t> closed_ms_;
  std::vector<TextTally> texts_;
  std::int64_t first_day_ = 0;
  std::size_t days_ = 1;
};

/// What the index says to the questions, weighted by how often each went unanswered.
Now judge_now(const Ledger& ledger, const Groups& groups, const Tally& tally) {
  struct Found {
    std::uint64_t newly = 0;  // searches that it would answer and did not
    std::uint64_t first = 0;  // where it comes first
    std::map<std::uint64_t, std::uint64_t> ranks;
  };
  std::map<std::string, Found> found;
  std::uint64_t whole = 0;
  std::uint64_t weak = 0;
  for (const auto& [asked, weight] : tally.weights) {
    const auto [question, with_filter] = asked;
    whole += weight;
    if (!groups.was_rerun[question]) continue;
    const Rerun& rerun = groups.reruns[question];
    const Result& result = with_filter ? rerun.filtered : rerun.plain;
    if (result.ids.empty()) continue;
    const Entry& last = ledger.entries()[tally.last_entry.at(question)];
    const bool same = last.answered == search::Answered::kYes && ledger.name(last.first) == result.first();
    const bool newly = result.answered == search::Answered::kYes && !same && !result.in_passing;
    for (std::size_t i = 0; i < result.ids.size(); ++i) {
      Found& article = found[result.ids[i]];
      if (i == 0) article.first += weight;
      if (newly) article.newly += weight;
      article.ranks[i + 1] += weight;
    }
    if (result.answered != search::Answered::kNo) weak += weight;
  }
  Now now;
  if (found.empty()) return now;
  const auto best =
      base::highest(found, [](const Found& article) { return std::pair(article.newly, article.first); });
  now.id = best->first;
  now.rank = base::highest(best->second.ranks)->first;
  now.share = share(best->second.newly, whole);
  if (now.share > kMost)  // as many searches for it as against it prove nothing
    now.answered = search::Answered::kYes;
  else if (share(weak, whole) >= kMost)
    now.answered = search::Answered::kWeak;
  return now;
}

std::string article_of(const Ledger& ledger, const Groups& groups, const Tally& tally, Cause cause) {
  if (cause == Cause::kRejected || cause == Cause::kVocabulary || cause == Cause::kWeak) {
    const auto most = base::highest(tally.opened);
    return most == tally.opened.end() ? "" : ledger.name(most->first);
  }
  if (cause != Cause::kFilter && cause != Cause::kLanguage && cause != Cause::kTypo) return "";
  std::map<std::string, std::uint64_t> named;
  for (const auto& [asked, weight] : tally.weights) {
    if (!groups.was_rerun[asked.first]) continue;
    const Rerun& rerun = groups.reruns[asked.first];
    const std::string& id = cause == Cause::kLanguage ? rerun.foreign_id : rerun.plain.first();
    if (!id.empty()) named[id] += weight;
  }
  const auto most = base::highest(named);
  return most == named.end() ? "" : most->first;
}

}  // namespace

std::vector<Gap> find_gaps(const GapSources& sources, const Filter& filter, std::size_t most_texts,
                           std::uint32_t only) {
  const Ledger& ledger = sources.ledger;
  const Groups& groups = sources.groups;
  Walk walk(sources, filter, only);
  walk.walk();
  std::vector<Tally>& tallies = walk.tallies();

  const Questions& questions = ledger.questions();
  std::vector<std::vector<std::pair<std::uint64_t, std::uint32_t>>> texts(tallies.size());
  for (std::uint32_t text = 0; text < walk.texts().size(); ++text)
    if (walk.texts()[text].count > 0)
      texts[groups.group_of(questions.text(text).question)].emplace_back(walk.texts()[text].count, text);

  std::vector<Gap> gaps;
  for (std::uint32_t group = 0; group < tallies.size(); ++group) {
    Tally& tally = tallies[group];
    Gap& gap = tally.gap;
    if (only != kNone ? group != only : gap.searches == 0 && gap.work.version == 0) continue;
    std::sort(tally.askers.begin(), tally.askers.end());
    gap.visitors = tally.unknown_askers +
                   static_cast<std::uint64_t>(std::unique(tally.askers.begin(), tally.askers.end()) -
                                              tally.askers.begin());
    gap.id = groups.ids[group];
    gap.cost = static_cast<double>(gap.searches) + kCostOfMessage * static_cast<double>(gap.asked_person);
    gap.texts = texts[group].size();
    std::sort(texts[group].begin(), texts[group].end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    if (texts[group].size() > most_texts) texts[group].resize(most_texts);
    for (const auto& [count, number] : texts[group]) {
      const AskedText& text = questions.text(number);
      GapQuery query{text.text,
                     question_id(questions.question(text.question)),
                     count,
                     walk.texts()[number].first_ms,
                     walk.texts()[number].last_ms,
                     {},
                     {},
                     false};
      if (groups.was_rerun[text.question]) {
        const Rerun& rerun = groups.reruns[text.question];
        query.now = rerun.plain.answered;
        query.now_id = rerun.plain.first();
        query.in_passing = rerun.plain.in_passing;
      }
      gap.queries.push_back(std::move(query));
    }
    gap.lang = gap.work.version > 0 ? gap.work.lang : groups.langs[group];
    gap.label = gap.work.version > 0    ? gap.work.label
                : tally.label_times > 0 ? questions.text(tally.label).text
                                        : "";
    gap.evidence.words_in_opened = groups.words_in_opened[group];
    gap.evidence.told_elsewhere = !groups.told_by[group].empty();
    gap.cause = find_cause(gap.evidence);
    gap.article = article_of(ledger, groups, tally, gap.cause);
    if (gap.cause == Cause::kLanguage && is_told_by_translations(gap.evidence))
      gap.article = groups.told_by[group];
    gap.now = judge_now(ledger, groups, tally);
    const bool in_work = gap.work.status == Status::kOpen || gap.work.status == Status::kPlanned;
    gap.proposes_closing = in_work && gap.searches > 0 && gap.now.answered == search::Answered::kYes;
    if (gap.work.due_ms != 0)
      gap.due_ms = gap.work.due_ms;
    else if (tally.second_ms != 0)
      gap.due_ms = tally.second_ms + sources.agreed_ms;
    gap.overdue = in_work && gap.due_ms != 0 && gap.due_ms < sources.now_ms;
    gaps.push_back(std::move(gap));
  }
  std::sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) {
    if (a.cost != b.cost) return a.cost > b.cost;
    return a.id < b.id;
  });
  return gaps;
}

}  // namespace firstline::server::review
