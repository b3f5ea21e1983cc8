// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/confidence.h"

#include <catch2/catch.hpp>

#include "tests/search/index.h"

using namespace firstline::search;
using firstline::tests::article;
using firstline::tests::SmallIndex;

TEST_CASE("Without results the answer is no, whatever else") {
  CHECK(confidence({}) == 0);
  CHECK(answered(0.99, false) == Answered::kNo);
}

TEST_CASE("A pinned answer is certain") {
  ConfidenceSignals signals;
  signals.has_results = true;
  signals.pinned = true;
  CHECK(confidence(signals) == 1);
}

TEST_CASE("More of the question matched is more confidence") {
  double last = 0;
  for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
    ConfidenceSignals signals{share, 1, share, true, false};
    CHECK(confidence(signals) > last);
    last = confidence(signals);
  }
}

TEST_CASE("A question about nothing in the index is not answered, though its small words match") {
  std::vector<Article> articles;
  for (int i = 0; i < 20; ++i)
    articles.push_back(article("en/a" + std::to_string(i), "en", "Pay the bill " + std::to_string(i),
                               "How do I pay the bill for my phone and what is on it?"));
  articles.push_back(article("en/router", "en", "Restart the router", "Unplug the router and wait."));
  SmallIndex index(articles);
  CHECK(index.ask("what is the recipe for pancakes").answered == Answered::kNo);
  CHECK(index.ask("restart the router").answered == Answered::kYes);
  CHECK(index.ask("router").answered == Answered::kYes);
}
