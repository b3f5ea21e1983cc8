// SPDX-License-Identifier: GPL-3.0-or-later
// The shipped rules, and short ways to read words by them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "language/rules.h"
#include "language/words.h"

namespace firstline::tests {

/// language/data as it is shipped, loaded once.
const language::Languages& shipped_languages();

/// The words of a text as they stand in it.
std::vector<std::string> words_of(std::string_view text, const std::string& tag);

/// The forms of one word.
language::Forms forms_of(std::string_view word, const std::string& tag);

/// What a word is looked up by.
std::string stem_of(std::string_view word, const std::string& tag);

}  // namespace firstline::tests
