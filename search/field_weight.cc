// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/field_weight.h"

#include <algorithm>
#include <cmath>

#include "search/ranking.h"

namespace firstline::search {

unsigned length_code(Field field, std::uint32_t words) {
  if (words <= 1) return 0;
  const FieldPacking& packing = kPacking[static_cast<std::size_t>(field)];
  const double code = std::round(packing.steps * std::log2(static_cast<double>(words)));
  return std::min(static_cast<unsigned>(code), (1U << packing.length_bits) - 1);
}

double length_of_code(Field field, unsigned code) {
  return std::exp2(static_cast<double>(code) / kPacking[static_cast<std::size_t>(field)].steps);
}

std::uint32_t pack_frequencies(const Frequencies& frequencies, const FieldLengths& lengths) {
  std::uint32_t wdf = 0;
  for (std::size_t field = 0; field < kFields; ++field) {
    if (frequencies[field] == 0) continue;
    const FieldPacking& packing = kPacking[field];
    const std::uint32_t most = (1U << packing.frequency_bits) - 1;
    wdf |= std::min(frequencies[field], most) << packing.shift;
    wdf |= length_code(static_cast<Field>(field), lengths[field]) << (packing.shift + packing.frequency_bits);
  }
  return wdf;
}

FieldWeight::FieldWeight(const MeanLengths& mean_lengths) {
  auto norms = std::make_shared<Norms>();
  for (std::size_t field = 0; field < kFields; ++field)
    for (unsigned code = 0; code < kMostLengthCodes; ++code)
      (*norms)[field][code] = ranking::kK1 * (1 - ranking::kB +
                                              ranking::kB * length_of_code(static_cast<Field>(field), code) /
                                                  mean_lengths[field]);
  norms_ = std::move(norms);
  need_stat(WDF);
}

FieldWeight* FieldWeight::clone() const {
  return new FieldWeight(norms_);
}

double FieldWeight::get_sumpart(Xapian::termcount wdf, Xapian::termcount, Xapian::termcount) const {
  const auto part = [&](std::size_t field) {
    const double frequency = unpack_frequency(wdf, field);
    return ranking::kFieldWeight[field] * frequency /
           (frequency + (*norms_)[field][unpack_length_code(wdf, field)]);
  };
  double sum = part(0);
  if (wdf >> kPacking[1].shift != 0)  // few words stand anywhere but in the body
    for (std::size_t field = 1; field < kFields; ++field) sum += part(field);
  return factor_ * (ranking::kK1 + 1) * sum;
}

double FieldWeight::get_maxpart() const {
  // Each field at its shortest, with the highest frequency there can be.
  constexpr double kLeastNorm = ranking::kK1 * (1 - ranking::kB);
  double sum = 0;
  for (std::size_t field = 0; field < kFields; ++field) {
    const double most = (1U << kPacking[field].frequency_bits) - 1;
    sum += ranking::kFieldWeight[field] * most / (most + kLeastNorm);
  }
  return factor_ * (ranking::kK1 + 1) * sum;
}

}  // namespace firstline::search
