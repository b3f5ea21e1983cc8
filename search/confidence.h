// SPDX-License-Identifier: GPL-3.0-or-later
// How sure the engine is that the first result answers the question: a logistic mix of cheap signals of the
// result list. The mix is data (search/data/confidence.tsv), fitted as doc/relevance.md tells.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstline::search {

/// The search log stores these numbers.
enum class Answered { kNo = 0, kWeak = 1, kYes = 2 };

/// "yes", "weak" or "no".
const char* answered_name(Answered answered);
/// The other way round; nothing for any other text.
std::optional<Answered> find_answered(std::string_view name);

/// What one search tells about its first result. "The sum" is the sum of the IDF of the question's words,
/// where a word that no article has counts as much as a word can. All are 0 to 1.
struct ConfidenceSignals {
  double words_matched = 0;   ///< share of the words that stand in it
  double passage_share = 0;   ///< share of the sum that stands in one passage of 30 words of it, or its title
  double unknown_share = 0;   ///< share of the sum of words that no article has; less by what has a near one
  double rarest_missing = 0;  ///< highest IDF that is not in it ÷ highest IDF asked for
  double margin = 0;  ///< m / (m + 0.6), m its score less the mean of the sixth to tenth result's, ÷ the sum
  double gap = 0;     ///< 1 less the second result's score ÷ its score; scores without their articles' boost
  double few_words = 0;  ///< 1: at most three words were asked for
  bool has_results = false;
  bool only_stop_words = false;  ///< "how do I": it may be first, but nothing was asked
  bool certain = false;  ///< the first result was chosen by hand for this question, or is named as it asks
};

/// A signal by the name it has in confidence.tsv. A new signal is a field above and a line here.
struct NamedSignal {
  std::string_view name;
  double ConfidenceSignals::*value;
};
inline constexpr std::array kConfidenceSignals = {
    NamedSignal{"words_matched", &ConfidenceSignals::words_matched},
    NamedSignal{"passage_share", &ConfidenceSignals::passage_share},
    NamedSignal{"unknown_share", &ConfidenceSignals::unknown_share},
    NamedSignal{"rarest_missing", &ConfidenceSignals::rarest_missing},
    NamedSignal{"margin", &ConfidenceSignals::margin},
    NamedSignal{"gap", &ConfidenceSignals::gap},
    NamedSignal{"few_words", &ConfidenceSignals::few_words},
};

/// What the mix adds up: a signal, or the product of two ("margin*gap").
struct ConfidenceTerm {
  std::string name;
  double ConfidenceSignals::*signal = nullptr;
  double ConfidenceSignals::*factor = nullptr;  ///< null: the signal alone

  double value(const ConfidenceSignals& signals) const;
};
/// Nothing for a name that is neither a signal's nor a product of two.
std::optional<ConfidenceTerm> find_confidence_term(std::string_view name);

/// The fitted mix. Never changes while it is shared, so any thread may use it.
class ConfidenceModel {
 public:
  /// Reads confidence.tsv. Fails, with file and line, on one that makes no sense.
  static ConfidenceModel load(const std::filesystem::path& file);
  /// The one that ships with the programs.
  static ConfidenceModel load_shipped();

  /// Replaces the file's thresholds. Fails unless 0 ≤ weak_from ≤ yes_from ≤ 1.
  void set_thresholds(std::optional<double> weak_from, std::optional<double> yes_from);

  /// 0 to 1: how likely it is that the first result is what was asked for. 0 without results, 1 when certain;
  /// at most kOnlyStopWords when only_stop_words.
  double confidence(const ConfidenceSignals& signals) const;
  static constexpr double kOnlyStopWords = 0.4;  ///< weak, by the shipped thresholds

  /// What a confidence counts as. `no` always without results.
  Answered answered(double confidence, bool has_results) const;

  double weak_from() const { return weak_from_; }
  double yes_from() const { return yes_from_; }
  /// What it adds up, in the file's order.
  std::vector<ConfidenceTerm> terms() const;

  struct Weighted {
    ConfidenceTerm term;
    double coefficient = 0;
  };
  /// The same, each with what it is multiplied by; and what is added to all.
  const std::vector<Weighted>& mix() const { return mix_; }
  double bias() const { return bias_; }

 private:
  std::vector<Weighted> mix_;
  double bias_ = 0;
  double weak_from_ = 0;
  double yes_from_ = 1;
};

}  // namespace firstline::search
