// SPDX-License-Identifier: GPL-3.0-or-later
// Logistic regression, and how well a number tells two classes apart.
#pragma once

#include <utility>
#include <vector>

namespace firstline::relevance {

/// One example of a class.
struct Sample {
  std::vector<double> values;
  bool positive = false;
  double weight = 1;
};

struct LogisticFit {
  double bias = 0;
  std::vector<double> coefficients;

  double probability(const std::vector<double>& values) const;
};

/// Maximum likelihood by Newton's method (iteratively reweighted least squares; Bishop: Pattern Recognition
/// and Machine Learning, 4.3.3), with an L2 penalty on the coefficients of the standardised values: `penalty`
/// is what half a squared standard deviation costs, against a total weight of 1. Needs samples of both
/// classes.
LogisticFit fit_logistic(const std::vector<Sample>& samples, double penalty);

/// A number and the class it was given to.
struct Scored {
  double score = 0;
  bool positive = false;
  double weight = 1;
};

/// Area under the ROC curve: how likely it is that a positive one has the higher score. Ties count half.
double area_under_curve(std::vector<Scored> scored);

}  // namespace firstline::relevance
