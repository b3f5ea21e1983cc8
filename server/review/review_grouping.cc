// SPDX-License-Identifier: GPL-3.0-or-later
// How the review makes groups of the ledger's questions, and what it finds out about each group besides.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/highest.h"
#include "base/split.h"
#include "server/review/misspelt.h"
#include "server/review/review.h"

namespace firstline::server::review {
namespace {

/// An article of another language is about it when it has so much of the questions' words, and nearly as much
/// as any article that their own language has, too, which would have been found (0.05: what chance gives).
constexpr double kLeastMatch = 0.1;
constexpr double kAsClearly = 0.85;
constexpr double kChance = 0.05;

/// Learning them takes the time of one thread; it rests so many times as long.
constexpr int kRestPerTranslation = 50;

/// By entry: whether its question, answered with the same first article, mostly goes well.
std::vector<bool> find_well_answered(const Ledger& ledger) {
  // Of questions with a good answer some three in a hundred go unanswered, of others half and more.
  constexpr double kMostFailures = 0.2;
  struct Tally {
    std::uint32_t searches = 0, unanswered = 0;
  };
  std::unordered_map<std::uint64_t, Tally> tallies;  // by question and first article
  const auto key = [](const Entry& entry) { return std::uint64_t{entry.question} << 32 | entry.first; };
  for (const Entry& entry : ledger.entries()) {
    if (entry.counted != Counted::kYes) continue;
    Tally& tally = tallies[key(entry)];
    ++tally.searches;
    if (is_unanswered(entry)) ++tally.unanswered;
  }
  std::vector<bool> went_well;
  went_well.reserve(ledger.entries().size());
  for (const Entry& entry : ledger.entries()) {
    const auto tally = tallies.find(key(entry));
    went_well.push_back(tally != tallies.end() &&
                        share(tally->second.unanswered, tally->second.searches) < kMostFailures);
  }
  return went_well;
}

}  // namespace

/// Groups the questions that went unanswered; those that did not join where they are near.
void Review::regroup() {
  grouping_due_ = false;
  std::vector<std::uint32_t> unanswered;  // questions, in the order of their first unanswered search
  std::vector<std::uint32_t> place;       // by question
  std::vector<GroupedQuestion> asked;
  std::vector<GroupedQuestion> others;
  std::vector<std::uint32_t> other_questions;
  Rephrasings rephrasings;
  std::vector<std::map<std::uint32_t, std::uint32_t>> other_rephrasings;
  std::vector<bool> misspelt;
  Groups groups;
  std::vector<const WorkItem*> items;
  std::uint64_t changes = 0;
  std::map<std::string, WorkItem> work;
  {
    const std::shared_lock lock(mutex_);
    const Questions& questions = ledger_.questions();
    work = work_;
    changes = changes_;
    std::map<std::string, std::int64_t> kept;  // group by question id
    for (const auto& [id, item] : work) {
      for (const std::string& question : item.questions)
        kept[question] = static_cast<std::int64_t>(items.size());
      items.push_back(&item);
    }
    place.assign(questions.count(), Groups::kNone);
    std::vector<bool> was_asked(questions.count());
    for (const Entry& entry : ledger_.entries()) {
      if (entry.counted != Counted::kYes) continue;
      was_asked[entry.question] = true;
      if (!is_unanswered(entry) || place[entry.question] != Groups::kNone) continue;
      if (questions.question(entry.question).words.empty()) continue;
      place[entry.question] = static_cast<std::uint32_t>(unanswered.size());
      unanswered.push_back(entry.question);
    }
    const auto grouped = [&](std::uint32_t question) {
      const Question& known = questions.question(question);
      GroupedQuestion result{known.lang, known.words, known.shown, -1};
      const auto group = kept.find(question_id(known));
      if (group != kept.end()) result.kept_in = group->second;
      return result;
    };
    for (const std::uint32_t question : unanswered) asked.push_back(grouped(question));
    std::vector<std::uint32_t> other_place(questions.count(), Groups::kNone);
    for (std::uint32_t i = 0; i < questions.count(); ++i) {
      if (!was_asked[i] || place[i] != Groups::kNone || questions.question(i).words.empty()) continue;
      other_place[i] = static_cast<std::uint32_t>(others.size());
      others.push_back(grouped(i));
      other_questions.push_back(i);
    }
    other_rephrasings.resize(others.size());
    for (const Entry& entry : ledger_.entries()) {
      if (entry.before == Entry::kNone || entry.counted != Counted::kYes) continue;
      const std::uint32_t from = ledger_.entries()[entry.before].question;
      const std::uint32_t a = place[from];
      const std::uint32_t b = place[entry.question];
      if (a != Groups::kNone && b != Groups::kNone)
        ++rephrasings[{std::min(a, b), std::max(a, b)}];
      else if (a != Groups::kNone && other_place[entry.question] != Groups::kNone)
        ++other_rephrasings[other_place[entry.question]][a];
      else if (b != Groups::kNone && other_place[from] != Groups::kNone)
        ++other_rephrasings[other_place[from]][b];
    }
    misspelt = find_misspelt(ledger_);
    groups.went_well = find_well_answered(ledger_);
  }

  const Grouping grouping(asked, rephrasings);
  groups.of_question.assign(place.size(), Groups::kNone);
  groups.ids.resize(grouping.count());
  groups.langs.resize(grouping.count());
  groups.words_in_opened.resize(grouping.count());
  groups.told_by.resize(grouping.count());
  for (std::size_t i = 0; i < unanswered.size(); ++i)
    groups.of_question[unanswered[i]] = grouping.groups()[i];
  for (std::size_t i = 0; i < others.size(); ++i)
    if (const auto group = grouping.find(others[i], other_rephrasings[i]))
      groups.of_question[other_questions[i]] = *group;
  groups.misspelt = std::move(misspelt);

  const std::unique_lock lock(mutex_);
  if (changes != changes_) {  // a lead merged or split meanwhile
    grouping_due_ = true;
    return;
  }
  const Questions& questions = ledger_.questions();
  for (std::size_t i = 0; i < unanswered.size(); ++i) {
    const std::uint32_t group = grouping.groups()[i];
    if (asked[i].kept_in >= 0)
      groups.ids[group] = items[static_cast<std::size_t>(asked[i].kept_in)]->id;
    else if (groups.ids[group].empty())
      groups.ids[group] = question_id(questions.question(unanswered[i]));
    groups.langs[group] = asked[i].lang;
  }
  // What leads touched and nobody asks any more: its searches were deleted, or all are answered.
  std::set<std::string> present(groups.ids.begin(), groups.ids.end());
  for (const auto& [id, item] : work_) {
    if (present.count(id) != 0) continue;
    groups.ids.push_back(id);
    groups.langs.push_back(item.lang);
    groups.words_in_opened.push_back(0);
    groups.told_by.emplace_back();
  }
  groups.was_rerun = std::move(groups_.was_rerun);
  groups.reruns = std::move(groups_.reruns);
  groups.was_rerun.resize(questions.count());
  groups.reruns.resize(questions.count());
  groups.misspelt.resize(questions.count());
  for (std::uint32_t i = 0; i < questions.count(); ++i)  // what the index said stays known
    if (groups.was_rerun[i] && groups.reruns[i].misspelt) groups.misspelt[i] = true;
  groups_ = std::move(groups);
  words_due_ = reruns_due_ = true;
}

/// Of the article that most of a group's people opened: does it say what they asked, in their words?
void Review::weigh_words() {
  words_due_ = false;
  struct Opened {
    std::string id, lang;
    std::map<std::uint32_t, std::uint64_t> articles;
    std::map<std::uint32_t, std::uint64_t> questions;  // how often each was asked
    std::string article;
    double share = 0;
  };
  std::vector<Opened> opened;
  {
    const std::shared_lock lock(mutex_);
    opened.resize(groups_.ids.size());
    for (std::size_t i = 0; i < opened.size(); ++i) {
      opened[i].id = groups_.ids[i];
      opened[i].lang = groups_.langs[i];
    }
    for (std::size_t i = 0; i < ledger_.entries().size(); ++i) {
      const Entry& entry = ledger_.entries()[i];
      const std::uint32_t group = groups_.group_of(entry.question);
      if (group == Groups::kNone || entry.counted != Counted::kYes || groups_.well(i)) continue;
      ++opened[group].questions[entry.question];
      if (entry.opened != 0) ++opened[group].articles[entry.opened];
    }
    for (Opened& group : opened) {
      const auto most = base::highest(group.articles);
      if (most != group.articles.end() && most->second > 1) group.article = ledger_.name(most->first);
    }
  }
  // Only this thread uses the questions' reader of words.
  LiveIndex::Lease searcher = index_.borrow();
  std::map<std::pair<std::string, std::string>, std::set<std::uint32_t>> words_of;  // by article and language
  for (std::uint32_t i = 0; i < opened.size(); ++i) {
    Opened& group = opened[i];
    const auto article = group.article.empty() ? std::nullopt : searcher->article(group.article);
    if (!article) continue;
    const auto [place, missing] = words_of.try_emplace({group.article, opened[i].lang});
    if (missing) {
      std::string text = std::string(article->title) + '\n' + article->text();
      for (const std::string_view keyword : article->keywords) text += '\n' + std::string(keyword);
      const std::unique_lock lock(mutex_);  // it numbers words
      for (const std::string& word : ledger_.questions().words(text, opened[i].lang))
        place->second.insert(ledger_.questions().word_number(word));
    }
    const std::set<std::uint32_t>& of_article = place->second;
    double shares = 0;
    double whole = 0;
    for (const auto& [question, times] : group.questions) {
      const std::vector<std::uint32_t>& words = ledger_.questions().question(question).words;
      const auto there = std::count_if(words.begin(), words.end(),
                                       [&](std::uint32_t word) { return of_article.count(word) != 0; });
      shares += static_cast<double>(times) * share(static_cast<std::uint64_t>(there), words.size());
      whole += static_cast<double>(times);
    }
    if (whole > 0) group.share = shares / whole;
  }
  const search::OpenIndex& index = searcher->index();
  const auto now = std::chrono::steady_clock::now();
  const bool can_translate =
      index.catalogue.size() > 1 && index.records.size() <= Translations::kMostArticles;
  translation_due_ = can_translate && told_in_ == searcher.generation() && now < next_translation_;
  if (can_translate && !translation_due_) {
    told_in_ = searcher.generation();
    told_by_.clear();
    Translations translations(*searcher, *languages_);
    for (std::uint32_t i = 0; i < opened.size(); ++i) {
      std::vector<Translations::Asked> asked;
      for (const auto& [question, times] : opened[i].questions)
        asked.push_back({base::split_filled(ledger_.questions().question(question).key, " "),
                         static_cast<double>(times)});
      const Translations::Match match = translations.find(opened[i].lang, asked);
      if (match.score >= kLeastMatch && match.score >= kAsClearly * (match.translated + kChance))
        told_by_[opened[i].id] = match.id;
    }
    const auto end = std::chrono::steady_clock::now();
    next_translation_ = end + kRestPerTranslation * (end - now);
  }
  const std::unique_lock lock(mutex_);
  for (std::size_t i = 0; i < opened.size() && i < groups_.words_in_opened.size(); ++i) {
    groups_.words_in_opened[i] = opened[i].share;
    if (const auto told = told_by_.find(groups_.ids[i]); told != told_by_.end())
      groups_.told_by[i] = told->second;
  }
}

}  // namespace firstline::server::review
