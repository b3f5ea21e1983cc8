// SPDX-License-Identifier: GPL-3.0-or-later
// "/widget.js" and what other sites' scripts may read.
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "server/routes.h"
#include "tests/server/small_site.h"

namespace firstline::server {
namespace {

using Catch::Contains;
using nlohmann::json;
using tests::header;

const std::string kLineSeparator = "\xE2\x80\xA8";  // U+2028: ends a line in older JavaScript

/// The small site with the script, and words that try to break out of it.
class WidgetSite : public tests::SmallSite {
 public:
  explicit WidgetSite(const std::string& script = "const words = \"WIDGET_WORDS\";\n") {
    assets_.emplace("widget.js", Asset{"text/javascript; charset=utf-8", script, "/assets/widget.js?v=3"});
  }
  Response ask(const std::string& query = "", const std::string& accept_language = "",
               const std::string& if_none_match = "") {
    Request asked = request("GET", "/widget.js", query);
    asked.accept_language = accept_language;
    asked.if_none_match = if_none_match;
    return answer_request(here_, asked);
  }
  Response ask(const Request& asked) const { return answer_request(here_, asked); }
  /// The words it was given.
  json words(const std::string& query, const std::string& accept_language = "") {
    const std::string body = ask(query, accept_language).body;
    const std::size_t from = body.find('{');
    return json::parse(body.substr(from, body.rfind('}') + 1 - from));
  }

 private:
  static Dictionary with_evil_words(const tests::TemporaryFolder& folder) {
    for (const char* tag : {"en", "th", "sr-Latn"}) {
      json texts = json::parse(
          base::read_file(tests::source_folder() / "templates/words" / (std::string(tag) + ".json")));
      texts["browse_all"] = "</script><!--\"'\\" + kLineSeparator;
      folder.write(std::string(tag) + ".json", texts.dump());
    }
    std::vector<std::string> missing;
    return Dictionary::load(folder.path(), missing);
  }
  tests::TemporaryFolder folder_;
  Dictionary words_ = with_evil_words(folder_);
  std::map<std::string, Asset> assets_ = site().assets;
  Callers callers_{{}, DeclaredBots::load_shipped()};
  Access access_{"", [] { return std::chrono::system_clock::now(); }};
  Site here_{site().index, site().log, site().metrics, site().templates, words_,
             assets_,      callers_,   access_,        site().clock};
};

}  // namespace

TEST_CASE("The widget speaks the asked language, else the browser's, else the index's") {
  WidgetSite site;
  CHECK(site.words("lang=th").at("lang") == "th");
  CHECK(site.words("lang=th").at("search_button") == "ค้นหา");
  CHECK(site.words("", "th, en;q=0.5").at("lang") == "th");
  CHECK(site.words("lang=en", "th").at("lang") == "en");
  CHECK(site.words("lang=xx").at("lang") == "en");
  const json english = site.words("");
  CHECK(english.at("dir") == "ltr");
  CHECK(english.at("articles_lang") == "en");
  CHECK(english.at("widget_open") == "Help");
  CHECK(english.at("results_count_one") == "{count} answer");
  CHECK(english.at("results_count_other") == "{count} answers");
  CHECK(header(site.ask("lang=th"), "Content-Language") == "th");
}

TEST_CASE("The widget's words can't break out of a script") {
  WidgetSite site;
  const std::string body = site.ask().body;
  CHECK_THAT(body, !Contains("<") && !Contains("WIDGET_WORDS"));
  for (const char c : body) REQUIRE(static_cast<unsigned char>(c) < 0x80);
  CHECK(site.words("").at("browse_all") == "</script><!--\"'\\" + kLineSeparator);
}

TEST_CASE("The widget is a script for any site, kept as long as it stays") {
  WidgetSite site;
  const Response first = site.ask("lang=th");
  CHECK(first.status == 200);
  CHECK(first.content_type == "text/javascript; charset=utf-8");
  CHECK(header(first, "Cache-Control") == "no-cache");
  CHECK(header(first, "Vary") == "Accept-Language, Accept-Encoding");
  CHECK(header(first, "Cross-Origin-Resource-Policy") == "cross-origin");
  CHECK(header(first, "X-Content-Type-Options") == "nosniff");
  CHECK(header(first, "Set-Cookie").empty());
  const std::string tag = header(first, "ETag");
  REQUIRE_FALSE(tag.empty());
  const Response again = site.ask("lang=th", "", tag);
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  CHECK(header(again, "Access-Control-Allow-Origin") == "*");
  CHECK(site.ask("lang=en", "", tag).status == 200);
}

TEST_CASE("Templates without a widget have none") {
  tests::SmallSite site;
  CHECK(site.get("/widget.js").status == 404);
}

TEST_CASE("The shipped widget has one place for its words, and does nothing without them") {
  const std::string script = base::read_file(tests::source_folder() / "templates/assets/widget.js");
  const std::string place = "\"WIDGET_WORDS\"";
  const std::size_t at = script.find(place);
  REQUIRE(at != std::string::npos);
  CHECK(script.find(place, at + 1) == std::string::npos);
  CHECK_THAT(script, Contains("typeof words === 'string'"));
  CHECK_THAT(script, !Contains("innerHTML"));
  // Each word it asks for is one that it is given.
  WidgetSite site(script);
  const std::string body = site.ask().body;
  const std::size_t from = body.find('{', body.find("const words = "));
  const json words = json::parse(body.substr(from, body.find("};", from) + 1 - from));
  std::size_t asked = 0;
  for (std::size_t i = script.find("words."); i != std::string::npos; i = script.find("words.", i + 1)) {
    const std::size_t start = i + std::string("words.").size();
    const std::string key =
        script.substr(start, script.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", start) - start);
    INFO(key);
    CHECK(words.contains(key));
    ++asked;
  }
  CHECK(asked > 10);
}

TEST_CASE("Scripts of other sites read searches, suggestions and the widget, and nothing else") {
  WidgetSite site;
  const auto allowed = [&](const std::string& method, const std::string& path,
                           const std::string& query = "") {
    const Response response = site.ask(tests::SmallSite::request(method, path, query));
    CHECK(header(response, "Access-Control-Allow-Credentials").empty());
    return header(response, "Access-Control-Allow-Origin");
  };
  CHECK(allowed("GET", "/api/v1/search", "q=password") == "*");
  CHECK(allowed("GET", "/api/v1/search") == "*");  // 400
  CHECK(allowed("GET", "/api/v1/suggest", "q=pass") == "*");
  CHECK(allowed("GET", "/widget.js") == "*");
  for (const char* path : {"/",
                           "/search",
                           "/articles/en/account/reset-password",
                           "/contact",
                           "/feedback",
                           "/assets/style.css",
                           "/assets/widget.js",
                           "/opensearch.xml",
                           "/opensearch/suggest",
                           "/sitemap.xml",
                           "/robots.txt",
                           "/feeds/en.xml",
                           "/review",
                           "/review/sign-in",
                           "/api/v1/review/user",
                           "/api/v1/review/unanswered",
                           "/healthz",
                           "/readyz",
                           "/metrics",
                           "/nope",
                           "/api/v1/search/",
                           "/widget.js/"}) {
    INFO(path);
    CHECK(allowed("GET", path, "q=password").empty());
  }
  for (const char* path : {"/api/v1/search", "/api/v1/suggest", "/widget.js", "/api/v1/click",
                           "/api/v1/contact", "/api/v1/feedback"}) {
    INFO(path);
    for (const char* method : {"POST", "OPTIONS", "PUT"}) CHECK(allowed(method, path).empty());
  }
}

}  // namespace firstline::server
