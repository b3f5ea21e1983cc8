// SPDX-License-Identifier: GPL-3.0-or-later
// What leads do to gaps, what stays of it, and what the review does when the log is locked, shrinks or goes.
#include <catch2/catch.hpp>
#include <set>

#include "server/log/schema.h"
#include "tests/server/review_log.h"

namespace firstline::server::review {
namespace {

using search::Answered;
using tests::kDayMs;
using tests::ReviewedCentre;

const std::vector<tests::SmallArticle> kArticles = {
    {"en/account/password", "en", "Reset your password", "Choose a new password."}};

/// Three gaps: a refund (two questions), a cancelled contract, a slow router.
void fill(ReviewedCentre& centre) {
  centre.ask({"refund sim card", 0, 0, Answered::kNo, {}}, 5);
  centre.ask({"refund for old sim card", 0, 0, Answered::kNo, {}}, 2);
  centre.ask({"cancel contract", 0, 0, Answered::kNo, {}}, 4);
  centre.ask({"router slow", 0, 0, Answered::kNo, {}}, 3);
}

std::set<std::string> labels(ReviewedCentre& centre) {
  std::set<std::string> names;
  for (const Gap& gap : centre.gaps()) names.insert(gap.label);
  return names;
}

Change status(Status wanted) {
  Change change;
  change.status = wanted;
  return change;
}

using Labels = std::set<std::string>;

}  // namespace

TEST_CASE("A lead changes a gap, and another who saw it before is told") {
  ReviewedCentre centre(kArticles);
  fill(centre);
  const Gap gap = centre.gap("router slow");
  Change change = status(Status::kPlanned);
  change.owner = "ann";
  change.note = "In the making.";
  change.due_ms = centre.now_ms + kDayMs;
  change.label = "slow routers";
  REQUIRE(centre.review().change(gap.id, 0, change, "ann") == Changed::kDone);
  CHECK(centre.review().change(gap.id, 0, status(Status::kIgnored), "bob") == Changed::kConflict);
  CHECK(centre.review().change("0123456789abcdef", 0, change, "bob") == Changed::kNoSuchGap);
  Gap changed = centre.gap("slow routers");
  CHECK(changed.work.status == Status::kPlanned);
  CHECK(changed.work.owner == "ann");
  CHECK(changed.work.note == "In the making.");
  CHECK(changed.due_ms == *change.due_ms);
  CHECK(changed.work.version == 1);
  CHECK(centre.review().choices().owners == std::vector<std::string>{"ann"});
  CHECK(centre.review().history(gap.id).size() == 1);
  // What changes nothing is no entry.
  CHECK(centre.review().change(gap.id, 1, change, "ann") == Changed::kDone);
  CHECK(centre.review().history(gap.id).size() == 1);
  CHECK(centre.review().note_done(gap.id, "bob", "made a draft") == Changed::kDone);
  CHECK(centre.review().history(gap.id).back().what == "made a draft");
}

TEST_CASE("Gaps that were merged stay one") {
  ReviewedCentre centre(kArticles);
  fill(centre);
  const Gap cancel = centre.gap("cancel contract");
  const Gap router = centre.gap("router slow");
  REQUIRE(centre.review().change(router.id, 0, status(Status::kPlanned), "bob") == Changed::kDone);
  REQUIRE(centre.review().merge({cancel.id, router.id}, "ann") == Changed::kDone);
  const auto check = [&] {
    CHECK(labels(centre) == Labels{"cancel contract", "refund sim card"});
    const Gap merged = centre.gap("cancel contract");
    CHECK(merged.searches == 7);
    CHECK(merged.texts == 2);
    CHECK(merged.id == cancel.id);
    CHECK(centre.review().history(cancel.id).size() == 2);
    CHECK(centre.review().gap(router.id, {})->id == cancel.id);  // old links lead there
  };
  SECTION("at once") {
    check();
  }
  SECTION("after a restart") {
    centre.restart();
    check();
  }
  SECTION("whatever is asked since") {
    centre.ask({"router slow today", 0, 0, Answered::kNo, {}}, 2);
    centre.ask({"pay bill", 0, 0, Answered::kNo, {}}, 2);
    CHECK(centre.gap("cancel contract").searches >= 7);
    CHECK(labels(centre).count("pay bill") == 1);
    CHECK(labels(centre).count("router slow") == 0);
  }
}

TEST_CASE("Merging with what is not there, or with itself, changes nothing") {
  ReviewedCentre centre(kArticles);
  fill(centre);
  const Gap gap = centre.gap("router slow");
  CHECK(centre.review().merge({gap.id, "0123456789abcdef"}, "ann") == Changed::kNoSuchGap);
  CHECK(centre.review().merge({gap.id, gap.id}, "ann") == Changed::kDone);
  CHECK(centre.gap("router slow").work.version == 0);
}

TEST_CASE("What was split off stays apart") {
  ReviewedCentre centre(kArticles);
  fill(centre);
  const Gap gap = centre.gap("refund sim card");
  REQUIRE(gap.texts == 2);
  std::string other;
  for (const GapQuery& query : gap.queries)
    if (query.text == "refund for old sim card") other = query.question;
  std::string made;
  REQUIRE(centre.review().split(gap.id, {other}, "ann", made) == Changed::kDone);
  const auto check = [&] {
    CHECK(centre.gap("refund sim card").searches == 5);
    const Gap part = centre.gap("refund for old sim card");
    CHECK(part.id == made);
    CHECK(part.searches == 2);
    CHECK(part.work.version == 1);
    CHECK(centre.review().history(made).front().what == "split from refund sim card");
  };
  SECTION("at once") {
    check();
  }
  SECTION("after a restart") {
    centre.restart();
    check();
  }
  SECTION("until it is merged again") {
    REQUIRE(centre.review().merge({gap.id, made}, "ann") == Changed::kDone);
    CHECK(centre.gap("refund sim card").searches == 7);
  }
}

TEST_CASE("Splitting off all or nothing is refused, and leaves the gap") {
  ReviewedCentre centre(kArticles);
  fill(centre);
  const Gap gap = centre.gap("refund sim card");
  std::vector<std::string> all;
  for (const GapQuery& query : gap.queries) all.push_back(query.question);
  std::string made;
  CHECK(centre.review().split(gap.id, all, "ann", made) == Changed::kNoSuchGap);
  CHECK(centre.review().split(gap.id, {"0123456789abcdef"}, "ann", made) == Changed::kNoSuchGap);
  CHECK(centre.gap("refund sim card").searches == 7);
  CHECK(centre.gap("refund sim card").work.version == 0);
}

TEST_CASE("The first question may be split off, too") {
  ReviewedCentre centre(kArticles);
  fill(centre);
  const Gap gap = centre.gap("refund sim card");
  std::string made;
  REQUIRE(centre.review().split(gap.id, {gap.id}, "ann", made) == Changed::kDone);
  CHECK(made != gap.id);
  centre.restart();
  centre.review().catch_up();
  CHECK(centre.review().gap(made, {})->searches == 5);
  CHECK(centre.review().gap(gap.id, {})->searches == 2);
}

TEST_CASE("Two gaps that somebody works on are never made one, whatever people say one for the other") {
  ReviewedCentre centre(kArticles);
  fill(centre);
  for (const char* label : {"cancel contract", "router slow"})
    REQUIRE(centre.review().change(centre.gap(label).id, 0, status(Status::kPlanned), "ann") ==
            Changed::kDone);
  for (std::uint64_t who = 1; who <= 12; ++who) {
    centre.ask({"cancel contract", who, 0, Answered::kNo, {}});
    centre.ask({"router slow", who, 0, Answered::kNo, {}});
    centre.ask({"refund sim card", 100 + who, 0, Answered::kNo, {}});
    centre.ask({"money back", 100 + who, 0, Answered::kNo, {}});
  }
  const Labels found = labels(centre);
  CHECK(found.count("cancel contract") == 1);
  CHECK(found.count("router slow") == 1);
  CHECK(found.count("refund sim card") == 1);
  CHECK(found.count("money back") == 0);  // free ones are
}

TEST_CASE("A gap that a lead touched is there when its searches were deleted") {
  ReviewedCentre centre(kArticles);
  fill(centre);
  const Gap gap = centre.gap("router slow");
  Change change = status(Status::kPlanned);
  change.note = "Kept.";
  REQUIRE(centre.review().change(gap.id, 0, change, "ann") == Changed::kDone);
  centre.now_ms += 400 * kDayMs;
  centre.log().forget_before(from_milliseconds(centre.now_ms - kDayMs));
  centre.restart();
  CHECK(labels(centre) == Labels{"router slow"});
  const Gap kept = centre.gap("router slow");
  CHECK(kept.searches == 0);
  CHECK(kept.all_searches == 0);
  CHECK(kept.work.note == "Kept.");
  CHECK(centre.review().gap(gap.id, {}));
  CHECK(centre.review().change(gap.id, 1, status(Status::kAnswered), "ann") == Changed::kDone);
  centre.ask({"router slow", 0, 0, Answered::kNo, {}}, 2);
  CHECK(centre.gap("router slow").searches == 2);
}

TEST_CASE("A running review forgets what was deleted from the log") {
  ReviewedCentre centre(kArticles);
  fill(centre);
  REQUIRE(labels(centre).size() == 3);
  centre.log().forget_before(from_milliseconds(centre.now_ms + kDayMs));
  CHECK(labels(centre).empty());
}

TEST_CASE("The searches of a gap are listed, newest first, a page at a time") {
  ReviewedCentre centre(kArticles);
  fill(centre);
  centre.write_to_person(centre.ask({"refund sim card", 0, 0, Answered::kYes, {"en/a"}}));
  const Gap gap = centre.gap("refund sim card");
  Review::Wanted wanted;
  wanted.group = gap.id;
  Review::Listed listed = centre.review().searches({}, wanted);
  CHECK(listed.total == 8);
  REQUIRE(listed.searches.size() == 8);
  CHECK(listed.searches[0].asked_person);
  CHECK(listed.searches[0].first == "en/a");
  CHECK(listed.searches[0].unanswered);
  CHECK(listed.searches[0].at_ms > listed.searches[1].at_ms);
  CHECK(listed.searches[0].group == gap.id);
  wanted.offset = 6;
  wanted.limit = 1;
  listed = centre.review().searches({}, wanted);
  CHECK(listed.total == 8);
  CHECK(listed.searches.size() == 1);
  wanted = {};
  wanted.text = "router slow";
  CHECK(centre.review().searches({}, wanted).total == 3);
  wanted = {};
  wanted.what = "asked";
  CHECK(centre.review().searches({}, wanted).total == 1);
  wanted = {};
  wanted.article = "en/a";
  CHECK(centre.review().searches({}, wanted).total == 1);
  wanted = {};
  wanted.group = "0123456789abcdef";
  CHECK(centre.review().searches({}, wanted).total == 0);
  const Review::Choices choices = centre.review().choices();
  CHECK(choices.langs == std::vector<std::string>{"en"});
  CHECK(choices.channels == std::vector<std::string>{"web"});
}

TEST_CASE("A log that another program holds is trouble for changes, not for what is shown") {
  ReviewedCentre centre(kArticles);
  fill(centre);
  const Gap gap = centre.gap("router slow");
  {
    Database holder = open_log(centre.file(), 1'000);
    Database::Transaction transaction(holder);
    holder.execute("UPDATE searches SET total = total");
    CHECK(centre.review().change(gap.id, 0, status(Status::kPlanned), "ann") == Changed::kTrouble);
    CHECK(centre.review().gaps({}).size() == 3);
  }
  CHECK(centre.review().change(gap.id, 0, status(Status::kPlanned), "ann") == Changed::kDone);
  CHECK(centre.gap("router slow").work.status == Status::kPlanned);
}

TEST_CASE("A log that can't be read is told, and read when it can be") {
  ReviewedCentre centre(kArticles);
  fill(centre);
  const Gap gap = centre.gap("router slow");
  centre.stop();
  Database newer(centre.file(), Database::Access::kWrite, 1'000);
  newer.execute("PRAGMA user_version = 99");
  centre.restart();
  CHECK(centre.gaps().empty());
  CHECK_FALSE(centre.review().state().trouble.empty());
  CHECK_FALSE(centre.review().state().read);
  CHECK_FALSE(centre.review().state().up_to_date);
  CHECK(centre.review().history(gap.id).empty());
  newer.execute("PRAGMA user_version = " + std::to_string(kLogVersion));
  CHECK(centre.gaps().size() == 3);
  CHECK(centre.review().state().trouble.empty());
  CHECK(centre.review().state().read);
  CHECK(centre.review().state().up_to_date);
}

}  // namespace firstline::server::review
