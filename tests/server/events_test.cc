// SPDX-License-Identifier: GPL-3.0-or-later
// What customers make of a search: clicks, votes, messages; and whose searches count.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/server/log_file.h"
#include "tests/server/small_site.h"

namespace firstline::server {
namespace {

using Catch::Contains;
using nlohmann::json;
using tests::header;
using tests::SmallSite;

constexpr const char* kArticle = "en/account/reset-password";

std::string search_id(SmallSite& site) {
  return json::parse(site.get("/api/v1/search", "q=password&lang=en").body)["search_id"];
}

std::string events(SmallSite& site) {
  tests::LogFile log(site.log_file());
  return log.value(
      "SELECT coalesce(group_concat(kind || ' ' || coalesce(name, '') || ' ' || position || helpful || ' ' "
      "|| text, "
      "'; '), '') FROM events LEFT JOIN names ON names.number = article");
}

/// The first result's link on a results page.
std::string first_link(const Response& page) {
  static const std::regex link("href=\"(/articles/[^\"]*search=[^\"]*)\"");
  std::smatch found;
  return std::regex_search(page.body, found, link)
             ? std::regex_replace(found[1].str(), std::regex("&amp;"), "&")
             : "";
}

}  // namespace

TEST_CASE("A click, a vote and a message are tied to their search") {
  SmallSite site;
  const std::string id = search_id(site);
  CHECK(site.post("/api/v1/click", {{"search_id", id}, {"id", kArticle}, {"position", 1}}).status == 204);
  CHECK(site.post("/api/v1/click", {{"search_id", id}, {"id", kArticle}, {"position", 2}}).status == 204);
  CHECK(
      site.post("/api/v1/feedback",
                {{"search_id", id}, {"id", kArticle}, {"helpful", false}, {"comment", "call 020 7946 0018"}})
          .status == 204);
  CHECK(site.post("/api/v1/contact",
                  {{"search_id", id}, {"message", "I am ann@example.com"}, {"email", "a@b.c"}})
            .status == 204);
  CHECK(events(site) ==
        std::string("1 ") + kArticle + " 10 ; 2 " + kArticle + " 00 call [phone]; 3  00 I am [email]");
}

TEST_CASE("What no search showed is refused, and leaves no trace") {
  SmallSite site;
  const std::string id = search_id(site);
  CHECK(site.post("/api/v1/click", {{"search_id", "forged"}, {"id", kArticle}}).status == 404);
  CHECK(site.post("/api/v1/click", {{"search_id", id}, {"id", "en/other"}}).status == 404);
  CHECK(site.post("/api/v1/feedback", {{"search_id", id}, {"id", "en/other"}, {"helpful", true}}).status ==
        404);
  CHECK(site.post("/api/v1/feedback", {{"id", "en/other"}, {"helpful", true}}).status == 404);
  CHECK(site.post("/api/v1/contact", {{"search_id", "forged"}, {"message", "hello"}}).status == 404);
  CHECK(events(site).empty());
}

TEST_CASE("A body that makes no sense is 400 and says why; another type is 415") {
  SmallSite site;
  const std::string id = search_id(site);
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"/api/v1/click", "{"},
      {"/api/v1/click", "[]"},
      {"/api/v1/click", R"({"id":"x"})"},
      {"/api/v1/click", R"({"id":7,"search_id":"x"})"},
      {"/api/v1/click", R"({"id":"x","search_id":"x","position":-1})"},
      {"/api/v1/click", R"({"id":"x","search_id":"x","position":"1"})"},
      {"/api/v1/feedback", R"({"id":"en/account/reset-password"})"},
      {"/api/v1/feedback", R"({"id":"en/account/reset-password","helpful":"yes"})"},
      {"/api/v1/contact", R"({"message":"  "})"},
      {"/api/v1/contact", R"({"message":")" + std::string(10'001, 'x') + R"("})"},
      {"/api/v1/contact", R"({"message":")"
                          "\xff"
                          R"("})"}};
  for (const auto& [path, body] : wrong) {
    INFO(path << ' ' << body);
    const Response response = site.post(path, body);
    CHECK(response.status == 400);
    CHECK(response.content_type == "application/problem+json");
    CHECK_FALSE(json::parse(response.body)["detail"].get<std::string>().empty());
  }
  Request form = site.request("POST", "/api/v1/click");
  form.content_type = "application/x-www-form-urlencoded";
  form.body = "id=x";
  CHECK(site.answer(form).status == 415);
  CHECK(site.get("/api/v1/click").status == 405);
  CHECK(events(site).empty());
}

TEST_CASE("A result's link counts the click without JavaScript, once, and not for robots and prefetchers") {
  SmallSite site;
  const Response page = site.get("/search", "q=password&lang=en");
  const std::string link = first_link(page);
  REQUIRE_THAT(link, Catch::StartsWith(std::string("/articles/") + kArticle + "?search="));
  Request click = site.request("GET", "/articles/" + std::string(kArticle));
  click.parameters = parse_query_string(link.substr(link.find('?') + 1, link.find('#') - link.find('?') - 1));
  Request early = click;
  early.prefetched = true;
  Request robot = click;
  robot.user_agent = "Mozilla/5.0 (compatible; Googlebot/2.1)";
  Request head = click;
  head.head = true;
  for (const Request& none : {early, robot, head}) CHECK(site.answer(none).status == 200);
  CHECK(events(site).empty());
  const Response article = site.answer(click);
  CHECK(article.status == 200);
  CHECK(header(article, "Cache-Control") == "no-store");
  site.answer(click);
  CHECK(events(site) == std::string("1 ") + kArticle + " 10 ");
  Request forged = click;
  forged.parameters = {{"search", "AAAAAAAAAAAAAAAAAAAAAA"}};
  CHECK(site.answer(forged).status == 200);  // the article is shown all the same
  CHECK(events(site) == std::string("1 ") + kArticle + " 10 ");
}

TEST_CASE("Pages keep a session in a cookie that tells nothing, unless the customer doesn't want one") {
  SmallSite site;
  Request request = site.request("GET", "/search", "q=password&lang=en");
  const std::string cookie = header(site.answer(request), "Set-Cookie");
  CHECK(std::regex_match(cookie, std::regex("firstline_session=[\\w-]{22}; Path=/; HttpOnly; SameSite=Lax")));
  request.by_tls = true;
  CHECK_THAT(header(site.answer(request), "Set-Cookie"), Contains("; Secure"));
  request.cookies = "other=1; " + cookie.substr(0, cookie.find(';'));
  CHECK(header(site.answer(request), "Set-Cookie").empty());
  request.cookies = "firstline_session=ann@example.com";  // not ours
  CHECK_FALSE(header(site.answer(request), "Set-Cookie").empty());
  request.cookies.clear();
  request.untracked = true;
  CHECK(header(site.answer(request), "Set-Cookie").empty());
  CHECK(header(site.get("/api/v1/search", "q=password"), "Set-Cookie").empty());
  tests::LogFile log(site.log_file());
  const auto rows =
      log.run("SELECT session <> 0 AS session, visitor <> 0 AS visitor FROM searches ORDER BY number");
  REQUIRE(rows.size() == 6);
  for (int i = 0; i < 4; ++i) CHECK(rows[static_cast<std::size_t>(i)].at("session") == "1");
  CHECK(rows[4] == tests::LogFile::Row{{"session", "0"}, {"visitor", "0"}});
  CHECK(rows[5] == tests::LogFile::Row{{"session", "0"}, {"visitor", "1"}});
}

TEST_CASE("What names a person never reaches the log") {
  SmallSite site;
  site.get("/api/v1/search", "q=password+for+Ann.Lee%40example.com+now&lang=en&category=0912+345+678");
  site.get("/search", "q=card+4111+1111+1111+1111&lang=en");
  tests::LogFile log(site.log_file());
  CHECK(log.value("SELECT group_concat(query || '|' || category, ';') FROM readable_searches") ==
        "password for [email] now|[phone];card [card]|");
  const std::string bytes = tests::read_text(site.log_file()) + tests::read_text(site.log_file() + "-wal");
  for (const char* secret : {"Ann.Lee", "ann.lee", "example.com", "0912", "345 678", "1111"}) {
    INFO(secret);
    CHECK(bytes.find(secret) == std::string::npos);
  }
}

TEST_CASE("Own tests, robots and further pages are told apart") {
  SmallSite site;
  site.get("/api/v1/search", "q=password&lang=en&channel=test");
  Request robot = site.request("GET", "/search", "q=password&lang=en");
  robot.user_agent = "Mozilla/5.0 (compatible; Googlebot/2.1)";
  site.answer(robot);
  robot = site.request("GET", "/api/v1/search", "q=password&lang=en&channel=chat&session=x");
  robot.user_agent = "OurChatbot/1.0";
  site.answer(robot);
  site.get("/api/v1/search", "q=password&lang=en&offset=10");
  tests::LogFile log(site.log_file());
  CHECK(log.value("SELECT group_concat(counted) FROM searches") ==
        std::to_string(static_cast<int>(Counted::kOwn)) + "," +
            std::to_string(static_cast<int>(Counted::kBot)) + "," +
            std::to_string(static_cast<int>(Counted::kYes)) + "," +
            std::to_string(static_cast<int>(Counted::kPage)));
}

}  // namespace firstline::server
