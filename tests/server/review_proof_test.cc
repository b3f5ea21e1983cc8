// SPDX-License-Identifier: GPL-3.0-or-later
// What the review makes of a log and an index together: gaps, the proof that one is closed, and that it opens
// again by itself.
#include <catch2/catch.hpp>
#include <thread>

#include "tests/server/review_log.h"

namespace firstline::server::review {
namespace {

using search::Answered;
using tests::kDayMs;
using tests::kMinuteMs;
using tests::ReviewedCentre;
using tests::SmallArticle;

const SmallArticle kPassword{"en/account/password", "en", "Reset your password",
                             "Choose a new password. We send a link by email."};
const SmallArticle kRefund{"en/mobile/refund", "en", "Get a refund for a SIM card",
                           "You get your money back within two weeks of buying a SIM card."};
const SmallArticle kThai{"th/account/password", "th", "รีเซ็ตรหัสผ่าน", "เลือกรหัสผ่านใหม่"};
const std::vector<SmallArticle> kBefore = {kPassword, kThai};
const std::vector<SmallArticle> kAfter = {kPassword, kThai, kRefund};

constexpr const char* kLabel = "refund sim card";

/// Five people ask for a refund and find nothing.
void ask_for_refund(ReviewedCentre& centre, int times = 5) {
  centre.ask({kLabel, 0, 0, Answered::kNo, {}}, times);
}

Changed close(ReviewedCentre& centre, const Gap& gap, const std::string& article) {
  Change change;
  change.status = Status::kAnswered;
  change.article = article;
  return centre.review().change(gap.id, gap.work.version, change, "ann");
}

std::string last_done(ReviewedCentre& centre, const std::string& id) {
  const std::vector<HistoryEntry> history = centre.review().history(id);
  return history.empty() ? "" : history.back().who + ": " + history.back().what;
}

}  // namespace

TEST_CASE("An unanswered question is a gap; an article for it is the proof") {
  ReviewedCentre centre(kBefore);
  ask_for_refund(centre);
  Gap gap = centre.gap(kLabel);
  CHECK(gap.searches == 5);
  CHECK(gap.cause == Cause::kGap);
  CHECK(gap.now.answered != Answered::kYes);
  CHECK_FALSE(gap.proposes_closing);
  const std::string before = centre.review().state().generation;
  centre.publish(kAfter);
  gap = centre.gap(kLabel);
  CHECK(centre.review().state().generation != before);
  CHECK(gap.now.answered == Answered::kYes);
  CHECK(gap.now.id == kRefund.id);
  CHECK(gap.now.rank == 1);
  CHECK(gap.proposes_closing);
  CHECK(gap.queries[0].now_id == kRefund.id);
  centre.publish(kBefore);
  CHECK_FALSE(centre.gap(kLabel).proposes_closing);
}

TEST_CASE("The review follows the log and the index by itself") {
  ReviewedCentre centre(kBefore);
  ask_for_refund(centre);
  const auto wait_for = [&](const auto& is_so) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!is_so() && std::chrono::steady_clock::now() < deadline)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return is_so();
  };
  CHECK(wait_for([&] {
    const std::vector<Gap> gaps = centre.review().gaps({});
    return gaps.size() == 1 && gaps[0].searches == 5;
  }));
  centre.publish(kAfter);
  CHECK(wait_for([&] { return centre.review().gaps({}).front().proposes_closing; }));
  const Review::State state = centre.review().state();
  CHECK(state.read);
  CHECK(state.trouble.empty());
  CHECK(state.searches == 5);
}

TEST_CASE("A gap that is closed stays closed while its article is found") {
  ReviewedCentre centre(kBefore);
  ask_for_refund(centre);
  const Gap gap = centre.gap(kLabel);
  centre.publish(kAfter);
  ++centre.now_ms;
  REQUIRE(close(centre, gap, kRefund.id) == Changed::kDone);
  centre.ask({kLabel, 0, 0, Answered::kYes, {kRefund.id}}, 9);
  Gap closed = centre.gap(kLabel);
  CHECK(closed.work.status == Status::kAnswered);
  CHECK(closed.searches == 0);
  CHECK(closed.work.article == kRefund.id);
  CHECK(closed.work.decided_ms > 0);
  centre.restart();
  closed = centre.gap(kLabel);
  CHECK(closed.work.status == Status::kAnswered);
  CHECK(last_done(centre, gap.id) == "ann: article: en/mobile/refund; open → answered");
}

TEST_CASE("Closing with an article that isn't found opens the gap again") {
  ReviewedCentre centre(kBefore);
  ask_for_refund(centre);
  Gap gap = centre.gap(kLabel);
  REQUIRE(close(centre, gap, kPassword.id) == Changed::kDone);
  gap = centre.gap(kLabel);
  CHECK(gap.work.status == Status::kOpen);
  CHECK(gap.work.decided_ms == 0);
  CHECK(gap.searches == 5);
  CHECK(last_done(centre, gap.id).starts_with("Firstline: open again: en/account/password is not among"));
}

TEST_CASE("An article that is taken away again opens the gap that it closed") {
  ReviewedCentre centre(kAfter);
  ask_for_refund(centre);
  const Gap gap = centre.gap(kLabel);
  ++centre.now_ms;
  REQUIRE(close(centre, gap, kRefund.id) == Changed::kDone);
  CHECK(centre.gap(kLabel).work.status == Status::kAnswered);
  centre.publish(kBefore);
  CHECK(centre.gap(kLabel).work.status == Status::kOpen);
}

TEST_CASE("A closed gap that fails again opens by itself") {
  ReviewedCentre centre(kBefore);
  ask_for_refund(centre);
  const Gap gap = centre.gap(kLabel);
  ++centre.now_ms;
  REQUIRE(close(centre, gap, "") == Changed::kDone);
  SECTION("when several people fail") {
    ask_for_refund(centre, 3);
    const Gap again = centre.gap(kLabel);
    CHECK(again.work.status == Status::kOpen);
    CHECK(again.searches == 8);
    CHECK(last_done(centre, gap.id).find("3 searches") != std::string::npos);
    // A lead may close it once more.
    ++centre.now_ms;
    REQUIRE(close(centre, again, "") == Changed::kDone);
    CHECK(centre.gap(kLabel).work.status == Status::kAnswered);
  }
  SECTION("not when two do") {
    ask_for_refund(centre, 2);
    CHECK(centre.gap(kLabel).work.status == Status::kAnswered);
  }
  SECTION("not when one person does, again and again") {
    for (int i = 0; i < 4; ++i) centre.ask({kLabel, 7, 31 * kMinuteMs, Answered::kNo, {}});
    CHECK(centre.gap(kLabel).searches == 4);
    CHECK(centre.gap(kLabel).work.status == Status::kAnswered);
  }
  SECTION("not when most are answered") {
    centre.stop();  // it would open when it had seen only those that failed
    ask_for_refund(centre, 3);
    centre.ask({kLabel, 0, 0, Answered::kYes, {kRefund.id}}, 4);
    centre.restart();
    CHECK(centre.gap(kLabel).searches == 3);
    CHECK(centre.gap(kLabel).work.status == Status::kAnswered);
  }
}

TEST_CASE("What is ignored stays so, whatever fails") {
  ReviewedCentre centre(kBefore);
  ask_for_refund(centre);
  const Gap gap = centre.gap(kLabel);
  ++centre.now_ms;
  Change change;
  change.status = Status::kIgnored;
  change.reason = "no refunds";
  REQUIRE(centre.review().change(gap.id, 0, change, "ann") == Changed::kDone);
  ask_for_refund(centre, 9);
  const Gap ignored = centre.gap(kLabel);
  CHECK(ignored.work.status == Status::kIgnored);
  CHECK(ignored.work.reason == "no refunds");
  CHECK(ignored.searches == 9);
}

TEST_CASE("A question with a filter is proved with the filter") {
  ReviewedCentre centre(kAfter);
  centre.ask({kLabel, 0, 0, Answered::kNo, {}, "en", "web", "Billing"}, 4);
  const Gap gap = centre.gap(kLabel);
  CHECK(gap.cause == Cause::kFilter);
  CHECK(gap.article == kRefund.id);
  CHECK_FALSE(gap.proposes_closing);
}

TEST_CASE("An article that mentions a thing in passing is no proof for who asks for it") {
  const SmallArticle kAbroad{"en/mobile/abroad", "en", "Calls to other countries",
                             "You pay by the second. Landlines and mobiles cost the same. To stop, hang up."};
  ReviewedCentre centre(kBefore);
  centre.ask({"landline", 0, 0, Answered::kNo, {}}, 5);
  std::vector<SmallArticle> articles = kBefore;
  articles.push_back(kAbroad);
  centre.publish(articles);
  Gap gap = centre.gap("landline");
  CHECK(gap.queries[0].now == Answered::kYes);  // the only one that has the word at all
  CHECK(gap.queries[0].now_id == kAbroad.id);
  CHECK(gap.now.answered == Answered::kWeak);
  CHECK_FALSE(gap.proposes_closing);
  SECTION("unless it says it again") {
    articles.back().text += " From a landline, dial two zeros.";
    centre.publish(articles);
    CHECK(centre.gap("landline").proposes_closing);
  }
  SECTION("unless it is called so") {
    articles.back().title = "Calls to other countries from a landline";
    articles.back().text = "You pay by the second.";
    centre.publish(articles);
    CHECK(centre.gap("landline").proposes_closing);
  }
}

TEST_CASE("Questions without words are no gap") {
  ReviewedCentre centre(kBefore);
  for (const char* signs : {"😀", "[email]", "???"}) centre.ask({signs, 0, 0, Answered::kNo, {}}, 3);
  CHECK(centre.gaps().empty());
}

}  // namespace firstline::server::review
