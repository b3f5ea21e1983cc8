// SPDX-License-Identifier: GPL-3.0-or-later
// `firstline-server explain`: its numbers are the search's own, and add up.
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/trips/serving/small_centre.h"

namespace firstline::tests {
namespace {

using Catch::Contains;
using nlohmann::json;

const SmallCentre& centre() {
  static const SmallCentre centre;
  static const bool more = [] {
    centre.write("en/tips/heavy",
                 "---\ntitle: Tip number one hundred\nweight: 3\n---\n\nThis tip has weight.\n");
    centre.publish();
    return true;
  }();
  (void)more;
  return centre;
}

int port() {
  static const RunningServer server(centre().index(), centre().log());
  return server.port();
}

ProgramResult run_explain(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "explain");
  return run_program("firstline-server", arguments);
}

json explain(const std::string& query, std::vector<std::string> more = {}) {
  more.insert(more.end(), {"--index", centre().index().string(), "--format", "json", query});
  const ProgramResult result = run_explain(more);
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  return json::parse(result.out);
}

/// What the parts of an article's score add up to.
double sum_of(const json& article) {
  double sum = article.at("letters").get<double>() + article.at("pairs").get<double>();
  for (const json& word : article.at("words")) sum += word.at("score").get<double>();
  return sum * article.at("factor").get<double>() + article.at("pin").get<double>();
}

bool has_origin(const json& article, const std::string& origin) {
  for (const json& word : article.at("words"))
    if (word.at("origin") == origin) return true;
  return false;
}

}  // namespace

TEST_CASE("The parts of each score add up to the score that the search gave") {
  struct Question {
    const char* query;
    const char* lang;
  };
  constexpr Question kQuestions[] = {
      {"reset password", "en"},
      {"how do i get a pasword for my telephone", "en"},  // a near word
      {"password pasword", "en"},                         // one word, asked for as typed and as a near one
      {"moneyback", "en"},                                // a synonym
      {"tip number one hundred", "en"},                   // an article with a weight
      {"talk about thrift", "en"},                        // a pin
      {"refundation", "en"},                              // shares letters
      {"kiểm tra đường truyền", "vi"},                    // pairs that are terms
      {"duong truyen", "vi"},
      {"ลืมรหัสผ่านอีเมล", "th"},
      {"lozinka preko imejla", "sr"},
      {"पासवर्ड भूल गए", "hi"},
      {"password mật khẩu", ""},
  };
  for (const Question& question : kQuestions) {
    INFO(question.query);
    const std::string lang = question.lang;
    const json explained = explain(
        question.query, lang.empty() ? std::vector<std::string>{} : std::vector<std::string>{"--lang", lang});
    const json answer = search(port(), question.query, lang.empty() ? "" : "&lang=" + lang);
    const json& articles = explained.at("articles");
    REQUIRE(articles.size() == std::min<std::size_t>(5, answer.at("results").size()));
    REQUIRE_FALSE(articles.empty());
    for (std::size_t i = 0; i < articles.size(); ++i) {
      INFO(articles[i].dump(1));
      CHECK(articles[i].at("rank") == i + 1);
      CHECK(articles[i].at("id") == answer["results"][i]["id"]);
      const double score = articles[i].at("score").get<double>();
      CHECK(score == Approx(answer["results"][i]["score"].get<double>()).margin(0.001));
      CHECK(sum_of(articles[i]) == Approx(score).epsilon(1e-6));
    }
    CHECK(explained.at("correction") == answer.at("correction"));
    CHECK(explained.at("dropped") == answer.at("dropped"));
    CHECK(explained["confidence"]["answered"] == answer["answered"]);
  }
}

TEST_CASE("The signals of the confidence add up to it") {
  for (const char* query :
       {"code by telephone", "pasword unicorn", "refund card of the neighbouring country"}) {
    INFO(query);
    const json confidence = explain(query, {"--lang", "en"}).at("confidence");
    REQUIRE_FALSE(confidence.at("certain").get<bool>());
    REQUIRE_FALSE(confidence.at("signals").empty());
    double sum = confidence.at("bias").get<double>();
    for (const json& signal : confidence.at("signals")) {
      CHECK(signal.at("contribution").get<double>() ==
            Approx(signal.at("value").get<double>() * signal.at("coefficient").get<double>()));
      sum += signal.at("contribution").get<double>();
    }
    CHECK(1 / (1 + std::exp(-sum)) == Approx(confidence.at("confidence").get<double>()));
    CHECK(confidence.at("confidence").get<double>() ==
          Approx(search(port(), query, "&lang=en").at("confidence").get<double>()).margin(0.001));
  }
}

TEST_CASE("What was read into the question is told") {
  const json explained = explain("reset the pasword xyzzyplugh", {"--lang", "en"});
  CHECK(explained.at("langs") == json({"en"}));
  const json& clauses = explained.at("clauses");
  REQUIRE(clauses.size() == 4);
  CHECK(clauses[1].at("stop") == true);
  CHECK(clauses[2].at("typed") == "pasword");
  CHECK(clauses[2].at("known") == false);
  REQUIRE_FALSE(clauses[2].at("ways").empty());
  CHECK(clauses[2]["ways"][0][0].at("origin") == "near");
  CHECK(clauses[2]["ways"][0][0].at("credit") == Approx(0.8));
  CHECK(clauses[3].at("ways").empty());
  CHECK(explained.at("dropped") == json({"xyzzyplugh"}));
  CHECK(has_origin(explained.at("articles").at(0), "near"));
  CHECK(has_origin(explain("moneyback", {"--lang", "en"})["articles"].at(0), "synonym"));
  CHECK(has_origin(explain("kiểm tra đường truyền", {"--lang", "vi"})["articles"].at(0), "side by side"));
}

TEST_CASE("One article is explained wherever it stands") {
  const std::string query = "tip about thrift";
  const json answer = search(port(), query, "&lang=en&limit=20");
  REQUIRE(answer["results"].size() > 10);
  const std::string id = answer["results"][9]["id"].get<std::string>();
  const json explained = explain(query, {"--lang", "en", "--id", id});
  REQUIRE(explained.at("articles").size() == 1);
  CHECK(explained["articles"][0].at("id") == id);
  CHECK(explained["articles"][0].at("rank") == 10);
  CHECK(sum_of(explained["articles"][0]) ==
        Approx(answer["results"][9]["score"].get<double>()).margin(0.001));

  const json beyond = explain("roaming", {"--lang", "en", "--id", "en/tips/tip-1"});
  CHECK(beyond["articles"].at(0).at("rank").is_null());
  CHECK(beyond["articles"][0].at("score") == 0);
  const json foreign = explain("roaming", {"--lang", "en", "--id", "th/account/reset-password"});
  CHECK(foreign["articles"].at(0).at("lang_searched") == false);

  const ProgramResult unknown =
      run_explain({"--index", centre().index().string(), "--id", "en/nowhere", "roaming"});
  CHECK(unknown.exit_code == 2);
  CHECK_THAT(unknown.err, Contains("en/nowhere"));
  CHECK(unknown.out.empty());
}

TEST_CASE("The text for people says the same") {
  const ProgramResult result =
      run_explain({"--index", centre().index().string(), "--lang", "en", "reset the pasword xyzzyplugh"});
  REQUIRE(result.exit_code == 0);
  for (const char* part :
       {"Question: reset the pasword", "Languages searched: en (asked for: en)", "password (near, IDF ",
        "the, a stop word: the (typed", "Nothing was found for: xyzzyplugh", "1. en/account/reset-password (",
        "title once among about ", "letters shared", "side by side", "Confidence 0.", "bias",
        "sum; 1 / (1 + e^-sum) = "}) {
    INFO(result.out);
    CHECK_THAT(result.out, Contains(part));
  }
  const ProgramResult beyond =
      run_explain({"--index", centre().index().string(), "--lang", "en", "--id", "en/tips/tip-1", "roaming"});
  CHECK_THAT(beyond.out, Contains("not among the first 1000: en/tips/tip-1"));
  const ProgramResult nothing = run_explain({"--index", centre().index().string(), "--lang", "en", "?!"});
  CHECK(nothing.exit_code == 0);
  CHECK_THAT(nothing.out, Contains("there is no word in it") && Contains("Confidence 0.000: no"));
}

TEST_CASE("A wrong call of explain is an error that helps") {
  const std::string index = centre().index().string();
  const ProgramResult flag = run_explain({"--index", index, "--formt", "json", "roaming"});
  CHECK(flag.exit_code == 2);
  CHECK_THAT(flag.err, Contains("--format"));
  CHECK(run_explain({"--index", index}).exit_code == 2);
  CHECK(run_explain({"roaming"}).exit_code == 2);
  CHECK(run_explain({"--index", index, "two", "words"}).exit_code == 2);
  CHECK(run_explain({"--index", index, "--lang", "no tag", "roaming"}).exit_code == 2);
  CHECK(run_explain({"--index", index, "\xff"}).exit_code == 2);
  const ProgramResult nowhere = run_explain({"--index", (centre().folder() / "nowhere").string(), "roaming"});
  CHECK(nowhere.exit_code == 2);
  CHECK_THAT(nowhere.err, Contains("firstline-index"));
}

TEST_CASE("What counts as an answer can be set") {
  const std::string query = "code by telephone unicorn";
  const double confidence = search(port(), query, "&lang=en").at("confidence").get<double>();
  REQUIRE(confidence < 0.999);
  struct Setting {
    double weak_from, yes_from;
    const char* answered;
  };
  for (const Setting& set : {Setting{0, 0, "yes"}, {0, 1, "weak"}, {1, 1, "no"}}) {
    INFO(set.weak_from << " " << set.yes_from);
    const std::vector<std::string> flags = {"--weak-from", std::to_string(set.weak_from), "--yes-from",
                                            std::to_string(set.yes_from)};
    const RunningServer server(centre().index(), centre().folder() / "set.db", flags);
    CHECK(search(server.port(), query, "&lang=en").at("answered") == set.answered);
    std::vector<std::string> more = {"--lang", "en"};
    more.insert(more.end(), flags.begin(), flags.end());
    CHECK(explain(query, more)["confidence"].at("answered") == set.answered);
  }
  const ProgramResult crossed =
      run_program("firstline-server", {"--index", centre().index().string(), "--log", centre().log().string(),
                                       "--weak-from", "0.9", "--yes-from", "0.2"});
  CHECK(crossed.exit_code == 2);
  CHECK_THAT(crossed.err, Contains("0.9") && Contains("0.2") && Contains("order"));
}

}  // namespace firstline::tests
