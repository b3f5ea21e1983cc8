// SPDX-License-Identifier: GPL-3.0-or-later
// Found from outside, over sockets: documents for machines, and what needn't be sent twice.
#include <catch2/catch.hpp>
#include <thread>

#include "tests/support/xml.h"
#include "tests/trips/serving/small_centre.h"

namespace firstline::tests {
namespace {

using Catch::Contains;

constexpr const char* kArticle = "/articles/en/account/reset-password";

const SmallCentre& centre() {
  static const SmallCentre centre;
  return centre;
}

/// Sends a whole request with a Host line of its own.
HttpResponse get_from(int port, const std::string& target, const std::string& host_line) {
  HttpClient client(port);
  client.send("GET " + target + " HTTP/1.1\r\n" + host_line + "\r\n");
  return client.read_response();
}

}  // namespace

TEST_CASE("A page is sent once; then 304 without a body, and the connection goes on") {
  HttpClient client(shared_port());
  for (const char* target : {"/", kArticle, "/search?lang=en&category=Tips", "/feeds/en.xml", "/sitemap.xml",
                             "/opensearch.xml?lang=th", "/robots.txt"}) {
    INFO(target);
    const HttpResponse first = client.get(target);
    REQUIRE(first.status == 200);
    const std::string condition = "If-None-Match: " + first.headers.at("etag") + "\r\n";
    const HttpResponse again = client.get(target, condition);
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    CHECK(again.headers.count("content-length") == 0);  // 0 would not be the page's
    for (const char* name : {"etag", "cache-control", "vary"})
      CHECK(again.headers.at(name) == first.headers.at(name));
    const HttpResponse packed = client.get(target, "Accept-Encoding: gzip\r\n");
    CHECK(packed.headers.at("etag") == first.headers.at("etag"));
    CHECK(client.get(target, "Accept-Encoding: gzip\r\n" + condition).status == 304);
  }
}

TEST_CASE("HEAD says what GET says") {
  HttpClient client(shared_port());
  for (const char* target :
       {"/?lang=en", kArticle, "/feeds/en.xml", "/sitemap.xml", "/articles/en/faq/password"}) {
    INFO(target);
    const HttpResponse get = client.get(target);
    client.send("HEAD " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const HttpResponse head = client.read_response(true);
    CHECK(head.status == get.status);
    CHECK(head.headers == get.headers);
    client.send("HEAD " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: *\r\n\r\n");
    CHECK(client.read_response(true).status == (get.status == 200 ? 304 : get.status));
  }
}

TEST_CASE("A changed article shows at once to who has the old page") {
  SmallCentre own;
  const RunningServer server(own.index(), own.log());
  const std::string tag = get(server.port(), kArticle).headers.at("etag");
  const std::string other_tag = get(server.port(), "/articles/vi/internet/line").headers.at("etag");
  own.write("en/account/reset-password", "---\ntitle: Reset your password\n---\n\nIn other words.\n");
  own.publish();
  HttpResponse now;
  for (int tries = 0; tries < 100 && now.status != 200; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    now = get(server.port(), kArticle, "If-None-Match: " + tag + "\r\n");
  }
  CHECK(now.status == 200);
  CHECK_THAT(now.body, Contains("In other words."));
  CHECK(get(server.port(), "/articles/vi/internet/line", "If-None-Match: " + other_tag + "\r\n").status ==
        304);
}

TEST_CASE("A client's Host makes addresses, but never markup, headers or another site's") {
  const int port = shared_port();
  CHECK_THAT(get_from(port, "/robots.txt", "Host: help.example.com\r\n").body,
             Contains("Sitemap: http://help.example.com/sitemap.xml"));
  CHECK_THAT(get_from(port, "/robots.txt", "Host: help.example.com\r\nX-Forwarded-Proto: https\r\n").body,
             Contains("Sitemap: https://help.example.com/sitemap.xml"));
  for (const std::string host :
       {"Host: \"><script>alert(1)</script>\r\n", "Host: a%0d%0aSet-Cookie:%20x=y\r\n",
        "Host: user@evil.example\r\n", "Host: a/b\r\n", "Host:\r\n", "\r\n"}) {
    INFO(host);
    for (const char* target : {"/", kArticle, "/sitemap.xml", "/feeds/en.xml", "/opensearch.xml"}) {
      const HttpResponse response = get_from(port, target, host);
      CHECK_THAT(response.body, !Contains("<script>alert") && !Contains("evil.example"));
      CHECK(response.headers.count("set-cookie") == 0);
    }
  }
}

TEST_CASE("The operator's address stands in every address, as a flag or in the file") {
  TemporaryFolder folder;
  const RunningServer server(centre().index(), folder / "log.db", {"--url", "https://Help.example.com/"});
  CHECK_THAT(
      get(server.port(), kArticle).body,
      Contains("<link rel=\"canonical\" href=\"https://help.example.com" + std::string(kArticle) + "\">"));
  const XmlElement urls = parse_xml(get_from(server.port(), "/sitemap.xml", "Host: evil.example\r\n").body);
  CHECK(urls.children.size() > 20);
  for (const XmlElement& url : urls.children)
    CHECK_THAT(url.one("loc").text, Catch::StartsWith("https://help.example.com/"));
  folder.write("server.toml", "url = \"http://help.example.com\"\n");
  const RunningServer other(centre().index(), folder / "other.db",
                            {"--config", (folder / "server.toml").string()});
  CHECK_THAT(get(other.port(), "/robots.txt").body, Contains("http://help.example.com/sitemap.xml"));
  const ProgramResult wrong = run_program(
      "firstline-server", {"--index", centre().index().string(), "--log", (folder / "log.db").string(),
                           "--url", "https://help.example.com/faq"});
  CHECK(wrong.exit_code == 2);
  CHECK_THAT(wrong.err, Contains("--url") && Contains("without a path"));
}

TEST_CASE("The shipped help centre's documents are well-formed, and what they list is there") {
  TemporaryFolder folder;
  index_folder(source_folder() / "articles", folder / "index");
  const RunningServer server(folder / "index", folder / "log.db");
  HttpClient client(server.port());
  const std::string base = "http://localhost";
  const XmlElement urls = parse_xml(client.get("/sitemap.xml").body);
  CHECK(urls.children.size() > 100);
  for (const XmlElement& url : urls.children) {
    const std::string loc = url.one("loc").text;
    INFO(loc);
    REQUIRE_THAT(loc, Catch::StartsWith(base));
    const HttpResponse page = client.get(loc.substr(base.size()));
    CHECK(page.status == 200);
    CHECK_THAT(page.body, Contains("<link rel=\"canonical\" href=\"") && !Contains("noindex"));
  }
  for (const char* lang : {"en", "th", "sr", "vi", "hi"}) {
    INFO(lang);
    const XmlElement feed = parse_xml(client.get("/feeds/" + std::string(lang) + ".xml").body);
    CHECK_FALSE(feed.all("entry").empty());
    for (const XmlElement& entry : feed.all("entry")) CHECK_FALSE(entry.one("summary").text.empty());
    parse_xml(client.get("/opensearch.xml?lang=" + std::string(lang)).body);
  }
}

}  // namespace firstline::tests
