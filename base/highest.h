// SPDX-License-Identifier: GPL-3.0-or-later
// What was counted most often.
#pragma once

#include <algorithm>
#include <functional>

namespace firstline::base {

/// The entry of a map whose value is the highest, or whose `rank(value)` is; of equal ones the first. end()
/// of an empty one.
template <typename Map, typename Rank = std::identity>
typename Map::const_iterator highest(const Map& map, Rank rank = {}) {
  return std::max_element(map.begin(), map.end(),
                          [&rank](const auto& a, const auto& b) { return rank(a.second) < rank(b.second); });
}

}  // namespace firstline::base
