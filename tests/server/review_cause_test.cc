// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>
#include <set>

#include "server/pages/review_words.h"
#include "server/review/cause.h"

namespace firstline::server::review {
namespace {

/// Twenty searches of which nothing is known but that they went unanswered.
Evidence twenty() {
  Evidence evidence;
  evidence.searches = evidence.unanswered = 20;
  return evidence;
}

/// … of which most opened one article.
Evidence opened_by_most() {
  Evidence evidence = twenty();
  evidence.opened = 16;
  evidence.opened_most = 14;
  return evidence;
}

}  // namespace

TEST_CASE("Without evidence it is a gap") {
  CHECK(find_cause({}) == Cause::kGap);
  CHECK(find_cause(twenty()) == Cause::kGap);
}

TEST_CASE("What translations tell names the cause where nothing else does, and is told as such") {
  Evidence evidence = twenty();
  CHECK_FALSE(is_told_by_translations(evidence));
  evidence.told_elsewhere = true;
  CHECK(find_cause(evidence) == Cause::kLanguage);
  CHECK(is_told_by_translations(evidence));
  Gap gap;
  gap.cause = Cause::kLanguage;
  gap.evidence = evidence;
  CHECK(evidence_text(gap) ==
        "By the words that this help centre’s translations share, an article in another language is about "
        "this. None of 20 searches opened an article.");
  gap.evidence.opened = 3;
  gap.evidence.opened_most = 2;
  CHECK(
      evidence_text(gap).ends_with(" 3 of 20 searches opened an article, and no more than 2 the same one."));
  gap.evidence.foreign = evidence.foreign = 10;
  CHECK(find_cause(evidence) == Cause::kLanguage);
  CHECK_FALSE(is_told_by_translations(evidence));
  CHECK(evidence_text(gap) == "10 of 20 failed searches fit an article in another language.");
}

TEST_CASE("Half of the unanswered searches name their cause") {
  struct Named {
    std::uint64_t Evidence::*count;
    Cause cause;
  };
  for (const Named& named :
       {Named{&Evidence::filtered, Cause::kFilter}, Named{&Evidence::misspelt, Cause::kTypo},
        Named{&Evidence::foreign, Cause::kLanguage}}) {
    CAPTURE(cause_name(named.cause));
    Evidence evidence = twenty();
    evidence.*named.count = 10;
    CHECK(find_cause(evidence) == named.cause);
    evidence.*named.count = 9;
    CHECK(find_cause(evidence) == Cause::kGap);
  }
}

TEST_CASE("The first cause that fits is it") {
  Evidence evidence = opened_by_most();
  evidence.unhelpful = 8;
  evidence.filtered = evidence.misspelt = evidence.foreign = 20;
  CHECK(find_cause(evidence) == Cause::kFilter);
  evidence.filtered = 0;
  CHECK(find_cause(evidence) == Cause::kTypo);
  evidence.misspelt = 0;
  CHECK(find_cause(evidence) == Cause::kLanguage);
  evidence.foreign = 0;
  CHECK(find_cause(evidence) == Cause::kRejected);
}

TEST_CASE("An article that people open and turn down is rejected") {
  Evidence evidence = opened_by_most();
  evidence.unhelpful = 4;
  CHECK(find_cause(evidence) == Cause::kRejected);
  evidence.helpful = 4;  // as many say that it helped
  CHECK(find_cause(evidence) != Cause::kRejected);
  evidence.helpful = 0;
  evidence.unhelpful = 2;  // one in eight of those who opened
  CHECK(find_cause(evidence) != Cause::kRejected);
  evidence.unhelpful = 4;
  evidence.opened_most = 5;  // one here, one there
  CHECK(find_cause(evidence) != Cause::kRejected);
}

TEST_CASE("People find an article: in its words it says it in passing, in other words nobody finds it") {
  Evidence evidence = opened_by_most();
  evidence.words_in_opened = 0.2;
  CHECK(find_cause(evidence) == Cause::kVocabulary);
  evidence.words_in_opened = kWordsThere;
  CHECK(find_cause(evidence) == Cause::kWeak);
}

TEST_CASE("Where few open, many ask a person, or each opens something else, nothing was found") {
  Evidence evidence = opened_by_most();
  REQUIRE(find_cause(evidence) == Cause::kVocabulary);
  SECTION("few open") {
    evidence.opened = evidence.opened_most = 3;
    evidence.asked_person = 1;
  }
  SECTION("each opens something else") {
    evidence.opened_most = 4;
  }
  SECTION("many ask a person") {
    evidence.opened = evidence.opened_most = 10;
    evidence.asked_person = 8;
  }
  SECTION("one search proves nothing") {
    evidence = {};
    evidence.searches = evidence.unanswered = evidence.opened = evidence.opened_most = 1;
  }
  CHECK(find_cause(evidence) == Cause::kGap);
}

TEST_CASE("Those that say it helped speak for an article") {
  Evidence evidence = twenty();
  evidence.opened = evidence.opened_most = 5;
  evidence.asked_person = 3;
  CHECK(find_cause(evidence) == Cause::kGap);
  evidence.helpful = 4;
  CHECK(find_cause(evidence) == Cause::kVocabulary);
}

TEST_CASE("What nobody finds is asked for in another language, when an article there seems to say it") {
  Evidence evidence = twenty();
  evidence.told_elsewhere = true;
  CHECK(find_cause(evidence) == Cause::kLanguage);
  evidence = opened_by_most();
  evidence.told_elsewhere = true;
  CHECK(find_cause(evidence) == Cause::kVocabulary);
}

TEST_CASE("Each cause has a name of its own") {
  std::set<std::string> names;
  for (int i = 0; i < kCauses; ++i) names.insert(cause_name(static_cast<Cause>(i)));
  CHECK(names.size() == kCauses);
  CHECK(names.count("gap") == 1);
  CHECK(names.count("vocabulary") == 1);
}

}  // namespace firstline::server::review
