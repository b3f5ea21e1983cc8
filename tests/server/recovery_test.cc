// SPDX-License-Identifier: GPL-3.0-or-later
// The sentences that say what was made of the question.
#include "server/pages/recovery.h"

#include <catch2/catch.hpp>

#include "tests/support/temporary_folder.h"

namespace firstline::server {
namespace {

const Words& words(const std::string& tag) {
  static std::vector<std::string> missing;
  static const Dictionary dictionary = Dictionary::load(tests::source_folder() / "templates/words", missing);
  return dictionary.words_for(tag);
}

search::SearchAnswer answer_in(const std::string& lang) {
  search::SearchAnswer answer;
  answer.answered = search::Answered::kWeak;
  answer.hits.emplace_back().lang = lang;
  return answer;
}

nlohmann::json recovery(const search::SearchAnswer& answer, search::SearchRequest asked = {},
                        const std::string& tag = "en") {
  if (asked.query.empty()) asked.query = "typed";
  asked.lang = "en";
  nlohmann::json values;
  put_recovery(values, answer, asked, words(tag));
  return values;
}

}  // namespace

TEST_CASE("Nothing is said where nothing was changed") {
  const nlohmann::json values = recovery(answer_in("en"));
  for (const char* key : {"correction", "corrected_text", "stand_in_text", "dropped_text", "as_typed_text",
                          "as_typed_url", "forgiving_url", "language_text"})
    CHECK(values.at(key) == "");
}

TEST_CASE("A spelling that is only offered is a link within its sentence") {
  search::SearchAnswer answer = answer_in("en");
  answer.correction = "a & b";
  search::SearchRequest asked;
  asked.category = "Bills";
  const nlohmann::json values = recovery(answer, asked);
  CHECK(values.at("correction_before") == "Did you mean ");
  CHECK(values.at("correction") == "a & b");
  CHECK(values.at("correction_after") == "?");
  CHECK(values.at("correction_url") == "/search?lang=en&q=a%20%26%20b&category=Bills");
  CHECK(values.at("corrected_text") == "");
}

TEST_CASE("A spelling whose results are shown is said, and can be undone") {
  search::SearchAnswer answer = answer_in("en");
  answer.correction = "right";
  answer.corrected = true;
  const nlohmann::json values = recovery(answer);
  CHECK(values.at("correction") == "");
  CHECK(values.at("corrected_text") == "Showing answers for “right”.");
  CHECK(values.at("as_typed_url") == "/search?lang=en&q=typed&exact=1");
}

TEST_CASE("Dropped words are said with what was looked for instead of all") {
  search::SearchAnswer answer = answer_in("en");
  answer.dropped = {"eSIM", "quokka"};
  CHECK(recovery(answer).at("dropped_text") == "Nothing was found for “eSIM”, “quokka”.");
  answer.kept = {"activate"};
  CHECK(recovery(answer).at("dropped_text") ==
        "No article mentions “eSIM”, “quokka”. These are about “activate”.");
  CHECK(recovery(answer, {}, "sr-Latn").at("dropped_text") ==
        "Nijedan članak ne pominje „eSIM“, „quokka“. Ovo su rezultati za „activate“.");
  CHECK(recovery(answer).at("as_typed_url") != "");
  answer.kept = {"a", "b", "c", "d", "e"};
  CHECK(recovery(answer).at("dropped_text") ==
        "No article mentions “eSIM”, “quokka”. These match the rest of your question.");
  answer.kept.clear();
  answer.stand_ins = {{"sgnal", "signal"}, {"tickets", ""}};
  CHECK(recovery(answer).at("dropped_text") == "No article mentions “eSIM”, “quokka”.");
  CHECK(recovery(answer).at("stand_in_text") == "No article mentions “sgnal”, so we looked for “signal”.");
  answer.answered = search::Answered::kNo;  // then "signal" was a guess
  CHECK(recovery(answer).at("dropped_text") == "No article mentions “eSIM”, “quokka”, “sgnal”, “tickets”.");
  CHECK(recovery(answer).at("stand_in_text") == "");
  answer.hits.clear();
  CHECK(recovery(answer).at("as_typed_url") == "");  // less than nothing there is not
}

TEST_CASE("As typed: only that is said, with the way back") {
  search::SearchRequest asked;
  asked.as_typed = true;
  search::SearchAnswer answer = answer_in("en");
  answer.dropped = {"x"};
  nlohmann::json values = recovery(answer, asked);
  CHECK(values.at("as_typed_text") == "Only articles with all your words, just as you typed them.");
  CHECK(values.at("forgiving_url") == "/search?lang=en&q=typed");
  CHECK(values.at("dropped_text") == "");
  CHECK(values.at("as_typed_url") == "");
  answer.hits.clear();
  CHECK(recovery(answer, asked).at("as_typed_text") ==
        "No article has all of these words just as you typed them.");
}

TEST_CASE("Answers in another language are said to be so, in one or in several") {
  search::SearchAnswer answer = answer_in("th");
  CHECK(recovery(answer).at("language_text") == "These articles are in Thai.");
  answer.hits.emplace_back().lang = "vi";
  CHECK(recovery(answer).at("language_text") == "These articles are in another language.");
  answer.hits.front().lang = "en";
  CHECK(recovery(answer).at("language_text") == "");
}

}  // namespace firstline::server
