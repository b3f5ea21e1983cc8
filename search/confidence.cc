// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/confidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <sstream>

#include "base/failure.h"
#include "base/file.h"
#include "base/resources.h"

namespace firstline::search {
namespace {

double ConfidenceSignals::*find_signal(std::string_view name) {
  const auto* found = std::find_if(kConfidenceSignals.begin(), kConfidenceSignals.end(),
                                   [name](const NamedSignal& signal) { return signal.name == name; });
  return found == kConfidenceSignals.end() ? nullptr : found->value;
}

std::optional<double> read_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

}  // namespace

const char* answered_name(Answered answered) {
  return answered == Answered::kYes ? "yes" : answered == Answered::kWeak ? "weak" : "no";
}

std::optional<Answered> find_answered(std::string_view name) {
  for (const Answered each : {Answered::kNo, Answered::kWeak, Answered::kYes})
    if (name == answered_name(each)) return each;
  return std::nullopt;
}

double ConfidenceTerm::value(const ConfidenceSignals& signals) const {
  return signals.*signal * (factor == nullptr ? 1 : signals.*factor);
}

std::optional<ConfidenceTerm> find_confidence_term(std::string_view name) {
  ConfidenceTerm term;
  term.name = name;
  const std::size_t times = name.find('*');
  term.signal = find_signal(name.substr(0, times));
  if (times != std::string_view::npos) term.factor = find_signal(name.substr(times + 1));
  if (term.signal == nullptr || (times != std::string_view::npos && term.factor == nullptr))
    return std::nullopt;
  return term;
}

ConfidenceModel ConfidenceModel::load(const std::filesystem::path& file) {
  const auto fail = [&](int line, const std::string& reason) {
    throw base::Failure("reading", fmt::format("{}:{}", file.string(), line), reason);
  };
  ConfidenceModel model;
  std::set<std::string> seen;
  std::istringstream lines(base::read_file(file));
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) fail(number, "expected a name, a tab and a number");
    const std::string name = line.substr(0, tab);
    const std::optional<double> value = read_number(std::string_view(line).substr(tab + 1));
    if (!value) fail(number, "'" + line.substr(tab + 1) + "' is not a number");
    if (!seen.insert(name).second) fail(number, "'" + name + "' stands here twice");
    if (name == "bias") {
      model.bias_ = *value;
    } else if (name == "weak_from") {
      model.weak_from_ = *value;
    } else if (name == "yes_from") {
      model.yes_from_ = *value;
    } else if (std::optional<ConfidenceTerm> term = find_confidence_term(name)) {
      model.mix_.push_back({std::move(*term), *value});
    } else {
      fail(number, "there is no signal '" + name + "'");
    }
  }
  for (const char* needed : {"bias", "weak_from", "yes_from"})
    if (seen.count(needed) == 0) fail(number, std::string("there is no ") + needed);
  if (!(0 <= model.weak_from_ && model.weak_from_ <= model.yes_from_ && model.yes_from_ <= 1))
    fail(number, "weak_from and yes_from must be in order, from 0 to 1");
  return model;
}

ConfidenceModel ConfidenceModel::load_shipped() {
  return load(base::find_resource("search/data") / "confidence.tsv");
}

void ConfidenceModel::set_thresholds(std::optional<double> weak_from, std::optional<double> yes_from) {
  const double weak = weak_from.value_or(weak_from_);
  const double yes = yes_from.value_or(yes_from_);
  if (!(0 <= weak && weak <= yes && yes <= 1))
    throw base::Failure("setting the thresholds of confidence",
                        fmt::format("weak from {}, yes from {}", weak, yes),
                        "they must be in this order, from 0 to 1");
  weak_from_ = weak;
  yes_from_ = yes;
}

double ConfidenceModel::confidence(const ConfidenceSignals& signals) const {
  if (!signals.has_results) return 0;
  if (signals.certain) return 1;
  double sum = bias_;
  for (const Weighted& each : mix_) sum += each.coefficient * each.term.value(signals);
  const double likely = 1 / (1 + std::exp(-sum));
  return signals.only_stop_words ? std::min(likely, kOnlyStopWords) : likely;
}

std::vector<ConfidenceTerm> ConfidenceModel::terms() const {
  std::vector<ConfidenceTerm> list;
  for (const Weighted& each : mix_) list.push_back(each.term);
  return list;
}

Answered ConfidenceModel::answered(double confidence, bool has_results) const {
  if (!has_results || confidence < weak_from_) return Answered::kNo;
  return confidence < yes_from_ ? Answered::kWeak : Answered::kYes;
}

}  // namespace firstline::search
