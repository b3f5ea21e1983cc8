// SPDX-License-Identifier: GPL-3.0-or-later
// How sure the engine is that the first result answers the question, from cheap signals of the result list.
#pragma once

namespace firstline::search {

enum class Answered { kNo, kWeak, kYes };

/// "yes", "weak" or "no".
const char* answered_name(Answered answered);

struct ConfidenceSignals {
  double best_score = 0;     ///< of the first result
  double potential = 0;      ///< sum of the question's IDF, unknown words included
  double share_matched = 0;  ///< share of the potential whose words stand in the first result, 0-1
  bool has_results = false;
  bool pinned = false;  ///< the first result was chosen by hand for this question
};

/// 0-1.
double confidence(const ConfidenceSignals& signals);

/// What a confidence counts as. `no` always without results.
Answered answered(double confidence, bool has_results);

}  // namespace firstline::search
