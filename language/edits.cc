// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/edits.h"

#include <algorithm>
#include <array>
#include <vector>

namespace firstline::language {

unsigned edits_between(std::u32string_view a, std::u32string_view b, unsigned most) {
  std::array<std::vector<unsigned>, 3> rows;
  for (std::vector<unsigned>& row : rows) row.resize(b.size() + 1);
  for (unsigned j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<unsigned>& row = rows[i % 3];
    const std::vector<unsigned>& above = rows[(i - 1) % 3];
    const std::vector<unsigned>& two_above = rows[(i + 1) % 3];
    row[0] = static_cast<unsigned>(i);
    unsigned least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], two_above[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
  }
  return std::min(rows[a.size() % 3][b.size()], most + 1);
}

}  // namespace firstline::language
