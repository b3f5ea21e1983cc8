// SPDX-License-Identifier: GPL-3.0-or-later
// The table of URLs, asked without a socket.
#include "server/routes.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "server/counting/visitors.h"
#include "tests/server/log_file.h"
#include "tests/server/small_site.h"

namespace firstline::server {
namespace {

using Catch::Contains;
using nlohmann::json;

using tests::header;

class Routes : public tests::SmallSite {
 public:
  Response ask(const std::string& method, const std::string& path, const std::string& query = "",
               const std::string& accept_language = "") {
    Request asked = request(method, path, query);
    asked.accept_language = accept_language;
    return answer(asked);
  }
};

}  // namespace

TEST_CASE("Every URL of the table answers") {
  Routes routes;
  const std::map<std::string, std::string> types = {
      {"/", "text/html; charset=utf-8"},
      {"/search", "text/html; charset=utf-8"},
      {"/articles/en/account/reset-password", "text/html; charset=utf-8"},
      {"/assets/style.css", "text/css"},
      {"/api/v1/search", "application/json"},
      {"/api/v1/suggest", "application/json"},
      {"/healthz", "text/plain; charset=utf-8"},
      {"/readyz", "text/plain; charset=utf-8"},
      {"/metrics", "text/plain; version=0.0.4; charset=utf-8"},
  };
  for (const auto& [path, type] : types) {
    INFO(path);
    const Response response = routes.get(path, "q=password");
    CHECK(response.status == 200);
    CHECK(response.content_type == type);
    CHECK_FALSE(response.body.empty());
  }
}

TEST_CASE("An unknown path is 404: a problem below /api/, a page elsewhere") {
  Routes routes;
  for (const char* path :
       {"/nope", "/searching", "/search/", "/articles", "/articles/", "/articles/nope", "/assets/nope.css",
        "/assets/../../../etc/passwd", "//", "", "/healthz/x", "/metrics/"}) {
    INFO(path);
    const Response response = routes.get(path);
    CHECK(response.status == 404);
    CHECK(response.content_type == "text/html; charset=utf-8");
    CHECK_THAT(response.body, Contains("<form class=\"search\""));
  }
  for (const char* path : {"/api/", "/api/v1/nope", "/api/v1/search/", "/api/v2/search"}) {
    INFO(path);
    const Response response = routes.get(path);
    CHECK(response.status == 404);
    CHECK(response.content_type == "application/problem+json");
    CHECK(json::parse(response.body) ==
          json{{"type", "about:blank"}, {"title", "Not Found"}, {"status", 404}});
  }
}

TEST_CASE("A wrong method is 405 and says which are right; on an unknown path it is 404 all the same") {
  Routes routes;
  for (const char* method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
    INFO(method);
    const Response api = routes.ask(method, "/api/v1/search", "q=password");
    CHECK(api.status == 405);
    CHECK(header(api, "Allow") == "GET, HEAD");
    CHECK(json::parse(api.body).at("status") == 405);
    const Response page = routes.ask(method, "/");
    CHECK(page.status == 405);
    CHECK(header(page, "Allow") == "GET, HEAD");
    CHECK(page.content_type == "text/html; charset=utf-8");
    CHECK(routes.ask(method, "/nope").status == 404);
  }
}

TEST_CASE("A refused parameter is told to programs in full, to customers in words of their own") {
  Routes routes;
  const json problem = json::parse(routes.get("/api/v1/search", "q=x&limit=51").body);
  CHECK(problem.at("status") == 400);
  CHECK(problem.at("title") == "Bad Request");
  CHECK_THAT(problem.at("detail").get<std::string>(), Contains("limit"));
  const Response page = routes.get("/search", "q=x&limit=51&lang=th");
  CHECK(page.status == 400);
  CHECK_THAT(page.body, Contains("<html lang=\"th\""));
  CHECK_THAT(page.body, Contains("เราอ่านคำขอนี้ไม่ได้"));
  CHECK(routes.get("/api/v1/search").status == 400);
  CHECK(routes.get("/api/v1/search", "q=%20%00").status == 400);
  CHECK(routes.get("/search").status == 200);  // the topics
}

TEST_CASE("All pages forbid scripts and what is not ours") {
  Routes routes;
  for (const char* path : {"/", "/nope", "/api/v1/nope", "/articles/en/account/reset-password"}) {
    INFO(path);
    const Response response = routes.get(path);
    CHECK_THAT(header(response, "Content-Security-Policy"), Contains("default-src 'none'"));
    CHECK(header(response, "X-Content-Type-Options") == "nosniff");
    CHECK_THAT(response.body, !Contains("<script") && !Contains("style=\""));
  }
}

TEST_CASE("What a page shows of others' words is escaped") {
  Routes routes;
  CHECK_THAT(routes.get("/articles/en/account/reset-password").body,
             Contains("<h1 itemprop=\"headline\">Reset &lt;your&gt; password</h1>"));
  const std::string page = routes.get("/search", "q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E+password").body;
  CHECK_THAT(page, !Contains("<script"));
  CHECK_THAT(page, Contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; password\""));
}

TEST_CASE("The page speaks the asked language, else the browser's, else the index's") {
  Routes routes;
  const auto tag = [&](const std::string& query, const std::string& accept) {
    return header(routes.ask("GET", "/", query, accept), "Content-Language");
  };
  CHECK(tag("", "") == "en");
  CHECK(tag("", "th") == "th");
  CHECK(tag("lang=th", "en") == "th");
  CHECK(tag("", "vi, th;q=0.8") == "th");  // there are no Vietnamese articles to lead to
  CHECK(tag("lang=xx", "de, en;q=0.5") == "en");
  CHECK(tag("lang=en", "th") == "en");
  CHECK(tag("lang=vi", "") == "en");
  CHECK(tag("lang=%0D%0AX-Evil:1", "") == "en");
}

TEST_CASE("An old id leads to the new one for good") {
  Routes routes;
  const Response moved = routes.get("/articles/en/old");
  CHECK(moved.status == 308);
  CHECK(header(moved, "Location") == "/articles/en/account/reset-password");
}

TEST_CASE("Searches are logged with the channel and session that the client says; nothing else is") {
  Routes routes;
  routes.get("/api/v1/search",
             "q=Password+please&channel=phone&session=s-9&lang=en&category=Account+%26+more");
  routes.get("/api/v1/suggest", "q=pass");
  routes.get("/search");
  routes.get("/api/v1/search", "q=password&limit=99");
  tests::LogFile log(routes.log_file());
  const auto rows = log.run("SELECT query, channel, category, at, total FROM readable_searches");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0] == tests::LogFile::Row{{"query", "Password please"},
                                       {"channel", "phone"},
                                       {"category", "Account & more"},
                                       {"at", "2026-09-21T14:13:20.000Z"},
                                       {"total", "1"}});
  CHECK(log.value("SELECT name FROM searches JOIN names ON names.number = shown") ==
        "en/account/reset-password");
  CHECK(log.value("SELECT session FROM searches") ==
        std::to_string(static_cast<std::int64_t>(session_hash("s-9"))));
}

TEST_CASE("Styles are kept by browsers for as long as their address stays the same") {
  Routes routes;
  CHECK_THAT(header(routes.get("/assets/style.css", "v=1"), "Cache-Control"), Contains("immutable"));
  CHECK_THAT(header(routes.get("/assets/style.css"), "Cache-Control"), !Contains("immutable"));
  CHECK(header(routes.get("/api/v1/search", "q=password"), "Cache-Control") == "no-store");
}

TEST_CASE("What is no proper request gets a problem or a page, too, and is counted") {
  Routes routes;
  Request api;
  api.path = "/api/v1/search";
  CHECK(refuse_by_protocol(routes.site(), 414, api).content_type == "application/problem+json");
  const Response page = refuse_by_protocol(routes.site(), 414, Request());
  CHECK(page.status == 414);
  CHECK(refuse_by_protocol(routes.site(), 400, Request()).content_type == "application/problem+json");
  CHECK(page.content_type == "text/html; charset=utf-8");
  CHECK_THAT(routes.get("/metrics").body, Contains("status=\"4xx\"} 3"));
}

}  // namespace firstline::server
