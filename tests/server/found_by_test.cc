// SPDX-License-Identifier: GPL-3.0-or-later
// What the pages' heads and marked-up values say to search engines.
#include "server/pages/found_by.h"

#include <catch2/catch.hpp>

#include "tests/server/log_entries.h"
#include "tests/server/published_site.h"

namespace firstline::server {
namespace {

using Catch::Contains;
using tests::an_article;
using tests::header;
using tests::PublishedSite;

constexpr const char* kNasty = "\"><script>alert('1')</script>&\x01\r\nX-Evil: 1";

search::Article described(search::Article article, const std::string& description) {
  article.description = description;
  return article;
}

const std::vector<search::Article> kArticles = {
    described(an_article("en/account/reset", "en", "Reset your password", "2026-09-14"), "In two minutes."),
    an_article("th/account/reset", "th", "รีเซ็ตรหัสผ่าน"), an_article("en/bill", "en", "Bills")};

std::string page(const PublishedSite& site, const std::string& path, const std::string& query = "") {
  const Response response = site.get(path, query);
  CHECK(response.status == 200);
  return response.body;
}

}  // namespace

TEST_CASE("An article has one address, whatever it was asked with") {
  const PublishedSite site(kArticles, "https://help.example.com");
  const std::string canonical =
      "<link rel=\"canonical\" href=\"https://help.example.com/articles/en/account/reset\">";
  CHECK_THAT(page(site, "/articles/en/account/reset"), Contains(canonical));
  CHECK_THAT(page(site, "/articles/en/account/reset", "search=0123456789012345678901&position=3&lang=th"),
             Contains(canonical));
}

TEST_CASE("Home's address names its language") {
  const PublishedSite site(kArticles);
  const auto canonical = [](const char* lang) {
    return "<link rel=\"canonical\" href=\"http://help.example.com/?lang=" + std::string(lang) + "\">";
  };
  CHECK_THAT(page(site, "/"), Contains(canonical("en")));
  CHECK_THAT(page(site, "/", "lang=th"), Contains(canonical("th")));
  CHECK_THAT(page(site, "/", "lang=xx&utm=1"), Contains(canonical("en")));
}

TEST_CASE("Pages lead to themselves in other languages, and to the default one for all others") {
  const PublishedSite site(kArticles);
  const auto link = [](const std::string& tag, const std::string& path) {
    return "<link rel=\"alternate\" hreflang=\"" + tag + "\" href=\"http://help.example.com" + path + "\">";
  };
  for (const char* path : {"/articles/en/account/reset", "/articles/th/account/reset"}) {
    const std::string html = page(site, path);
    CHECK_THAT(html, Contains(link("en", "/articles/en/account/reset")));
    CHECK_THAT(html, Contains(link("th", "/articles/th/account/reset")));
    CHECK_THAT(html, Contains(link("x-default", "/articles/en/account/reset")));
  }
  CHECK_THAT(page(site, "/articles/en/bill"), !Contains("rel=\"alternate\" hreflang"));  // it has none
  const std::string home = page(site, "/", "lang=th");
  CHECK_THAT(home, Contains(link("en", "/?lang=en")) && Contains(link("th", "/?lang=th")) &&
                       Contains(link("x-default", "/?lang=en")) && !Contains("hreflang=\"vi\""));
}

TEST_CASE("Only real pages are listed: not searches, not errors") {
  const PublishedSite site(kArticles);
  const std::string noindex = "<meta name=\"robots\" content=\"noindex\">";
  CHECK_THAT(page(site, "/"), !Contains(noindex));
  CHECK_THAT(page(site, "/articles/en/bill"), !Contains(noindex));
  CHECK_THAT(page(site, "/search", "q=reset&lang=en"), Contains(noindex) && !Contains("canonical"));
  CHECK_THAT(page(site, "/search", "q=reset&lang=en&category=Account"), Contains(noindex));
  CHECK_THAT(page(site, "/search", "lang=en&category=Nonsense"), Contains(noindex) && !Contains("canonical"));
  CHECK_THAT(site.get("/nope").body, Contains(noindex) && !Contains("canonical"));
}

TEST_CASE("A topic's page is one, with an address and a name of its own") {
  const PublishedSite site(kArticles);
  const std::string html = page(site, "/search", "category=Account&lang=en&offset=7");
  CHECK_THAT(html, !Contains("noindex"));
  CHECK_THAT(html, Contains("<link rel=\"canonical\" "
                            "href=\"http://help.example.com/search?lang=en&amp;category=Account\">"));
  CHECK_THAT(html, Contains("<title>Account – Lumena Help</title>"));
  CHECK_THAT(html, Contains("<meta name=\"description\" content=\"Reset your password · Bills\">"));
}

TEST_CASE("Titles say what, of which topic, and whose") {
  CHECK(page_title({"Reset", "Account", "Help"}) == "Reset – Account – Help");
  CHECK(page_title({"Reset", "", "Help"}) == "Reset – Help");
  const PublishedSite site(kArticles);
  const std::string html = page(site, "/articles/en/account/reset");
  CHECK_THAT(html, Contains("<title>Reset your password – Account – Lumena Help</title>"));
  CHECK_THAT(html, Contains("<meta property=\"og:title\" content=\"Reset your password\">") &&
                       Contains("<meta property=\"og:type\" content=\"article\">") &&
                       Contains("<meta property=\"og:locale\" content=\"en_US\">") &&
                       Contains("<meta property=\"og:description\" content=\"In two minutes.\">"));
  CHECK_THAT(page(site, "/", "lang=th"), Contains("<meta property=\"og:locale\" content=\"th_TH\">") &&
                                             Contains("<meta property=\"og:type\" content=\"website\">"));
}

TEST_CASE("An article without a description is described by its first sentences, not its headings") {
  search::Article article = an_article("en/a", "en", "A");
  article.sections = {{"", "", 0, ""},
                      {"one", "Heading one", 2, "The first\nsentence is here."},
                      {"two", "Heading two", 2, "Here is another. " + std::string(200, 'x')}};
  const PublishedSite site({article});
  CHECK_THAT(page(site, "/articles/en/a"),
             Contains("<meta name=\"description\" content=\"The first sentence is here. Here is another"));
}

TEST_CASE("Values are marked up as schema.org names them") {
  const PublishedSite site(kArticles, "https://help.example.com");
  const std::string html = page(site, "/articles/en/account/reset");
  CHECK_THAT(html, Contains("itemscope itemtype=\"https://schema.org/TechArticle\"") &&
                       Contains("<h1 itemprop=\"headline\">Reset your password</h1>") &&
                       Contains("<meta itemprop=\"dateModified\" content=\"2026-09-14T00:00:00Z\">") &&
                       Contains("<meta itemprop=\"inLanguage\" content=\"en\">") &&
                       Contains("itemscope itemtype=\"https://schema.org/BreadcrumbList\"") &&
                       Contains("<meta itemprop=\"position\" content=\"2\">"));
  CHECK_THAT(page(site, "/articles/en/bill"), !Contains("dateModified"));
  const std::string home = page(site, "/", "lang=th");
  CHECK_THAT(home, Contains("itemscope itemtype=\"https://schema.org/WebSite\"") &&
                       Contains("content=\"https://help.example.com/search?q={search_words}&amp;lang=th\""));
  CHECK_THAT(home, !Contains("ld+json"));
}

TEST_CASE("Pages tell of the address bar's search and of the feed") {
  const PublishedSite site(kArticles);
  const std::string html = page(site, "/", "lang=en");
  CHECK_THAT(html, Contains("type=\"application/opensearchdescription+xml\" "
                            "href=\"/opensearch.xml?lang=en\" title=\"Lumena Help\">"));
  CHECK_THAT(html, Contains("type=\"application/atom+xml\" href=\"/feeds/en.xml\""));
  // No Thai article has a date.
  CHECK_THAT(page(site, "/", "lang=th"), !Contains("/feeds/"));
}

TEST_CASE("Nothing that others wrote becomes markup or a header") {
  search::Article article = described(an_article("en/a", "en", kNasty, kNasty), kNasty);
  article.category = kNasty;
  const PublishedSite site({article, an_article("th/a", "th", kNasty)});
  for (const auto& [path, query] : std::initializer_list<std::pair<const char*, std::string>>{
           {"/articles/en/a", ""},
           {"/", "lang=en"},
           {"/", "lang=%22%3E%3Cscript%3E%0D%0AX-Evil:1"},
           {"/search", "lang=en&category=%22%3E%3Cscript%3Ealert('1')%3C/script%3E%26%01%0D%0AX-Evil:+1"}}) {
    INFO(path << "?" << query);
    Request request = tests::SmallSite::request("GET", path, query);
    for (const std::string host : {"help.example.com", "\"><script>", "a\r\nX-Evil: 1", "a/../b", ""}) {
      request.host = host;
      const Response response = site.answer(request);
      CHECK(response.status == 200);
      CHECK_THAT(response.body, !Contains("<script"));
      CHECK_THAT(response.body, !Contains("href=\"\"") || Contains("canonical"));
      for (const auto& [name, value] : response.headers)
        CHECK(value.find_first_of("\r\n") == std::string::npos);
    }
  }
}

TEST_CASE("A host that makes no sense leaves addresses without one") {
  const PublishedSite site(kArticles);
  Request request = tests::SmallSite::request("GET", "/articles/en/bill");
  request.host = "evil.example/\"><script>";
  CHECK_THAT(site.answer(request).body, Contains("<link rel=\"canonical\" href=\"/articles/en/bill\">"));
}

TEST_CASE("An old id never leads off the site, whatever it is or leads to") {
  std::vector<search::Article> articles;
  std::vector<std::string> old_ids;
  for (const std::string id :
       {"//evil.example/x", "/evil.example", "\\\\evil.example", "https://evil.example", "a\r\nX-Evil: 1",
        "%0d%0aX-Evil: 1", "..", "../..//evil.example", "javascript:alert(1)", "a?b#c"}) {
    search::Article article = an_article(id, "en", "Title");
    old_ids.push_back("old " + id);
    article.aliases = {old_ids.back(), id + "!"};
    articles.push_back(article);
    old_ids.push_back(id + "!");
  }
  const PublishedSite site(articles);
  for (const std::string& id : old_ids) {
    INFO(id);
    const Response response = site.get("/articles/" + id, "lang=th&next=//evil.example");
    CHECK(response.status == 308);
    const std::string location = header(response, "Location");
    CHECK_THAT(location, Catch::StartsWith("/articles/"));
    CHECK(location.find_first_not_of(
              "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%/.-_~") == std::string::npos);
    CHECK(header(response, "Cache-Control") == "no-cache");  // an old id may become a new one
  }
}

}  // namespace firstline::server
