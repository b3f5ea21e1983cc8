// SPDX-License-Identifier: GPL-3.0-or-later
// How many slips of the finger lie between two words.
#pragma once

#include <string_view>

namespace firstline::language {

/// Letters left out, added, replaced, or swapped with their neighbour (optimal string alignment: the
/// Damerau-Levenshtein distance without edits inside a swap). `most` + 1 when it is more than `most`: that is
/// found out sooner.
unsigned edits_between(std::u32string_view a, std::u32string_view b, unsigned most);

}  // namespace firstline::language
