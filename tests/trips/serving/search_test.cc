// SPDX-License-Identifier: GPL-3.0-or-later
// A question becomes an answer, as JSON and as a page.
#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "search/links.h"
#include "tests/trips/serving/small_centre.h"

namespace firstline::tests {
namespace {

using Catch::Contains;
using Json = nlohmann::ordered_json;

std::vector<std::string> keys(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

/// The hrefs of the results on a search page, in order, entities resolved.
/// Without what ties a click to its search.
std::vector<std::string> result_links(const std::string& page) {
  static const std::regex search("(\\?|&amp;)search=[\\w-]{22}&amp;position=\\d+");
  std::vector<std::string> links;
  constexpr std::string_view kBegin = "<li>\n<h2><a href=\"";
  for (std::size_t at = page.find(kBegin); at != std::string::npos; at = page.find(kBegin, at + 1))
    links.push_back(std::regex_replace(
        page.substr(at + kBegin.size(), page.find('"', at + kBegin.size()) - at - kBegin.size()), search,
        ""));
  return links;
}

}  // namespace

TEST_CASE("The search API answers in the shape that is promised") {
  const HttpResponse response = get(shared_port(), search_path("reset password", "&lang=en"));
  REQUIRE(response.status == 200);
  CHECK(response.headers.at("content-type") == "application/json");
  const Json answer = Json::parse(response.body);
  CHECK(keys(answer) == std::vector<std::string>{"query", "lang", "search_id", "total", "took_ms", "answered",
                                                 "confidence", "correction", "corrected", "dropped",
                                                 "stand_ins", "results"});
  CHECK(answer["query"] == "reset password");
  CHECK(answer["lang"] == "en");
  CHECK(answer["search_id"].is_string());
  CHECK(answer["search_id"].get<std::string>().size() >= 20);
  CHECK(answer["total"].is_number_unsigned());
  CHECK(answer["took_ms"].is_number_float());
  CHECK(answer["took_ms"].get<double>() > 0);
  CHECK(std::set<std::string>{"yes", "weak", "no"}.count(answer["answered"].get<std::string>()) == 1);
  CHECK(answer["confidence"].is_number());
  CHECK(answer["confidence"].get<double>() >= 0);
  CHECK(answer["confidence"].get<double>() <= 1);
  CHECK((answer["correction"].is_null() || answer["correction"].is_string()));
  CHECK(answer["dropped"].is_array());
  REQUIRE(answer["results"].is_array());
  REQUIRE_FALSE(answer["results"].empty());
  for (const Json& result : answer["results"]) {
    CHECK(keys(result) == std::vector<std::string>{"id", "url", "title", "section", "snippet", "lang",
                                                   "category", "score", "pinned"});
    for (const char* key : {"id", "url", "title", "section", "snippet", "lang", "category"})
      CHECK(result[key].is_string());
    CHECK(result["score"].is_number());
    CHECK(result["pinned"].is_boolean());
  }
  CHECK(answer["results"][0]["id"] == "en/account/reset-password");
  CHECK(answer["results"][0]["title"] == "Reset your password");
  CHECK(answer["results"][0]["category"] == "Account & sign-in");
}

TEST_CASE("Each search has an id of its own") {
  std::set<std::string> seen;
  for (int i = 0; i < 50; ++i) seen.insert(search(shared_port(), "password")["search_id"].get<std::string>());
  CHECK(seen.size() == 50);
}

TEST_CASE("A result leads to the heading of its best section, which is on the page") {
  const nlohmann::json answer = search(shared_port(), "send a code to my telephone", "&lang=en");
  const nlohmann::json best = result_of(answer, "en/account/reset-password");
  CHECK(best["section"] == "By text message");
  CHECK(best["url"] == "/articles/en/account/reset-password#by-text-message");
  for (const auto& [query, lang] :
       std::vector<std::pair<std::string, std::string>>{{"link e-mail password", "en"},
                                                        {"ลิงก์อีเมล", "th"},
                                                        {"веза на адресу", "sr"},
                                                        {"liên kết email", "vi"},
                                                        {"ई-मेल लिंक", "hi"}}) {
    INFO(query);
    const nlohmann::json result =
        result_of(search(shared_port(), query, "&lang=" + lang), lang + "/account/reset-password");
    const std::string url = result["url"].get<std::string>();
    const std::size_t hash = url.find('#');
    REQUIRE(hash != std::string::npos);
    const HttpResponse page = get(shared_port(), url.substr(0, hash));
    CHECK(page.status == 200);
    const std::string heading = "<h2 id=\"" + search::percent_decode(url.substr(hash + 1)) + "\">" +
                                result["section"].get<std::string>();
    CHECK_THAT(page.body, Contains(heading));
  }
}

TEST_CASE("A snippet is escaped text with nothing but marks") {
  const std::string snippet = result_of(search(shared_port(), "angle brackets quotes", "&lang=en"),
                                        "en/account/reset-password")["snippet"]
                                  .get<std::string>();
  CHECK_THAT(snippet, Contains("<mark>brackets</mark>") || Contains("<mark>quotes</mark>"));
  CHECK_THAT(snippet, Contains("a &lt; b") && Contains("&amp;") && Contains("&quot;"));
  std::string rest = snippet;
  for (const std::string tag : {"<mark>", "</mark>"})
    for (std::size_t at = rest.find(tag); at != std::string::npos; at = rest.find(tag))
      rest.erase(at, tag.size());
  CHECK_THAT(rest, !Contains("<") && !Contains(">"));
}

TEST_CASE("Serbian is one language in two scripts") {
  const nlohmann::json answer = search(shared_port(), "nova lozinka", "&lang=sr-Latn");
  REQUIRE(answer["results"][0]["id"] == "sr/account/reset-password");
  CHECK(answer["lang"] == "sr");
  CHECK_THAT(answer["results"][0]["snippet"].get<std::string>(),
             Contains("<mark>лозинка</mark>", Catch::CaseSensitive::No));
  CHECK(search(shared_port(), "нова лозинка")["results"][0]["id"] == "sr/account/reset-password");
}

TEST_CASE("Vietnamese without marks finds Vietnamese, with marks only what has them") {
  const nlohmann::json plain = search(shared_port(), "quen mat khau", "&lang=vi");
  REQUIRE(plain["results"][0]["id"] == "vi/account/reset-password");
  CHECK_THAT(plain["results"][0]["snippet"].get<std::string>(), Contains("<mark>mật</mark>"));
  const nlohmann::json marked = search(shared_port(), "đường", "&lang=vi");
  CHECK(ids(marked) == std::vector<std::string>{"vi/internet/line"});
  const nlohmann::json person = search(shared_port(), "Dương", "&lang=vi");
  CHECK(ids(person) == std::vector<std::string>{"vi/people/manager"});
}

TEST_CASE("Thai words are marked whole, whatever stands beside them") {
  const nlohmann::json answer = search(shared_port(), "รหัสผ่าน");
  REQUIRE(answer["lang"] == "th");
  REQUIRE(answer["results"][0]["id"] == "th/account/reset-password");
  CHECK_THAT(answer["results"][0]["snippet"].get<std::string>(), Contains("<mark>รหัสผ่าน</mark>"));
}

TEST_CASE("Hindi finds Hindi") {
  CHECK(search(shared_port(), "पासवर्ड भूल गया")["results"][0]["id"] == "hi/account/reset-password");
}

TEST_CASE("Results come a page at a time") {
  const nlohmann::json all = search(shared_port(), "thrift", "&lang=en&limit=50");
  REQUIRE(all["total"] == 14);
  const std::vector<std::string> every = ids(all);
  REQUIRE(every.size() == 14);
  CHECK(search(shared_port(), "thrift", "&lang=en")["results"].size() == 10);
  std::vector<std::string> paged;
  for (int offset = 0; offset < 14; offset += 5) {
    const nlohmann::json page =
        search(shared_port(), "thrift", "&lang=en&limit=5&offset=" + std::to_string(offset));
    CHECK(page["total"] == 14);
    for (const std::string& id : ids(page)) paged.push_back(id);
  }
  CHECK(paged == every);
  const nlohmann::json beyond = search(shared_port(), "thrift", "&lang=en&offset=1000");
  CHECK(beyond["results"].empty());
  CHECK(beyond["total"] == 14);
}

TEST_CASE("A category narrows the search") {
  const nlohmann::json answer = search(shared_port(), "password refund", "&lang=en&category=Billing");
  CHECK(ids(answer) == std::vector<std::string>{"en/billing/refunds"});
  CHECK(search(shared_port(), "password", "&lang=en&category=Nowhere")["results"].empty());
  CHECK(ids(search(shared_port(), "password", "&lang=en&category=Account+%26+sign-in")) ==
        std::vector<std::string>{"en/account/reset-password"});
}

TEST_CASE("Nothing found is answered no") {
  const nlohmann::json answer = search(shared_port(), "xyzzyplugh", "&lang=en");
  CHECK(answer["total"] == 0);
  CHECK(answer["answered"] == "no");
  CHECK(answer["confidence"] == 0);
  CHECK(answer["dropped"] == std::vector<std::string>{"xyzzyplugh"});
}

TEST_CASE("A pin goes first for exactly its words") {
  const nlohmann::json pinned = search(shared_port(), "Talk about THRIFT!", "&lang=en");
  CHECK(pinned["results"][0]["id"] == "en/mobile/roaming");
  CHECK(pinned["results"][0]["pinned"] == true);
  CHECK(pinned["answered"] == "yes");
  CHECK(pinned["results"][1]["pinned"] == false);
  CHECK(search(shared_port(), "talk about thrift now", "&lang=en")["results"][0]["id"] !=
        "en/mobile/roaming");
}

TEST_CASE("A synonym finds what the customer's own word doesn't stand in, a keyword too") {
  const nlohmann::json answer = search(shared_port(), "moneyback", "&lang=en");
  REQUIRE_FALSE(answer["results"].empty());
  CHECK(answer["results"][0]["id"] == "en/billing/refunds");
  CHECK(answer["dropped"].empty());
  CHECK(search(shared_port(), "chargeback", "&lang=en")["results"][0]["id"] == "en/billing/refunds");
}

TEST_CASE("Drafts and articles for agents are nowhere to be seen") {
  for (const std::string word : {"quokka", "platypus"}) {
    INFO(word);
    const nlohmann::json answer =
        search(shared_port(), word, "&lang=en");  // words that look alike may be found
    CHECK_THAT(answer["results"].dump(), !Contains(word));
    CHECK_FALSE(has_id(answer, "en/internal/escalation"));
    CHECK_FALSE(has_id(answer, "en/drafts/platypus"));
    CHECK_THAT(get(shared_port(), "/api/v1/suggest?q=" + word).body, Contains("\"suggestions\":[]"));
    CHECK_THAT(get(shared_port(), "/?lang=en").body, !Contains(word));
  }
  CHECK(get(shared_port(), "/articles/en/internal/escalation").status == 404);
  CHECK(get(shared_port(), "/articles/en/drafts/platypus").status == 404);
}

TEST_CASE("An old id leads to where the article is now") {
  const HttpResponse moved = get(shared_port(), "/articles/en/faq/password");
  CHECK(moved.status == 308);
  CHECK(moved.headers.at("location") == "/articles/en/account/reset-password");
}

TEST_CASE("The page shows what the API says, in the same order") {
  for (const auto& [query, lang] :
       std::vector<std::pair<std::string, std::string>>{{"reset password", "en"},
                                                        {"thrift", "en"},
                                                        {"รหัสผ่าน", "th"},
                                                        {"nova lozinka", "sr-Latn"},
                                                        {"mat khau", "vi"},
                                                        {"पासवर्ड", "hi"},
                                                        {"xyzzyplugh", "en"}}) {
    INFO(query);
    const nlohmann::json answer = search(shared_port(), query, "&lang=" + lang);
    const HttpResponse page = get(shared_port(), "/search?q=" + percent_encoded(query) + "&lang=" + lang);
    REQUIRE(page.status == 200);
    CHECK(page.headers.at("content-language") == lang);
    std::vector<std::string> urls;
    for (const nlohmann::json& result : answer["results"]) {
      const bool other_script = std::string(lang) == "sr-Latn" && result["lang"] == "sr";
      urls.push_back(result["url"].get<std::string>());
      if (other_script)
        urls.back().insert(std::min(urls.back().find('#'), urls.back().size()), "?lang=sr-Latn");
      CHECK_THAT(page.body, Contains(">" + result["snippet"].get<std::string>() + "</p>"));
    }
    CHECK(result_links(page.body) == urls);
  }
}

TEST_CASE("The pages of results lead to each other and keep the question") {
  const std::string first = get(shared_port(), "/search?q=thrift&lang=en").body;
  CHECK_THAT(first,
             Contains("href=\"/search?lang=en&amp;q=thrift&amp;offset=10\"") && !Contains("rel=\"prev\""));
  CHECK(search(shared_port(), "thrift", "&lang=en")["total"] == 14);
  CHECK_THAT(first, Contains("<a href=\"/search?lang=th&amp;q=thrift\" lang=\"th\""));  // the language switch
  const std::string second = get(shared_port(), "/search?lang=en&q=thrift&offset=10").body;
  CHECK_THAT(second,
             Contains("rel=\"prev\" href=\"/search?lang=en&amp;q=thrift\"") && !Contains("rel=\"next\""));
  CHECK(result_links(second).size() == 4);
}

TEST_CASE("Suggestions complete titles") {
  const nlohmann::json answer =
      nlohmann::json::parse(get(shared_port(), "/api/v1/suggest?q=reset+yo&lang=en").body);
  CHECK(answer["query"] == "reset yo");
  REQUIRE(answer["suggestions"].size() == 1);
  CHECK(answer["suggestions"][0] == nlohmann::json{{"kind", "article"},
                                                   {"text", "Reset your password"},
                                                   {"id", "en/account/reset-password"},
                                                   {"url", "/articles/en/account/reset-password"},
                                                   {"lang", "en"}});
  CHECK(
      nlohmann::json::parse(get(shared_port(), "/api/v1/suggest?q=tip&lang=en").body)["suggestions"].size() ==
      8);
  CHECK(nlohmann::json::parse(get(shared_port(), "/api/v1/suggest?q=").body)["suggestions"].empty());
  CHECK(nlohmann::json::parse(get(shared_port(), "/api/v1/suggest").body)["suggestions"].empty());
}

TEST_CASE("An article's page has its title, date, contents, links and translations") {
  const std::string page = get(shared_port(), "/articles/en/account/reset-password").body;
  CHECK_THAT(page, Contains("<html lang=\"en\""));
  CHECK_THAT(page, Contains("<h1 itemprop=\"headline\">Reset your password</h1>"));
  CHECK_THAT(page, Contains("Updated 14 September 2026"));
  CHECK_THAT(page, Contains("<a href=\"#by-email\">By email</a>") &&
                       Contains("<li class=\"deeper\"><a href=\"#the-code-doesnt-arrive\">"));
  CHECK_THAT(page, Contains("<link rel=\"alternate\" hreflang=\"th\" href=\"http://localhost") &&
                       Contains("/articles/th/account/reset-password\">"));
  CHECK_THAT(page, Contains("<a href=\"/search?lang=en&amp;category=Account%20%26%20sign-in\">"));
  CHECK_THAT(get(shared_port(), "/articles/en/mobile/roaming").body,
             Contains("<a href=\"/articles/en/billing/refunds\">refunds</a>"));
  CHECK_THAT(get(shared_port(), "/articles/th/account/reset-password").body,
             Contains("14 กันยายน 2569") && Contains("<html lang=\"th\""));
}

TEST_CASE("The front page lists the topics of the language") {
  const std::string page = get(shared_port(), "/?lang=en").body;
  CHECK_THAT(page, Contains(">Tips</a>") && Contains("14 articles") && Contains("1 article<"));
  CHECK_THAT(page, Contains("/search?lang=en&amp;category=Tips"));
  const std::string topic = get(shared_port(), "/search?lang=en&category=Tips").body;
  CHECK_THAT(topic, Contains("Tip number 14") && !Contains("Get a refund"));
}

}  // namespace firstline::tests
