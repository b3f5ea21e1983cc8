// SPDX-License-Identifier: GPL-3.0-or-later
// What the customer is told about the question: a better spelling, words that nothing was found for.
#include <catch2/catch.hpp>

#include "search/ranking.h"
#include "tests/search/index.h"

using namespace firstline;
using tests::article;
using tests::ids;
using tests::SmallIndex;

namespace {

using List = std::vector<std::string>;

std::vector<search::Article> english() {
  return {article("en/password", "en", "Reset your password", "The password of your account. Reset it here."),
          article("en/router", "en", "Restart the router", "Unplug the router. Turn on the light."),
          article("en/refund", "en", "Refunds", "We refund the bill to your card. It takes days."),
          article("en/bill", "en", "Understand the bill", "The bill comes on the first of a month."),
          article("en/roaming", "en", "Roaming", "Use the phone abroad. It costs more there."),
          article("en/sim", "en", "Order a SIM card", "Put the card in the phone.")};
}

std::string correction(SmallIndex& index, const std::string& question, const std::string& lang) {
  return index.ask(question, lang).correction;
}

}  // namespace

TEST_CASE("A misspelt word is corrected, and the rest of the question stays as typed") {
  SmallIndex index(english());
  CHECK(correction(index, "pasword", "en") == "password");
  CHECK(correction(index, "RESET  my pasword, pls?", "en") == "RESET  my password, pls?");
  CHECK(correction(index, "Restrat the ruoter!", "en") == "restart the router!");
  CHECK(ids(index.ask("pasword reset", "en")).front() == "en/password");
}

TEST_CASE("A question that is fine is not corrected, nor one that nothing is near to") {
  SmallIndex index(english(), "modem => router\n", "pasword => en/sim\n");
  for (const char* question : {"password", "reset my password", "modem", "pass word", "refunding bills",
                               "zebra", "router flurb", "the of", "12345", ""}) {
    INFO(question);
    CHECK(correction(index, question, "en").empty());
  }
  CHECK(correction(index, "pasword", "en").empty());  // answered by hand
}

TEST_CASE("A correction that makes the answer no better is not offered") {
  SmallIndex index(english());
  const auto typed = index.ask("router lihgt", "en");
  REQUIRE_FALSE(typed.correction.empty());
  const auto corrected = index.ask(typed.correction, "en");
  CHECK(corrected.confidence >= typed.confidence);
  CHECK(corrected.correction.empty());
  search::SearchRequest request;
  request.query = "pasword";
  request.lang = "en";
  request.category = "no such category";
  CHECK(index.searcher().search(request).correction.empty());
}

TEST_CASE("Corrections keep the script and the marks that were typed") {
  SmallIndex serbian(
      {article("sr/a", "sr", "Промена лозинке", "Промените лозинку у налогу. Lozinka. Нова лозинка."),
       article("sr/b", "sr", "Рачун", "Рачун стиже првог."),
       article("sr/c", "sr", "Рутер", "Поново покрените рутер.")},
      "");
  CHECK(correction(serbian, "Како да променим, ЛОЗИМКА?", "sr") == "Како да променим, лозинка?");
  CHECK(correction(serbian, "nova lozimka", "sr") == "nova lozinka");
  SmallIndex vietnamese({article("vi/a", "vi", "Thanh toán hoá đơn", "Thanh toán hoá đơn qua thẻ."),
                         article("vi/b", "vi", "Đăng nhập", "Đăng nhập tài khoản bằng mật khẩu."),
                         article("vi/c", "vi", "Đổi gói cước", "Chọn gói cước mới.")});
  CHECK(correction(vietnamese, "cách thnah toán hoá đơn", "vi") == "cách thanh toán hoá đơn");
  SmallIndex thai({article("th/a", "th", "ใช้ password", "ตั้งค่า password ใหม่ได้ที่นี่"),
                   article("th/b", "th", "ขอเงินคืน", "ขอเงินคืนได้ที่ร้าน")});
  // Thai words share letters instead, and whatever is in the question stays.
  CHECK(correction(thai, "ขอเงินคืนน", "th").empty());
  CHECK(ids(thai.ask("ลืม pasword", "th")).front() == "th/a");
  // Composed or not, what was typed is cut at the right places.
  CHECK(correction(vietnamese, "ca\u0301ch thnah toa\u0301n hoa\u0301 đơn", "vi") ==
        "cách thanh toán hoá đơn");
}

TEST_CASE("Words that nothing was found for are named, stop words and misspelt ones not") {
  SmallIndex index(english());
  CHECK(index.ask("router zebra", "en").dropped == List{"zebra"});
  CHECK(index.ask("how would the Qwxyz router behave", "en").dropped == List{"Qwxyz", "behave"});
  CHECK(index.ask("pasword router", "en").dropped.empty());
  CHECK(index.ask("please would you", "en").dropped.empty());
  CHECK(index.ask("router", "en").dropped.empty());
  CHECK(index.ask("zebra", "en").dropped == List{"zebra"});
}

TEST_CASE("Where several languages are asked, a word is dropped only when none has it") {
  SmallIndex index(
      {article("en/a", "en", "Router", "The router."), article("es/a", "es", "Router", "El zumbido.")});
  CHECK(index.ask("router zumbido qwxyz").dropped == List{"qwxyz"});
}

TEST_CASE("A pin and an exact title are always yes, whatever the case and marks") {
  SmallIndex index(english(), "", "the blue thing => en/sim\n");
  const auto pinned = index.ask("The BLUE things", "en");
  REQUIRE_FALSE(pinned.hits.empty());
  CHECK(pinned.hits.front().id == "en/sim");
  CHECK(pinned.answered == search::Answered::kYes);
  CHECK(pinned.confidence == 1);
  for (const char* title : {"Roaming", "roaming", "order a sim card", "Understand the bills"}) {
    INFO(title);
    const auto named = index.ask(title, "en");
    CHECK(named.answered == search::Answered::kYes);
    CHECK(named.confidence == 1);
  }
  CHECK(index.ask("roaming light", "en").confidence < 1);
}

TEST_CASE("A word typed wrongly twice is corrected twice") {
  SmallIndex index(english());
  CHECK(correction(index, "pasword reset Pasword", "en") == "password reset password");
}

TEST_CASE(
    "A form that no article has is not corrected to one that an article has, if the answer is the same") {
  SmallIndex serbian({article("sr/a", "sr", "Како да промените лозинку", "Промените лозинку у налогу."),
                      article("sr/b", "sr", "Рачун", "Рачун стиже првог."),
                      article("sr/c", "sr", "Рутер", "Поново покрените рутер.")});
  const auto answer = serbian.ask("променитх лозинку", "sr");
  REQUIRE_FALSE(answer.hits.empty());
  CHECK(answer.hits.front().id == "sr/a");
  CHECK(answer.answered == search::Answered::kYes);
  CHECK(answer.correction.empty());
  // A slip inside a word can't be another form.
  CHECK(correction(serbian, "прмените лозинку", "sr") == "промените лозинку");
}

TEST_CASE("Of many misspelt words the first few are looked up, in the correction too") {
  SmallIndex index(english());
  const auto answer = index.ask("pasword ruoter refnd roming accunt unplg", "en");
  CHECK(answer.correction == "password router refund roaming accunt unplg");
}

TEST_CASE("Nobody asks anything by stop words alone: that is never surely answered") {
  SmallIndex index({article("en/a", "en", "How do I restart it", "How do I restart it? Unplug it."),
                    article("en/b", "en", "Refunds", "We refund the bill."),
                    article("en/c", "en", "Roaming", "Use the phone abroad.")});
  const auto answer = index.ask("how do i", "en");
  REQUIRE_FALSE(answer.hits.empty());
  CHECK(answer.answered == search::Answered::kWeak);
  CHECK(index.ask("how do i restart it", "en").answered == search::Answered::kYes);
}

TEST_CASE("A slip in a text of many words is not corrected") {
  std::string text;
  std::string question = "pasword";
  List words;
  for (char c = 'a'; c < 'a' + 20; ++c) words.push_back(std::string("matter") + c + c);
  for (const std::string& word : words) text += word + ' ';
  SmallIndex index({article("en/password", "en", "Reset your password", "The password. " + text),
                    article("en/router", "en", "Restart the router", "Unplug it. " + text)});
  std::size_t asked = 1;
  for (; asked < search::ranking::kMostClauses - 1; ++asked) question += ' ' + words[asked];
  CHECK(correction(index, question, "en").substr(0, 9) == "password ");
  for (; asked < search::ranking::kMostClauses + 2; ++asked) {
    question += ' ' + words[asked];
    INFO(question);
    CHECK(correction(index, question, "en").empty());
  }
}
