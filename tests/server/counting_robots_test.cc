// SPDX-License-Identifier: GPL-3.0-or-later
// Robots that don't say so, and the many people that must not be taken for one.
#include <catch2/catch.hpp>

#include "server/counting/pace.h"
#include "tests/server/counted_log.h"

namespace firstline::server {
namespace {

std::string number(int i) {
  return std::to_string(i);
}

/// Words that no two of have anything to do with each other.
std::string question(int i) {
  constexpr const char* kParts[] = {"ba", "ku", "li", "mo", "ne", "ra", "so", "ti", "vu", "ze"};
  const auto part = [&kParts](int digit) { return std::string(kParts[digit % 10]); };
  return part(i) + part(i / 10) + part(i / 100) + part(i * 7) + " " + part(i / 10) + part(i) + part(i * 3);
}

/// Not even: gaps of `mean` seconds on average, from a tenth of it on.
double unevenly(int i, double mean) {
  constexpr int kGaps[] = {1, 30, 4, 2, 12, 1, 7, 40, 2, 3, 21, 5, 1, 9, 2, 20};
  double at = 0;
  for (int j = 0; j < i; ++j) at += mean * kGaps[(j * j + j / 16) % 16] / 10;
  return at;
}

}  // namespace

TEST_CASE("A robot that keeps its session is found by its pace, and all its searches go") {
  CountedLog log;
  for (int i = 0; i < 12; ++i) log.ask(seen({question(i), i * 4.0}));
  CHECK(log.count(Counted::kYes) == 12);
  log.ask(seen({question(12), 48}));
  CHECK(log.count(Counted::kBot) == 13);
  // What it does next, at any pace, also reloads, pages and empty ones.
  log.ask(seen({question(0), 900}));
  log.ask(seen({.query = question(0), .seconds = 1800, .offset = 10}));
  log.ask(seen({"?", 2700}));
  CHECK(log.count(Counted::kBot) == 16);
  // Others at its address are none.
  log.ask(seen({question(1), 2700, "en", "bob"}));
  CHECK(log.count(Counted::kYes) == 1);
  CHECK(log.broken_promises() == 0);
}

TEST_CASE("Typing, reloads and pages don't make a person a robot") {
  CountedLog log;
  double at = 0;
  for (int i = 0; i < 10; ++i) {
    const std::string whole = question(i);
    for (std::size_t letters = 1; letters <= whole.size(); ++letters)
      log.ask(seen({whole.substr(0, letters), at += 0.2}));
    for (int j = 0; j < 5; ++j) log.ask(seen({whole, at += 0.5 + j}));
    log.ask(seen({.query = whole, .seconds = at += 1, .offset = 10}));
    at += 9;
  }
  CHECK(log.count(Counted::kBot) == 0);
  CHECK(log.count(Counted::kYes) == 10);
}

TEST_CASE("A robot found out is judged anew a day later") {
  CountedLog log;
  for (int i = 0; i < 20; ++i) log.ask(seen({question(i), i * 3.0}));
  log.ask(seen({question(30), 80'000}));
  CHECK(log.count(Counted::kYes) == 0);
  log.ask(seen({question(31), 87'000}));
  CHECK(log.count(Counted::kYes) == 1);
  // Only the searches of its last day go with it.
  CountedLog other;
  other.ask(seen({question(100), 0}));
  other.ask(seen({question(101), 43'000}));
  for (int i = 0; i < 13; ++i) other.ask(seen({question(i), 87'000 + i * 3.0}));
  CHECK(other.names().front() == "yes");
  CHECK(other.count(Counted::kBot) == 14);
}

TEST_CASE("A monitor that asks by the clock is found, with a session or without, and of whatever it asks") {
  const auto monitor = [](const std::string& client, int questions, bool new_sessions) {
    CountedLog log;
    for (int i = 0; i < 48; ++i)
      log.ask(seen({question(i % questions), i * 600.0 + i % 3, "en",
                    new_sessions ? client + number(i) : client, "visitor"}));
    return log.count(Counted::kYes);
  };
  CHECK(monitor("session", 1, false) == 0);
  CHECK(monitor("session", 40, false) == 0);
  CHECK(monitor("session", 1, true) == 0);
  CHECK(monitor("session", 40, true) == 0);
  CHECK(monitor("visitor", 1, false) == 0);
  CHECK(monitor("visitor", 40, false) == 0);
}

TEST_CASE("A visitor found out as a robot stays one for the day, and keeps what it was before") {
  CountedLog log;
  log.ask(seen({question(100), 0, "en", "person", "visitor"}));
  log.ask(seen({question(101), 60'000, "en", "other person", "visitor"}));
  for (int i = 0; i < 20; ++i)
    log.ask(seen({question(i), 100'000 + i * 60.0, "en", "session" + number(i), "visitor"}));
  log.ask(seen({question(50), 104'001, "en", "session50", "visitor"}));
  log.ask(seen({question(51), 104'777, "en", "session50", "visitor"}));
  CHECK(log.names().front() == "yes");
  CHECK(log.count(Counted::kBot) == 23);
  log.ask(seen({question(52), 204'000, "en", "session52", "visitor"}));
  CHECK(log.names().back() == "yes");
}

TEST_CASE("A robot without cookies is found though each of its requests is another session") {
  CountedLog log;
  for (int i = 0; i < 300; ++i) log.ask(seen({question(i), unevenly(i, 1), "en", "session" + number(i)}));
  CHECK(log.count(Counted::kBot) == 300);
  // A slow one, by the sessions that never come back.
  CountedLog slow;
  for (int i = 0; i < 300; ++i)
    slow.ask(seen({question(i % 5), unevenly(i, 60), "en", "session" + number(i)}));
  CHECK(slow.count(Counted::kBot) == 300);
}

TEST_CASE("A robot without sessions is found by the pace of a crowd") {
  const auto asked = [](double gap) {
    CountedLog log;
    for (int i = 0; i < 300; ++i) log.ask(seen({question(i), unevenly(i, gap), "en", "visitor"}));
    return log.count(Counted::kBot);
  };
  CHECK(asked(1) == 300);
  CHECK(asked(4) == 300);
  CHECK(asked(60) == 0);
  // Some dozen people who ask within a minute and ten are none.
  CountedLog people;
  for (int i = 0; i < 100; ++i) people.ask(seen({question(i), unevenly(i, 5), "en", "visitor"}));
  CHECK(people.count(Counted::kBot) == 0);
}

TEST_CASE("An office on the day of an outage is no robot") {
  // 40 people, one address, one browser, within 12 minutes: one or two searches each, of few topics.
  CountedLog log;
  std::size_t searches = 0;
  for (int i = 0; i < 40; ++i) {
    const std::string person = "session" + number(i);
    log.ask(seen({question(i % 13), unevenly(i, 14), "en", person, "visitor"}));
    ++searches;
    if (i % 2 == 0) continue;
    log.ask(seen({question(i % 7 + 20), unevenly(i, 14) + 25, "en", person, "visitor"}));
    ++searches;
  }
  CHECK(log.count(Counted::kYes) == searches);
}

TEST_CASE("A crowd behind a carrier's address that all ask at once is no robot") {
  CountedLog log;
  for (int i = 0; i < 2000; ++i)
    log.ask(seen({question(i * i % 40), unevenly(i, 0.5), "en", "session" + number(i), "visitor"}));
  CHECK(log.count(Counted::kBot) == 0);
  // They ask anything, but some open an answer, or ask once more.
  for (const bool opens : {true, false}) {
    CountedLog all_day;
    for (int i = 0; i < 2000; ++i) {
      const std::string person = "session" + number(i);
      const auto asked = all_day.ask(seen({question(i), unevenly(i, 5), "en", person, "visitor"}));
      if (i % 8 != 0) continue;
      if (opens)
        all_day.open(asked);
      else
        all_day.ask(seen({question(i + 3000), unevenly(i, 5) + 9, "en", person, "visitor"}));
    }
    CHECK(all_day.count(Counted::kBot) == 0);
  }
}

TEST_CASE("Robots are judged by visitor only where there is one") {
  CountedLog log;
  for (int i = 0; i < 300; ++i) {
    Ask ask = {question(i), i * 1.0, "en", "session" + number(i)};
    ask.visitor = "";
    log.ask(seen(ask));
  }
  CHECK(log.count(Counted::kYes) == 300);
}

TEST_CASE("The memory of a million clients has its limit, and forgetting costs only reloads") {
  SeenSearch search = seen({"broken box", 0});
  search.normalised = "broken box";
  Counting counting(all_languages());
  std::size_t counted = 0;
  for (int i = 1; i <= 1'000'000; ++i) {
    search.number = i;
    search.client = "session" + number(i);
    search.visitor = "visitor" + number(i);
    search.at += std::chrono::microseconds(700);
    if (counting.add(search).front().counted == Counted::kYes) ++counted;
  }
  CHECK(counted == 1'000'000);
  CHECK(counting.memory_bytes() > Counting::kMostBytes / 2);
  CHECK(counting.memory_bytes() < Counting::kMostBytes + 4096);
  ++search.number;
  CHECK(counting.add(search).front().counted == Counted::kReload);
  ++search.number;
  search.client = "session1";
  CHECK(counting.add(search).front().counted == Counted::kYes);
}

TEST_CASE("Who is silent for a day is forgotten, two for each search") {
  CountedLog log;
  for (int i = 0; i < 1000; ++i) log.ask(seen({"refund", i * 0.01, "en", number(i), "visitor" + number(i)}));
  const std::size_t before = log.counting().memory_bytes();
  for (int i = 0; i < 500; ++i) log.ask(seen({"refund", 90'000, "en", "ann"}));
  CHECK(log.counting().memory_bytes() < before / 4);
}

TEST_CASE("A client that comes every day takes no more memory for it") {
  CountedLog log;
  for (int i = 0; i < 10'000; ++i) log.ask(seen({question(i), unevenly(i, 400), "en", "ann", ""}));
  log.ask(seen({"refund", 1e9, "en", "bob", ""}));
  CHECK(log.count(Counted::kBot) == 0);
  CHECK(log.counting().memory_bytes() < 840'000);  // nearly all of it for what may be opened
}

TEST_CASE("The last hour, fed again after a restart, restores chains, reloads and fast robots") {
  std::vector<SeenSearch> past;
  for (int i = 0; i < 200; ++i)
    past.push_back(seen({question(i), i * 49.0, "en", "session" + number(i), "visitor of " + number(i)}));
  for (int i = 0; i < 13; ++i) past.push_back(seen({question(i), 9'900 + i * 4.0, "en", "robot"}));
  past.push_back(seen({"refund", 10'000}));
  past.push_back(seen({"reset pass", 10'100, "en", "bob"}));
  CountedLog going_on;
  CountedLog restarted;
  for (const SeenSearch& each : past) {
    going_on.ask(each);
    if (each.at > past.back().at - std::chrono::hours(1)) restarted.ask(each);
  }
  for (CountedLog* log : {&going_on, &restarted}) {
    log->ask(seen({"refund", 10'105}));
    log->ask(seen({"reset password", 10'106, "en", "bob"}));
    log->ask(seen({question(20), 10'107, "en", "robot"}));
    const std::vector<std::string> names = log->names();
    CHECK(std::vector<std::string>(names.end() - 5, names.end()) ==
          std::vector<std::string>{"yes", "typing", "reload", "yes", "bot"});
  }
}

}  // namespace firstline::server
