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

/// A writer's `weight` multiplies the score by this root of it: 1.5 decides between near equals, and only
/// much more lifts an article above a better one. The whole factor cost 1.4 points of S@1 on the sample help
/// centre.
inline constexpr double kWeightPower = 0.25;

/// A stop word ("how", "the") counts, but in a small help centre its IDF says too much.
inline constexpr double kStopWord = 0.5;

/// What another word than the typed one is worth, of the typed one's weight.
inline constexpr double kSynonym = 0.8;
inline constexpr double kJoined = 0.9;                          ///< "pass word" for "password"
inline constexpr std::array<double, 2> kNearWord = {0.8, 0.5};  ///< by edits, for a word no article has
inline constexpr double kOtherFirstLetter = 0.8;                ///< few misspell the first letter
inline constexpr double kSharedLetters = 0.5;                   ///< times the share of its runs of letters

/// From how many letters on a word may have one slip, and two.
inline constexpr std::size_t kOneEditFrom = 4;
inline constexpr std::size_t kTwoEditsFrom = 7;
/// Less of an unknown word's runs of letters in another word is chance.
inline constexpr double kLeastShared = 0.3;

/// The first candidates are compared again by what would cost too much in posting lists: letters shared and
/// words side by side. As many as these hold the best answer as surely as a hundred do.
inline constexpr std::size_t kRescored = 20;
inline constexpr double kLetterRun = 0.15;  ///< of the word's IDF, in the body and in the title
inline constexpr double kPairInBody = 0.4;  ///< of the pair's IDF
inline constexpr double kPairInTitle = 0.5;
inline constexpr double kPairAsTerm = 0.4;  ///< where pairs are looked up like words
inline constexpr double kStopPair = 0.5;    ///< a pair with one stop word in it; with two it counts nothing

/// An article is related to another when asking for the other's title and keywords gives it this part of the
/// first score at least; of the sample help centre's articles, less shares a passing word only.
inline constexpr double kRelated = 0.25;

/// Words a question is cut to: longer ones carry nothing more, and cost time. How many of them are searched
/// for, those that tell most; how many are looked up in the vocabulary when no article has them, and how many
/// words may stand for them.
inline constexpr std::size_t kMostQueryWords = 48;
inline constexpr std::size_t kMostClauses = 16;
inline constexpr std::size_t kMostUnknownWords = 4;
inline constexpr std::size_t kMostRelatedWords = 28;

}  // namespace firstline::search::ranking
