// SPDX-License-Identifier: GPL-3.0-or-later
// Which of a help centre's languages a question may be written in, by its letters alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "language/rules.h"

namespace firstline::language {

/// The candidates whose scripts and telling letters fit `text` best, in the order given; more than one where
/// the letters don't tell them apart (plain Latin letters may be English or unmarked Vietnamese).
std::vector<std::string> guess_languages(std::string_view text, const std::vector<std::string>& candidates,
                                         const Languages& languages);

}  // namespace firstline::language
