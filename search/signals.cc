// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/signals.h"

#include <algorithm>
#include <array>

namespace firstline::search {
namespace {

/// About a sentence and a half.
constexpr std::size_t kPassageWords = 30;

/// Results this far down (from 0) show what a score is worth that any article may have by chance.
constexpr std::size_t kCrowdFrom = 5;

/// The margin at which `margin` is a half. Margins of short questions are much larger than those of long
/// ones, and say little more.
constexpr double kHalfMargin = 0.6;

/// Fewer words than in a sentence: keywords, all of which are meant.
constexpr std::size_t kFewWords = 3;

/// The most IDF that stands in one passage, the title's words counted in. Fingerprints may agree by chance:
/// one word in 256 for each that was asked for.
double best_passage(const Evidence& evidence) {
  std::array<std::vector<std::size_t>, 256> words_of;
  std::vector<double> weights;  // of what the title lacks
  double title = 0;
  for (const WordEvidence& word : evidence.words) {
    for (const std::uint8_t fingerprint : word.fingerprints) words_of[fingerprint].push_back(weights.size());
    weights.push_back(word.idf * std::max(0.0, word.held - word.title));
    title += word.idf * word.title;
  }
  std::vector<unsigned> counts(weights.size());
  double now = 0;
  double best = 0;
  for (std::size_t i = 0; i < evidence.fingerprints.size(); ++i) {
    for (const std::size_t word : words_of[static_cast<std::uint8_t>(evidence.fingerprints[i])])
      if (counts[word]++ == 0) now += weights[word];
    if (i >= kPassageWords)
      for (const std::size_t word :
           words_of[static_cast<std::uint8_t>(evidence.fingerprints[i - kPassageWords])])
        if (--counts[word] == 0) now -= weights[word];
    best = std::max(best, now);
  }
  return title + best;
}

}  // namespace

ConfidenceSignals signals_of(const Evidence& evidence) {
  ConfidenceSignals signals;
  signals.has_results = !evidence.scores.empty();
  double sum = 0;
  double rarest = 0;
  for (const WordEvidence& word : evidence.words) {
    sum += word.idf;
    rarest = std::max(rarest, word.idf);
  }
  if (!signals.has_results || sum <= 0) return signals;

  const auto words = static_cast<double>(evidence.words.size());
  for (const WordEvidence& word : evidence.words) {
    if (!word.known) signals.unknown_share += word.idf / sum * (1 - word.held);
    signals.words_matched += word.held / words;
    signals.rarest_missing = std::max(signals.rarest_missing, word.idf / rarest * (1 - word.held));
  }
  signals.passage_share = best_passage(evidence) / sum;
  signals.few_words = evidence.words.size() <= kFewWords ? 1 : 0;

  const auto score = [&](std::size_t i) { return i < evidence.scores.size() ? evidence.scores[i] : 0; };
  double crowd = 0;
  for (std::size_t i = kCrowdFrom; i < kResultsInEvidence; ++i)
    crowd += score(i) / static_cast<double>(kResultsInEvidence - kCrowdFrom);
  const double margin = std::max(0.0, score(0) - crowd) / sum;
  signals.margin = margin / (margin + kHalfMargin);
  signals.gap = score(0) > score(1) ? 1 - score(1) / score(0) : 0;
  return signals;
}

}  // namespace firstline::search
