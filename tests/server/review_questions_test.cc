// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "server/review/questions.h"
#include "tests/server/log_entries.h"

namespace firstline::server::review {
namespace {

using tests::languages;
using Words = std::vector<std::string>;

/// Whether the two are one question.
bool same(const std::string& a, const std::string& b, const std::string& lang = "en") {
  Questions questions(*languages());
  return questions.text(questions.add(1, a, lang)).question ==
         questions.text(questions.add(2, b, lang)).question;
}

}  // namespace

TEST_CASE("Texts of the same words are one question") {
  CHECK(same("refund sim card", "sim card refund"));
  CHECK(same("how do I get a refund for the SIM card?", "refund sim card"));
  CHECK(same("cancel my contracts", "cancelling the contract"));
  CHECK(same("  Wi-Fi   slow!! ", "wi-fi slow"));
  CHECK(same("refund refund refund", "refund"));
  CHECK_FALSE(same("refund sim card", "refund router"));
  CHECK_FALSE(same("refund sim card", "refund"));
}

TEST_CASE("Both Serbian scripts, with and without marks, are one question") {
  CHECK(same("како да променим лозинку", "kako da promenim lozinku", "sr"));
  CHECK(same("раскид уговора", "raskid ugovora", "sr"));
  CHECK(same("како да вратим рачун", "kako da vratim racun", "sr"));
  CHECK(same("račun", "racun", "sr"));
  CHECK_FALSE(same("лозинка", "račun", "sr"));
}

TEST_CASE("Vietnamese with and without marks is one question") {
  CHECK(same("đổi mật khẩu", "doi mat khau", "vi"));
  CHECK(same("khẩu mật đổi", "ĐỔI MẬT KHẨU", "vi"));
  CHECK_FALSE(same("đổi mật khẩu", "hủy hợp đồng", "vi"));
}

TEST_CASE("A question of two languages is two") {
  Questions questions(*languages());
  const std::uint32_t english = questions.add(1, "internet", "en");
  const std::uint32_t vietnamese = questions.add(1, "internet", "vi");
  CHECK(questions.text(english).question != questions.text(vietnamese).question);
  CHECK(question_id(questions.question(0)) != question_id(questions.question(1)));
  CHECK(questions.question(1).lang == "vi");
  CHECK(questions.count() == 2);
  CHECK(questions.texts() == 2);
}

TEST_CASE("What redaction put in is no word of the question") {
  for (const char* mark : {"[email]", "[phone]", "[card]", "[number]", "[token]"}) {
    CAPTURE(mark);
    CHECK(same("my bill " + std::string(mark), "my bill"));
    CHECK(same(mark + std::string("my bill") + mark, "my bill"));
  }
  CHECK_FALSE(same("my email bill", "my bill"));
  Questions questions(*languages());
  CHECK(questions.words("[email] [phone]", "en").empty());
}

TEST_CASE("Without other words the stop words are the question") {
  Questions questions(*languages());
  CHECK_FALSE(questions.words("how to", "en").empty());
  CHECK_FALSE(same("how to", "who are you"));
}

TEST_CASE("A text of signs has no words, and may be asked") {
  Questions questions(*languages());
  for (const char* signs : {"😀", "👍🏽🇷🇸", "?!…", "", " "}) {
    CAPTURE(signs);
    CHECK(questions.words(signs, "en").empty());
  }
  const std::uint32_t text = questions.add(1, "😀", "en");
  CHECK(questions.question(questions.text(text).question).words.empty());
  CHECK(question_id(questions.question(0)).size() == 16);
  CHECK(same("😀 refund", "refund"));
}

TEST_CASE("Five hundred words are a question like any") {
  std::string ones;
  std::string others;
  for (int i = 0; i < 500; ++i) {
    const std::string number = std::to_string(i);
    ones += "word" + number + " ";
    others = "word" + number + " " + others;
  }
  CHECK(same(ones, others));
  Questions questions(*languages());
  CHECK(questions.words(ones, "en").size() == 500);
}

TEST_CASE("Words come sorted, each once, and have numbers that stay") {
  Questions questions(*languages());
  const Words words = questions.words("sim card sim router", "en");
  CHECK(words.size() == 3);
  CHECK(std::is_sorted(words.begin(), words.end()));
  questions.add(1, "router sim", "en");
  questions.add(2, "sim router card", "en");
  const auto& first = questions.question(0).words;
  const auto& second = questions.question(1).words;
  CHECK(std::is_sorted(second.begin(), second.end()));
  CHECK(std::includes(second.begin(), second.end(), first.begin(), first.end()));
  CHECK(questions.word_number("sim") == questions.word_number("sim"));
}

TEST_CASE("A row of the log is found again in its language only") {
  Questions questions(*languages());
  CHECK(questions.find(5, "en") == Questions::kUnknown);
  const std::uint32_t text = questions.add(5, "refund", "en");
  CHECK(questions.find(5, "en") == text);
  CHECK(questions.find(5, "th") == Questions::kUnknown);
  CHECK(questions.text(text).text == "refund");
}

TEST_CASE("The name of a question is the same in every program run") {
  Questions one(*languages());
  Questions other(*languages());
  one.add(1, "refund sim card", "en");
  other.add(1, "something else", "en");
  other.add(2, "the SIM card's refund", "en");
  CHECK(question_id(one.question(0)) == question_id(other.question(1)));
  CHECK(question_id(other.question(0)) != question_id(other.question(1)));
}

}  // namespace firstline::server::review
