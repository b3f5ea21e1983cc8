// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/grouping.h"

#include <algorithm>
#include <cmath>
#include <queue>
#include <set>
#include <unordered_map>

namespace firstline::server::review {
namespace {

/// Results further down say less of what was asked.
constexpr std::size_t kTellingResults = 5;

/// A sparse vector, sorted by number.
using Vector = std::vector<std::pair<std::uint32_t, double>>;

double dot(const Vector& a, const Vector& b) {
  double sum = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (i->first < j->first)
      ++i;
    else if (j->first < i->first)
      ++j;
    else
      sum += (i++)->second * (j++)->second;
  }
  return sum;
}

void scale(Vector& vector, double factor) {
  for (auto& [number, value] : vector) value *= factor;
}

double length(const Vector& vector) {
  return std::sqrt(dot(vector, vector));
}

Vector add(const Vector& a, const Vector& b) {
  Vector sum;
  sum.reserve(a.size() + b.size());
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() || j != b.end()) {
    if (j == b.end() || (i != a.end() && i->first < j->first))
      sum.push_back(*i++);
    else if (i == a.end() || j->first < i->first)
      sum.push_back(*j++);
    else {
      sum.emplace_back(i->first, i->second + j->second);
      ++i;
      ++j;
    }
  }
  return sum;
}

struct Cluster {
  std::uint32_t lang = 0;
  std::vector<std::uint32_t> questions;
  Vector words;  // sum of the questions' unit vectors
  double words_length = 0;
  Vector shown;                                         // likewise
  std::map<std::uint32_t, std::uint32_t> rephrased_as;  // by cluster
  std::uint32_t rephrasings = 0;
  std::int64_t kept_in = -1;
  bool alive = true;
};

}  // namespace

struct Grouping::State {
  std::map<std::string, std::uint32_t> langs;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> questions_with;  // language and word
  std::vector<std::uint32_t> questions_in;                                          // by language
  std::vector<Cluster> clusters;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::set<std::uint32_t>> clusters_with;
  std::vector<std::uint32_t> cluster_of;  // by question
  std::vector<std::uint32_t> number_of;   // by cluster

  std::uint32_t lang_number(const std::string& lang) {
    return langs.emplace(lang, static_cast<std::uint32_t>(langs.size())).first->second;
  }

  double idf(std::uint32_t lang, std::uint32_t word) const {
    const auto found = questions_with.find({lang, word});
    const double with = found == questions_with.end() ? 0 : found->second;
    return std::log((questions_in[lang] + 1) / (with + 0.5));
  }

  Cluster cluster_of_one(const GroupedQuestion& question, std::uint32_t lang) const {
    Cluster cluster;
    cluster.lang = lang;
    cluster.kept_in = question.kept_in;
    for (const std::uint32_t word : question.words) cluster.words.emplace_back(word, idf(lang, word));
    std::sort(cluster.words.begin(), cluster.words.end());
    if (const double whole = length(cluster.words); whole > 0) scale(cluster.words, 1 / whole);
    cluster.words_length = length(cluster.words);
    for (std::size_t i = 0; i < std::min(question.shown.size(), kTellingResults); ++i)
      cluster.shown.emplace_back(question.shown[i], 1 / static_cast<double>(i + 1));
    std::sort(cluster.shown.begin(), cluster.shown.end());
    if (const double whole = length(cluster.shown); whole > 0) scale(cluster.shown, 1 / whole);
    return cluster;
  }

  static double agreement(const Cluster& a, std::size_t a_size, const Cluster& b, std::uint32_t between) {
    const double lengths = a.words_length * b.words_length;
    const double words = lengths > 0 ? dot(a.words, b.words) / lengths : 0;
    const double shown =
        dot(a.shown, b.shown) / (static_cast<double>(a_size) * static_cast<double>(b.questions.size()));
    const double rephrased = between / (kRephrasingDoubt + std::min(a.rephrasings, b.rephrasings));
    return kWordsWeight * words + kResultsWeight * shown + kRephrasingWeight * rephrased;
  }

  double agreement(std::uint32_t a, std::uint32_t b) const {
    const Cluster& one = clusters[a];
    const auto between = one.rephrased_as.find(b);
    return agreement(one, one.questions.size(), clusters[b],
                     between == one.rephrased_as.end() ? 0 : between->second);
  }

  /// Those that share a telling word or a rephrasing.
  std::set<std::uint32_t> neighbours(const Cluster& cluster) const {
    std::set<std::uint32_t> found;
    for (const auto& [word, weight] : cluster.words) {
      const auto with = clusters_with.find({cluster.lang, word});
      if (with != clusters_with.end() && with->second.size() <= kCommonWord)
        found.insert(with->second.begin(), with->second.end());
    }
    for (const auto& [other, times] : cluster.rephrased_as) found.insert(other);
    return found;
  }

  bool may_join(const Cluster& a, const Cluster& b) const {
    return a.alive && b.alive && a.lang == b.lang && (a.kept_in < 0 || b.kept_in < 0);
  }

  std::uint32_t join(std::uint32_t a, std::uint32_t b) {
    const auto number = static_cast<std::uint32_t>(clusters.size());
    clusters.emplace_back();
    Cluster& both = clusters.back();
    Cluster& one = clusters[a];
    Cluster& other = clusters[b];
    one.alive = other.alive = false;
    both.lang = one.lang;
    both.kept_in = std::max(one.kept_in, other.kept_in);
    both.questions = std::move(one.questions);
    both.questions.insert(both.questions.end(), other.questions.begin(), other.questions.end());
    both.words = add(one.words, other.words);
    both.words_length = length(both.words);
    both.shown = add(one.shown, other.shown);
    for (const std::uint32_t part : {a, b}) {
      for (const auto& [to, times] : clusters[part].rephrased_as) {
        if (to == a || to == b) continue;
        both.rephrased_as[to] += times;
        both.rephrasings += times;
        clusters[to].rephrased_as.erase(part);
      }
      for (const auto& [word, weight] : clusters[part].words) clusters_with[{both.lang, word}].erase(part);
    }
    for (const auto& [to, times] : both.rephrased_as) clusters[to].rephrased_as[number] = times;
    for (const auto& [word, weight] : both.words) clusters_with[{both.lang, word}].insert(number);
    return number;
  }

  /// The questions of one kept group are one cluster from the start, however little they agree.
  void join_kept() {
    std::map<std::int64_t, std::uint32_t> of_group;
    for (std::uint32_t i = 0, end = static_cast<std::uint32_t>(clusters.size()); i < end; ++i) {
      const std::int64_t group = clusters[i].kept_in;
      if (group < 0) continue;
      const auto [place, added] = of_group.emplace(group, i);
      if (!added) place->second = join(place->second, i);
    }
  }

  void join_all() {
    struct Pair {
      double agreement;
      std::uint32_t a, b;
      bool operator<(const Pair& other) const {  // of equal ones the oldest first
        if (agreement != other.agreement) return agreement < other.agreement;
        return std::pair(a, b) > std::pair(other.a, other.b);
      }
    };
    std::priority_queue<Pair> pairs;
    const auto consider = [&](std::uint32_t number, bool only_later) {
      for (const std::uint32_t other : neighbours(clusters[number])) {
        if (other == number || (only_later && other < number)) continue;
        if (!may_join(clusters[number], clusters[other])) continue;
        const double agreed = agreement(number, other);
        if (agreed >= kSameNeed) pairs.push({agreed, std::min(number, other), std::max(number, other)});
      }
    };
    for (std::uint32_t i = 0, end = static_cast<std::uint32_t>(clusters.size()); i < end; ++i)
      if (clusters[i].alive) consider(i, true);
    while (!pairs.empty()) {
      const Pair best = pairs.top();
      pairs.pop();
      if (may_join(clusters[best.a], clusters[best.b])) consider(join(best.a, best.b), false);
    }
  }
};

Grouping::Grouping(std::vector<GroupedQuestion> questions, const Rephrasings& rephrasings)
    : state_(std::make_unique<State>()) {
  State& state = *state_;
  std::vector<std::uint32_t> langs;
  for (const GroupedQuestion& question : questions) {
    const std::uint32_t lang = state.lang_number(question.lang);
    langs.push_back(lang);
    state.questions_in.resize(state.langs.size());
    ++state.questions_in[lang];
    for (const std::uint32_t word : question.words) ++state.questions_with[{lang, word}];
  }
  state.clusters.reserve(2 * questions.size());  // join() keeps references
  for (std::uint32_t i = 0; i < questions.size(); ++i) {
    state.clusters.push_back(state.cluster_of_one(questions[i], langs[i]));
    state.clusters.back().questions = {i};
    for (const std::uint32_t word : questions[i].words) state.clusters_with[{langs[i], word}].insert(i);
  }
  for (const auto& [pair, times] : rephrasings) {
    const auto [a, b] = pair;
    if (a == b || langs[a] != langs[b]) continue;
    for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
      state.clusters[from].rephrased_as[to] += times;
      state.clusters[from].rephrasings += times;
    }
  }
  state.join_kept();
  state.join_all();

  state.cluster_of.resize(questions.size());
  for (std::uint32_t i = 0; i < state.clusters.size(); ++i)
    if (state.clusters[i].alive)
      for (const std::uint32_t question : state.clusters[i].questions) state.cluster_of[question] = i;
  constexpr std::uint32_t kNone = ~0U;
  state.number_of.assign(state.clusters.size(), kNone);
  for (const std::uint32_t cluster : state.cluster_of) {
    if (state.number_of[cluster] == kNone) state.number_of[cluster] = count_++;
    group_of_.push_back(state.number_of[cluster]);
  }
}

Grouping::~Grouping() = default;
Grouping::Grouping(Grouping&&) noexcept = default;
Grouping& Grouping::operator=(Grouping&&) noexcept = default;

std::optional<std::uint32_t> Grouping::find(const GroupedQuestion& question,
                                            const std::map<std::uint32_t, std::uint32_t>& rephrasings) const {
  const auto lang = state_->langs.find(question.lang);
  if (lang == state_->langs.end()) return std::nullopt;
  if (question.kept_in >= 0)
    for (std::size_t i = 0; i < state_->clusters.size(); ++i)
      if (state_->clusters[i].alive && state_->clusters[i].kept_in == question.kept_in)
        return state_->number_of[i];
  Cluster asked = state_->cluster_of_one(question, lang->second);
  for (const auto& [other, times] : rephrasings) {
    asked.rephrased_as[state_->cluster_of[other]] += times;
    asked.rephrasings += times;
  }
  std::optional<std::uint32_t> best;
  double best_agreement = kSameNeed;
  for (const std::uint32_t number : state_->neighbours(asked)) {
    const Cluster& cluster = state_->clusters[number];
    if (!cluster.alive || cluster.lang != asked.lang) continue;
    const auto between = asked.rephrased_as.find(number);
    const double agreed =
        State::agreement(asked, 1, cluster, between == asked.rephrased_as.end() ? 0 : between->second);
    if (agreed < best_agreement || (best && agreed == best_agreement)) continue;
    best = state_->number_of[number];
    best_agreement = agreed;
  }
  return best;
}

}  // namespace firstline::server::review
