// SPDX-License-Identifier: GPL-3.0-or-later
// What was made of the question's words, and how to have them as typed.
#include <catch2/catch.hpp>

#include "tests/search/index.h"

using namespace firstline;
using tests::article;
using tests::ids;
using tests::SmallIndex;

namespace {

using List = std::vector<std::string>;

SmallIndex english() {
  return SmallIndex(
      {article("en/password", "en", "Reset your password", "The password of your account. Reset it here."),
       article("en/router", "en", "Restart the router", "Unplug the router. Turn on the light."),
       article("en/bill", "en", "Understand the bill", "The bill comes on the first of a month."),
       article("en/sim", "en", "Activate a SIM card", "Put the card in the phone and activate it."),
       article("en/roaming", "en", "Roaming", "Use the phone abroad. It costs more there.")},
      "modem => router\n");
}

search::SearchAnswer as_typed(SmallIndex& index, const std::string& question) {
  search::SearchRequest request;
  request.query = question;
  request.lang = "en";
  request.as_typed = true;
  return index.searcher().search(request);
}

}  // namespace

TEST_CASE("What is looked for as typed is explained so: the parts add up to the score") {
  SmallIndex index = english();
  search::SearchRequest request;
  request.lang = "en";
  for (const std::string& question :
       {std::string("the card in the phone"), std::string("how do i activate the phone")}) {
    request.query = question;
    request.as_typed = true;
    const search::Explanation explanation = index.searcher().explain(request);
    CAPTURE(question);
    REQUIRE_FALSE(explanation.articles.empty());
    for (const search::ExplainedArticle& article : explanation.articles) {
      double sum = article.letters + article.pairs;
      for (const search::ExplainedWord& word : article.words)
        for (const search::ExplainedField& field : word.fields) sum += field.score;
      CHECK(sum * article.factor == Approx(article.score));
    }
  }
}

TEST_CASE("The answer tells which words were looked for, and which no article has") {
  SmallIndex index = english();
  const auto answer = index.ask("how do i activate qwxyz", "en");
  CHECK(answer.kept == List{"activate"});
  CHECK(answer.dropped == List{"qwxyz"});
  CHECK(answer.stand_ins.empty());
  CHECK_FALSE(answer.corrected);
}

TEST_CASE("Where only the right spelling answers, its results are shown, and the answer says so") {
  SmallIndex index = english();
  const auto answer = index.ask("roter roter phone", "en");
  REQUIRE(answer.corrected);
  CHECK(answer.correction == "router router phone");
  const auto right = index.ask("router router phone", "en");
  CHECK(ids(answer) == ids(right));
  CHECK(answer.confidence == right.confidence);
  CHECK(answer.total == right.total);
  // The log keeps what was asked.
  CHECK(answer.normalised != right.normalised);
}

TEST_CASE("What may be another form of a word is looked for beside it, and that is told") {
  SmallIndex serbian({article("sr/a", "sr", "Како да промените лозинку", "Промените лозинку у налогу."),
                      article("sr/b", "sr", "Рачун", "Рачун стиже првог."),
                      article("sr/c", "sr", "Рутер", "Поново покрените рутер.")});
  const auto answer = serbian.ask("променитх лозинку", "sr");
  CHECK_FALSE(answer.corrected);
  REQUIRE(answer.stand_ins.size() == 1);
  CHECK(answer.stand_ins.front().typed == "променитх");
  CHECK(answer.stand_ins.front().found == "промените");
  CHECK(answer.kept == List{"лозинку"});
}

TEST_CASE("A spelling that does not answer is only offered") {
  SmallIndex index = english();
  const auto answer = index.ask("zebra pasword", "en");
  CHECK(answer.answered != search::Answered::kYes);
  CHECK(answer.correction == "zebra password");
  CHECK_FALSE(answer.corrected);
}

TEST_CASE("What stands for a word is told in the nearest form, and only if the first result has it") {
  SmallIndex index({article("en/a", "en", "Passwords", "Passwords and a password. Passwords."),
                    article("en/b", "en", "Router", "The router, the router. Router light."),
                    article("en/c", "en", "Roaming", "Use the phone abroad.")});
  const auto answer = index.ask("pasword", "en");
  REQUIRE(answer.stand_ins.size() == 1);
  CHECK(answer.stand_ins.front().found == "password");
  const auto other = index.ask("router light pasword", "en");
  REQUIRE(other.hits.front().id == "en/b");
  REQUIRE(other.stand_ins.size() == 1);
  CHECK(other.stand_ins.front().found.empty());
  CHECK(other.dropped.empty());
}

TEST_CASE("A guess that leads nowhere is not offered") {
  SmallIndex index = english();
  const auto answer = index.ask("zebra pssewrd", "en");  // two slips
  CHECK(answer.answered == search::Answered::kNo);
  CHECK(answer.correction.empty());
}

TEST_CASE("As typed, only articles with all words count, and none stands for another") {
  SmallIndex index = english();
  CHECK(as_typed(index, "reset pasword").hits.empty());
  CHECK(as_typed(index, "reset pasword").correction.empty());
  CHECK(as_typed(index, "activate qwxyz").hits.empty());
  CHECK(ids(as_typed(index, "reset password")) == List{"en/password"});
  CHECK(ids(as_typed(index, "phone activate")) == List{"en/sim"});
  CHECK(ids(as_typed(index, "the card of a phone")) == List{"en/sim"});
  // A synonym says the same, and stop words may be missing.
  CHECK(ids(as_typed(index, "modem light")) == List{"en/router"});
  CHECK(as_typed(index, "").hits.empty());
}

TEST_CASE("Asking as typed leaves the next search alone") {
  SmallIndex index = english();
  as_typed(index, "reset pasword");
  CHECK_FALSE(index.ask("reset pasword", "en").hits.empty());
}

TEST_CASE("Related articles are of the same language and about the same thing") {
  SmallIndex index({article("en/a", "en", "Reset your password", "The password of your account."),
                    article("en/b", "en", "Change your password", "A new password for your account."),
                    article("en/c", "en", "Roaming abroad", "Use the phone abroad."),
                    article("de/a", "de", "Password reset", "Das password.")});
  const auto related = [&](const std::string& id, std::size_t most) {
    List found;
    for (const auto& other : index.searcher().related(*index.searcher().article(id), most))
      found.emplace_back(other.id);
    return found;
  };
  CHECK(related("en/a", 4) == List{"en/b"});
  CHECK(related("en/c", 4).empty());
  CHECK(related("en/a", 0).empty());
}
