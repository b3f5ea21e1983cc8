// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/rescore.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "search/attempt.h"
#include "search/ranking.h"
#include "tests/search/index.h"

using namespace firstline;
using tests::article;
using tests::ids;
using tests::SmallIndex;

namespace {

/// What each article's score gained, by id.
std::map<std::string, search::Gain> gains(SmallIndex& index, const std::string& question,
                                          const std::string& lang = "en") {
  std::map<std::string, search::Gain> found;
  for (const search::Candidate& one :
       search::Asker(index.searcher().index()).ask(question, {lang}, "", 10).ranked)
    found[std::string(one.article.id)] = one.gain;
  return found;
}

}  // namespace

TEST_CASE("Words side by side beat the same words apart") {
  SmallIndex index(
      {article("en/apart", "en", "One", "The card is not what the lost phone had inside, nor is SIM."),
       article("en/pair", "en", "Two", "The SIM card is not what the lost phone had inside, nor is."),
       article("en/other", "en", "Six", "Nothing of the kind.")});
  CHECK(ids(index.ask("sim card")).front() == "en/pair");
  const auto gained = gains(index, "sim card");
  CHECK(gained.at("en/pair").pairs > 0);
  CHECK(gained.at("en/apart").pairs == 0);
  CHECK(gains(index, "card sim").at("en/pair").pairs == 0);  // in its order
}

TEST_CASE("A pair counts in the body and, more, in the title") {
  SmallIndex index({article("en/body", "en", "Other title", "Lost phone. What to do now?"),
                    article("en/title", "en", "Lost phone", "What to do now, with other words?"),
                    article("en/often", "en", "Other name", "Lost phone. A lost phone. What now?"),
                    article("en/none", "en", "Another", "The phone isn't lost.")});
  const auto gained = gains(index, "lost phone");
  CHECK(gained.at("en/none").pairs == 0);
  CHECK(gained.at("en/title").pairs > gained.at("en/body").pairs);
  CHECK(gained.at("en/often").pairs > gained.at("en/body").pairs);
}

TEST_CASE("Other forms of a word share its letters, in the title more") {
  SmallIndex index({article("en/title", "en", "Cancellation fees", "What a contract costs. Phone."),
                    article("en/body", "en", "What it costs", "Cancellation fees of a phone."),
                    article("en/none", "en", "What it all costs", "Prices of a phone, in words.")});
  const auto gained = gains(index, "cancelled phone");
  CHECK(gained.at("en/body").runs > gained.at("en/none").runs);
  CHECK(gained.at("en/title").runs > gained.at("en/body").runs);
}

TEST_CASE("Thai letters count however the words were cut, and another order of the same words less") {
  SmallIndex index({article("th/a", "th", "ขอเงินคืน", "ขอเงินคืนได้ที่ร้าน"),
                    article("th/b", "th", "คืนของ", "ของที่ร้านมีเงิน ขอบคุณ คืนนี้")});
  const auto gained = gains(index, "เงินคืน", "th");
  REQUIRE(gained.count("th/a") == 1);
  REQUIRE(gained.count("th/b") == 1);
  CHECK(gained.at("th/a").runs > 2 * gained.at("th/b").runs);
}

TEST_CASE("Only the first candidates are compared again, and none is lost") {
  std::vector<search::Article> articles;
  for (int i = 0; i < 80; ++i)
    articles.push_back(article("en/" + std::to_string(100 + i), "en", "Router", "The router light."));
  SmallIndex index(articles);
  const auto attempt = search::Asker(index.searcher().index()).ask("router light", {"en"}, "", 60);
  REQUIRE(attempt.ranked.size() == 60);
  CHECK(attempt.total == 80);
  for (std::size_t i = 0; i < attempt.ranked.size(); ++i)
    CHECK((attempt.ranked[i].gain.pairs > 0) == (i < search::ranking::kRescored));
}
