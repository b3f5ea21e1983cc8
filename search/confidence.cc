// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/confidence.h"

#include <cmath>

namespace firstline::search {
namespace {

// A logistic mix of the two best single signals, fitted on questions whose article was, and was not, in the
// index. doc/relevance.md has the recipe and the figures.
constexpr double kBias = -6.36;
constexpr double kScorePerPotential = 7.77;
constexpr double kShareMatched = 5.05;

constexpr double kYesFrom = 0.6;
constexpr double kWeakFrom = 0.3;

}  // namespace

const char* answered_name(Answered answered) {
  return answered == Answered::kYes ? "yes" : answered == Answered::kWeak ? "weak" : "no";
}

double confidence(const ConfidenceSignals& signals) {
  if (!signals.has_results) return 0;
  if (signals.pinned) return 1;
  const double per_potential = signals.potential > 0 ? signals.best_score / signals.potential : 0;
  return 1 / (1 + std::exp(
                      -(kBias + kScorePerPotential * per_potential + kShareMatched * signals.share_matched)));
}

Answered answered(double confidence, bool has_results) {
  if (!has_results || confidence < kWeakFrom) return Answered::kNo;
  return confidence < kYesFrom ? Answered::kWeak : Answered::kYes;
}

}  // namespace firstline::search
