// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/caching.h"

#include <catch2/catch.hpp>

#include "tests/server/published_site.h"

namespace firstline::server {
namespace {

using Catch::Contains;
using tests::an_article;
using tests::header;
using tests::PublishedSite;

const std::vector<search::Article> kArticles = {an_article("en/reset", "en", "Reset", "2026-09-14"),
                                                an_article("th/reset", "th", "รีเซ็ต", "2026-09-14"),
                                                an_article("en/bill", "en", "Bills", "2026-09-01")};

std::string etag(const PublishedSite& site, const std::string& path, const std::string& query = "") {
  return header(site.get(path, query), "ETag");
}

}  // namespace

TEST_CASE("If-None-Match is a list of tags, or a star, and compared without weakness") {
  CHECK(names_etag("W/\"a\"", "W/\"a\""));
  CHECK(names_etag("\"a\"", "W/\"a\""));
  CHECK(names_etag("\"b\", W/\"a\"", "W/\"a\""));
  CHECK(names_etag("\"b,c\",\"a\"", "W/\"a\""));
  CHECK(names_etag("*", "W/\"a\""));
  CHECK_FALSE(names_etag("", "W/\"a\""));
  CHECK_FALSE(names_etag("a", "W/\"a\""));
  CHECK_FALSE(names_etag("\"aa\"", "W/\"a\""));
  CHECK_FALSE(names_etag("\"*\"", "W/\"a\""));
  CHECK_FALSE(names_etag("\"a", "W/\"a\""));
  CHECK_FALSE(names_etag("\"b\", \"", "W/\"a\""));
}

TEST_CASE("What the client has already isn't sent again") {
  const PublishedSite site(kArticles);
  for (const auto& [path, query] :
       std::initializer_list<std::pair<const char*, const char*>>{{"/", "lang=th"},
                                                                  {"/articles/en/reset", ""},
                                                                  {"/search", "lang=en&category=Account"},
                                                                  {"/feeds/en.xml", ""},
                                                                  {"/sitemap.xml", ""},
                                                                  {"/robots.txt", ""},
                                                                  {"/opensearch.xml", "lang=en"},
                                                                  {"/assets/style.css", "v=1"},
                                                                  {"/assets/style.css", ""}}) {
    INFO(path << "?" << query);
    const Response first = site.get(path, query);
    CHECK(first.status == 200);
    const std::string tag = header(first, "ETag");
    REQUIRE_THAT(tag, Catch::Matches("W/\"[0-9a-f]{32}\""));
    const Response again = site.get(path, query, tag);
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    for (const char* name :
         {"ETag", "Cache-Control", "Vary", "Content-Security-Policy", "X-Content-Type-Options"})
      CHECK(header(again, name) == header(first, name));
    const Response other = site.get(path, query, "W/\"0\"");
    CHECK(other.status == 200);
    CHECK(other.body == first.body);
  }
}

TEST_CASE("A page's tag changes with its article, and stays while another changes") {
  PublishedSite site(kArticles);
  const std::string reset = etag(site, "/articles/en/reset");
  const std::string thai = etag(site, "/articles/th/reset");
  const std::string thai_home = etag(site, "/", "lang=th");
  const std::string home = etag(site, "/", "lang=en");
  const std::string thai_feed = etag(site, "/feeds/th.xml");
  const std::string feed = etag(site, "/feeds/en.xml");
  const std::string map = etag(site, "/sitemap.xml");

  std::vector<search::Article> articles = kArticles;
  articles[2].title = "Your bills";
  articles[2].html = "<p>Other words.</p>";
  articles[2].updated = "2026-09-20";
  const std::string bill = etag(site, "/articles/en/bill");
  site.publish(articles);
  CHECK(etag(site, "/articles/en/bill") != bill);
  CHECK(etag(site, "/", "lang=en") != home);
  CHECK(etag(site, "/feeds/en.xml") != feed);
  CHECK(etag(site, "/sitemap.xml") != map);
  CHECK(site.get("/articles/en/bill", "", bill).status == 200);
  CHECK(site.get("/articles/en/reset", "", reset).status == 304);
  CHECK(site.get("/articles/th/reset", "", thai).status == 304);
  CHECK(site.get("/", "lang=th", thai_home).status == 304);
  CHECK(site.get("/feeds/th.xml", "", thai_feed).status == 304);

  articles.erase(articles.begin() + 1);  // the page links its translation
  site.publish(articles);
  CHECK(site.get("/articles/en/reset", "", reset).status == 200);
  CHECK(site.get("/articles/th/reset", "", thai).status == 404);
}

TEST_CASE("What may be kept is asked for anew each time; what is one person's is not kept") {
  const PublishedSite site(kArticles);
  CHECK(header(site.get("/"), "Cache-Control") == "no-cache");
  CHECK(header(site.get("/articles/en/reset"), "Cache-Control") == "no-cache");
  CHECK(header(site.get("/nope"), "Cache-Control") == "no-cache");
  CHECK_THAT(header(site.get("/assets/style.css", "v=1"), "Cache-Control"), Contains("immutable"));
  for (const auto& [path, query] : std::initializer_list<std::pair<const char*, const char*>>{
           {"/search", "q=reset"},
           {"/api/v1/search", "q=reset"},
           {"/articles/en/reset", "search=0123456789012345678901&position=1"},
           {"/healthz", ""},
           {"/review", ""}}) {
    INFO(path << "?" << query);
    const Response response = site.get(path, query, "*");
    CHECK(response.status != 304);
    CHECK(header(response, "Cache-Control") == "no-store");
    CHECK(header(response, "ETag").empty());
  }
  CHECK(header(site.get("/nope"), "ETag").empty());
}

TEST_CASE("An answer that sets a cookie isn't kept, even where the page forgot to say so") {
  Response response;
  response.headers.emplace_back("Set-Cookie", "a=b");
  Request request;
  request.method = "GET";
  request.if_none_match = "*";
  add_caching_headers(request, false, response);
  CHECK(response.status == 200);
  CHECK(header(response, "Cache-Control") == "no-store");
  CHECK(header(response, "ETag").empty());
}

TEST_CASE("Caches know what an answer depends on") {
  const PublishedSite site(kArticles);
  for (const char* path : {"/", "/search", "/nope", "/opensearch.xml", "/articles/nope"}) {
    INFO(path);
    CHECK(header(site.get(path), "Vary") == "Accept-Language, Accept-Encoding");
  }
  for (const char* path : {"/articles/en/reset", "/feeds/en.xml", "/sitemap.xml", "/assets/style.css"}) {
    INFO(path);
    CHECK(header(site.get(path), "Vary") == "Accept-Encoding");
  }
}

}  // namespace firstline::server
