// SPDX-License-Identifier: GPL-3.0-or-later
// The documents for machines: sitemap, robots, OpenSearch, feeds. Read by a strict parser.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/server/log_file.h"
#include "tests/server/published_site.h"
#include "tests/support/xml.h"

namespace firstline::server {
namespace {

using Catch::Contains;
using tests::an_article;
using tests::header;
using tests::parse_xml;
using tests::PublishedSite;
using tests::XmlElement;

constexpr const char* kNasty = "\"'><script>alert(1)</script>&amp;]]>\x01\x0B";
constexpr const char* kNastyInXml = "\"'><script>alert(1)</script>&amp;]]>";

XmlElement document(const PublishedSite& site, const std::string& path, const std::string& query = "") {
  const Response response = site.get(path, query);
  REQUIRE(response.status == 200);
  return parse_xml(response.body);
}

std::vector<std::string> locations(const XmlElement& urls) {
  std::vector<std::string> list;
  for (const XmlElement& url : urls.children) list.push_back(url.one("loc").text);
  return list;
}

const std::vector<search::Article> kArticles = {
    an_article("en/account/reset", "en", "Reset your password", "2026-09-14", "Choose another one."),
    an_article("th/account/reset", "th", "รีเซ็ตรหัสผ่าน", "2026-09-15T08:00:00+07:00"),
    an_article("en/bill", "en", "Bills", "2026-09-01 noon"), an_article("en/plain", "en", "No date")};

}  // namespace

TEST_CASE("The sitemap lists every page there is, with its translations") {
  const PublishedSite site(kArticles, "https://help.example.com");
  CHECK(site.get("/sitemap.xml").content_type == "application/xml; charset=utf-8");
  const XmlElement urls = document(site, "/sitemap.xml");
  CHECK(urls.name == "urlset");
  CHECK(urls.attributes.at("xmlns") == "http://www.sitemaps.org/schemas/sitemap/0.9");
  const std::string base = "https://help.example.com";
  CHECK(locations(urls) ==
        std::vector<std::string>{
            base + "/?lang=en", base + "/?lang=th", base + "/search?lang=en&category=Account",
            base + "/search?lang=th&category=Account", base + "/articles/en/account/reset",
            base + "/articles/th/account/reset", base + "/articles/en/bill", base + "/articles/en/plain"});
  const XmlElement& reset = urls.children[4];
  CHECK(reset.one("lastmod").text == "2026-09-14T00:00:00Z");
  const std::vector<XmlElement> links = reset.all("xhtml:link");
  REQUIRE(links.size() == 3);
  CHECK(links[0].attributes.at("hreflang") == "en");
  CHECK(links[1].attributes.at("hreflang") == "th");
  CHECK(links[1].attributes.at("href") == base + "/articles/th/account/reset");
  CHECK(links[2].attributes.at("hreflang") == "x-default");
  CHECK(links[2].attributes.at("href") == base + "/articles/en/account/reset");
  CHECK(urls.children[5].one("lastmod").text == "2026-09-15T01:00:00Z");
  CHECK(urls.children[6].one("lastmod").text == "2026-09-01T00:00:00Z");
  CHECK(urls.children[6].all("xhtml:link").empty());
  CHECK(urls.children[7].all("lastmod").empty());
}

TEST_CASE("A large sitemap is an index of parts, which hold each page once") {
  std::vector<search::Article> articles;
  constexpr int kArticlesInAll = 5'200;
  for (int i = 0; i < kArticlesInAll; ++i)
    articles.push_back(an_article("en/" + std::to_string(i), "en", "Title", ""));
  const PublishedSite site(articles);
  const XmlElement index = document(site, "/sitemap.xml");
  CHECK(index.name == "sitemapindex");
  std::set<std::string> pages;
  std::size_t listed = 0;
  for (const std::string& part : locations(index)) {
    REQUIRE_THAT(part, Catch::StartsWith("http://help.example.com/sitemap.xml?part="));
    const XmlElement urls = document(site, "/sitemap.xml", part.substr(part.find('?') + 1));
    CHECK(urls.name == "urlset");
    CHECK(urls.children.size() <= 50'000);
    const std::vector<std::string> own = locations(urls);
    listed += own.size();
    pages.insert(own.begin(), own.end());
  }
  CHECK(listed == pages.size());
  CHECK(pages.size() == kArticlesInAll + 2);  // home, and the topic
  for (const char* wrong : {"part=4", "part=-1", "part=x", "part=", "part=99999999999999999999"}) {
    INFO(wrong);
    CHECK(site.get("/sitemap.xml", wrong).status >= 400);
  }
}

TEST_CASE("Robots are told what to leave alone, and where the sitemap is") {
  const PublishedSite site(kArticles);
  const Response response = site.get("/robots.txt");
  CHECK(response.content_type == "text/plain; charset=utf-8");
  CHECK_THAT(response.body, Contains("User-agent: *\n") && Contains("Disallow: /search?q=\n") &&
                                Contains("Disallow: /api/\n") && Contains("Disallow: /review\n") &&
                                Contains("\nSitemap: http://help.example.com/sitemap.xml\n"));
  Request request = tests::SmallSite::request("GET", "/robots.txt");
  request.host = "a\r\nDisallow: /";
  const Response without = site.answer(request);
  CHECK(without.status == 200);
  CHECK_THAT(without.body, !Contains("Sitemap") && !Contains("Disallow: /\n"));
}

TEST_CASE("A browser's address bar is told how to search, in each language") {
  const PublishedSite site(kArticles);
  CHECK(site.get("/opensearch.xml").content_type == "application/opensearchdescription+xml; charset=utf-8");
  const XmlElement description = document(site, "/opensearch.xml", "lang=th");
  CHECK(description.name == "OpenSearchDescription");
  CHECK(description.one("Language").text == "th");
  CHECK_FALSE(description.one("ShortName").text.empty());
  const std::vector<XmlElement> urls = description.all("Url");
  REQUIRE(urls.size() == 3);
  CHECK(urls[0].attributes.at("type") == "text/html");
  CHECK(urls[0].attributes.at("template") == "http://help.example.com/search?q={searchTerms}&lang=th");
  CHECK(urls[1].attributes.at("type") == "application/x-suggestions+json");
  CHECK(urls[1].attributes.at("template") ==
        "http://help.example.com/opensearch/suggest?q={searchTerms}&lang=th");
  CHECK(document(site, "/opensearch.xml", "lang=%22%3E%3Ca%3E").one("Language").text == "en");
}

TEST_CASE("While one types there, the suggester answers, and nothing is logged") {
  const PublishedSite site(kArticles);
  const Response response = site.get("/opensearch/suggest", "q=reset&lang=en");
  CHECK(response.content_type == "application/x-suggestions+json; charset=utf-8");
  CHECK(
      nlohmann::json::parse(response.body) ==
      nlohmann::json::parse(
          R"(["reset", ["Reset your password"], [""], ["http://help.example.com/articles/en/account/reset"]])"));
  CHECK(site.get("/opensearch/suggest", "q=").body == R"(["",[],[],[]])");
  CHECK(site.get("/opensearch/suggest").body == R"(["",[],[],[]])");
  CHECK(site.get("/opensearch/suggest", "q=%3Cscript%3E&lang=%0d%0a").status == 400);
  tests::LogFile log(site.log_file());
  CHECK(log.value("SELECT count(*) FROM searches") == "0");
}

TEST_CASE("A language's feed holds its dated articles, the newest first") {
  const PublishedSite site(kArticles, "https://help.example.com");
  CHECK(site.get("/feeds/en.xml").content_type == "application/atom+xml; charset=utf-8");
  const XmlElement feed = document(site, "/feeds/en.xml");
  CHECK(feed.name == "feed");
  CHECK(feed.attributes.at("xmlns") == "http://www.w3.org/2005/Atom");
  CHECK(feed.attributes.at("xml:lang") == "en");
  CHECK(feed.one("id").text == "https://help.example.com/feeds/en.xml");
  CHECK(feed.one("updated").text == "2026-09-14T00:00:00Z");
  CHECK_FALSE(feed.one("title").text.empty());
  CHECK_FALSE(feed.one("author").one("name").text.empty());
  const std::vector<XmlElement> entries = feed.all("entry");
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].one("title").text == "Reset your password");
  CHECK(entries[0].one("id").text == "https://help.example.com/articles/en/account/reset");
  CHECK(entries[0].one("link").attributes.at("href") == entries[0].one("id").text);
  CHECK(entries[0].one("updated").text == "2026-09-14T00:00:00Z");
  CHECK(entries[0].one("summary").text == "Choose another one.");
  CHECK(entries[1].one("title").text == "Bills");
  CHECK(document(site, "/feeds/th.xml").one("entry").one("updated").text == "2026-09-15T01:00:00Z");
}

TEST_CASE("A feed ends after 30 articles; there is none without any, or of anything else") {
  std::vector<search::Article> articles = {an_article("th/a", "th", "A")};
  for (int i = 10; i < 45; ++i)
    articles.push_back(
        an_article("en/" + std::to_string(i), "en", "T", "2026-01-01T00:00:" + std::to_string(i) + "Z"));
  const PublishedSite site(articles);
  const std::vector<XmlElement> entries = document(site, "/feeds/en.xml").all("entry");
  REQUIRE(entries.size() == 30);
  CHECK(entries.front().one("updated").text == "2026-01-01T00:00:44Z");
  CHECK(entries.back().one("updated").text == "2026-01-01T00:00:15Z");
  for (const char* path : {"/feeds/th.xml", "/feeds/vi.xml", "/feeds/en", "/feeds/", "/feeds/.xml",
                           "/feeds/en.xml/", "/feeds/../en.xml", "/feeds/en\r\nX: y.xml"}) {
    INFO(path);
    CHECK(site.get(path).status == 404);
  }
}

TEST_CASE("Whatever writers or clients write, the documents are well-formed and hold it as text") {
  search::Article article = an_article(std::string("en/") + kNasty, "en", kNasty, "2026-09-14");
  article.description = kNasty;
  article.category = kNasty;
  article.translation_key = "a";
  search::Article other = an_article("th/a", "th", kNasty, "2026-09-14");
  const PublishedSite site({article, other});
  const XmlElement entry = document(site, "/feeds/en.xml").one("entry");
  CHECK(entry.one("title").text == kNastyInXml);
  CHECK(entry.one("summary").text == kNastyInXml);
  CHECK(entry.one("category").attributes.at("term") == kNastyInXml);
  CHECK_THAT(entry.one("id").text, !Contains("<"));
  CHECK(document(site, "/sitemap.xml").children.size() == 6);
  for (const char* path : {"/sitemap.xml", "/feeds/en.xml", "/opensearch.xml"})
    for (const std::string host : {"", "\"/><evil x=\"", "a\r\nX-Evil: 1", "a/b", "<a>"}) {
      INFO(path << " at " << host);
      Request request = tests::SmallSite::request("GET", path, "lang=en");
      request.host = host;
      CHECK(site.answer(request).status == 400);
    }
}

}  // namespace firstline::server
