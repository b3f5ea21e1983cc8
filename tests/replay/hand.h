// SPDX-License-Identifier: GPL-3.0-or-later
// How people type: script, marks and capitals, slips, and a query letter by letter.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "language/rules.h"
#include "tests/replay/dice.h"

namespace firstline::replay {

/// What one person always does.
struct Habits {
  bool latin = false;     ///< Serbian in Latin letters
  bool unmarked = false;  ///< leaves out what takes a second key: č ć š ž đ, Vietnamese marks
  bool dj = false;        ///< writes đ as dj then
  enum class Case { kAsIs, kSentence, kUpper } letters = Case::kAsIs;
  bool ends_sentences = false;  ///< with ? or .
};
Habits draw_habits(const std::string& lang, Dice& dice);

/// The text in a person's script and marks. The books are written in Cyrillic and with all marks.
std::string as_typed(std::string text, const Habits& habits, const language::Languages& languages);

/// Capitals, and what stands at the end.
std::string finished(std::string text, const Habits& habits, Dice& dice);

/// The text with one slip in a word of at least four characters: two neighbours swapped, one left out,
/// doubled, or hit beside its key on the keyboard of its script; its first one in one of ten. Nothing where
/// no word is long enough.
std::optional<std::string> slipped(const std::string& text, Dice& dice);

/// What a search field that asks while one types sends before the whole text: ever longer starts, of two
/// letters or more, now and then one too long that is deleted again. Vietnamese gets the marks of its last
/// syllable late, as input methods give them.
std::vector<std::string> typed_starts(const std::string& text, const std::string& lang, Dice& dice,
                                      const language::Languages& languages);

/// The start of a text that was sent too early: up to a word's end, or inside the text where it has no
/// spaces. Nothing for short ones.
std::optional<std::string> early_start(const std::string& text, Dice& dice);

}  // namespace firstline::replay
