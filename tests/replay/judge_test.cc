// SPDX-License-Identifier: GPL-3.0-or-later
// That the judge lets a right log pass and names each thing that is wrong.
#include "tests/replay/judge.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>

namespace firstline::replay {
namespace {

/// Five searches of one client and one of a robot, a second apart from the second day's start on, each seven
/// times over, so that one in a hundred can be told from two.
struct Small {
  Month month;
  Logged logged;
  Done done;
  std::vector<std::string> ids;

  Small() {
    month.clients.resize(2);
    month.clients[1].robot = Robot::kScraper;
    constexpr std::array<Kind, 6> kKinds = {Kind::kYes,  Kind::kTyping, Kind::kReload,
                                            Kind::kPage, Kind::kOwn,    Kind::kBot};
    for (std::size_t i = 0; i < kKinds.size() * 7; ++i) {
      Search search;
      search.kind = kKinds[i % kKinds.size()];
      search.client = search.kind == Kind::kBot ? 1 : 0;
      search.lang = "en";
      search.query = "reset " + std::to_string(i);
      month.searches.push_back(search);
      Event event;
      event.at_ms = kStart + kDay + static_cast<std::int64_t>(i) * kSecond;
      event.search = i;
      month.events.push_back(event);
      LoggedSearch row;
      row.search_id = "id" + std::to_string(i);
      row.query = search.query;
      row.lang = "en";
      row.counted = kind_name(search.kind);
      logged.searches.push_back(row);
      ids.push_back(row.search_id);
    }
  }

  std::vector<Figure> figures() const {
    std::vector<Figure> all = judge_counting(month, logged);
    for (const auto& more :
         {judge_privacy(month, logged, Leaks(month)), judge_completeness(month, logged, done, ids)})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  /// The figures that don't hold.
  std::vector<std::string> misses() const {
    std::vector<std::string> names;
    for (const Figure& figure : figures())
      if (!figure.holds) names.push_back(figure.what);
    return names;
  }

  void count_all(Kind kind, const std::string& verdict) {
    for (std::size_t i = 0; i < month.searches.size(); ++i)
      if (month.searches[i].kind == kind) logged.searches[i].counted = verdict;
  }
};

bool names(const std::vector<std::string>& misses, const std::string& what) {
  return std::any_of(misses.begin(), misses.end(),
                     [&](const std::string& miss) { return miss.find(what) != std::string::npos; });
}

}  // namespace

TEST_CASE("A log that tells the truth misses nothing") {
  CHECK(Small().misses().empty());
}

TEST_CASE("Counted typing, reloads, pages, robots and tests are each found") {
  for (const auto& [kind, what] : std::vector<std::pair<Kind, std::string>>{{Kind::kTyping, "typed starts"},
                                                                            {Kind::kReload, "reloads"},
                                                                            {Kind::kPage, "further pages"},
                                                                            {Kind::kBot, "a scraper's"},
                                                                            {Kind::kOwn, "own tests"}}) {
    Small small;
    small.count_all(kind, "yes");
    CAPTURE(what);
    CHECK(names(small.misses(), what));
    CHECK(names(small.misses(), "the month"));
    CHECK(names(small.misses(), "worst day"));
    CHECK(names(small.misses(), "worst language"));
  }
}

TEST_CASE("Searches that are not counted, and people taken for robots, are found") {
  Small small;
  small.count_all(Kind::kYes, "bot");
  CHECK(names(small.misses(), "the month"));
  CHECK(names(small.misses(), "taken for a robot's"));
}

TEST_CASE("Two searches too many are within what a share of few can mean, three are not") {
  Small small;
  small.logged.searches[1].counted = small.logged.searches[2].counted = "yes";
  CHECK_FALSE(names(small.misses(), "the month"));
  CHECK_FALSE(names(small.misses(), "typed starts"));
  small.logged.searches[3].counted = "yes";
  CHECK(names(small.misses(), "the month"));
}

TEST_CASE("Rows that are missing, unknown or misnamed are found") {
  Small small;
  small.logged.searches[4] = {};
  CHECK(names(small.misses(), "missing"));
  small = Small();
  small.logged.unknown = 1;
  CHECK(names(small.misses(), "nobody made"));
  small = Small();
  small.ids[0] = "other";
  CHECK(names(small.misses(), "another id"));
  small.ids[0] = "";
  CHECK(small.misses().empty());
  small.done.clicks = 1;
  CHECK(names(small.misses(), "clicks"));
}

TEST_CASE("What is left of a detail, and what is lost of a number, is found") {
  Small small;
  small.month.searches[0].planted = {{Planted::Kind::kPhone, "07700 900123"}};
  small.logged.searches[0].query = "reset [phone]";
  CHECK(small.misses().empty());
  small.logged.searches[0].query = "reset [phone] 900123";
  CHECK(names(small.misses(), "parts of details"));
  small = Small();
  for (std::size_t i = 0; i < 2; ++i) {
    small.month.searches[i].harmless = {"error 5021"};
    small.logged.searches[i].query = "reset error 5021";
  }
  CHECK(small.misses().empty());
  for (std::size_t i = 0; i < 2; ++i) small.logged.searches[i].query = "reset error [number]";
  CHECK(names(small.misses(), "harmless"));
}

TEST_CASE("Planted details are found in any bytes, and nothing else is") {
  Small small;
  small.month.searches[0].planted = {{Planted::Kind::kEmail, "Ana.Jovic77@EXAMPLE.com"},
                                     {Planted::Kind::kCard, "4111-1111-1111-1111"}};
  Event message;
  message.act = Act::kMessage;
  message.planted = {{Planted::Kind::kPhone, "०९८७६ ५४३२१"}};
  small.month.events.push_back(message);
  Leaks leaks(small.month);
  CHECK(leaks.planted() == 3);
  leaks.look(std::string("\0\1[email] [card] 4111 [phone] 411111111111111", 44), "clean");
  CHECK(leaks.found().empty());
  leaks.look(std::string("\0\0xana.jovic77 examp", 19), "a");
  CHECK(leaks.found().size() == 1);
  leaks.look("4111111111111111", "b");
  leaks.look("09876 54321", "c");
  CHECK(leaks.found().size() == 3);
  CHECK(leaks.found().at("०९८७६ ५४३२१") == "'09876 54321' in c");
}

TEST_CASE("The log's rows are known by their time") {
  Small small;
  const std::string line =
      R"({"kind":"search","search_id":"abc","at":"2026-09-02T00:00:03.000Z","query":"q","normalised":"q",)"
      R"("lang":"en","channel":"web","category":"","session":"","visitor":"1f","total":1,"answered":"yes",)"
      R"("confidence":0.9,"results":["en/a"],"took_ms":1,"generation":"1","counted":"typing"})";
  const std::string lost =
      R"({"kind":"search","search_id":"x","at":"2026-09-02T00:00:03.001Z","query":"q",)"
      R"("lang":"en","session":"","visitor":"","answered":"no","results":[],"counted":"yes"})";
  const Logged logged =
      read_log(line + "\n" + lost + "\n" + R"({"kind":"click","search_id":"abc"})" + "\n", small.month);
  CHECK(logged.searches[3].search_id == "abc");
  CHECK(logged.searches[3].counted == "typing");
  CHECK(logged.searches[3].tells_apart);
  CHECK(logged.searches[2].search_id.empty());
  CHECK(logged.unknown == 1);
  CHECK(logged.clicks == 1);
  CHECK(parse_time("2026-09-01T00:00:00.001Z") == kStart + 1);
  CHECK(parse_time("2026-10-01T00:00:00.000Z") == kEnd);
}

TEST_CASE("A page and an API answer tell their search and their results") {
  const Answered page = read_page(
      R"(<a href="/articles/en/plain">x</a><a href="/articles/vi/di%C3%A1?search=k3-_&amp;position=11#by-mail">y</a>)");
  CHECK(page.search_id == "k3-_");
  REQUIRE(page.results.size() == 1);
  CHECK(page.results[0].id == "vi/diá");
  CHECK(page.results[0].url == "/articles/vi/di%C3%A1?search=k3-_&position=11");
  CHECK(page.results[0].position == 11);
  CHECK(read_page("<p>nothing</p>").search_id.empty());
  const Answered api = read_json(R"({"search_id":"k4","results":[{"id":"en/a"},{"id":"en/b"}]})");
  CHECK(api.search_id == "k4");
  CHECK(api.results[1].id == "en/b");
  CHECK(api.results[1].position == 2);
}

}  // namespace firstline::replay
