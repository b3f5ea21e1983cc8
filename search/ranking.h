// SPDX-License-Identifier: GPL-3.0-or-later
// Every weight of the ranking, each with its reason. Change one, then run `make relevance`.
#pragma once

#include <array>

#include "search/schema.h"

namespace firstline::search::ranking {

// BM25 (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009), its usual constants: other values
// gave nothing on twelve languages.
inline constexpr double kK1 = 1.2;  ///< how soon more occurrences of a word stop counting
inline constexpr double kB = 0.75;  ///< how much longer fields are held back

/// What a word is worth by where it stands. A title is the shortest true summary of an article and headings
/// that of a section; keywords are what a writer says customers call it.
inline constexpr std::array<double, kFields> kFieldWeight = {
    1.0,  // body
    1.0,  // title
    0.4,  // heading
    1.0,  // keyword
};

/// A word of a synonym counts nearly as much as the word that was typed.
inline constexpr double kSynonym = 0.8;

/// Words a question is cut to: longer ones carry nothing more, and cost time.
inline constexpr std::size_t kMostQueryWords = 48;

}  // namespace firstline::search::ranking
