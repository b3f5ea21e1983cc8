// SPDX-License-Identifier: GPL-3.0-or-later
// That the judge of the review knows right groups, causes and proofs from wrong ones.
#include "tests/replay/judge_gaps.h"

#include <catch2/catch.hpp>

namespace firstline::replay {
namespace {

/// Ten people ask for a refund and ten for roaming, both gaps; ten find their password.
struct Small {
  Month month;
  Reviewed reviewed;
  AddedArticles added = {{"en/refund", "en/mobile/refund"}};

  Small() {
    add("refund", 10, Cause::kGap, false, "r");
    add("roaming", 10, Cause::kGap, false, "m");
    add("password", 10, Cause::kNone, true, "");
    reviewed.gaps["r"] = {"refund", "gap", true, "en/mobile/refund", true};
    reviewed.gaps["m"] = {"roaming", "gap", false, "en/mobile/sim", false};
  }
  void add(const std::string& intent, std::size_t times, Cause cause, bool answerable,
           const std::string& group) {
    for (std::size_t i = 0; i < times; ++i) {
      Search search;
      search.lang = "en";
      search.intent = intent;
      search.cause = cause;
      search.answerable = answerable;
      month.searches.push_back(search);
      reviewed.searches.push_back({group, true, !group.empty()});
    }
  }
  std::vector<Figure> figures() const {
    std::vector<Figure> all = judge_proofs(month, reviewed, added);
    for (const auto& more : {judge_groups(month, reviewed, true), judge_causes(month, reviewed, true)})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  const Figure& figure(const std::string& what) {
    all_ = figures();
    for (const Figure& figure : all_)
      if (figure.what.find(what) != std::string::npos) return figure;
    FAIL("no figure of " << what);
    return all_.front();
  }

 private:
  std::vector<Figure> all_;
};

}  // namespace

TEST_CASE("A review that tells the truth misses nothing") {
  Small small;
  for (const Figure& figure : small.figures()) {
    CAPTURE(figure.what);
    CHECK(figure.holds);
  }
  CHECK(small.figure("F1").measured == "1.000 (precision 1.000, recall 1.000)");
  CHECK(small.figure("causes right").measured == "100.0 % (2 of 2)");
  CHECK(small.figure("added articles proved").measured == "100.0 % (1 of 1)");
}

TEST_CASE("Two needs in one group cost precision") {
  Small small;
  for (std::size_t i = 10; i < 20; ++i) small.reviewed.searches[i].group = "r";
  // 90 right pairs of 190: 0.474; all of the truth's: 2 · 0.474 / 1.474.
  CHECK(small.figure("F1").measured == "0.643 (precision 0.474, recall 1.000)");
  CHECK_FALSE(small.figure("F1").holds);
}

TEST_CASE("One need in two groups, or in none, costs recall") {
  Small small;
  for (std::size_t i = 5; i < 10; ++i) small.reviewed.searches[i].group = "s";
  // 20 + 45 of 90 pairs.
  CHECK(small.figure("F1").measured == "0.839 (precision 1.000, recall 0.722)");
  for (std::size_t i = 5; i < 10; ++i) small.reviewed.searches[i].group = "";
  CHECK(small.figure("F1").measured == "0.759 (precision 1.000, recall 0.611)");
}

TEST_CASE("What has an answer, and what is no search, is not among the pairs") {
  Small small;
  for (std::size_t i = 20; i < 30; ++i) small.reviewed.searches[i].group = "r";
  small.add("refund", 5, Cause::kGap, false, "m");
  for (std::size_t i = 30; i < 33; ++i) small.month.searches[i].kind = Kind::kTyping;
  for (std::size_t i = 33; i < 35; ++i) small.reviewed.searches[i].is_counted = false;
  CHECK(small.figure("F1").measured == "1.000 (precision 1.000, recall 1.000)");
  small.month.searches.pop_back();  // and of none nothing is asked
  CHECK(judge_groups({}, {}, false).front().holds);
}

TEST_CASE("A wrong cause is found, and told by cause") {
  Small small;
  small.reviewed.gaps["m"].cause = "typo";
  CHECK(small.figure("causes right").measured == "50.0 % (1 of 2)");
  CHECK_FALSE(small.figure("right cause").holds);
  CHECK(small.figure("whose cause is gap").measured == "1 of 2, 1 typo");
  CHECK(judge_causes(small.month, small.reviewed, false).front().holds);
}

TEST_CASE("Causes are not asked of small groups, nor of what people found") {
  Small small;
  small.add("rare", 4, Cause::kVocabulary, true, "q");
  small.add("bill", 9, Cause::kNone, true, "b");
  small.reviewed.gaps["q"] = small.reviewed.gaps["b"] = {"x", "typo", false, "", false};
  CHECK(small.figure("causes right").measured == "100.0 % (2 of 2)");
  CHECK(small.figure("mostly of searches that have an answer").measured == "1, 9 searches");
  small.add("bill", 9, Cause::kTypo, true, "b");  // half of it
  CHECK(small.figure("causes right").measured == "100.0 % (3 of 3)");
}

TEST_CASE("An added article that is not proved is found") {
  Small small;
  SECTION("another article") {
    small.reviewed.gaps["r"].now_id = "en/mobile/sim";
  }
  SECTION("no sure answer") {
    small.reviewed.gaps["r"].now_answered = false;
  }
  SECTION("no gap") {
    small.reviewed.gaps.erase("r");
  }
  CHECK_FALSE(small.figure("added articles proved").holds);
  CHECK(small.figure("added articles proved").measured == "0.0 % (0 of 1), not en/refund");
}

TEST_CASE("An added article is proved where most of its searches are; a few are only told") {
  Small small;
  for (std::size_t i = 0; i < 4; ++i) small.reviewed.searches[i].group = "s";
  small.reviewed.gaps["s"] = {"money back", "gap", false, "", false};
  CHECK(small.figure("added articles proved").holds);
  for (std::size_t i = 4; i < 10; ++i) small.reviewed.searches[i].group = "";
  CHECK(small.figure("added articles proved").asked.empty());
  CHECK(small.figure("added articles proved").holds);
  CHECK(small.figure("fewer than five searches asked").measured == "0.0 % (0 of 1)");
}

TEST_CASE("A group proposed for closing that nothing answers is found") {
  Small small;
  small.reviewed.gaps["m"].proposes_closing = true;
  CHECK_FALSE(small.figure("proposed for closing").holds);
  CHECK(small.figure("proposed for closing").measured == "1, as 'roaming' by en/mobile/sim");
  for (std::size_t i = 10; i < 16; ++i) small.reviewed.searches[i].is_unanswered = false;
  CHECK(small.figure("proposed for closing").holds);
  CHECK(small.figure("of those of fewer than five searches").measured == "1");
  // What an article answers may be proposed.
  for (std::size_t i = 10; i < 20; ++i) {
    small.reviewed.searches[i].is_unanswered = true;
    small.month.searches[i].answerable = true;
  }
  CHECK(small.figure("proposed for closing").measured == "0");
}

TEST_CASE("The added articles are known by language and need") {
  Book book;
  book.lang = "th";
  book.intents = {{"refund", Cause::kGap, "", "th/mobile/refund", "", {}},
                  {"password", Cause::kNone, "th/account/password", "", "", {}}};
  CHECK(added_articles({book}) == AddedArticles{{"th/refund", "th/mobile/refund"}});
}

}  // namespace firstline::replay
