// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/relevance/logistic.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace firstline::relevance {
namespace {

constexpr int kMostSteps = 100;
constexpr double kSmallStep = 1e-10;

using Vector = std::vector<double>;
using Matrix = std::vector<Vector>;

double logistic(double sum) {
  return 1 / (1 + std::exp(-sum));
}

/// Solves a x = b by elimination; `a` is symmetric and positive definite.
Vector solve(Matrix a, Vector b) {
  const std::size_t n = b.size();
  for (std::size_t column = 0; column < n; ++column)
    for (std::size_t row = column + 1; row < n; ++row) {
      const double factor = a[row][column] / a[column][column];
      for (std::size_t k = column; k < n; ++k) a[row][k] -= factor * a[column][k];
      b[row] -= factor * b[column];
    }
  for (std::size_t row = n; row-- > 0;) {
    for (std::size_t k = row + 1; k < n; ++k) b[row] -= a[row][k] * b[k];
    b[row] /= a[row][row];
  }
  return b;
}

/// Mean and standard deviation of each value.
struct Scale {
  Vector means, deviations;
  double total = 0;
};

Scale measure(const std::vector<Sample>& samples) {
  const std::size_t n = samples.front().values.size();
  Scale scale{Vector(n), Vector(n), 0};
  for (const Sample& sample : samples) scale.total += sample.weight;
  for (const Sample& sample : samples)
    for (std::size_t i = 0; i < n; ++i) scale.means[i] += sample.weight * sample.values[i] / scale.total;
  for (const Sample& sample : samples)
    for (std::size_t i = 0; i < n; ++i)
      scale.deviations[i] += sample.weight * std::pow(sample.values[i] - scale.means[i], 2) / scale.total;
  for (double& deviation : scale.deviations) deviation = deviation > 0 ? std::sqrt(deviation) : 1;
  return scale;
}

}  // namespace

double LogisticFit::probability(const Vector& values) const {
  double sum = bias;
  for (std::size_t i = 0; i < values.size(); ++i) sum += coefficients[i] * values[i];
  return logistic(sum);
}

LogisticFit fit_logistic(const std::vector<Sample>& samples, double penalty) {
  const Scale scale = measure(samples);
  const std::size_t n = scale.means.size();
  Vector beta(n + 1);  // the last one is the bias
  Vector x(n + 1, 1);
  for (int step = 0; step < kMostSteps; ++step) {
    Vector gradient(n + 1);
    Matrix hessian(n + 1, Vector(n + 1));
    for (const Sample& sample : samples) {
      double sum = 0;
      for (std::size_t i = 0; i < n; ++i) x[i] = (sample.values[i] - scale.means[i]) / scale.deviations[i];
      for (std::size_t i = 0; i <= n; ++i) sum += beta[i] * x[i];
      const double p = logistic(sum);
      const double weight = sample.weight / scale.total;
      for (std::size_t i = 0; i <= n; ++i) {
        gradient[i] += weight * ((sample.positive ? 1 : 0) - p) * x[i];
        for (std::size_t k = 0; k <= n; ++k) hessian[i][k] += weight * p * (1 - p) * x[i] * x[k];
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      gradient[i] -= penalty * beta[i];
      hessian[i][i] += penalty;
    }
    const Vector change = solve(std::move(hessian), std::move(gradient));
    double largest = 0;
    for (std::size_t i = 0; i <= n; ++i) {
      beta[i] += change[i];
      largest = std::max(largest, std::abs(change[i]));
    }
    if (largest < kSmallStep) break;
  }
  LogisticFit fit{beta[n], {}};
  for (std::size_t i = 0; i < n; ++i) {
    fit.coefficients.push_back(beta[i] / scale.deviations[i]);
    fit.bias -= beta[i] * scale.means[i] / scale.deviations[i];
  }
  return fit;
}

double area_under_curve(std::vector<Scored> scored) {
  std::sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) { return a.score < b.score; });
  double negatives_below = 0;
  double positives = 0;
  double area = 0;
  for (std::size_t i = 0; i < scored.size();) {
    double tied_positives = 0;
    double tied_negatives = 0;
    for (const double score = scored[i].score; i < scored.size() && scored[i].score == score; ++i)
      (scored[i].positive ? tied_positives : tied_negatives) += scored[i].weight;
    area += tied_positives * (negatives_below + tied_negatives / 2);
    positives += tied_positives;
    negatives_below += tied_negatives;
  }
  return area / (positives * negatives_below);
}

}  // namespace firstline::relevance
