// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of digits that hang together, and which of them customers only ask about: dates, prices, versions.
// Inner to server/redaction*.cc.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "server/redaction/text.h"

namespace firstline::server {

/// Whether groups with this between them hang together tightly: one sign without a space.
constexpr bool is_tight(char joint) {
  return joint != 0 && joint != ' ';
}

/// Groups are named by their number; beyond the last one they are empty.
class NumberChain {
 public:
  /// The groups from the digit at `at` on, between which stands at most one sign, with spaces or brackets.
  NumberChain(const FoldedText& text, std::size_t at);

  std::size_t count() const { return groups_.size(); }
  std::size_t begin(std::size_t i) const { return groups_[i].begin; }
  std::size_t end(std::size_t i) const { return groups_[i].end; }
  std::size_t size(std::size_t i) const { return i < groups_.size() ? groups_[i].end - groups_[i].begin : 0; }

  /// Before group i: 0 nothing, ' ' loose, else the one sign "-./_,".
  char joint(std::size_t i) const { return i < groups_.size() ? groups_[i].joint : '\0'; }

  /// Up to 6 digits; more are 999,999.
  int value(std::size_t i) const;
  bool leads_zero(std::size_t i) const { return size(i) > 1 && s_[begin(i)] == '0'; }
  /// Of the common era or the Buddhist one.
  bool is_year(std::size_t i) const;

  /// Of the groups from `first` to before `last`.
  std::size_t count_digits(std::size_t first, std::size_t last) const;
  std::string digits(std::size_t first, std::size_t last) const;
  /// Whether a currency or a unit stands beside them: "₹1000000", "1500000đ", "1 500 000 динара".
  bool has_unit(std::size_t first, std::size_t last) const;

  /// How many groups from i on are something to ask about; 0: none. Those from `first` to i aren't, and i may
  /// be the rest of a number that begins there.
  std::size_t harmless(std::size_t i, std::size_t first) const;

 private:
  struct Group {
    std::size_t begin, end;
    char joint;
  };

  char read_joint(std::size_t at, std::size_t& next) const;
  std::size_t harmless_one(std::size_t i, std::size_t first) const;
  std::size_t date(std::size_t i) const;
  bool is_plain_date(std::size_t i) const;
  std::size_t ip_address(std::size_t i) const;
  std::size_t version(std::size_t i) const;
  std::size_t amount(std::size_t i, bool follows) const;
  std::size_t time(std::size_t i) const;
  std::size_t pair(std::size_t i) const;

  const FoldedText& text_;
  const std::string_view s_;
  std::vector<Group> groups_;
};

/// The end of "0x80070057" at `at`, or `at`.
std::size_t hex_literal_end(std::string_view s, std::size_t at);

}  // namespace firstline::server
