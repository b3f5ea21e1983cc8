// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "server/review/figures.h"
#include "tests/server/review_log.h"

namespace firstline::server::review {
namespace {

using search::Answered;
using tests::kDayMs;
using tests::kMinuteMs;
using tests::languages;
using tests::ReviewLog;

using Lines = std::vector<std::string>;

/// "name searches", in order.
Lines lines(const std::vector<NamedFigures>& named) {
  Lines list;
  for (const NamedFigures& line : named)
    list.push_back(line.name + " " + std::to_string(line.figures.searches));
  return list;
}

/// Two days of searches that end in all ways.
void fill(ReviewLog& log) {
  log.open(log.ask({"refund", 0, 0, Answered::kYes}), "en/b", 2);
  const std::string liked = log.ask({"refund", 0, 0, Answered::kYes, {"en/a"}});
  log.open(liked, "en/a", 1);
  log.vote(liked, "en/a", true);
  const std::string disliked = log.ask({"Refund", 0, 0, Answered::kWeak});
  log.open(disliked, "en/b", 0);
  log.vote(disliked, "en/b", false);
  log.write_to_person(disliked);
  log.ask({"lost sim", 0, kDayMs, Answered::kNo, {}, "en", "widget", "Mobile"}, 2);
  log.ask({"izgubljen sim", 0, 0, Answered::kYes, {"sr/a"}, "sr", "widget"});
  log.ask({"!!!", 0, 0, Answered::kNo, {}});
}

}  // namespace

TEST_CASE("A report counts searches and what became of them") {
  ReviewLog log;
  fill(log);
  Ledger ledger(*languages());
  tests::read_on(ledger, log);
  const Report report = make_report(ledger, {});
  CHECK(report.all.searches + (report.left_out.empty() ? 0 : 1) == 7);
  CHECK(report.all.answered_yes == 3);
  CHECK(report.all.answered_weak == 1);
  CHECK(report.all.unanswered == report.all.searches - 3);
  CHECK(report.all.clicked == 3);
  CHECK(report.all.ranked == 2);
  CHECK(report.all.rank_sum == 3);
  CHECK(report.all.asked_person == 1);
  CHECK(report.all.helpful == 1);
  CHECK(report.all.unhelpful == 1);
}

TEST_CASE("A report by day, language, channel and category, most searches first") {
  ReviewLog log;
  log.ask({"refund"}, 3);
  log.ask({"lost sim", 0, 2 * kDayMs, Answered::kNo, {}, "en", "widget", "Mobile"}, 2);
  log.ask({"sim", 0, 0, Answered::kNo, {}, "sr", "widget", "Billing"});
  Ledger ledger(*languages());
  tests::read_on(ledger, log);
  Report report = make_report(ledger, {});
  CHECK(lines(report.by_day) == Lines{"2026-09-24 3", "2026-09-26 1", "2026-09-28 2"});
  CHECK(lines(report.by_lang) == Lines{"en 5", "sr 1"});
  CHECK(lines(report.by_channel) == Lines{"web 3", "widget 3"});
  CHECK(lines(report.by_category) == Lines{" 3", "Mobile 2", "Billing 1"});
  Filter filter;
  filter.channel = "widget";
  filter.lang = "en";
  report = make_report(ledger, filter);
  CHECK(report.all.searches == 2);
  CHECK(lines(report.by_lang) == Lines{"en 2"});
  filter.category = "Nowhere";
  CHECK(make_report(ledger, filter).all.searches == 0);
}

TEST_CASE("Rows that are no searches are left out, by reason") {
  ReviewLog log;
  log.ask({"refund", 1});
  log.ask({"refund", 1});
  log.ask({"sim ca", 2});
  log.ask({"sim card", 2, 1'000});
  Ledger ledger(*languages());
  tests::read_on(ledger, log);
  const Report report = make_report(ledger, {});
  CHECK(report.all.searches == 2);
  CHECK(report.left_out == std::map<Counted, std::uint64_t>{{Counted::kReload, 1}, {Counted::kTyping, 1}});
}

TEST_CASE("A filter's end is not included, its start is") {
  ReviewLog log;
  log.ask({"refund"});
  Ledger ledger(*languages());
  tests::read_on(ledger, log);
  Filter filter;
  filter.since_ms = log.now_ms;
  CHECK(make_report(ledger, filter).all.searches == 1);
  filter.since_ms = log.now_ms + 1;
  CHECK(make_report(ledger, filter).all.searches == 0);
  filter = {};
  filter.until_ms = log.now_ms;
  CHECK(make_report(ledger, filter).all.searches == 0);
}

TEST_CASE("Articles that are turned down come first") {
  ReviewLog log;
  fill(log);
  log.vote("", "en/c", false);
  log.vote("", "en/c", false);
  Ledger ledger(*languages());
  tests::read_on(ledger, log);
  const std::vector<ArticleFigures> articles = article_figures(ledger, {});
  REQUIRE(articles.size() == 3);
  CHECK(articles[0].id == "en/b");  // a vote and a message
  CHECK(articles[0].opened == 2);
  CHECK(articles[0].unhelpful == 1);
  CHECK(articles[0].asked_person == 1);
  CHECK(articles[1].id == "en/c");  // two votes
  CHECK(articles[1].unhelpful == 2);
  CHECK(articles[1].opened == 0);
  CHECK(articles[2].id == "en/a");
  CHECK(articles[2].helpful == 1);
  CHECK(articles[2].shown_first == 3);
  Filter late;
  late.since_ms = log.now_ms + 1;
  CHECK(article_figures(ledger, late).empty());
}

TEST_CASE("Searching again after an article was opened is told of it") {
  ReviewLog log;
  log.open(log.ask({"refund", 1, 0, Answered::kYes}), "en/a");
  log.ask({"money back", 1, 2 * kMinuteMs, Answered::kYes});
  Ledger ledger(*languages());
  tests::read_on(ledger, log);
  const std::vector<ArticleFigures> articles = article_figures(ledger, {});
  REQUIRE(articles.size() == 1);
  CHECK(articles[0].again == 1);
}

TEST_CASE("Which questions lead to an article, and which miss it") {
  ReviewLog log;
  fill(log);
  log.ask({"cashback", 0, 0, Answered::kWeak}, 4);
  Ledger ledger(*languages());
  tests::read_on(ledger, log);
  const std::vector<LeadingQuery> queries = leading_queries(ledger, "en/a", {}, 10);
  REQUIRE(queries.size() == 3);
  CHECK(queries[0].text == "cashback");
  CHECK(queries[0].missed == 4);
  CHECK(queries[0].opened == 0);
  CHECK(queries[1].text == "refund");
  CHECK(queries[1].opened == 1);
  CHECK(queries[1].missed == 0);
  CHECK(queries[2].text == "Refund");
  CHECK(queries[2].missed == 1);
  CHECK(leading_queries(ledger, "en/a", {}, 1).size() == 1);
  CHECK(leading_queries(ledger, "en/nowhere", {}, 10).empty());
}

TEST_CASE("Days are named in UTC, and a share of nothing is none") {
  CHECK(day_name(tests::kThursdayMs) == "2026-09-24");
  CHECK(day_name(tests::kThursdayMs - 1) == "2026-09-23");
  CHECK(share(0, 0) == 0);
  CHECK(share(1, 4) == 0.25);
}

}  // namespace firstline::server::review
