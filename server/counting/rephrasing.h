// SPDX-License-Identifier: GPL-3.0-or-later
// How one query of a person follows from the one before: typed on, deleted from, corrected, or something
// else. Compares texts only; how long one waited for the other is judged by server/counting/counting.h.
#pragma once

#include <string>
#include <string_view>

#include "language/rules.h"

namespace firstline::server {

/// A query as it is compared with others.
struct AskedText {
  /// Casefolded, NFKC, marks folded, in the language's one script ("Лозинка" is "lozinka"), signs and spaces
  /// squeezed to one space, redacted parts ("[phone]") kept.
  std::string folded;
  std::string normalised;  ///< stems parted by spaces, as the log has them
};

/// `query` is valid UTF-8.
AskedText asked_text(std::string_view query, std::string_view normalised, std::string_view lang,
                     const language::Languages& languages);

enum class Step {
  kOther,      ///< another question, for all that the letters tell
  kSame,       ///< the same letters, but for marks that don't matter in the language
  kLonger,     ///< goes on where the first one ended, perhaps with one slip
  kShorter,    ///< the first one's beginning
  kCorrected,  ///< the same words but for slips, marks or spaces
};

struct Rephrasing {
  Step step = Step::kOther;
  /// kLonger and kShorter: the shorter one ends inside a word of the longer, so nobody meant to ask it. In
  /// languages without spaces, too, since stems are compared.
  bool inside_word = false;
};

/// Slips are counted word by word. Of the longer of two words
///   1 or 2 letters  none: "on", "off"
///   3 to 7          one, with the same first letter: not "bill", "fill"; from 6 letters on also with another
///   8 and more      two, with the same first letter: not "activate", "deactivate"; else one
/// and two neighbours that changed places from 3 letters on. Where all other words are the same, from 4
/// letters on, a letter more or less may also be the first ("otify me"); with two such words, any one letter.
/// Only one word of up to 4 letters may differ, and digits never: "error 501" is not "error 502". A word more
/// or less is no slip ("works", "not works"), but spaces are ("pass word"). Where words are not parted by
/// spaces, all of the text may have one slip; two whole words are still compared by the table.
Rephrasing rephrasing(const AskedText& first, const AskedText& then);

/// Whether both begin alike, but for the last two characters of the shorter one: what an input method
/// shows while it is at work. Only where no time passed between them this means anything.
bool begin_alike(const AskedText& first, const AskedText& then);

}  // namespace firstline::server
