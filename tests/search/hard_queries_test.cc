// SPDX-License-Identifier: GPL-3.0-or-later
// Questions that are meant, or happen, to cost much: answered, and within the limits of ranking.h.
#include <catch2/catch.hpp>

#include "search/attempt.h"
#include "search/ranking.h"
#include "tests/search/index.h"

using namespace firstline;
using tests::article;
using tests::ids;
using tests::SmallIndex;
namespace ranking = search::ranking;

namespace {

std::vector<search::Article> articles() {
  return {article("en/password", "en", "Reset your password", "The password of your account. Reset it here."),
          article("en/router", "en", "Restart the router", "Unplug the router. Turn on the light."),
          article("th/refund", "th", "ขอเงินคืน", "ขอเงินคืนได้ที่ร้าน"),
          article("vi/bill", "vi", "Thanh toán hoá đơn", "Thanh toán hoá đơn qua thẻ."),
          article("sr/bill", "sr", "Рачун", "Рачун стиже првог у месецу.")};
}

std::string repeat(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

/// 500 letters, each of another script than the one before.
std::string letters_of_many_scripts() {
  return repeat("aжλअกកℵمש가あ字ⴰ", 39);
}

std::vector<std::string> hard_questions() {
  std::string words;
  std::string misspelt;
  for (int i = 0; i < 200; ++i) words += "word" + std::to_string(i) + " ";
  for (int i = 0; i < 48; ++i)
    misspelt += "pasword" + std::string(1, static_cast<char>('a' + i % 26)) + "router ";
  return {words,
          misspelt,
          letters_of_many_scripts(),
          std::string(5000, 'a'),
          repeat("ก", 1300),
          repeat("password router ", 250),
          repeat("a b c ", 700),
          repeat("the of and on ", 300),
          repeat("?!.,;:-()\"'", 400),
          repeat("\u0301", 2000),
          repeat("🙂", 1000),
          repeat("\u200B\u00AD", 700)};
}

}  // namespace

TEST_CASE("Hard questions are answered, in any language, and asked within the limits") {
  SmallIndex index(articles());
  for (const std::string& question : hard_questions()) {
    INFO(question.substr(0, 40));
    for (const char* lang : {"", "en", "th", "vi", "sr", "xx"}) {
      const auto answer = index.ask(question, lang);
      CHECK(answer.dropped.size() <= ranking::kMostQueryWords);
      CHECK(answer.confidence >= 0);
      CHECK(answer.confidence <= 1);
    }
    for (const char* lang : {"en", "th", "vi", "sr"}) {
      const auto attempt =
          search::Asker(index.searcher().index()).ask(question.substr(0, 3900), {lang}, "", 10);
      CHECK(attempt.parsed.front().clauses.size() <= ranking::kMostQueryWords);
      CHECK(attempt.parsed.front().pairs.size() < 2 * ranking::kMostQueryWords);
    }
  }
}

TEST_CASE("Only stop words still answer; only punctuation answers nothing") {
  SmallIndex index(articles());
  CHECK_FALSE(index.ask("the of your it", "en").hits.empty());
  const auto nothing = index.ask("?!., ()");
  CHECK(nothing.hits.empty());
  CHECK(nothing.dropped.empty());
  CHECK(nothing.correction.empty());
  CHECK(nothing.answered == search::Answered::kNo);
}

TEST_CASE("The words at a long question's start decide") {
  SmallIndex index(articles());
  std::string chatter;
  for (int i = 0; i < 300; ++i) chatter += " chatter" + std::to_string(i);
  CHECK(ids(index.ask("restart router" + chatter, "en")).front() == "en/router");
}
