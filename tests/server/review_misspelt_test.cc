// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "server/review/misspelt.h"
#include "tests/server/review_log.h"

namespace firstline::server::review {
namespace {

using search::Answered;
using tests::languages;
using tests::ReviewLog;

/// Two questions, each asked so often.
struct Pair {
  std::string answered;
  std::string failed;
  std::string lang = "en";
  int answered_times = 4;
  int failed_times = 2;
};

/// Whether the failed one is taken for a slip of the other, and nothing else is for any.
bool is_slip(const Pair& pair) {
  ReviewLog log;
  log.ask({pair.answered, 0, 0, Answered::kYes, {"en/a"}, pair.lang}, pair.answered_times);
  log.ask({pair.failed, 0, 0, Answered::kNo, {}, pair.lang}, pair.failed_times);
  Ledger ledger(*languages());
  tests::read_on(ledger, log);
  const std::vector<bool> misspelt = find_misspelt(ledger);
  REQUIRE(misspelt.size() == 2);
  CHECK_FALSE(misspelt[0]);
  return misspelt[1];
}

}  // namespace

TEST_CASE("One slip of the finger is found, wherever it is") {
  for (const char* slip : {"efund sim card", "rfeund sim card", "refund sim cart", "refund sim cardd",
                           "refund simm card", "refunds im card", "REFUND SIM CARF"}) {
    CAPTURE(slip);
    CHECK(is_slip({"refund sim card", slip}));
  }
}

TEST_CASE("Two slips, or another question, are none") {
  CHECK_FALSE(is_slip({"refund sim card", "rfeund sim cart"}));
  CHECK_FALSE(is_slip({"refund sim card", "refund router"}));
}

TEST_CASE("A slip in Thai, Hindi and both Serbian scripts is found") {
  CHECK(is_slip({"ลืมรหัสผ่าน", "ลืมรหัสผาน", "th"}));
  CHECK(is_slip({"पासवर्ड भूल गया", "पासवर्ड भूल गय", "hi"}));
  CHECK(is_slip({"промена лозинке", "прмоена лозинке", "sr"}));
  CHECK(is_slip({"promena lozinke", "promena lozinle", "sr"}));
  CHECK(is_slip({"đổi mật khẩu", "đổi mật khẩi", "vi"}));
}

TEST_CASE("Short texts are one slip away from too many others") {
  CHECK_FALSE(is_slip({"esim", "sim"}));
  CHECK_FALSE(is_slip({"pin", "pim"}));
  CHECK(is_slip({"roam", "raom"}));
}

TEST_CASE("A slip is asked less than half as often as what was meant") {
  CHECK(is_slip({"refund sim card", "refund sim cart", "en", 4, 2}));
  CHECK_FALSE(is_slip({"refund sim card", "refund sim cart", "en", 3, 2}));
  CHECK_FALSE(is_slip({"refund sim card", "refund sim cart", "en", 1, 1}));
}

TEST_CASE("What goes unanswered itself is not what was meant, nor is another language's") {
  ReviewLog log;
  log.ask({"refund sim card", 0, 0, Answered::kNo}, 8);
  log.ask({"refund sim cart", 0, 0, Answered::kNo}, 2);
  log.ask({"internet", 0, 0, Answered::kYes}, 8);
  log.ask({"interne", 0, 0, Answered::kNo, {}, "vi"}, 2);
  Ledger ledger(*languages());
  tests::read_on(ledger, log);
  CHECK(find_misspelt(ledger) == std::vector<bool>(4, false));
}

TEST_CASE("A question that is mostly answered is no slip") {
  ReviewLog log;
  log.ask({"refund sim card", 0, 0, Answered::kYes}, 8);
  log.ask({"refund sim cart", 0, 0, Answered::kYes}, 2);
  log.ask({"refund sim cart", 0, 0, Answered::kNo}, 1);
  Ledger ledger(*languages());
  tests::read_on(ledger, log);
  CHECK(find_misspelt(ledger) == std::vector<bool>(2, false));
}

}  // namespace firstline::server::review
