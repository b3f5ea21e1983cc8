// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>
#include <numeric>

#include "tests/server/ungrouped.h"

namespace firstline::server::review {
namespace {

using search::Answered;
using tests::kDayMs;
using tests::kHourMs;
using tests::kMinuteMs;

std::vector<std::string> labels(const std::vector<Gap>& gaps) {
  std::vector<std::string> list;
  for (const Gap& gap : gaps) list.push_back(gap.label);
  return list;
}

using Labels = std::vector<std::string>;

}  // namespace

TEST_CASE("Gaps come by what they cost: a message to a person as much as four searches") {
  Ungrouped log;
  log.ask({"refund"}, 5);
  log.ask({"cancel"}, 2);
  log.write_to_person(log.ask({"cancel"}));
  log.ask({"answered well", 0, 0, Answered::kYes}, 9);
  log.ask({"bill"}, 2);
  log.ask({"router"}, 4);
  const std::vector<Gap> gaps = log.gaps();
  REQUIRE(labels(gaps) == Labels{"cancel", "refund", "router", "bill"});
  CHECK(gaps[0].searches == 3);
  CHECK(gaps[0].asked_person == 1);
  CHECK(gaps[0].cost == 3 + kCostOfMessage);
  CHECK(gaps[1].cost == 5);
}

TEST_CASE("Gaps of the same cost come in an order that stays") {
  Ungrouped log;
  for (const char* query : {"one", "two", "three", "four"}) log.ask({std::string(query) + " sim"});
  const std::vector<Gap> gaps = log.gaps();
  for (std::size_t i = 1; i < gaps.size(); ++i) CHECK(gaps[i - 1].id < gaps[i].id);
}

TEST_CASE("Who asked, how often and when") {
  Ungrouped log;
  log.ask({"refund", 1});
  const std::int64_t first = log.now_ms;
  log.ask({"something else", 1, kHourMs});
  log.ask({"refund", 1, kHourMs});  // an hour later, again
  log.ask({"refund", 2, kHourMs});
  log.ask_unknown("refund");
  log.ask_unknown("refund");
  log.ask({"refund", 3, 0, Answered::kYes});
  const std::int64_t after = log.now_ms;
  const Gap gap = log.gap("refund");
  CHECK(gap.searches == 5);
  CHECK(gap.all_searches == 6);
  CHECK(gap.visitors == 4);
  CHECK(gap.first_ms == first);
  CHECK(gap.last_ms == after - kMinuteMs);
}

TEST_CASE("Days stand in a row that ends with the filter") {
  Ungrouped log;
  log.ask({"refund"}, 3);
  log.ask({"refund", 0, 2 * kDayMs});
  log.now_ms += kDayMs;
  Filter filter;
  filter.since_ms = tests::kThursdayMs;
  CHECK(log.gap("refund", filter).by_day == std::vector<std::uint32_t>{3, 0, 1, 0});
  filter.until_ms = tests::kThursdayMs + 2 * kDayMs;
  CHECK(log.gap("refund", filter).by_day == std::vector<std::uint32_t>{3, 0});
  const std::vector<std::uint32_t> all = log.gap("refund").by_day;
  CHECK(all.size() == 30);
  CHECK(std::accumulate(all.begin(), all.end(), 0U) == 4);
  log.ask({"refund"});
  CHECK(log.gap("refund").by_day.back() == 1);
  log.now_ms += 40 * kDayMs;  // too long ago for a day of its own
  const std::vector<std::uint32_t> none = log.gap("refund").by_day;
  CHECK(std::accumulate(none.begin(), none.end(), 0U) == 0);
}

TEST_CASE("The first texts are those most asked, each as it was typed") {
  Ungrouped log;
  log.ask({"SIM refund"});
  log.ask({"refund sim"}, 3);
  for (int i = 0; i < 6; ++i)
    log.ask({"refund of " + std::string(static_cast<std::size_t>(i), '!') + " sim"});
  const Gap gap = log.gap("refund sim");
  CHECK(gap.texts == 8);
  REQUIRE(gap.queries.size() == kTextsInList);
  CHECK(gap.queries[0].text == "refund sim");
  CHECK(gap.queries[0].count == 3);
  CHECK(gap.queries[1].text == "SIM refund");
  CHECK(gap.queries[0].question == gap.id);
  CHECK(log.gaps({}, 100).front().queries.size() == 8);
}

TEST_CASE("A filter counts what it lets through") {
  Ungrouped log;
  log.ask({"refund"});
  log.ask({"refund", 0, 0, Answered::kNo, {}, "en", "widget"}, 2);
  log.ask({"refund", 0, 0, Answered::kNo, {}, "en", "web", "Billing"}, 3);
  log.ask({"vraćanje", 0, kDayMs, Answered::kNo, {}, "sr"}, 4);
  Filter filter;
  filter.channel = "widget";
  CHECK(log.gap("refund", filter).searches == 2);
  filter = {};
  filter.category = "Billing";
  CHECK(log.gap("refund", filter).searches == 3);
  filter = {};
  filter.lang = "sr";
  CHECK(labels(log.gaps(filter)) == Labels{"vraćanje"});
  filter = {};
  filter.until_ms = tests::kThursdayMs + kDayMs;
  CHECK(labels(log.gaps(filter)) == Labels{"refund"});
  filter = {};
  filter.since_ms = log.now_ms;
  CHECK(log.gap("vraćanje", filter).searches == 1);
  filter = {};
  filter.channel = "no such channel";
  CHECK(log.gaps(filter).empty());
}

TEST_CASE("What was asked before a gap was closed is closed with it") {
  Ungrouped log;
  log.ask({"refund"}, 4);
  log.item(0, Status::kAnswered).decided_ms = log.now_ms + 1;
  CHECK(log.gap("as a lead calls it").searches == 0);
  CHECK(log.gap("as a lead calls it").all_searches == 4);
  log.ask({"refund"}, 2);
  const Gap gap = log.gap("as a lead calls it");
  CHECK(gap.searches == 2);
  CHECK(gap.first_ms == log.now_ms - kMinuteMs);
  CHECK_FALSE(gap.overdue);
  CHECK_FALSE(gap.proposes_closing);
}

TEST_CASE("A gap proposes to be closed when most of its searches would be answered otherwise") {
  Ungrouped log;
  log.ask({"refund"}, 4);
  CHECK_FALSE(log.gap("refund").proposes_closing);
  SECTION("by an article that they did not get") {
    log.now_says(0, "en/refund");
    const Gap gap = log.gap("refund");
    CHECK(gap.now.answered == Answered::kYes);
    CHECK(gap.now.id == "en/refund");
    CHECK(gap.now.rank == 1);
    CHECK(gap.now.share == 1);
    CHECK(gap.queries[0].now_id == "en/refund");
    CHECK(gap.proposes_closing);
    log.item(0, Status::kPlanned);
    CHECK(log.gap("as a lead calls it").proposes_closing);
    log.item(0, Status::kIgnored);
    CHECK_FALSE(log.gap("as a lead calls it").proposes_closing);
  }
  SECTION("not by one that mentions it in passing") {
    log.now_says(0, "en/refund");
    log.groups.reruns[0].plain.in_passing = true;
    const Gap gap = log.gap("refund");
    CHECK(gap.now.answered == Answered::kWeak);
    CHECK(gap.now.id == "en/refund");
    CHECK(gap.now.share == 0);
    CHECK(gap.queries[0].in_passing);
    CHECK_FALSE(gap.proposes_closing);
  }
  SECTION("not by a weak answer") {
    log.now_says(0, "en/refund", Answered::kWeak);
    CHECK(log.gap("refund").now.answered == Answered::kWeak);
    CHECK_FALSE(log.gap("refund").proposes_closing);
  }
  SECTION("not by what they got, and did not take") {
    log.ask({"cancel", 7, kHourMs, Answered::kYes, {"en/cancel"}});
    log.ask({"cancel my contract", 7, kMinuteMs, Answered::kYes, {"en/cancel"}});
    log.now_says(1, "en/cancel");
    CHECK(log.gap("cancel").searches == 1);
    CHECK_FALSE(log.gap("cancel").proposes_closing);
  }
}

TEST_CASE("What the index says weighs as often as it was asked") {
  Ungrouped log;
  log.ask({"refund"}, 3);
  log.ask({"money back"}, 4);
  log.now_says(0, "en/refund");
  log.groups.of_question[1] = 0;
  CHECK(log.gap("money back").now.share == Approx(3.0 / 7));
  CHECK_FALSE(log.gap("money back").proposes_closing);
  log.ask({"refund"});
  CHECK(log.gap("refund").now.share == Approx(0.5));
  CHECK_FALSE(log.gap("refund").proposes_closing);
  log.ask({"refund"});
  CHECK(log.gap("refund").proposes_closing);
}

TEST_CASE("Causes come from what the searches of a gap did") {
  Ungrouped log;
  SECTION("a filter") {
    log.ask({"refund", 0, 0, Answered::kNo, {}, "en", "web", "Mobile"}, 3);
    log.now_says(0, "en/refund");
    log.groups.reruns[0].filtered = {};
    const Gap gap = log.gap("refund");
    CHECK(gap.cause == Cause::kFilter);
    CHECK(gap.article == "en/refund");
    CHECK(gap.evidence.filtered == 3);
    CHECK_FALSE(gap.proposes_closing);  // who asks with the filter still finds nothing
  }
  SECTION("a slip") {
    log.ask({"refnud"}, 3);
    log.read();
    log.groups.misspelt[0] = true;
    CHECK(log.gap("refnud").cause == Cause::kTypo);
  }
  SECTION("another language") {
    log.ask({"refund"}, 3);
    log.now_says(0, "th/refund", Answered::kWeak);
    log.groups.reruns[0].foreign_id = "th/refund";
    CHECK(log.gap("refund").cause == Cause::kLanguage);
    CHECK(log.gap("refund").article == "th/refund");
  }
  SECTION("an article that is turned down") {
    for (int i = 0; i < 6; ++i) {
      const std::string id = log.ask({"refund"});
      log.open(id, "en/b", 2);
      log.vote(id, "en/b", i < 2 ? false : true);
    }
    CHECK(log.gap("refund").cause != Cause::kRejected);  // more say that it helped
    for (int i = 0; i < 6; ++i) {
      const std::string id = log.ask({"refund"});
      log.open(id, "en/b", 2);
      log.vote(id, "en/b", false);
    }
    CHECK(log.gap("refund").cause == Cause::kRejected);
    CHECK(log.gap("refund").article == "en/b");
    CHECK(log.gap("refund").evidence.opened_most == 12);
  }
  SECTION("what went well says nothing of it") {
    for (int i = 0; i < 3; ++i) log.open(log.ask({"refund", 0, 0, Answered::kYes}), "en/a");
    log.ask({"refund"}, 2);
    log.read();
    log.groups.went_well = {true, true, true, false, false};
    CHECK(log.gap("refund").evidence.searches == 2);
    CHECK(log.gap("refund").evidence.opened == 0);
    CHECK(log.gap("refund").all_searches == 5);
  }
}

TEST_CASE("One gap alone is what it is among all, and is there without a search, too") {
  Ungrouped log;
  log.ask({"refund"}, 3);
  log.ask({"cancel"}, 4);
  log.read();
  const GapSources sources{log.ledger, log.groups, log.work, log.now_ms, log.agreed_ms};
  const std::vector<Gap> one = find_gaps(sources, {}, kTextsInList, 0);
  REQUIRE(one.size() == 1);
  CHECK(one[0].label == "refund");
  CHECK(one[0].searches == 3);
  Filter filter;
  filter.lang = "th";
  REQUIRE(find_gaps(sources, filter, kTextsInList, 0).size() == 1);
  CHECK(find_gaps(sources, filter, kTextsInList, 0)[0].searches == 0);
  CHECK(find_gaps(sources, filter).empty());
  log.item(1, Status::kPlanned);
  CHECK(labels(log.gaps(filter)) == Labels{"as a lead calls it"});
}

}  // namespace firstline::server::review
