// SPDX-License-Identifier: GPL-3.0-or-later
// What a mix of signals does on examples: tables for people.
#pragma once

#include <string>
#include <vector>

#include "search/confidence.h"
#include "tests/relevance/withholding.h"

namespace firstline::relevance {

/// An example and how sure a mix is of it.
struct Judgement {
  const Example* example = nullptr;
  double confidence = 0;
};
using Judgements = std::vector<Judgement>;

/// A row for all and for each language: area under the curve of the easy and the hard examples, and of the
/// easy ones the share of the unanswerable that falls below `weak_from` ("caught") and of the answerable that
/// does
/// ("false alarms").
void print_by_language(const std::string& title, const Judgements& judgements, double weak_from);

/// Ten bins of confidence: how many there are, the mean confidence, the share that was answerable, and the
/// share whose article came first.
void print_reliability(const Judgements& judgements);

/// The confidence below which this share of the easy answerable questions falls, rounded down to hundredths.
double threshold_of(const Judgements& judgements, double false_alarms);

}  // namespace firstline::relevance
