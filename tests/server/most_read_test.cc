// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/most_read.h"

#include <catch2/catch.hpp>
#include <thread>

#include "base/failure.h"
#include "server/counting/visitors.h"
#include "server/log/opened_articles.h"
#include "server/log/search_log.h"
#include "server/routes.h"
#include "tests/server/log_entries.h"
#include "tests/server/published_site.h"
#include "tests/support/temporary_folder.h"

namespace firstline::server {
namespace {

using namespace std::chrono_literals;
using Catch::Contains;
using Texts = std::vector<std::string>;

const Time kNow(1'790'000'000'000ms);

/// A log of searches that were followed by a click each.
class Opened {
 public:
  struct Row {
    std::string article;
    std::string session = {};  ///< empty: each time another visitor
    std::string lang = "en";
    std::chrono::hours ago = 1h;
    Counted counted = Counted::kYes;
  };
  void add(const Row& row, int times = 1) {
    for (int i = 0; i < times; ++i) {
      LoggedSearch search = tests::logged_search("question");
      search.at = kNow - row.ago;
      search.lang = row.lang;
      search.shown = {row.article};
      search.asker = {session_hash(row.session), row.session.empty() ? ++visitor_ : 0};
      search.own = row.counted != Counted::kYes;
      const std::string id = search.search_id;
      log_.record(std::move(search));
      LoggedEvent event;
      event.at = kNow - row.ago;
      event.search_id = id;
      event.article = row.article;
      event.position = 1;
      log_.record(std::move(event));
    }
  }
  const std::string& log() const { return log_.file(); }

 private:
  tests::TemporaryFolder folder_;
  SearchLog log_{folder_ / "log.db", tests::languages()};
  std::uint64_t visitor_ = 0;
};

std::shared_ptr<const MostReadIds> wait_for(const MostRead& most_read) {
  const auto deadline = std::chrono::steady_clock::now() + 20s;
  while (!most_read.ids() && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(10ms);
  return most_read.ids();
}

}  // namespace

TEST_CASE("What is read most is what most people opened in the last 30 days, by language") {
  Opened opened;
  opened.add({"en/three"}, 3);
  opened.add({"en/five"}, 5);
  opened.add({"en/two"}, 2);
  opened.add({"th/four", "", "th"}, 4);
  for (const char* session : {"a", "a", "a", "b", "b", "b"}) opened.add({"en/by-two", session});
  for (const char* session : {"a", "a", "b", "c"}) opened.add({"en/also-three", session});
  opened.add({"en/long-ago", "", "en", 24h * 31}, 9);
  opened.add({"en/own", "", "en", 1h, Counted::kOwn}, 9);
  const MostReadIds ids = read_most_read(opened.log(), kNow);
  REQUIRE(ids.size() == 2);
  CHECK(ids.at("en") == Texts{"en/five", "en/also-three", "en/three"});
  CHECK(ids.at("th") == Texts{"th/four"});
  CHECK(opened_articles(opened.log(), kNow - 24h, 3, 1).size() == 2);  // one of each language
}

TEST_CASE("A log that can't be read tells nothing of what is read, and stops nothing") {
  const tests::TemporaryFolder folder;
  const std::string log = folder / "none" / "log.db";
  CHECK_THROWS_AS(read_most_read(log, kNow), base::Failure);
  const MostRead most_read(log, [] { return kNow; });
  CHECK_FALSE(most_read.ids());
}

TEST_CASE("Home lists the six that are read most, in its language and while they exist") {
  std::vector<search::Article> articles;
  for (int i = 1; i <= 8; ++i)
    articles.push_back(tests::an_article("en/a" + std::to_string(i), "en",
                                         "Title <" + std::to_string(i) + ">", "", "Words."));
  articles.push_back(tests::an_article("th/a1", "th", "ชื่อ", "", "คำ"));
  tests::PublishedSite published(articles);
  Opened opened;
  opened.add({"en/gone"}, 99);
  for (int i = 1; i <= 8; ++i) opened.add({"en/a" + std::to_string(i)}, 3 + i);
  opened.add({"th/a1", "", "th"}, 5);
  const MostRead most_read(opened.log(), [] { return kNow; });
  REQUIRE(wait_for(most_read));
  Site site = published.site();
  const auto home = [&](const std::string& lang) {
    return answer_request(site, tests::SmallSite::request("GET", "/", "lang=" + lang)).body;
  };
  CHECK_THAT(home("en"), !Contains("_most_read"));  // nothing is counted here
  site.most_read = &most_read;
  const std::string page = home("en");
  CHECK_THAT(page, Contains("<h2 id=\"_most_read\">Most read</h2>"));
  const std::string list = page.substr(page.find("<ol class=\"most-read\""));
  CHECK_THAT(list.substr(0, list.find("</ol>")),
             Contains("<li><a href=\"/articles/en/a8\">Title &lt;8&gt;</a></li>") &&
                 Contains("/articles/en/a3\"") && !Contains("/articles/en/a2\"") && !Contains("en/gone"));
  CHECK(list.find("en/a8") < list.find("en/a3"));
  CHECK_THAT(home("th"), !Contains("_most_read"));  // one title is no list
}

}  // namespace firstline::server
