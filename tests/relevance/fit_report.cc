// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/relevance/fit_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "tests/relevance/logistic.h"

namespace firstline::relevance {
namespace {

constexpr std::size_t kBins = 10;

/// What one row tells.
struct Sums {
  std::vector<Scored> easy, hard;
  double answerable = 0, unanswerable = 0;  // easy, by weight
  double false_alarms = 0, caught = 0;
};

/// A dash for 0 ÷ 0: nothing of that kind was asked.
std::string number(double value, int digits) {
  return std::isnan(value) ? "-" : fmt::format("{:.{}f}", value, digits);
}

void add(Sums& sums, const Judgement& judgement, double weak_from) {
  const Example& example = *judgement.example;
  (example.hard ? sums.hard : sums.easy)
      .push_back({judgement.confidence, example.answerable, example.weight});
  if (example.hard) return;
  (example.answerable ? sums.answerable : sums.unanswerable) += example.weight;
  if (judgement.confidence < weak_from)
    (example.answerable ? sums.false_alarms : sums.caught) += example.weight;
}

}  // namespace

void print_by_language(const std::string& title, const Judgements& judgements, double weak_from) {
  std::map<std::string, Sums> rows;
  for (const Judgement& judgement : judgements)
    for (const std::string& row : {std::string("all"), judgement.example->lang})
      add(rows[row], judgement, weak_from);
  fmt::print("{:<24}{:>8}{:>10}{:>10}{:>9}{:>14}\n", title, "asked", "AUC easy", "AUC hard", "caught",
             "false alarms");
  for (const auto& [row, sums] : rows)
    fmt::print("{:<24}{:>8}{:>10}{:>10}{:>9}{:>14}\n", row, sums.easy.size() + sums.hard.size(),
               number(area_under_curve(sums.easy), 4), number(area_under_curve(sums.hard), 4),
               number(sums.caught / sums.unanswerable, 3), number(sums.false_alarms / sums.answerable, 3));
}

void print_reliability(const Judgements& judgements) {
  struct Bin {
    double weight = 0, confidence = 0, answerable = 0, first = 0;
  };
  std::array<Bin, kBins> bins{};
  for (const Judgement& judgement : judgements) {
    Bin& bin = bins[std::min<std::size_t>(kBins - 1, static_cast<std::size_t>(judgement.confidence * kBins))];
    const Example& example = *judgement.example;
    bin.weight += example.weight;
    bin.confidence += example.weight * judgement.confidence;
    bin.answerable += example.weight * (example.answerable ? 1 : 0);
    bin.first += example.weight * (example.first ? 1 : 0);
  }
  fmt::print("{:<12}{:>8}{:>8}{:>12}{:>8}\n", "confidence", "queries", "mean", "answerable", "first");
  for (std::size_t i = 0; i < kBins; ++i)
    if (bins[i].weight > 0)
      fmt::print(
          "{:<12}{:>8.0f}{:>8.3f}{:>12.3f}{:>8.3f}\n",
          fmt::format("{:.1f}-{:.1f}", static_cast<double>(i) / kBins, static_cast<double>(i + 1) / kBins),
          bins[i].weight, bins[i].confidence / bins[i].weight, bins[i].answerable / bins[i].weight,
          bins[i].first / bins[i].weight);
}

double threshold_of(const Judgements& judgements, double false_alarms) {
  std::vector<std::pair<double, double>> answerable;  // confidence, weight
  double total = 0;
  for (const Judgement& judgement : judgements) {
    const Example& example = *judgement.example;
    if (example.hard || example.keywords || !example.answerable) continue;
    answerable.emplace_back(judgement.confidence, example.weight);
    total += example.weight;
  }
  std::sort(answerable.begin(), answerable.end());
  double below = 0;
  for (const auto& [confidence, weight] : answerable) {
    below += weight;
    if (below > false_alarms * total) return std::floor(confidence * 100) / 100;
  }
  return 0;
}

}  // namespace firstline::relevance
