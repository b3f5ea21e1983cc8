// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "server/log/schema.h"
#include "server/log/transfer.h"
#include "server/review/ledger.h"
#include "tests/server/review_log.h"

namespace firstline::server::review {
namespace {

using search::Answered;
using tests::kHourMs;
using tests::kMinuteMs;
using tests::kSecondMs;
using tests::languages;
using tests::read_on;
using tests::ReviewLog;

constexpr auto kNone = Entry::kNone;

}  // namespace

TEST_CASE("What counts as unanswered") {
  Entry entry;
  entry.answered = Answered::kYes;
  CHECK_FALSE(is_unanswered(entry));
  SECTION("no answer or a weak one, whatever was opened") {
    entry.opened = 1;
    entry.answered = Answered::kNo;
    CHECK(is_unanswered(entry));
    entry.answered = Answered::kWeak;
    CHECK(is_unanswered(entry));
    entry.counted = Counted::kBot;
    CHECK_FALSE(is_unanswered(entry));
  }
  SECTION("asked again, or asked a person, with nothing opened") {
    entry.again = true;
    CHECK(is_unanswered(entry));
    entry.opened = 1;
    CHECK_FALSE(is_unanswered(entry));
    entry.asked_person = true;
    CHECK_FALSE(is_unanswered(entry));
    entry.opened = 0;
    entry.again = false;
    CHECK(is_unanswered(entry));
    entry.helpful = true;
    CHECK_FALSE(is_unanswered(entry));
  }
  SECTION("opened, but it did not help") {
    entry.opened = 1;
    entry.unhelpful = true;
    CHECK(is_unanswered(entry));
  }
}

TEST_CASE("The ledger holds what the log does, and goes on where it ended") {
  ReviewLog log;
  Ledger ledger(*languages());
  read_on(ledger, log);
  CHECK(ledger.entries().empty());
  CHECK(ledger.newest_ms() == 0);
  log.ask({"pay by card", 7, 0, Answered::kWeak, {"en/pay", "en/bill"}, "en", "widget", "Billing"});
  read_on(ledger, log);
  log.ask({"refund", 8, 2 * kHourMs, Answered::kNo, {}});
  read_on(ledger, log);
  read_on(ledger, log);
  REQUIRE(ledger.entries().size() == 2);
  const Entry& first = ledger.entries()[0];
  CHECK(first.at_ms == tests::kThursdayMs + kMinuteMs);
  CHECK(first.asker == 7);
  CHECK(first.answered == Answered::kWeak);
  CHECK(first.counted == Counted::kYes);
  CHECK(ledger.questions().text(first.text).text == "pay by card");
  CHECK(ledger.name(first.channel) == "widget");
  CHECK(ledger.name(first.category) == "Billing");
  CHECK(ledger.name(first.first) == "en/pay");
  CHECK(ledger.find_name("en/bill") != 0);
  CHECK(ledger.find_name("en/nowhere") == 0);
  CHECK(ledger.name(9'999).empty());
  CHECK(ledger.entries()[1].first == 0);
  CHECK(ledger.newest_ms() == log.now_ms);
}

TEST_CASE("A long log is read a part at a time") {
  ReviewLog log;
  log.ask({"pay by card", 0}, 5);
  Ledger ledger(*languages());
  Database database = open_log_for_reading(log.file());
  CHECK(ledger.read(database, 2));
  CHECK(ledger.entries().size() == 2);
  CHECK(ledger.read(database, 2));
  CHECK_FALSE(ledger.read(database, 2));
  CHECK(ledger.entries().size() == 5);
}

TEST_CASE("Who asks again within six minutes did not find it") {
  ReviewLog log;
  log.ask({"refund", 1, 0, Answered::kYes});
  log.ask({"another's", 2, 2 * kMinuteMs, Answered::kYes});
  log.ask({"money back", 1, 4 * kMinuteMs, Answered::kYes});  // six after the first
  log.ask({"cancel", 1, 6 * kMinuteMs + 1, Answered::kYes});  // too late
  log.ask_unknown("nobody");
  log.ask_unknown("knows");
  Ledger ledger(*languages());
  read_on(ledger, log);
  const auto& entries = ledger.entries();
  REQUIRE(entries.size() == 6);
  CHECK(entries[0].again);
  CHECK(is_unanswered(entries[0]));
  CHECK_FALSE(entries[1].again);
  CHECK(entries[2].before == 0);
  CHECK_FALSE(entries[2].again);
  CHECK(entries[3].before == kNone);
  CHECK_FALSE(entries[4].again);
  CHECK(entries[5].before == kNone);
}

TEST_CASE("Asking again is seen across two looks at the log") {
  ReviewLog log;
  Ledger ledger(*languages());
  log.ask({"refund", 1, 0, Answered::kYes});
  read_on(ledger, log);
  CHECK_FALSE(ledger.entries()[0].again);
  log.ask({"money back", 1, 2 * kMinuteMs, Answered::kYes});
  read_on(ledger, log);
  CHECK(ledger.entries()[0].again);
  CHECK(ledger.entries()[1].before == 0);
}

TEST_CASE("Who types on did not ask again: what counting takes back, the ledger does") {
  ReviewLog log;
  Ledger ledger(*languages());
  log.ask({"refund", 1, 0, Answered::kYes});
  log.ask({"sim card pr", 1, 2 * kMinuteMs, Answered::kYes});
  read_on(ledger, log);
  CHECK(ledger.entries()[0].again);
  CHECK(ledger.entries()[1].counted == Counted::kYes);
  SECTION("and what was asked in the end comes after what was asked before") {
    log.ask({"sim card price", 1, kSecondMs, Answered::kYes});
    read_on(ledger, log);
    const auto& entries = ledger.entries();
    CHECK(entries[1].counted == Counted::kTyping);
    CHECK_FALSE(entries[1].again);
    CHECK(entries[2].before == 0);
    CHECK(entries[0].again);
  }
  SECTION("and what was asked in the end may be too late to be asking again") {
    Ledger later(*languages());
    ReviewLog other;
    other.ask({"refund", 1, 0, Answered::kYes});
    other.ask({"sim card pr", 1, 6 * kMinuteMs, Answered::kYes});
    read_on(later, other);
    CHECK(later.entries()[0].again);
    other.ask({"sim card price", 1, kSecondMs, Answered::kYes});
    read_on(later, other);
    CHECK_FALSE(later.entries()[0].again);
    CHECK(later.entries()[2].before == kNone);
  }
}

TEST_CASE("A search that is taken back after the next was asked leaves those around it neighbours") {
  ReviewLog log;
  Ledger ledger(*languages());
  log.ask({"refund", 1, 0, Answered::kYes});
  log.ask({"sim card", 1, kMinuteMs, Answered::kYes});
  log.ask({"router lights", 1, kMinuteMs, Answered::kYes});
  Database database = open_log_for_reading(log.file());
  ledger.read(database, 100);
  REQUIRE(ledger.entries()[2].before == 1);
  const std::int64_t second = ledger.entries()[1].number;
  ledger.read(database, 100, [&] { return std::vector<Verdict>{{second, Counted::kTyping}}; });
  CHECK(ledger.entries()[2].before == 0);
  CHECK(ledger.entries()[0].again);
  CHECK_FALSE(ledger.entries()[1].again);
}

TEST_CASE("Each kind of event is found at its search") {
  ReviewLog log;
  const std::string opened = log.ask({"opened", 0, 0, Answered::kYes});
  const std::string helped = log.ask({"helped", 0, 0, Answered::kYes});
  const std::string failed = log.ask({"failed", 0, 0, Answered::kYes});
  const std::string wrote = log.ask({"wrote", 0, 0, Answered::kYes});
  log.open(opened, "en/b", 2);
  log.open(opened, "en/a", 1);  // the first one tells
  log.vote(helped, "en/a", true);
  log.open(failed, "en/a");
  log.vote(failed, "en/a", false);
  log.write_to_person(wrote);
  log.vote("", "en/b", false);
  log.write_to_person("");
  Ledger ledger(*languages());
  read_on(ledger, log);
  const auto& entries = ledger.entries();
  CHECK(ledger.name(entries[0].opened) == "en/b");
  CHECK(entries[0].rank == 2);
  CHECK_FALSE(is_unanswered(entries[0]));
  CHECK(entries[1].helpful);
  CHECK(entries[1].opened == 0);
  CHECK(entries[2].unhelpful);
  CHECK(is_unanswered(entries[2]));
  CHECK(entries[3].asked_person);
  CHECK(is_unanswered(entries[3]));
  REQUIRE(ledger.votes().size() == 3);
  CHECK(ledger.votes()[0].helpful);
  CHECK(ledger.name(ledger.votes()[2].article) == "en/b");
  CHECK_FALSE(ledger.votes()[2].helpful);
}

TEST_CASE("What becomes of a search later is seen later, and once") {
  ReviewLog log;
  Ledger ledger(*languages());
  const std::string id = log.ask({"refund", 0, 0, Answered::kYes});
  read_on(ledger, log);
  log.now_ms += 5 * kHourMs;
  log.write_to_person(id);
  log.vote(id, "en/a", false);
  read_on(ledger, log);
  read_on(ledger, log);
  CHECK(ledger.entries()[0].asked_person);
  CHECK(ledger.entries()[0].unhelpful);
  CHECK(ledger.votes().size() == 1);
}

TEST_CASE("An event waits for its search when only a part was read") {
  ReviewLog log;
  log.ask({"one", 0, 0, Answered::kYes});
  const std::string second = log.ask({"two", 0, 0, Answered::kYes});
  log.open(second, "en/a");
  Ledger ledger(*languages());
  Database database = open_log_for_reading(log.file());
  ledger.read(database, 1);
  while (ledger.read(database, 1)) {
  }
  CHECK(ledger.name(ledger.entries()[1].opened) == "en/a");
}

TEST_CASE("An import while it runs is read, with what became of it") {
  ReviewLog former;
  const std::string old = former.ask({"old question", 1, 0, Answered::kYes});
  former.ask({"older again", 1, 2 * kMinuteMs});
  former.write_to_person(old);
  former.ask({"lost sim", 2});
  std::stringstream lines;
  {
    Database database = open_log_for_reading(former.file());
    export_log(database, {}, LogFormat::kJson, lines);
  }
  ReviewLog log;
  log.now_ms += 24 * kHourMs;
  log.ask({"new question", 3});
  Ledger ledger(*languages());
  read_on(ledger, log);
  {
    Database database = open_log(log.file(), 1'000);
    REQUIRE(import_log(database, lines).searches == 3);
  }
  const std::string last = log.ask({"newer question", 3, 2 * kMinuteMs});
  log.write_to_person(last);
  read_on(ledger, log);
  const auto& entries = ledger.entries();
  REQUIRE(entries.size() == 5);
  CHECK(ledger.questions().text(entries[1].text).text == "old question");
  CHECK(entries[1].again);
  CHECK(entries[1].asked_person);
  CHECK(entries[4].asked_person);
  CHECK(entries[0].again);
  CHECK(ledger.newest_ms() == log.now_ms);
}

TEST_CASE("An imported search is not what its session asked last") {
  ReviewLog former;
  former.ask({"long ago", 1});
  std::stringstream lines;
  {
    Database database = open_log_for_reading(former.file());
    export_log(database, {}, LogFormat::kJson, lines);
  }
  ReviewLog log;
  log.now_ms += 24 * kHourMs;
  log.ask({"refund", 1, 0, Answered::kYes});
  {
    Database database = open_log(log.file(), 1'000);
    REQUIRE(import_log(database, lines).searches == 1);
  }
  log.ask({"money back", 1, 2 * kMinuteMs, Answered::kYes});
  Ledger ledger(*languages());
  read_on(ledger, log);
  REQUIRE(ledger.entries().size() == 3);
  CHECK(ledger.entries()[0].again);
}

TEST_CASE("What was deleted from the log is taken out, and what comes then is read") {
  ReviewLog log;
  log.ask({"stays", 1, 0, Answered::kYes});
  log.ask({"goes", 2, 0, Answered::kYes});
  log.ask({"stays too", 1, 0, Answered::kYes});
  log.ask({"goes too", 2, 0, Answered::kYes});
  Ledger ledger(*languages());
  read_on(ledger, log);
  Database database = open_log(log.file(), 1'000);
  CHECK(ledger.has_newest(database));
  CHECK_FALSE(ledger.drop_missing(database));
  database.execute("DELETE FROM searches WHERE session = 2");
  CHECK_FALSE(ledger.has_newest(database));
  CHECK(ledger.drop_missing(database));
  REQUIRE(ledger.entries().size() == 2);
  CHECK(ledger.entries()[0].again);
  CHECK(ledger.entries()[1].before == 0);
  CHECK(ledger.has_newest(database));
  const std::string id = log.ask({"comes", 1, 0, Answered::kYes});
  log.write_to_person(id);
  read_on(ledger, log);
  REQUIRE(ledger.entries().size() == 3);
  CHECK(ledger.questions().text(ledger.entries()[2].text).text == "comes");
  CHECK(ledger.entries()[2].asked_person);
  CHECK(ledger.entries()[2].before == 1);
}

TEST_CASE("Who asked again is not known any more when what he asked then is deleted") {
  ReviewLog log;
  log.ask({"asked", 1, 0, Answered::kYes});
  log.ask({"asked again", 1, kMinuteMs, Answered::kYes});
  log.ask({"between", 1, kMinuteMs, Answered::kYes});
  log.ask({"and again", 1, kMinuteMs, Answered::kYes});
  log.ask({"much later", 1, 5 * kMinuteMs, Answered::kYes});
  Ledger ledger(*languages());
  read_on(ledger, log);
  Database database = open_log(log.file(), 1'000);
  const auto remove = [&](const std::string& what) {
    database.execute("DELETE FROM searches WHERE " + what);
    REQUIRE(ledger.drop_missing(database));
    // What is left is what a new start reads.
    Ledger anew(*languages());
    while (anew.read(database, 1'000)) {
    }
    REQUIRE(anew.entries().size() == ledger.entries().size());
    for (std::size_t i = 0; i < anew.entries().size(); ++i) {
      CHECK(ledger.entries()[i].number == anew.entries()[i].number);
      CHECK(ledger.entries()[i].before == anew.entries()[i].before);
      CHECK(ledger.entries()[i].again == anew.entries()[i].again);
      CHECK(is_unanswered(ledger.entries()[i]) == is_unanswered(anew.entries()[i]));
    }
  };
  SECTION("the last one") {
    REQUIRE(ledger.entries()[3].again);
    remove("number = 5");
    CHECK_FALSE(ledger.entries()[3].again);
  }
  SECTION("the first ones, as with age") {
    remove("number <= 2");
    CHECK(ledger.entries()[0].before == kNone);
    CHECK(ledger.entries()[0].again);
  }
  SECTION("some between: those around them are neighbours where they are near") {
    remove("number IN (2, 3)");
    CHECK(ledger.entries()[0].again);
    CHECK(ledger.entries()[1].before == 0);
  }
  SECTION("some between: those around them may be too far from each other") {
    remove("number IN (3, 4)");
    CHECK_FALSE(ledger.entries()[1].again);
    CHECK(ledger.entries()[2].before == kNone);
  }
  SECTION("all but one") {
    remove("number <> 2");
    CHECK_FALSE(ledger.entries()[0].again);
  }
  // What comes then has a neighbour as far as there is one.
  const std::uint32_t newest = static_cast<std::uint32_t>(ledger.entries().size()) - 1;
  const bool is_near = ledger.entries().back().at_ms + 5 * kMinuteMs >= log.now_ms;
  log.ask({"comes", 1, kMinuteMs, Answered::kYes});
  read_on(ledger, log);
  CHECK(ledger.entries().back().before == (is_near ? newest : kNone));
}

// The log gives the number of its newest search again when that was deleted.
TEST_CASE("A search with the number of one that was deleted is read") {
  ReviewLog log;
  log.ask({"stays", 1});
  log.ask({"goes", 2});
  Ledger ledger(*languages());
  read_on(ledger, log);
  Database database = open_log(log.file(), 1'000);
  database.execute("DELETE FROM searches WHERE session = 2");
  log.ask({"comes", 3});
  CHECK_FALSE(ledger.has_newest(database));
  CHECK(ledger.drop_missing(database));
  read_on(ledger, log);
  REQUIRE(ledger.entries().size() == 2);
  CHECK(ledger.questions().text(ledger.entries().back().text).text == "comes");
}

}  // namespace firstline::server::review
