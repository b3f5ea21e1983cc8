// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/judge_gaps.h"

#include <fmt/format.h>

#include "base/highest.h"

namespace firstline::replay {
namespace {

constexpr double kAskedF1 = 0.90;
constexpr double kAskedCauses = 0.85;

std::string need_of(const Search& search) {
  return search.lang + "/" + search.intent;
}

template <typename Key>
using Counts = std::map<Key, std::size_t>;

template <typename Key>
std::size_t sum(const Counts<Key>& counts) {
  std::size_t all = 0;
  for (const auto& [key, count] : counts) all += count;
  return all;
}

/// The key with the highest count; of equal ones the first. Not of none.
template <typename Key>
const Key& most(const Counts<Key>& counts) {
  return base::highest(counts)->first;
}

double pairs(std::size_t count) {
  return static_cast<double>(count) * (static_cast<double>(count) - 1) / 2;
}

double ratio(double part, double whole) {
  return whole == 0 ? 0 : part / whole;
}

std::string of(std::size_t part, std::size_t whole) {
  return fmt::format("{:.1f} % ({} of {})",
                     100 * ratio(static_cast<double>(part), static_cast<double>(whole)), part, whole);
}

/// The truth about the unanswered searches of a group.
struct Truth {
  Counts<std::string> needs;
  Counts<Cause> causes;
  std::size_t unanswerable = 0;
  std::size_t all() const { return sum(needs); }
};

/// By group. Only searches that somebody made.
std::map<std::string, Truth> truths(const Month& month, const Reviewed& reviewed) {
  std::map<std::string, Truth> by_group;
  for (std::size_t i = 0; i < reviewed.searches.size(); ++i) {
    const Reviewed::Search& row = reviewed.searches[i];
    const Search& search = month.searches[i];
    if (!row.is_counted || !row.is_unanswered || search.intent.empty() || row.group.empty()) continue;
    Truth& truth = by_group[row.group];
    ++truth.needs[need_of(search)];
    ++truth.causes[search.cause];
    truth.unanswerable += search.answerable ? 0 : 1;
  }
  return by_group;
}

}  // namespace

AddedArticles added_articles(const std::vector<Book>& books) {
  AddedArticles added;
  for (const Book& book : books)
    for (const Intent& intent : book.intents)
      if (intent.added.starts_with(book.lang + "/")) added[book.lang + "/" + intent.name] = intent.added;
  return added;
}

std::vector<Figure> judge_proofs(const Month& month, const Reviewed& reviewed, const AddedArticles& added) {
  const std::map<std::string, Truth> by_group = truths(month, reviewed);
  std::map<std::string, Counts<std::string>> groups_of;  // searches by group, of a need that was added
  std::size_t wrong = 0;
  std::size_t wrong_small = 0;
  std::string first_wrong;
  for (const auto& [id, truth] : by_group) {
    for (const auto& [need, count] : truth.needs)
      if (added.count(need) != 0) groups_of[need][id] = count;
    const auto gap = reviewed.gaps.find(id);
    if (gap == reviewed.gaps.end() || !gap->second.proposes_closing) continue;
    if (added.count(most(truth.needs)) != 0 || 2 * truth.unanswerable <= truth.all()) continue;
    const bool small = truth.all() < kTellingSearches;
    ++(small ? wrong_small : wrong);
    if (!small && first_wrong.empty())
      first_wrong = fmt::format(", as '{}' by {}", gap->second.label, gap->second.now_id);
  }
  std::size_t asked = 0;
  std::size_t proved = 0;
  std::size_t few = 0;
  std::size_t few_proved = 0;
  std::string missing;
  for (const auto& [need, groups] : groups_of) {
    const std::string& id = most(groups);
    const auto gap = reviewed.gaps.find(id);
    const bool is_proved =
        gap != reviewed.gaps.end() && gap->second.now_answered && gap->second.now_id == added.at(need);
    const bool small = groups.at(id) < kTellingSearches;
    ++(small ? few : asked);
    if (is_proved) ++(small ? few_proved : proved);
    if (!small && !is_proved) missing += (missing.empty() ? ", not " : ", ") + need;
  }
  return {{fmt::format("half-time: added articles proved, of {} needs", added.size()),
           asked == 0 ? "" : "all", of(proved, asked) + missing, proved == asked},
          {"… of those that fewer than five searches asked for", "", of(few_proved, few)},
          {"half-time: groups proposed for closing that nothing answers", "0",
           std::to_string(wrong) + first_wrong, wrong == 0},
          {"… of those of fewer than five searches", "", std::to_string(wrong_small)}};
}

std::vector<Figure> judge_groups(const Month& month, const Reviewed& reviewed, bool bounds) {
  Counts<std::string> needs;
  std::map<std::string, Counts<std::string>> groups;
  for (std::size_t i = 0; i < reviewed.searches.size(); ++i) {
    const Search& search = month.searches[i];
    if (search.kind != Kind::kYes || search.intent.empty() || search.cause == Cause::kNone ||
        !reviewed.searches[i].is_counted)
      continue;
    ++needs[need_of(search)];
    if (!reviewed.searches[i].group.empty()) ++groups[reviewed.searches[i].group][need_of(search)];
  }
  double true_pairs = 0;
  double grouped_pairs = 0;
  double right_pairs = 0;
  for (const auto& [need, count] : needs) true_pairs += pairs(count);
  for (const auto& [id, counts] : groups) {
    grouped_pairs += pairs(sum(counts));
    for (const auto& [need, count] : counts) right_pairs += pairs(count);
  }
  const double precision = ratio(right_pairs, grouped_pairs);
  const double recall = ratio(right_pairs, true_pairs);
  const double f1 = ratio(2 * precision * recall, precision + recall);
  return {
      {"groups: pairwise F1 over searches without an answer",
       bounds ? fmt::format("at least {:.2f}", kAskedF1) : "",
       fmt::format("{:.3f} (precision {:.3f}, recall {:.3f})", f1, precision, recall),
       !bounds || f1 >= kAskedF1},
      {"groups with such searches, and needs", "", fmt::format("{} and {}", groups.size(), needs.size())}};
}

std::vector<Figure> judge_causes(const Month& month, const Reviewed& reviewed, bool bounds) {
  struct Right {
    std::size_t groups = 0, right = 0;
    Counts<std::string> instead;
  };
  std::map<Cause, Right> by_cause;
  std::size_t groups = 0;
  std::size_t right = 0;
  std::size_t searches = 0;  // of those groups
  std::size_t right_searches = 0;
  std::size_t doubted = 0;  // groups of what people found
  std::size_t doubted_searches = 0;
  for (const auto& [id, truth] : truths(month, reviewed)) {
    const auto gap = reviewed.gaps.find(id);
    if (gap == reviewed.gaps.end()) continue;
    Counts<Cause> causes = truth.causes;
    causes.erase(Cause::kNone);
    const std::size_t all = truth.all();
    if (2 * sum(causes) < all) {
      ++doubted;
      doubted_searches += all;
      continue;
    }
    if (all < kTellingSearches) continue;
    const Cause cause = most(causes);
    const bool is_right = gap->second.cause == cause_name(cause);
    ++groups;
    right += is_right ? 1 : 0;
    searches += all;
    right_searches += is_right ? all : 0;
    ++by_cause[cause].groups;
    by_cause[cause].right += is_right ? 1 : 0;
    if (!is_right) ++by_cause[cause].instead[gap->second.cause];
  }
  const double share = ratio(static_cast<double>(right_searches), static_cast<double>(searches));
  std::vector<Figure> figures = {
      {fmt::format("searches whose group has the right cause, groups of {} and more", kTellingSearches),
       bounds ? fmt::format("at least {:g} %", 100 * kAskedCauses) : "", of(right_searches, searches),
       !bounds || share >= kAskedCauses},
      {"causes right, of those groups", "", of(right, groups)}};
  for (const auto& [cause, counts] : by_cause) {
    std::string measured = fmt::format("{} of {}", counts.right, counts.groups);
    for (const auto& [name, count] : counts.instead) measured += fmt::format(", {} {}", count, name);
    figures.push_back({fmt::format("… whose cause is {}", cause_name(cause)), "", measured});
  }
  figures.push_back({"groups mostly of searches that have an answer", "",
                     fmt::format("{}, {} searches", doubted, doubted_searches)});
  return figures;
}

}  // namespace firstline::replay
