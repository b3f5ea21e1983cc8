// SPDX-License-Identifier: GPL-3.0-or-later
// "Did you mean": the known name nearest to one that is not known.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstline::base {

/// The candidate with the fewest edits (insert, delete, replace, swap of neighbours), if that is at most a
/// third of the word's length, and at least one edit is allowed. Bytes, not letters: names are ASCII.
std::optional<std::string> nearest_name(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace firstline::base
