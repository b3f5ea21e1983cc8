// SPDX-License-Identifier: GPL-3.0-or-later
// A text cut at its separators.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace firstline::base {

/// All parts, the empty ones too: one more than there are separators.
std::vector<std::string> split(std::string_view text, char separator);

/// What stands between any of the characters of `separators`, without empty parts: "a, b," at ", " is a and
/// b.
std::vector<std::string> split_filled(std::string_view text, std::string_view separators);

}  // namespace firstline::base
