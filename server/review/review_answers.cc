// SPDX-License-Identifier: GPL-3.0-or-later
// What pages ask the review.
#include <algorithm>
#include <set>

#include "server/log/schema.h"
#include "server/review/review.h"

namespace firstline::server::review {
namespace {

bool fits(const Entry& entry, const std::string& what) {
  if (what == "unanswered") return is_unanswered(entry);
  if (what == "answered") return entry.answered == search::Answered::kYes;
  if (what == "clicked") return entry.opened != 0;
  if (what == "asked") return entry.asked_person;
  if (what == "rejected") return entry.unhelpful;
  if (what == "helpful") return entry.helpful;
  return true;
}

}  // namespace

/// Needs the lock.
GapSources Review::sources() const {
  return {ledger_, groups_, work_, milliseconds(clock_()),
          std::chrono::milliseconds(agreed_time_.load()).count()};
}

Review::State Review::state() const {
  const std::shared_lock lock(mutex_);
  return state_;
}

std::vector<Gap> Review::gaps(const Filter& filter) const {
  const std::shared_lock lock(mutex_);
  return find_gaps(sources(), filter);
}

std::optional<Gap> Review::gap(const std::string& id, const Filter& filter) const {
  const std::shared_lock lock(mutex_);
  const std::uint32_t group = group_of(id);
  if (group == Groups::kNone) return std::nullopt;
  constexpr std::size_t kAll = 1'000;
  std::vector<Gap> found = find_gaps(sources(), filter, kAll, group);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<HistoryEntry> Review::history(const std::string& id) const {
  try {
    Database database = open_log(log_.file(), kPatienceMs);
    return Work(database).history(id);
  } catch (const DatabaseError&) {
    return {};  // state() says why
  }
}

Report Review::report(const Filter& filter) const {
  const std::shared_lock lock(mutex_);
  return make_report(ledger_, filter);
}

std::vector<ArticleFigures> Review::articles(const Filter& filter) const {
  const std::shared_lock lock(mutex_);
  return article_figures(ledger_, filter);
}

std::vector<LeadingQuery> Review::leading_queries(const std::string& article, const Filter& filter,
                                                  std::size_t most) const {
  const std::shared_lock lock(mutex_);
  return review::leading_queries(ledger_, article, filter, most);
}

Review::Listed Review::searches(const Filter& filter, const Wanted& wanted) const {
  const std::shared_lock lock(mutex_);
  Listed listed;
  const Matches matches(ledger_, filter);
  const std::uint32_t group = wanted.group.empty() ? Groups::kNone : group_of(wanted.group);
  const std::uint32_t article = ledger_.find_name(wanted.article);
  if ((!wanted.group.empty() && group == Groups::kNone) || (!wanted.article.empty() && article == 0))
    return listed;
  const Questions& questions = ledger_.questions();
  const std::vector<Entry>& entries = ledger_.entries();
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    if ((entry->counted != Counted::kYes && !wanted.left_out) || !matches(*entry)) continue;
    const std::uint32_t own_group = groups_.group_of(entry->question);
    if (group != Groups::kNone && own_group != group) continue;
    if (article != 0 && entry->first != article && entry->opened != article) continue;
    if (!wanted.text.empty() && questions.text(entry->text).text != wanted.text) continue;
    if (!fits(*entry, wanted.what)) continue;
    if (listed.total++ < wanted.offset || listed.searches.size() >= wanted.limit) continue;
    ListedSearch row;
    row.number = entry->number;
    row.at_ms = entry->at_ms;
    row.text = questions.text(entry->text).text;
    row.lang = questions.question(entry->question).lang;
    row.channel = ledger_.name(entry->channel);
    row.category = ledger_.name(entry->category);
    row.first = ledger_.name(entry->first);
    row.opened = ledger_.name(entry->opened);
    if (own_group != Groups::kNone) row.group = groups_.ids[own_group];
    row.rank = entry->rank;
    row.answered = entry->answered;
    row.counted = entry->counted;
    row.unanswered = is_unanswered(*entry);
    row.again = entry->again;
    row.asked_person = entry->asked_person;
    row.helpful = entry->helpful;
    row.unhelpful = entry->unhelpful;
    listed.searches.push_back(std::move(row));
  }
  return listed;
}

Review::Choices Review::choices() const {
  const std::shared_lock lock(mutex_);
  std::set<std::string> langs;
  std::set<std::uint32_t> channels;
  std::set<std::uint32_t> categories;
  std::set<std::string> owners;
  for (std::uint32_t i = 0; i < ledger_.questions().count(); ++i)
    langs.insert(ledger_.questions().question(i).lang);
  for (const Entry& entry : ledger_.entries()) {
    if (channels.empty() || *channels.rbegin() != entry.channel) channels.insert(entry.channel);
    if (entry.category != 0) categories.insert(entry.category);
  }
  for (const auto& [id, item] : work_)
    if (!item.owner.empty()) owners.insert(item.owner);
  Choices choices;
  choices.langs.assign(langs.begin(), langs.end());
  choices.owners.assign(owners.begin(), owners.end());
  for (const std::uint32_t number : channels) choices.channels.push_back(ledger_.name(number));
  for (const std::uint32_t number : categories) choices.categories.push_back(ledger_.name(number));
  std::sort(choices.channels.begin(), choices.channels.end());
  std::sort(choices.categories.begin(), choices.categories.end());
  return choices;
}

}  // namespace firstline::server::review
