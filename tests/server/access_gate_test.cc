// SPDX-License-Identifier: GPL-3.0-or-later
// Who may pass to the review, and what the others are told.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "server/access/gate.h"
#include "tests/server/guarded_site.h"

namespace firstline::server {
namespace {

using namespace std::chrono_literals;
using Catch::Contains;
using tests::GuardedSite;
using tests::header;

constexpr const char* kApi = "/api/v1/review/user";
constexpr const char* kPage = "/review/groups";

/// The status of the refusal; 0: let in.
int refusal(GuardedSite& guarded, const Request& request, Role needed) {
  const auto gate = let_in(guarded.site, request, needed);
  const Response* refused = std::get_if<Response>(&gate);
  return refused == nullptr ? 0 : refused->status;
}

Request by_token(const GuardedSite& guarded, const std::string& method, const std::string& path,
                 const std::string& authorization) {
  Request request = guarded.request(method, path);
  request.authorization = authorization;
  return request;
}

std::string csrf_token(GuardedSite& guarded) {
  return std::get<SignedIn>(let_in(guarded.site, guarded.request("GET", kPage), Role::kViewer)).csrf_token;
}

}  // namespace

TEST_CASE("Without a sign-in the API says 401, a page leads to the sign-in and back") {
  GuardedSite guarded;
  const Response api = guarded.send(guarded.request("GET", kApi));
  CHECK(api.status == 401);
  CHECK(api.content_type == "application/problem+json");
  CHECK_THAT(header(api, "WWW-Authenticate"), Contains("Bearer"));
  CHECK(header(api, "Cache-Control") == "no-store");
  const auto gate = let_in(guarded.site, guarded.request("GET", kPage, "lang=th&q=%26+x"), Role::kViewer);
  const Response& page = std::get<Response>(gate);
  CHECK(page.status == 303);
  CHECK(header(page, "Location") == "/review/sign-in?next=/review/groups%3Flang%3Dth%26q%3D%2526%2520x");
  guarded.cookies["firstline_review"] = "AAAAAAAAAAAAAAAAAAAAAA";
  CHECK(refusal(guarded, guarded.request("GET", kPage), Role::kViewer) == 303);
  CHECK(refusal(guarded, guarded.request("POST", kPage), Role::kLead) == 303);
}

TEST_CASE("A session lets in, and keeps who it is") {
  GuardedSite guarded;
  CHECK(guarded.sign_in("ann", "correct+horse").status == 303);
  const auto gate = let_in(guarded.site, guarded.request("GET", kPage), Role::kViewer);
  const SignedIn& user = std::get<SignedIn>(gate);
  CHECK(user.name == "ann");
  CHECK(user.role == Role::kLead);
  CHECK_FALSE(user.by_token);
  CHECK(user.csrf_token.size() == 22);
  const Response api = guarded.send(guarded.request("GET", kApi));
  CHECK(api.body == R"({"name":"ann","role":"lead"})");
  CHECK(header(api, "Cache-Control") == "no-store");
  guarded.now += 12h + 1s;
  CHECK(refusal(guarded, guarded.request("GET", kApi), Role::kViewer) == 401);
}

TEST_CASE("A change needs the session's own CSRF token, in the form or as a header") {
  GuardedSite guarded;
  guarded.sign_in("ann", "correct+horse");
  const std::string token = csrf_token(guarded);
  CHECK(refusal(guarded, guarded.form(kPage, "x=1&csrf_token=" + token), Role::kLead) == 0);
  Request json = guarded.request("POST", kApi);
  json.content_type = "application/json";
  json.body = "{}";
  CHECK(refusal(guarded, json, Role::kLead) == 403);
  json.csrf_token = token;
  CHECK(refusal(guarded, json, Role::kLead) == 0);
  for (const std::string& wrong : {std::string(), std::string(22, 'A'), token + "A", token.substr(1)}) {
    CAPTURE(wrong);
    CHECK(refusal(guarded, guarded.form(kPage, "csrf_token=" + wrong), Role::kViewer) == 403);
  }
  CHECK(refusal(guarded, guarded.form(kPage, ""), Role::kViewer) == 403);
  GuardedSite other;  // another server's, and another session's
  other.sign_in("ann", "correct+horse");
  CHECK(refusal(guarded, guarded.form(kPage, "csrf_token=" + csrf_token(other)), Role::kViewer) == 403);
  guarded.sign_in("ann", "correct+horse");
  guarded.cookies.erase("firstline_review");
  guarded.sign_in("ann", "correct+horse");
  CHECK(refusal(guarded, guarded.form(kPage, "csrf_token=" + token), Role::kViewer) == 403);
}

TEST_CASE("A change that a browser says comes from elsewhere is refused, token or not") {
  GuardedSite guarded;
  guarded.sign_in("ann", "correct+horse");
  Request post = guarded.form(kPage, "csrf_token=" + csrf_token(guarded));
  for (const auto& [site, origin, status] : {std::tuple{"same-origin", "https://help.example.com", 0},
                                             {"", "https://help.example.com", 0},
                                             {"none", "", 0},
                                             {"cross-site", "https://help.example.com", 403},
                                             {"same-site", "https://help.example.com", 403},
                                             {"", "https://evil.example.com", 403},
                                             {"", "https://help.example.com.evil.org", 403},
                                             {"", "http://help.example.com:81", 403},
                                             {"", "null", 403}}) {
    CAPTURE(site, origin);
    post.sec_fetch_site = site;
    post.origin = origin;
    CHECK(refusal(guarded, post, Role::kLead) == status);
  }
}

TEST_CASE("A viewer looks and changes nothing") {
  GuardedSite guarded;
  guarded.sign_in("vic", "correct+horse");
  CHECK(refusal(guarded, guarded.request("GET", kPage), Role::kViewer) == 0);
  const Request change = guarded.form(kPage, "csrf_token=" + csrf_token(guarded));
  CHECK(refusal(guarded, change, Role::kViewer) == 0);
  const auto gate = let_in(guarded.site, change, Role::kLead);
  const Response& page = std::get<Response>(gate);
  CHECK(page.status == 403);
  CHECK_THAT(page.body, Contains("You can look, but not change this"));
  const auto api_gate =
      let_in(guarded.site, by_token(guarded, "POST", kApi, "Bearer " + guarded.token), Role::kLead);
  CHECK(std::get<Response>(api_gate).status == 403);
  CHECK(std::get<Response>(api_gate).content_type == "application/problem+json");
}

TEST_CASE(
    "A bearer token lets in without cookie and CSRF token; a wrong one never falls back to the cookie") {
  GuardedSite guarded;
  for (const char* scheme : {"Bearer ", "bearer ", "BEARER  "}) {
    const auto gate =
        let_in(guarded.site, by_token(guarded, "POST", kApi, scheme + guarded.token), Role::kViewer);
    REQUIRE(std::holds_alternative<SignedIn>(gate));
    CHECK(std::get<SignedIn>(gate).name == "vic");
    CHECK(std::get<SignedIn>(gate).by_token);
  }
  guarded.sign_in("ann", "correct+horse");
  for (const std::string& wrong :
       {std::string("Bearer x"), "Basic " + guarded.token, std::string("Bearer"), std::string("Bearer "),
        "Bearer" + guarded.token, "Bearer " + base::secret_hash(guarded.token)}) {
    CAPTURE(wrong);
    CHECK(refusal(guarded, by_token(guarded, "GET", kApi, wrong), Role::kViewer) == 401);
    CHECK(refusal(guarded, by_token(guarded, "GET", kPage, wrong), Role::kViewer) == 303);
  }
}

TEST_CASE("Without users the review is not there, but on this machine it says how to make one") {
  GuardedSite guarded(false);
  Request page = guarded.request("GET", kPage), api = guarded.request("GET", kApi);
  const auto status = [&guarded](Request request, const std::string& remote, const std::string& forwarded,
                                 bool by_tls = false) {
    request.remote_address = remote;
    request.forwarded_for = forwarded;
    request.by_tls = by_tls;
    return refusal(guarded, request, Role::kViewer);
  };
  for (const Request& request : {page, api}) {
    CHECK(status(request, "203.0.113.7", "") == 404);
    CHECK(status(request, "203.0.113.7", "127.0.0.1") == 404);  // forged
    CHECK(status(request, "10.0.0.1", "203.0.113.7") == 404);
    CHECK(status(request, "10.0.0.1", "127.0.0.1, 203.0.113.7") == 404);
    CHECK(status(request, "127.0.0.1", "203.0.113.7") == 404);  // a proxy here that nobody named
    CHECK(status(request, "127.0.0.1", "", true) == 404);
    CHECK(status(request, "127.0.0.1", "") == 403);
    CHECK(status(request, "::1", "") == 403);
    CHECK(status(request, "10.0.0.1", "127.0.0.1") == 403);
  }
  page.remote_address = api.remote_address = "127.0.0.1";
  const auto page_gate = let_in(guarded.site, page, Role::kViewer);
  CHECK_THAT(std::get<Response>(page_gate).body,
             Contains("<span>user</span> <span>add</span>") && Contains("<span>--users</span>"));
  const auto api_gate = let_in(guarded.site, api, Role::kViewer);
  CHECK_THAT(std::get<Response>(api_gate).body, Contains("user add NAME --users FILE"));
  CHECK(guarded.send(guarded.request("GET", kSignInPath)).status == 404);
  CHECK(guarded.send(guarded.form(kSignInPath, "")).status == 404);
  CHECK(guarded.send(guarded.form(kSignOutPath, "")).status == 404);
}

TEST_CASE("The way back leads nowhere but to the review") {
  for (const char* fine :
       {"/review", "/review/", "/review/groups", "/review?x=1", "/review/a?next=//b&c=%2e%2e/"}) {
    CAPTURE(fine);
    CHECK(safe_next(fine) == fine);
  }
  for (const char* wrong : {"",
                            "/",
                            "//evil.org",
                            "//evil.org/review",
                            "https://evil.org/review",
                            "/reviews",
                            "/search",
                            "/review/../search",
                            "/review/..",
                            "/review/%2e%2e/search",
                            "/review/.%2E",
                            "/review/./x",
                            "/review//evil.org",
                            "/review\\evil",
                            "/review/%5c..",
                            "\\/review",
                            " /review",
                            "/review/\r\nX: y",
                            "/review/\xc3\xa9",
                            "/review#x",
                            "/review/sign-in",
                            "/review/sign-in?next=/review",
                            "/review/sign-out",
                            "javascript:alert(1)"}) {
    CAPTURE(wrong);
    CHECK(safe_next(wrong) == "/review");
  }
  CHECK(safe_next("/review/" + std::string(3000, 'a')) == "/review");
}

TEST_CASE("All of the review is behind the gate, and nothing else is") {
  for (const char* path :
       {"/review", "/review/", "/review/x/y", "/api/v1/review", "/api/v1/review/unanswered"})
    CHECK(is_behind_gate(path));
  for (const char* path : {"/", "/reviews", "/api/v1/reviewed", "/api/v1/search", "/articles/review"})
    CHECK_FALSE(is_behind_gate(path));
}

}  // namespace firstline::server
