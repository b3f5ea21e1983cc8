// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever customers, robots and attackers send: an answer or a right refusal, never a crash.
#include <catch2/catch.hpp>

#include "tests/trips/serving/small_centre.h"

namespace firstline::tests {
namespace {

using Catch::Contains;

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

void check_problem(const HttpResponse& response, int status) {
  CHECK(response.status == status);
  CHECK(response.headers.at("content-type") == "application/problem+json");
  const nlohmann::json problem = nlohmann::json::parse(response.body);
  CHECK(problem.at("type") == "about:blank");
  CHECK(problem.at("status") == status);
  CHECK_FALSE(problem.at("title").get<std::string>().empty());
}

}  // namespace

TEST_CASE("Customers' words are no query language: whatever they are, they are searched for") {
  const std::vector<std::string> questions = {"refund AND",
                                              "NOT refund",
                                              "AND",
                                              "OR OR OR",
                                              "\"",
                                              "\"refund",
                                              "(refund",
                                              "refund)",
                                              "+refund -card",
                                              "refund*",
                                              "*",
                                              "?",
                                              "title:refund",
                                              "refund~2",
                                              "refund NEAR card",
                                              "[a TO b]",
                                              "\\",
                                              "'; DROP TABLE searches; --",
                                              "<script>alert(1)</script>",
                                              "{{title}}",
                                              "{query}",
                                              "%s%n",
                                              "../../etc/passwd",
                                              "refund\tcard",
                                              "…",
                                              "—",
                                              "🙂",
                                              "🙂 refund",
                                              "e\xCC\x81t\xC3\xA9",
                                              "\xE2\x80\x8B",
                                              "\xEF\xBB\xBF"
                                              "refund",
                                              "a",
                                              "ก",
                                              "我想退款",
                                              "استرداد",
                                              repeated("refund ", 140),
                                              repeated("word ", 200),
                                              repeated("x", 1000),
                                              repeated("ก", 800),
                                              repeated("a ", 500),
                                              repeated("(", 1000),
                                              repeated("refund-", 140),
                                              repeated("\xCC\x81", 1000),
                                              repeated("👩‍👩‍👧‍👦", 60)};
  for (const std::string& question : questions) {
    INFO(question);
    const HttpResponse response = get(shared_port(), search_path(question, "&lang=en"));
    REQUIRE(response.status == 200);
    const nlohmann::json answer = nlohmann::json::parse(response.body);
    CHECK(answer["results"].is_array());
    if (answer["results"].empty()) CHECK(answer["answered"] == "no");
    const HttpResponse page = get(shared_port(), "/search?lang=en&q=" + percent_encoded(question));
    CHECK(page.status == 200);
    CHECK_THAT(page.body, !Contains("<script>") && Contains("</html>"));
    CHECK(get(shared_port(), "/api/v1/suggest?q=" + percent_encoded(question)).status == 200);
  }
  for (const char* question : {"refund AND", "NOT refund", "\"refund", "(refund", "+refund -card", "refund*",
                               "🙂 refund", "\xEF\xBB\xBFrefund"}) {
    INFO(question);
    CHECK(has_id(search(shared_port(), question, "&lang=en"), "en/billing/refunds"));
  }
}

TEST_CASE("The question comes back as it was asked") {
  for (const char* question : {"a=b", "100% + 50%", "C:\\temp", "\"x\" & <y>", "ชื่อ 'ก'"}) {
    CHECK(search(shared_port(), question)["query"] == question);
  }
  CHECK(nlohmann::json::parse(get(shared_port(), "/api/v1/search?q=a=b").body)["query"] == "a=b");
  CHECK(nlohmann::json::parse(get(shared_port(), "/api/v1/search?q=a+b").body)["query"] == "a b");
  CHECK(nlohmann::json::parse(get(shared_port(), "/api/v1/search?q=a%00b").body)["query"] == "a b");
}

TEST_CASE("What can't be a question is refused: a problem for programs, a page for people") {
  for (const char* parameters :
       {"", "?q=", "?q=%20%20", "?q=%00", "?q=%FF%FE", "?q=%ED%A0%80", "?q=refund&limit=0",
        "?q=refund&limit=51", "?q=refund&limit=x", "?q=refund&offset=-1", "?q=refund&lang=!",
        "?q=refund&category=%FF", "?q=refund&channel=%FF"}) {
    INFO(parameters);
    check_problem(get(shared_port(), std::string("/api/v1/search") + parameters), 400);
  }
  for (const char* parameters : {"?q=%FF", "?q=refund&limit=0", "?q=refund&offset=x"}) {
    INFO(parameters);
    const HttpResponse page = get(shared_port(), std::string("/search") + parameters);
    CHECK(page.status == 400);
    CHECK_THAT(page.body, Contains("<p class=\"status\">400</p>") && Contains("<form class=\"search\""));
  }
  check_problem(get(shared_port(), "/api/v1/suggest?q=%FF"), 400);
}

TEST_CASE("A question that is too long is refused, however much too long it is") {
  for (const int length : {1001, 5000, 8000, 10'000, 50'000}) {
    INFO(length);
    check_problem(get(shared_port(), "/api/v1/search?q=" + repeated("a", length)), 414);
    const HttpResponse page = get(shared_port(), "/search?q=" + repeated("a", length));
    CHECK(page.status == 414);
    CHECK_THAT(page.body, Contains("That question is too long"));
  }
}

TEST_CASE("An unknown language is no reason to find nothing") {
  for (const char* lang : {"xx", "de", "zz-Zzzz", "en-GB"}) {
    INFO(lang);
    CHECK(has_id(search(shared_port(), "refund", std::string("&lang=") + lang), "en/billing/refunds"));
  }
}

TEST_CASE("Unknown addresses are 404") {
  check_problem(get(shared_port(), "/api/v1/nope"), 404);
  check_problem(get(shared_port(), "/api/"), 404);
  for (const std::string path : {"/nope", "/articles/en/nope", "/articles/../../etc/passwd", "/articles/%00",
                                 "/assets/..%2F..%2Fetc%2Fpasswd", "//", "/%",
                                 "/articles/en/account/reset-password/", "/ARTICLES/en/billing/refunds"}) {
    INFO(path);
    const HttpResponse page = get(shared_port(), path);
    CHECK(page.status == 404);
    CHECK_THAT(page.body, Contains("<p class=\"status\">404</p>"));
  }
  CHECK(get(shared_port(), "/articles/%FF").status == 400);
}

TEST_CASE("A wrong method is refused, says what is right, and confuses nobody") {
  for (const std::string method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
    INFO(method);
    HttpClient client(shared_port());
    client.send(method +
                " /api/v1/search?q=refund HTTP/1.1\r\nHost: x\r\nContent-Length: 27\r\n\r\nGET /metrics "
                "HTTP/1.1\r\n\r\n  GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    const HttpResponse response = client.read_response();
    check_problem(response, 405);
    CHECK(response.headers.at("allow") == "GET, HEAD");
    CHECK(client.read_response().body == "ok\n");
  }
}

TEST_CASE("Any article id can be asked for") {
  for (const std::string& id : {repeated("a", 1900), repeated("a/", 3000), repeated("%E0%B8%81", 300),
                                std::string("%0D%0ASet-Cookie:%20a=b"), repeated("%00", 100),
                                std::string("en%2Fbilling%2Frefunds%3Fx")}) {
    INFO(id.substr(0, 30));
    CHECK(get(shared_port(), "/articles/" + id).status == 404);
  }
  CHECK(get(shared_port(), "/articles/en%2Fbilling%2Frefunds").status == 200);
}

}  // namespace firstline::tests
