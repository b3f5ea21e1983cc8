// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/ledger.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "server/log/entry.h"

namespace firstline::server::review {
namespace {

constexpr std::size_t kKeptResults = 5;
constexpr std::int64_t kWithin = std::chrono::milliseconds(kAskingAgain).count();

/// "12 7 3" as numbers, the first few.
std::vector<std::uint32_t> numbers_of(const std::string& text) {
  std::vector<std::uint32_t> numbers;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end && numbers.size() < kKeptResults) {
    std::uint32_t number = 0;
    at = std::from_chars(at, end, number).ptr;
    numbers.push_back(number);
    while (at != end && *at == ' ') ++at;
  }
  return numbers;
}

}  // namespace

bool is_unanswered(const Entry& entry) {
  if (entry.counted != Counted::kYes) return false;
  if (entry.answered != search::Answered::kYes || entry.unhelpful) return true;
  return entry.opened == 0 && !entry.helpful && (entry.again || entry.asked_person);
}

Ledger::Ledger(const language::Languages& languages) : questions_(languages), names_(1) {}

const std::string& Ledger::name(std::uint32_t number) const {
  return names_[number < names_.size() ? number : 0];
}

std::uint32_t Ledger::find_name(const std::string& name) const {
  const auto found = name_numbers_.find(name);
  return found == name_numbers_.end() ? 0 : found->second;
}

bool Ledger::read(Database& log, std::size_t most, const std::function<std::vector<Verdict>()>& changed) {
  const std::size_t before = entries_.size();
  read_searches(log, most);
  read_names(log);
  if (changed) recount(changed());
  if (entries_.size() > before) relate(before);
  read_events(log);
  return entries_.size() - before == most;
}

void Ledger::read_names(Database& log) {
  Statement rows = log.prepare("SELECT number, name FROM names WHERE number > ? ORDER BY number");
  rows.with(last_name_);
  while (rows.step()) {
    last_name_ = rows.number(0);
    const auto number = static_cast<std::size_t>(last_name_);
    if (names_.size() <= number) names_.resize(number + 1);
    names_[number] = rows.text(1);
    name_numbers_[names_[number]] = static_cast<std::uint32_t>(number);
  }
}

void Ledger::read_searches(Database& log, std::size_t most) {
  if (entries_.empty())  // the newest of a very long log
    last_search_ =
        std::max<std::int64_t>(last_search_, log.number("SELECT coalesce(max(number), 0) FROM searches") -
                                                 static_cast<std::int64_t>(kMostSearches));
  Statement rows = log.prepare(
      "SELECT s.number, s.at_ms, s.query, s.channel, s.category, s.session, s.visitor, s.answered, s.shown, "
      "s.counted, q.lang FROM searches s JOIN queries q ON q.number = s.query WHERE s.number > ? "
      "ORDER BY s.number LIMIT ?");
  Statement texts = log.prepare("SELECT query FROM queries WHERE number = ?");
  rows.with(last_search_, most);
  while (rows.step()) {
    Entry entry;
    entry.number = rows.number(0);
    entry.at_ms = rows.number(1);
    const std::int64_t row = rows.number(2);
    entry.channel = static_cast<std::uint32_t>(rows.number(3));
    entry.category = static_cast<std::uint32_t>(rows.number(4));
    const auto session = static_cast<std::uint64_t>(rows.number(5));
    entry.asker = session != 0 ? session : static_cast<std::uint64_t>(rows.number(6));
    entry.answered = static_cast<search::Answered>(rows.number(7));
    const std::vector<std::uint32_t> shown = numbers_of(rows.text(8));
    entry.first = shown.empty() ? 0 : shown.front();
    entry.counted = static_cast<Counted>(rows.number(9));
    const std::string lang = rows.text(10);
    entry.text = questions_.find(row, lang);
    if (entry.text == Questions::kUnknown) {
      texts.with(row).step();
      entry.text = questions_.add(row, texts.text(0), lang);
      texts.close();
    }
    entry.question = questions_.text(entry.text).question;
    Question& question = questions_.question(entry.question);
    if (question.shown.empty()) question.shown = shown;
    last_search_ = entry.number;
    newest_ms_ = std::max(newest_ms_, entry.at_ms);
    entries_.push_back(entry);
  }
}

/// Who asked what next, from the entry `from` on.
void Ledger::relate(std::size_t from) {
  for (std::size_t i = from; i < entries_.size(); ++i) {
    Entry& entry = entries_[i];
    if (entry.asker == 0 || entry.counted != Counted::kYes) continue;
    const auto place = static_cast<std::uint32_t>(i);
    const auto [last, first_time] = last_of_.emplace(entry.asker, place);
    if (first_time) continue;
    if (entry.at_ms < entries_[last->second].at_ms) continue;  // imported late
    std::uint32_t before = std::exchange(last->second, place);
    while (before != Entry::kNone && entries_[before].counted != Counted::kYes)
      before = entries_[before].before;
    if (before == Entry::kNone || entry.at_ms - entries_[before].at_ms > kWithin) continue;
    entry.before = before;
    entries_[before].again = true;
  }
}

void Ledger::read_events(Database& log) {
  Statement rows = log.prepare(
      "SELECT number, kind, at_ms, coalesce(search, 0), article, position, helpful FROM events "
      "WHERE number > ? ORDER BY number");
  rows.with(last_event_);
  while (rows.step() && rows.number(3) <= last_search_) {  // what follows waits for its search
    last_event_ = rows.number(0);
    const auto kind = static_cast<EventKind>(rows.number(1));
    const auto article = static_cast<std::uint32_t>(rows.number(4));
    const bool helpful = rows.number(6) != 0;
    if (kind == EventKind::kFeedback) votes_.push_back({rows.number(2), article, helpful});
    Entry* const entry = find(rows.number(3));
    if (entry == nullptr) continue;
    if (kind == EventKind::kContact) entry->asked_person = true;
    if (kind == EventKind::kFeedback) (helpful ? entry->helpful : entry->unhelpful) = true;
    if (kind == EventKind::kClick && entry->opened == 0) {
      entry->opened = article;
      entry->rank = static_cast<std::uint16_t>(std::min<std::int64_t>(rows.number(5), UINT16_MAX));
    }
  }
}

bool Ledger::has_newest(Database& log) const {
  if (entries_.empty()) return true;
  Statement row = log.prepare("SELECT at_ms FROM searches WHERE number = ?");
  return row.with(entries_.back().number).step() && row.number(0) == entries_.back().at_ms;
}

bool Ledger::drop_missing(Database& log) {
  Statement rows = log.prepare("SELECT number, at_ms FROM searches ORDER BY number");
  // Where an entry stands now, or the one before it where it is gone.
  std::vector<std::uint32_t> moved(entries_.size(), Entry::kNone);
  std::size_t kept = 0;
  bool more = rows.step();
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    while (more && rows.number(0) < entries_[i].number) more = rows.step();
    Entry entry = entries_[i];
    if (entry.before != Entry::kNone) entry.before = moved[entry.before];
    if (!more || rows.number(0) != entry.number || rows.number(1) != entry.at_ms) {
      moved[i] = entry.before;  // who came before it is the neighbour of who comes after it
      continue;
    }
    if (entry.before != Entry::kNone && entry.at_ms - entries_[entry.before].at_ms > kWithin)
      entry.before = Entry::kNone;
    // Nobody knows any more that somebody asked again when what he asked then is gone.
    entry.again = false;
    if (entry.before != Entry::kNone && entry.counted == Counted::kYes) entries_[entry.before].again = true;
    moved[i] = static_cast<std::uint32_t>(kept);
    entries_[kept++] = entry;
  }
  rows.close();
  if (kept == entries_.size()) return false;
  entries_.resize(kept);
  for (auto last = last_of_.begin(); last != last_of_.end();) {
    last->second = moved[last->second];
    last = last->second == Entry::kNone ? last_of_.erase(last) : std::next(last);
  }
  // SQLite gives the highest numbers again when their rows are gone.
  last_search_ = entries_.empty() ? 0 : entries_.back().number;
  last_event_ = 0;
  votes_.clear();
  last_name_ = 0;
  name_numbers_.clear();
  return true;
}

Entry* Ledger::find(std::int64_t number) {
  const auto found =
      std::lower_bound(entries_.begin(), entries_.end(), number,
                       [](const Entry& entry, std::int64_t wanted) { return entry.number < wanted; });
  return found == entries_.end() || found->number != number ? nullptr : &*found;
}

void Ledger::recount(const std::vector<Verdict>& verdicts) {
  for (const Verdict& verdict : verdicts) {
    Entry* const entry = find(verdict.number);
    if (entry == nullptr) continue;
    entry->counted = verdict.counted;
    if (verdict.counted != Counted::kYes) take_out(static_cast<std::size_t>(entry - entries_.data()));
  }
}

/// Who typed on did not search again: those before and after it are neighbours now.
void Ledger::take_out(std::size_t place) {
  Entry& entry = entries_[place];
  entry.again = false;
  if (entry.before != Entry::kNone) entries_[entry.before].again = false;
  for (std::size_t i = place + 1; i < entries_.size() && entries_[i].at_ms - entry.at_ms <= kWithin; ++i) {
    Entry& next = entries_[i];
    if (next.before != place) continue;
    const bool near = entry.before != Entry::kNone && next.at_ms - entries_[entry.before].at_ms <= kWithin;
    next.before = near ? entry.before : Entry::kNone;
    if (near) entries_[entry.before].again = true;
    break;
  }
}

}  // namespace firstline::server::review
