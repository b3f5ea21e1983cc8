// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold of whatever is said to be wrong with a file.
#pragma once

#include <string_view>
#include <vector>

#include "base/problem.h"

namespace firstline::fuzz {

/// Each names a rule, and a place in the file, which holds `source`; together they can be printed.
void check_problems(const std::vector<base::Problem>& problems, std::string_view source);

}  // namespace firstline::fuzz
