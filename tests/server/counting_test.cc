// SPDX-License-Identifier: GPL-3.0-or-later
// What one person does. Robots, and many people behind one address: counting_robots_test.cc.
#include "server/counting/counting.h"

#include <catch2/catch.hpp>

#include "tests/server/counted_log.h"

namespace firstline::server {
namespace {

using Texts = std::vector<std::string>;

/// The forms one after the other, `gap` seconds apart.
Texts typed(const Texts& forms, double gap = 0.4, const std::string& lang = "en") {
  std::vector<Ask> asks;
  for (const std::string& form : forms) asks.push_back({form, gap * static_cast<double>(asks.size()), lang});
  return counted(asks);
}

const Texts kTwo = {"yes", "yes"};
const Texts kOnlyLast = {"typing", "yes"};
const Texts kReloaded = {"yes", "reload"};

}  // namespace

TEST_CASE("The names of the verdicts are those of the log") {
  Texts names;
  for (const Counted each : {Counted::kYes, Counted::kTyping, Counted::kReload, Counted::kPage, Counted::kBot,
                             Counted::kOwn, Counted::kEmpty})
    names.emplace_back(counted_name(each));
  CHECK(names == Texts{"yes", "typing", "reload", "page", "bot", "own", "empty"});
}

TEST_CASE("Of what is typed letter by letter the last form counts, in all languages") {
  const Texts expected = {"typing", "typing", "typing", "typing", "yes"};
  CHECK(typed({"r", "res", "reset", "reset p", "reset password"}) == expected);
  CHECK(typed({"ล", "ลืมร", "ลืมรหัส", "ลืมรหัสผ่", "ลืมรหัสผ่าน"}, 0.4, "th") == expected);
  CHECK(typed({"з", "заб", "заборављена", "заборављена л", "заборављена лозинка"}, 0.4, "sr") == expected);
  CHECK(typed({"z", "zab", "zaboravljena", "zaboravljena š", "zaboravljena šifra"}, 0.4, "sr") == expected);
  CHECK(typed({"d", "đổ", "đổi", "đổi ma", "đổi mật khẩu"}, 0.4, "vi") == expected);
  CHECK(typed({"d", "do", "doi", "doi ma", "doi mat khau"}, 0.4, "vi") == expected);
  CHECK(typed({"र", "रिच", "रिचार्ज", "रिचार्ज क", "रिचार्ज करना"}, 0.4, "hi") == expected);
}

TEST_CASE("The gap counts from one form to the next, not from the first") {
  CHECK(typed({"reset", "reset my", "reset my pass", "reset my password", "reset my password now"}, 7) ==
        Texts{"typing", "typing", "typing", "typing", "yes"});
}

TEST_CASE("At the end of a word a pause means that the page was read, inside of one it doesn't") {
  CHECK(typed({"refund", "refund sim card"}, 8) == kOnlyLast);
  CHECK(typed({"refund", "refund sim card"}, 8.1) == kTwo);
  CHECK(typed({"refund", "refund sim card"}, 20) == kTwo);
  CHECK(typed({"reset pass", "reset password"}, 30) == kOnlyLast);
  CHECK(typed({"reset pass", "reset password"}, 30.1) == kTwo);
  CHECK(typed({"ลืมรหัสผ่าน", "ลืมรหัสผ่านอีเมล"}, 8.1, "th") == kTwo);
  CHECK(typed({"ลืมรหัสผ่", "ลืมรหัสผ่านอีเมล"}, 8.1, "th") == kOnlyLast);
  CHECK(typed({"doi mat khau", "đổi mật khẩu wifi"}, 8.1, "vi") == kTwo);
}

TEST_CASE("Another ending is another search, however soon") {
  CHECK(typed({"reset password", "reset router"}, 5) == kTwo);
  CHECK(typed({"turn on roaming", "turn off roaming"}, 5) == kTwo);
  CHECK(typed({"เปิดโรมมิ่ง", "ปิดโรมมิ่ง"}, 5, "th") == kTwo);
  CHECK(typed({"uključiti roming", "isključiti roming"}, 5, "sr") == kTwo);
}

TEST_CASE("A correction within a minute takes the count, in all languages") {
  CHECK(typed({"reset pasword", "reset password"}, 60) == kOnlyLast);
  CHECK(typed({"reset pasword", "reset password"}, 60.1) == kTwo);
  CHECK(typed({"ลืมรหัสผาน", "ลืมรหัสผ่าน"}, 20, "th") == kOnlyLast);
  CHECK(typed({"заборављена лзоинка", "заборављена лозинка"}, 20, "sr") == kOnlyLast);
  CHECK(typed({"zaboravlejna lozinka", "заборављена лозинка"}, 20, "sr") == kOnlyLast);
  CHECK(typed({"doi mat khau", "đổi mật khẩu"}, 20, "vi") == kOnlyLast);
  CHECK(typed({"đổi mật khẩi", "đổi mật khẩu"}, 20, "vi") == kOnlyLast);
  CHECK(typed({"रीचाज करना", "रीचार्ज करना"}, 20, "hi") == kOnlyLast);
}

TEST_CASE("The offered spelling is the same question for as long as a reload") {
  const auto taken = [](double seconds, const std::string& query, const std::string& offered) {
    return counted({{.query = "slow intrent", .correction = offered}, {query, seconds}});
  };
  CHECK(taken(1790, "Slow internet", "slow internet") == kOnlyLast);
  CHECK(taken(1810, "Slow internet", "slow internet") == kTwo);
  CHECK(taken(300, "Slow internet", "") == kTwo);
  CHECK(taken(300, "broken box", "slow internet") == kTwo);
  CHECK(counted({{.query = "xx", .correction = "sim 123"}, {"sim 123", 300}}) == kOnlyLast);
}

TEST_CASE("Who deletes has not asked: the longest form counts until something else is typed") {
  CHECK(typed({"reset password", "reset passw", "reset", "re"}, 0.3) ==
        Texts{"yes", "typing", "typing", "typing"});
  CHECK(typed({"reset pasx", "reset pas", "reset password"}, 0.5) == Texts{"typing", "typing", "yes"});
  CHECK(typed({"reset password", "reset passw", "reset password"}, 0.5) == Texts{"typing", "typing", "yes"});
  // After a look at the page it was a search, and the rest is on the way to another one.
  CHECK(counted({{"reset password", 0}, {"reset passw", 20}, {"reset", 21}, {"reset router", 22}}) ==
        Texts{"yes", "typing", "typing", "yes"});
  CHECK(counted({{"reset password", 0}, {"reset passw", 61}}) == kTwo);
  CHECK(counted({{"reset password", 0}, {"reset", 8}}) == Texts{"yes", "typing"});
  CHECK(counted({{"reset password", 0}, {"reset", 8.1}}) == kTwo);
  CHECK(counted({{"reset password", 0}, {"reset pas", 7}, {"reset password now", 8}}) ==
        Texts{"typing", "typing", "yes"});
  CHECK(counted({{"reset password", 0}, {"reset pas", 9}, {"reset password now", 10}}) ==
        Texts{"yes", "typing", "yes"});
  // Deleted to it, then asked by "Enter".
  CHECK(counted({{"reset password", 0}, {"reset", 1}, {"reset", 3}}) == Texts{"typing", "typing", "yes"});
}

TEST_CASE("What an input method shows while it composes doesn't count") {
  CHECK(typed({"가", "가ㄴ", "가니"}, 1, "ko") == Texts{"typing", "typing", "yes"});
  CHECK(typed({"가ㄴ", "가니"}, 1.1, "ko") == kTwo);
}

TEST_CASE("A number that is redacted once it is whole is one search with its beginning") {
  CHECK(typed({"call", "call 01", "call 0170 12", "call [number]", "call [phone]"}) ==
        Texts{"typing", "typing", "typing", "typing", "yes"});
}

TEST_CASE("Asking the same again within half an hour is a reload, at the end of which it counts anew") {
  CHECK(counted({{"refund"}, {"refund", 2}}) == kReloaded);
  CHECK(counted({{"refund"}, {" Refunds?", 600}}) == kReloaded);
  CHECK(counted({{"refund"}, {"refund", 1800}}) == kReloaded);
  CHECK(counted({{"refund"}, {"refund", 1801}}) == kTwo);
  CHECK(counted({{"refund"}, {"refund", 1700}, {"refund", 3400}}) == Texts{"yes", "reload", "reload"});
  CHECK(counted({{"ĐỔI mật khẩu", 0, "vi"}, {"đổi mật khẩu", 99, "vi"}}) == kReloaded);
  CHECK(counted({{"шифра", 0, "sr"}, {"šifra", 99, "sr"}}) == kReloaded);
}

TEST_CASE("Of forms with the same stems the last one counts while it is typed, then they are reloads") {
  CHECK(typed({"pay the bill", "pay the bills"}) == kOnlyLast);
  CHECK(typed({"на врем", "на време"}, 0.4, "sr") == kOnlyLast);
  CHECK(typed({"pay the bills", "pay the bill"}) == Texts{"yes", "typing"});
  CHECK(typed({"pay the bill", "pay the bills"}, 31) == kReloaded);
  CHECK(typed({"pay the bill", "Pay the bill!"}) == kOnlyLast);
  CHECK(typed({"pay the bill", "Pay the bill!"}, 2) == kReloaded);
  CHECK(typed({"шифра", "sifra"}, 5, "sr") == kReloaded);
}

TEST_CASE("The Back button is a reload, too") {
  CHECK(counted({{"refund"}, {"broken box", 60}, {"refund", 100}, {"broken box", 150}}) ==
        Texts{"yes", "yes", "reload", "reload"});
  CHECK(counted({{"refund"}, {"ref", 100}, {"refu", 100.5}, {"refund", 101}}) ==
        Texts{"yes", "typing", "typing", "reload"});
  // What is typed on from there is no form of the other one.
  CHECK(counted({{"refund"}, {"broken box", 20}, {"refund", 40}, {"refund sim", 41}}) ==
        Texts{"yes", "yes", "reload", "yes"});
  CHECK(counted({{"refund"}, {"refund", 9}, {"refund sim", 10}}) == Texts{"yes", "reload", "yes"});
}

TEST_CASE("The same words in another language, another category or by another client are another search") {
  CHECK(counted({{"internet"}, {"internet", 5, "sr"}}) == kTwo);
  CHECK(counted({{"reset passwords"}, {"reset passwords", 5, "sr"}}) == kTwo);  // other stems
  CHECK(counted({{"internet"}, {.query = "internet", .seconds = 5, .category = "Billing"}}) == kTwo);
  CHECK(counted({{"internet"}, {"internet", 5, "en", "bob"}}) == kTwo);
  CHECK(counted({{"inter"}, {"internet", 1, "en", "bob"}}) == kTwo);
  CHECK(counted({{"inter"}, {.query = "internet", .seconds = 1, .category = "Billing"}}) == kTwo);
  // The beginning of a word may be read in another language.
  CHECK(counted({{"z", 0, "en"}, {"zabor", 1, "en"}, {"zaboravljena", 2, "sr"}}) ==
        Texts{"typing", "typing", "yes"});
}

TEST_CASE("An answer that was opened was asked for, whatever comes next") {
  CHECK(counted({{.query = "reset", .opened = true}, {"reset password", 2}}) == kTwo);
  CHECK(counted({{.query = "reset pasword", .opened = true}, {"reset password", 20}}) == kTwo);
  CHECK(counted({{.query = "refund", .opened = true}, {"refund", 20}}) == kReloaded);
  // By the page that was loaded again.
  CHECK(counted({{"reset"}, {.query = "reset", .seconds = 1, .opened = true}, {"reset password", 2}}) ==
        Texts{"yes", "reload", "yes"});
  CHECK(counted({{"reset"}, {"reset", 1}, {"reset password", 2}}) == Texts{"typing", "reload", "yes"});
  // Deleting it letter by letter is no search for all that.
  CHECK(counted({{.query = "reset password", .opened = true}, {"reset passwo", 30}, {"reset", 31}}) ==
        Texts{"yes", "typing", "typing"});
  CountedLog log;
  log.open(77);  // of nobody
  CHECK(log.names().empty());
}

TEST_CASE("Further pages never count, and show that the first one was read") {
  CHECK(counted({{"refund"}, {.query = "refund", .seconds = 4, .offset = 10}, {"refund sim", 6}}) ==
        Texts{"yes", "page", "yes"});
  CHECK(counted({{.query = "refund", .offset = 20}}) == Texts{"page"});
}

TEST_CASE("Own tests, declared robots and queries without a word don't count and change nothing") {
  SeenSearch own = seen({"reset"});
  own.own = true;
  SeenSearch bot = seen({"reset", 1});
  bot.declared_bot = true;
  CountedLog log;
  log.ask(own);
  log.ask(bot);
  log.ask(seen({"?!", 2}));
  log.ask(seen({"reset", 3}));
  log.ask(seen({"!", 4}));
  log.ask(seen({"reset password", 5}));
  CHECK(log.names() == Texts{"own", "bot", "empty", "typing", "empty", "yes"});
}

TEST_CASE("Where nobody can be told apart, each search counts by itself") {
  const Ask nobody = {"refund", 0, "en", "", ""};
  Ask page = nobody;
  page.offset = 10;
  Ask empty = nobody;
  empty.query = "?";
  CHECK(counted({nobody, nobody, page, empty}) == Texts{"yes", "yes", "page", "empty"});
  CHECK(counted(std::vector<Ask>(2000, nobody)) == Texts(2000, "yes"));
}

TEST_CASE("Searches that overtook each other are one chain") {
  CHECK(counted({{"res", 0.40}, {"reset", 0.81}, {"rese", 0.80}, {"reset pass", 1.2}}) ==
        Texts{"typing", "typing", "typing", "yes"});
  CHECK(counted({{"reset p", 5}, {"reset", 1}}) == Texts{"yes", "typing"});
  CHECK(counted({{"refund", 5}, {"refund", 4.9}}) == kReloaded);
}

TEST_CASE("A clock that is set back makes nothing a reload that isn't, and goes on") {
  CHECK(counted({{"refund", 7200}, {"refund", 0}, {"Refund!", 5}, {"box", 9}, {"box broken", 10}}) ==
        Texts{"yes", "yes", "reload", "typing", "yes"});
  CHECK(counted({{"res", 7200}, {"reset", 0}}) == kTwo);
  CHECK(counted({{"refund", 1e9}, {"refund", -1e9}, {"refund", 0}}) == Texts{"yes", "yes", "yes"});
}

}  // namespace firstline::server
