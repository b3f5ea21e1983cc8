// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/cause.h"

#include <cmath>

namespace firstline::server::review {
namespace {

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// How much more likely it is where there is an answer, as a logarithm.
double weigh(const Behaviour& behaviour, std::uint64_t times, std::uint64_t of) {
  return static_cast<double>(times) * std::log(behaviour.answer / behaviour.none) +
         static_cast<double>(of - times) * std::log((1 - behaviour.answer) / (1 - behaviour.none));
}

/// Log-odds that people find what they need, by what they do.
double found_by_people(const Evidence& evidence) {
  return weigh(kOpens, evidence.opened, evidence.searches) +
         weigh(kAsksPerson, evidence.asked_person, evidence.searches) +
         weigh(kSaysHelpful, evidence.helpful, evidence.opened) +
         weigh(kSaysUnhelpful, evidence.unhelpful, evidence.opened);
}

}  // namespace

const char* cause_name(Cause cause) {
  switch (cause) {
    case Cause::kFilter:
      return "filter";
    case Cause::kTypo:
      return "typo";
    case Cause::kLanguage:
      return "language";
    case Cause::kRejected:
      return "rejected";
    case Cause::kVocabulary:
      return "vocabulary";
    case Cause::kWeak:
      return "weak";
    case Cause::kGap:
      break;
  }
  return "gap";
}

bool is_told_by_translations(const Evidence& evidence) {
  return evidence.told_elsewhere && share(evidence.foreign, evidence.unanswered) < kMost;
}

Cause find_cause(const Evidence& evidence) {
  if (share(evidence.filtered, evidence.unanswered) >= kMost) return Cause::kFilter;
  if (share(evidence.misspelt, evidence.unanswered) >= kMost) return Cause::kTypo;
  if (share(evidence.foreign, evidence.unanswered) >= kMost) return Cause::kLanguage;
  const bool rejected = share(evidence.unhelpful, evidence.opened) >= kRejectedByPeople &&
                        evidence.unhelpful > evidence.helpful;
  if (rejected && share(evidence.opened_most, evidence.searches) >= kMost) return Cause::kRejected;
  const bool one_article = 3 * evidence.opened_most >= evidence.opened && evidence.opened_most > 1;
  if (!one_article || found_by_people(evidence) < kFoundByPeople)
    return evidence.told_elsewhere ? Cause::kLanguage : Cause::kGap;
  return evidence.words_in_opened >= kWordsThere ? Cause::kWeak : Cause::kVocabulary;
}

}  // namespace firstline::server::review
