// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/rescore.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "search/ranking.h"

namespace firstline::search {
namespace {

/// BM25's part for `frequency` occurrences in a field.
double saturation(double frequency, Field field, const StoredArticle& article, const MeanLengths& means) {
  const auto number = static_cast<std::size_t>(field);
  const double length = article.lengths[number] / means[number];
  const double norm = ranking::kK1 * (1 - ranking::kB + ranking::kB * length);
  return (ranking::kK1 + 1) * frequency / (frequency + norm);
}

}  // namespace

Rescorer::Rescorer(const ParsedQuery& parsed, const MeanLengths& mean_lengths)
    : parsed_(parsed), mean_lengths_(mean_lengths), counts_(parsed.pairs.size()), starts_(256) {
  for (const QueryRun& run : parsed.runs) runs_.push_back(run.hash);
  title_pair_of_.resize(parsed.pairs.size());
  std::iota(title_pair_of_.begin(), title_pair_of_.end(), std::size_t{0});
  std::sort(title_pair_of_.begin(), title_pair_of_.end(),
            [&](std::size_t a, std::size_t b) { return parsed.pairs[a].hash < parsed.pairs[b].hash; });
  for (const std::size_t pair : title_pair_of_) title_pairs_.push_back(parsed.pairs[pair].hash);
  for (const QueryPair& pair : parsed.pairs) starts_[pair.first] = 1;
}

Gain Rescorer::gain(const StoredArticle& article) {
  Gain gain;
  const auto add_runs = [&](std::string_view signature, Field field) {
    std::array<double, kMostRepeats + 1> worth{};
    for (unsigned times = 1; times <= kMostRepeats; ++times)
      worth[times] = ranking::kLetterRun * saturation(times, field, article, mean_lengths_);
    match_signature(signature, runs_, found_);
    for (std::size_t i = 0; i < runs_.size(); ++i) gain.runs += parsed_.runs[i].weight * worth[found_[i]];
  };
  add_runs(article.body_signature, Field::kBody);
  add_runs(article.title_signature, Field::kTitle);
  if (parsed_.pairs.empty()) return gain;

  match_signature(article.title_signature, title_pairs_, found_);
  for (std::size_t i = 0; i < title_pairs_.size(); ++i)
    if (found_[i] != 0)
      gain.pairs += ranking::kPairInTitle * parsed_.pairs[title_pair_of_[i]].weight *
                    saturation(1, Field::kTitle, article, mean_lengths_);

  std::fill(counts_.begin(), counts_.end(), 0);
  const std::string_view words = article.fingerprints;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const auto first = static_cast<std::uint8_t>(words[i]);
    if (starts_[first] == 0) continue;
    const auto second = static_cast<std::uint8_t>(words[i + 1]);
    for (std::size_t pair = 0; pair < parsed_.pairs.size(); ++pair)
      if (parsed_.pairs[pair].first == first && parsed_.pairs[pair].second == second) ++counts_[pair];
  }
  for (std::size_t pair = 0; pair < counts_.size(); ++pair)
    if (counts_[pair] > 0)
      gain.pairs += ranking::kPairInBody * parsed_.pairs[pair].weight *
                    saturation(counts_[pair], Field::kBody, article, mean_lengths_);
  return gain;
}

}  // namespace firstline::search
