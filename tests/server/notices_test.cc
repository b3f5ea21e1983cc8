// SPDX-License-Identifier: GPL-3.0-or-later
// Known problems on home, on results and in the API.
#include "search/notices.h"

#include <catch2/catch.hpp>

#include "base/file.h"
#include "base/iso_time.h"
#include "search/index_writer.h"
#include "server/routes.h"
#include "tests/server/log_entries.h"
#include "tests/server/small_site.h"

namespace firstline::server {
namespace {

using Catch::Contains;
using nlohmann::json;
using search::Notice;
using tests::SmallSite;

constexpr const char* kNow = "2026-09-14T12:00:00Z";

Notice notice(const std::string& key, const std::string& lang = "en") {
  Notice made;
  made.id = "notices/" + lang + "/" + key;
  made.key = key;
  made.lang = lang;
  made.title = "Trouble " + key;
  made.html = "<p>We know of " + key + ".</p>";
  made.words = {"password"};
  return made;
}

/// The small site, with notices beside its articles and a clock that the test sets.
class Noticed {
 public:
  explicit Noticed(const std::vector<Notice>& notices)
      : index_(publish(folder_ / "index", notices), tests::languages()) {
    site_.clock = [this] { return std::chrono::system_clock::time_point(std::chrono::seconds(now_)); };
  }
  void set_time(const std::string& time) { now_ = base::parse_iso_time(time)->begin; }
  std::string get(const std::string& path, const std::string& query) {
    return answer_request(site_, SmallSite::request("GET", path, query)).body;
  }
  std::string home(const std::string& lang = "en") { return get("/", "lang=" + lang); }
  std::string results(const std::string& query, const std::string& lang = "en") {
    return get("/search", "lang=" + lang + "&q=" + query);
  }
  json api(const std::string& query) { return json::parse(get("/api/v1/search", "q=" + query)); }

 private:
  static std::filesystem::path publish(const std::filesystem::path& index,
                                       const std::vector<Notice>& notices) {
    const search::PublishLock lock(index);
    const std::filesystem::path generation = lock.start_generation();
    search::IndexWriter writer = search::IndexWriter::create(generation, *tests::languages(), 1);
    search::Article article;
    article.id = "en/reset";
    article.lang = "en";
    article.title = "Reset <your> password";
    article.sections = {{"", "", 0, "Choose a new password."}};
    writer.put(0, article);
    article.id = "th/reset";
    article.lang = "th";
    article.title = "รีเซ็ตรหัสผ่าน";
    writer.put(0, article);
    writer.finish("en");
    base::replace_file(generation / search::kNoticesFile, search::write_notices(notices));
    lock.publish(generation);
    return index;
  }

  tests::TemporaryFolder folder_;
  SmallSite small_;
  LiveIndex index_;
  std::int64_t now_ = base::parse_iso_time(kNow)->begin;
  Site site_{index_,
             small_.site().log,
             small_.site().metrics,
             small_.site().templates,
             small_.site().dictionary,
             small_.site().assets,
             small_.site().callers,
             small_.site().access,
             {}};
};

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("A known problem stands on home, and above the results of questions that ask about it") {
  Notice slow = notice("slow");
  slow.next_update = "2026-09-14T21:00+07:00";
  slow.articles = {"en/reset", "en/gone"};
  Noticed site({slow});
  for (const std::string& page : {site.home(), site.results("password")}) {
    CHECK_THAT(page,
               Contains("<h2 id=\"_problems\">Known problems right now</h2>") &&
                   Contains("<h3 lang=\"en\" dir=\"ltr\">Trouble slow</h3>") &&
                   Contains("<p>We know of slow.</p>") &&
                   Contains("Next update by 14 September 2026, 21:00 (UTC+7)") &&
                   Contains("<a href=\"/articles/en/reset\" lang=\"en\">Reset &lt;your&gt; password</a>"));
    CHECK_THAT(page, !Contains("en/gone") && !Contains("role=\"alert\""));
    CHECK(page.find("_problems") < page.find("<h2 id=\"_topics\">"));
  }
  CHECK_THAT(site.results("reset"), !Contains("_problems"));
  CHECK_THAT(site.get("/articles/en/reset", ""), !Contains("_problems"));
  CHECK_THAT(site.get("/search", "lang=en"), !Contains("_problems"));
}

TEST_CASE("A notice is there from its first second to its end, by the site's clock") {
  Notice slow = notice("slow");
  slow.from = base::parse_iso_time("2026-09-14T13:00Z")->begin;
  slow.until = base::parse_iso_time("2026-09-14T14:00Z")->begin;
  Noticed site({slow});
  for (const auto& [time, there] : {std::pair{"2026-09-14T12:59:59Z", false},
                                    {"2026-09-14T13:00Z", true},
                                    {"2026-09-14T13:59:59Z", true},
                                    {"2026-09-14T14:00Z", false}}) {
    INFO(time);
    site.set_time(time);
    CHECK((count(site.home(), "_problems") > 0) == there);
    CHECK((count(site.results("password"), "_problems") > 0) == there);
    CHECK(site.api("password").contains("notices") == there);
  }
}

TEST_CASE("When more will be said is left out once the time is over") {
  Notice slow = notice("slow");
  slow.next_update = "2026-09-14T12:00Z";
  CHECK_THAT(Noticed({slow}).home(), !Contains("Next update"));
  slow.next_update = "2026-09-14";
  CHECK_THAT(Noticed({slow}).home(), Contains("Next update by 14 September 2026</p>"));
  slow.next_update = "2026-09-13";
  CHECK_THAT(Noticed({slow}).home(), !Contains("Next update"));
}

TEST_CASE("The API tells notices only where there are some, and nothing else of the answer changes") {
  Notice slow = notice("slow");
  slow.from = base::parse_iso_time("2026-09-14T13:00+02:00")->begin;
  slow.next_update = "2026-09-14T21:00+07:00";
  Noticed site({slow});
  Noticed without({});
  json with = site.api("password");
  CHECK(with.at("notices") == json::parse(R"([{"title": "Trouble slow", "lang": "en",
        "html": "<p>We know of slow.</p>", "from": "2026-09-14T11:00:00Z", "until": null,
        "next_update": "2026-09-14T21:00+07:00"}])"));
  json plain = without.api("password");
  CHECK_FALSE(plain.contains("notices"));
  CHECK_FALSE(site.api("reset").contains("notices"));
  with.erase("notices");
  for (const char* own : {"search_id", "took_ms"}) {
    with.erase(own);
    plain.erase(own);
  }
  CHECK(with == plain);
}

TEST_CASE("A misspelt question asks about it too") {
  Noticed site({notice("slow")});
  CHECK(site.api("pasword").contains("notices"));
  CHECK_FALSE(site.api("resett").contains("notices"));
}

TEST_CASE("A word that another stood in for asks about it too, with no correction to offer") {
  Noticed site({notice("slow")});
  const json answer = site.api("passwort");
  CHECK(answer.at("correction").is_null());
  CHECK(answer.contains("notices"));
}

TEST_CASE("The language is the one that was asked for, else the answer's") {
  Notice thai = notice("slow", "th");
  thai.words = {"รหัสผ่าน", "wifi"};
  Noticed site({notice("slow"), thai});
  CHECK(site.api("รหัสผ่าน").at("notices").at(0).at("lang") == "th");
  CHECK(site.api("รหัสผ่าน&lang=en").at("notices").at(0).at("lang") == "en");
  Noticed thai_only({thai});
  const json answer = thai_only.api("reset+wifi&lang=th");
  CHECK(answer.at("lang") == "en");  // where the only article is that says "reset"
  CHECK(answer.contains("notices"));
}

TEST_CASE("A notice in another language than the page's says so") {
  Notice thai = notice("slow", "th");
  thai.words = {"รหัสผ่าน"};
  Noticed site({notice("slow"), notice("other"), thai});
  const std::string page = site.home("th");
  CHECK_THAT(page, Contains("<h3 lang=\"th\" dir=\"ltr\">Trouble slow</h3>") &&
                       Contains("<h3 lang=\"en\" dir=\"ltr\">Trouble other</h3>"));
  CHECK(count(page, "<p class=\"meta\">เป็นภาษาอังกฤษ</p>") == 1);
  CHECK_THAT(site.home("en"), !Contains("lang=\"th\">Trouble"));
  CHECK_THAT(site.results("รหัสผ่าน", "th"), Contains("<h3 lang=\"th\" dir=\"ltr\">Trouble slow</h3>"));
}

TEST_CASE("Three are shown at once, the newest first; home has the others folded away") {
  std::vector<Notice> notices;
  for (int i = 1; i <= 5; ++i) {
    notices.push_back(notice("n" + std::to_string(i)));
    notices.back().from = i;
  }
  Noticed site(notices);
  const std::string home = site.home();
  CHECK(count(home, "<article class=\"problem\">") == 5);
  CHECK_THAT(home, Contains("<summary>2 more known problems</summary>"));
  CHECK(home.find("Trouble n5") < home.find("Trouble n3"));
  CHECK(home.find("<summary>2 more") < home.find("Trouble n2"));
  const std::string results = site.results("password");
  CHECK(count(results, "<article class=\"problem\">") == 3);
  CHECK_THAT(results, !Contains("<summary>2 more"));
  CHECK(site.api("password").at("notices").size() == 3);
}

TEST_CASE("A title is escaped wherever it stands") {
  Notice slow = notice("slow");
  slow.title = "<script>alert(1)</script>";
  Noticed site({slow});
  CHECK_THAT(site.home(), Contains("&lt;script&gt;alert(1)") && !Contains("<script>alert"));
  CHECK_THAT(site.results("password"), Contains("&lt;script&gt;alert(1)") && !Contains("<script>alert"));
}

}  // namespace firstline::server
