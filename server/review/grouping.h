// SPDX-License-Identifier: GPL-3.0-or-later
// Which unanswered questions ask for the same thing. Pure: words, results and who asked what next go in,
// groups come out; the same input gives the same groups, in any order of the questions' arrival.
//
// Two groups are one need as far as
//   their words agree            cosine of the words' counts, weighted by IDF among the questions
//   their results agree          mean cosine of the articles that the engine showed for them
//   people say one for the other the share of the rephrasings of the smaller that go to the other
// The three are added up with the weights below. The two groups that agree most become one, again and again,
// until no two reach kSameNeed. (Agglomerative clustering; that people rephrase within minutes is the old
// idea of the query-flow graph, Boldi et al. 2008.) doc/review.md has the figures behind the weights.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace firstline::server::review {

inline constexpr double kWordsWeight = 1.0;
inline constexpr double kResultsWeight = 0.4;
inline constexpr double kRephrasingWeight = 1.6;
/// So many rephrasings are taken as seen but gone elsewhere: one alone proves little (of two questions that
/// one person asks one after the other, a quarter are two needs).
inline constexpr double kRephrasingDoubt = 3;
inline constexpr double kSameNeed = 0.6;
/// Words of more groups than this tell nobody apart: two groups that share only such words aren't compared.
inline constexpr std::size_t kCommonWord = 200;

struct GroupedQuestion {
  std::string lang;                  ///< questions of two languages are never one group
  std::vector<std::uint32_t> words;  ///< numbers of its words, each once
  std::vector<std::uint32_t> shown;  ///< numbers of the articles that were shown for it, the first first
  /// Of the group it must stay in: one that somebody works on. Two such groups never become one. -1: free.
  std::int64_t kept_in = -1;
};

/// Two questions (by place), and how often somebody asked one after the other.
using Rephrasings = std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t>;

/// One thread at a time.
class Grouping {
 public:
  /// Groups them all. `rephrasings` of a question with itself don't matter. Ten thousand questions take about
  /// half a second.
  Grouping(std::vector<GroupedQuestion> questions, const Rephrasings& rephrasings);
  ~Grouping();
  Grouping(Grouping&&) noexcept;
  Grouping& operator=(Grouping&&) noexcept;

  /// Group of each question, by place. Groups are numbered from 0 in the order of their first questions.
  const std::vector<std::uint32_t>& groups() const { return group_of_; }
  std::uint32_t count() const { return count_; }

  /// The group that a further question is kept in, else the one that it asks for the same as, by its words
  /// and results; nothing where none is near enough. `rephrasings`: groups' questions (by place) that were
  /// asked before or after it.
  std::optional<std::uint32_t> find(const GroupedQuestion& question,
                                    const std::map<std::uint32_t, std::uint32_t>& rephrasings = {}) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::vector<std::uint32_t> group_of_;
  std::uint32_t count_ = 0;
};

}  // namespace firstline::server::review
