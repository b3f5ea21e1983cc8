// SPDX-License-Identifier: GPL-3.0-or-later
// Why a group's searches went unanswered, and what to do about it. Pure: the evidence is counted elsewhere
// (gaps.h), the rules stand here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace firstline::server::review {

/// In the order in which they are looked for; the first that fits is it.
enum class Cause {
  kFilter,      ///< a category was chosen that the answer isn't in
  kTypo,        ///< a slip that the engine did not correct
  kLanguage,    ///< answered by an article in another language only
  kRejected,    ///< people open an article, and say that it doesn't help or ask a person
  kVocabulary,  ///< people find an article that does not use their words
  kWeak,        ///< people find an article that says it in passing
  kGap,         ///< nothing about it
};
inline constexpr int kCauses = 7;

/// "filter", "typo", "language", "rejected", "vocabulary", "weak", "gap".
const char* cause_name(Cause cause);

/// What is known of a group's searches, of a stretch of time. Counts of searches, each at most once in each.
struct Evidence {
  std::uint64_t searches = 0;  ///< all of its questions but those that went well (Groups::went_well)
  std::uint64_t unanswered = 0;
  std::uint64_t filtered = 0;     ///< unanswered ones with a category whose question has an answer without
  std::uint64_t misspelt = 0;     ///< unanswered ones whose question is a slip of one that is answered
  std::uint64_t foreign = 0;      ///< unanswered ones that an article in another language fits
  std::uint64_t opened = 0;       ///< an article was opened
  std::uint64_t opened_most = 0;  ///< the article that most opened
  std::uint64_t helpful = 0;
  std::uint64_t unhelpful = 0;
  std::uint64_t asked_person = 0;
  bool told_elsewhere = false;  ///< an article of another language seems to be about it (translations.h)
  double words_in_opened = 0;   ///< share of the questions' words that stand in the article most opened
};

/// Half of them is most of them.
inline constexpr double kMost = 0.5;
/// What people do where there is an answer, and where there is none, as shares: of searches that something is
/// opened or a person is asked; of those that opened something, that say it helped or did not. An answer that
/// the engine shows far down is opened by half of those that one at the top is. From the literature on search
/// in shops and help centres, rounded; what counts is how far the two are apart.
struct Behaviour {
  double answer, none;
};
inline constexpr Behaviour kOpens{0.5, 0.25};
inline constexpr Behaviour kAsksPerson{0.04, 0.2};
inline constexpr Behaviour kSaysHelpful{0.08, 0.01};
inline constexpr Behaviour kSaysUnhelpful{0.02, 0.15};
/// Log-odds from which people are said to find an article: few searches prove nothing.
inline constexpr double kFoundByPeople = 1;
/// Of those who opened: so many said that it didn't help, and more than said it did. On good articles it is
/// one in fifty.
inline constexpr double kRejectedByPeople = 0.15;
/// The article has their words: the fault is what it says, not how it is found.
inline constexpr double kWordsThere = 0.6;

Cause find_cause(const Evidence& evidence);

/// Of a group whose cause is kLanguage: whether it is so by Evidence::told_elsewhere, not by what searches
/// were answered with.
bool is_told_by_translations(const Evidence& evidence);

}  // namespace firstline::server::review
