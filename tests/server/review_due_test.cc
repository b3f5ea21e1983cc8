// SPDX-License-Identifier: GPL-3.0-or-later
// Until when a gap is to be answered.
#include <catch2/catch.hpp>

#include "tests/server/ungrouped.h"

namespace firstline::server::review {
namespace {

using search::Answered;
using tests::kDayMs;
using tests::kHourMs;

}  // namespace

TEST_CASE("A gap that nobody answered in the agreed time is overdue") {
  Ungrouped log;
  log.ask({"refund"}, 2);
  const std::int64_t first = log.now_ms;  // that somebody else failed, too
  CHECK(log.gap("refund").due_ms == first + kDayMs);
  log.now_ms = first + kDayMs;
  CHECK_FALSE(log.gap("refund").overdue);
  ++log.now_ms;
  CHECK(log.gap("refund").overdue);
  SECTION("a lead may give it longer, or less") {
    log.item(0, Status::kPlanned).due_ms = log.now_ms + kHourMs;
    CHECK_FALSE(log.gap("as a lead calls it").overdue);
    log.item(0, Status::kPlanned).due_ms = first + 1;
    CHECK(log.gap("as a lead calls it").overdue);
    CHECK(log.gap("as a lead calls it").due_ms == first + 1);
  }
  SECTION("what was answered or ignored is not") {
    for (const Status status : {Status::kAnswered, Status::kIgnored}) {
      log.item(0, status);
      CHECK_FALSE(log.gap("as a lead calls it").overdue);
    }
  }
}

TEST_CASE("A gap of one customer is not due, however often he asks") {
  Ungrouped log;
  log.ask({"refund", 7}, 1);
  log.ask({"refund", 7, 2 * kHourMs}, 3);
  log.now_ms += 9 * kDayMs;
  CHECK(log.gap("refund").searches == 4);
  CHECK(log.gap("refund").due_ms == 0);
  CHECK_FALSE(log.gap("refund").overdue);
  SECTION("until another one fails") {
    log.ask({"refund", 8});
    const std::int64_t second = log.now_ms;
    log.ask({"refund", 9, kHourMs});
    CHECK(log.gap("refund").due_ms == second + kDayMs);
    CHECK_FALSE(log.gap("refund").overdue);
    log.now_ms = second + kDayMs + 1;
    CHECK(log.gap("refund").overdue);
  }
  SECTION("whatever a filter shows of them") {
    log.ask({"refund", 8, 0, Answered::kNo, {}, "en", "widget"});
    Filter filter;
    filter.channel = "widget";
    CHECK(log.gap("refund", filter).visitors == 1);
    CHECK(log.gap("refund", filter).due_ms == log.now_ms + kDayMs);
  }
  SECTION("nor when another one is answered") {
    log.ask({"refund", 8, 0, Answered::kYes});
    CHECK(log.gap("refund").due_ms == 0);
  }
  SECTION("but by the day that a lead gives it") {
    log.item(0, Status::kPlanned).due_ms = log.now_ms - 1;
    CHECK(log.gap("as a lead calls it").overdue);
  }
  SECTION("nor when the others failed before it was closed") {
    log.ask({"refund", 8});
    log.item(0, Status::kOpen).decided_ms = log.now_ms + 1;
    log.ask({"refund", 9, kHourMs});
    CHECK(log.gap("as a lead calls it").due_ms == 0);
  }
}

TEST_CASE("Who can't be told apart is another customer each time") {
  Ungrouped log;
  log.ask_unknown("refund");
  CHECK(log.gap("refund").due_ms == 0);
  const std::int64_t first = log.now_ms;
  log.now_ms += kHourMs;
  log.ask_unknown("refund");
  CHECK(log.now_ms > first);
  CHECK(log.gap("refund").due_ms > first + kDayMs);
}

// An import adds what was asked long before.
TEST_CASE("The second customer is told by time, not by the order of the log") {
  Ungrouped log;
  const std::int64_t begin = log.now_ms;
  log.ask({"refund", 7, 3 * kHourMs});
  log.ask({"refund", 8, kHourMs});  // four hours
  log.now_ms = begin;
  log.ask({"refund", 7, kHourMs});
  CHECK(log.gap("refund").due_ms == begin + 4 * kHourMs + kDayMs);
  log.now_ms = begin;
  log.ask({"refund", 8, 2 * kHourMs});
  CHECK(log.gap("refund").due_ms == begin + 2 * kHourMs + kDayMs);
  log.now_ms = begin;
  log.ask({"refund", 9, kHourMs / 2});
  CHECK(log.gap("refund").due_ms == begin + kHourMs + kDayMs);
}

}  // namespace firstline::server::review
