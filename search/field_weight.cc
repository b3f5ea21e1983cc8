// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/field_weight.h"

#include <algorithm>
#include <cmath>

#include "search/ranking.h"

namespace firstline::search {
namespace {

constexpr double kStepsPerDoubling = 4.0;

}  // namespace

unsigned length_code(std::uint32_t words) {
  if (words <= 1) return 0;
  const double code = std::round(kStepsPerDoubling * std::log2(static_cast<double>(words)));
  return std::min(static_cast<unsigned>(code), kLengthCodes - 1);
}

double length_of_code(unsigned code) {
  return std::exp2(static_cast<double>(code) / kStepsPerDoubling);
}

FieldWeight::FieldWeight(const MeanLengths& mean_lengths) {
  auto norms = std::make_shared<Norms>();
  for (std::size_t field = 0; field < kFields; ++field)
    for (unsigned code = 0; code < kLengthCodes; ++code)
      (*norms)[field][code] =
          ranking::kK1 * (1 - ranking::kB + ranking::kB * length_of_code(code) / mean_lengths[field]);
  norms_ = std::move(norms);
  need_stat(WDF);
}

FieldWeight* FieldWeight::clone() const {
  return new FieldWeight(norms_);
}

double FieldWeight::get_sumpart(Xapian::termcount wdf, Xapian::termcount, Xapian::termcount) const {
  const PackedFrequency packed = unpack_frequency(wdf);
  const double frequency = packed.frequency;
  return factor_ * frequency * (ranking::kK1 + 1) / (frequency + (*norms_)[packed.field][packed.length_code]);
}

double FieldWeight::get_maxpart() const {
  // The shortest field and the highest frequency there can be.
  const double least_norm = ranking::kK1 * (1 - ranking::kB);
  return factor_ * kMostFrequency * (ranking::kK1 + 1) / (kMostFrequency + least_norm);
}

}  // namespace firstline::search
