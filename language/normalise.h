// SPDX-License-Identifier: GPL-3.0-or-later
// The shapes of one word, before and after stemming. Pure functions: any thread.
#pragma once

#include <string>
#include <string_view>

#include "language/rules.h"

namespace firstline::language {

/// NFKC with full case folding and the digits 0-9 for those of all scripts; characters without a shape
/// (joiners, soft hyphens) go, and typographic apostrophes are typed ones.
std::string casefold(std::string_view word);

/// Replaces letters by rule, the longest rule first at each place.
std::string apply_letters(std::string_view word, const LetterRules& rules);

/// Drops the marks on Latin, Greek, Cyrillic, Arabic and Hebrew letters (in other scripts they are vowels),
/// and replaces what `letters` names.
std::string fold_marks(std::string_view word, const LetterRules& letters);

}  // namespace firstline::language
