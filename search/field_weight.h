// SPDX-License-Identifier: GPL-3.0-or-later
// BM25 field by field, over frequencies packed as schema.h says. The IDF comes from the query, as a scale: it
// is counted among the articles of one language. Xapian's own document lengths are not used, which saves
// reading them. Inner header of search/.
#pragma once

#include <xapian.h>

#include <array>
#include <memory>

#include "search/schema.h"

namespace firstline::search {

/// Mean length of each field, in words, of the articles that are searched. Never 0.
using MeanLengths = std::array<double, kFields>;

class FieldWeight : public Xapian::Weight {
 public:
  explicit FieldWeight(const MeanLengths& mean_lengths);

  double get_sumpart(Xapian::termcount wdf, Xapian::termcount, Xapian::termcount) const override;
  double get_maxpart() const override;
  double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0; }
  double get_maxextra() const override { return 0; }

 private:
  /// What length adds to the denominator, by field and length code.
  using Norms = std::array<std::array<double, kMostLengthCodes>, kFields>;

  explicit FieldWeight(std::shared_ptr<const Norms> norms) : norms_(std::move(norms)) { need_stat(WDF); }
  FieldWeight* clone() const override;
  void init(double factor) override { factor_ = factor; }

  std::shared_ptr<const Norms> norms_;
  double factor_ = 0;
};

}  // namespace firstline::search
