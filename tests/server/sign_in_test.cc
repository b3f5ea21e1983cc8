// SPDX-License-Identifier: GPL-3.0-or-later
// The sign-in page, asked without a socket.
#include "server/pages/sign_in.h"

#include <catch2/catch.hpp>

#include "tests/server/guarded_site.h"

namespace firstline::server {
namespace {

using namespace std::chrono_literals;
using Catch::Contains;
using tests::GuardedSite;
using tests::header;

/// All cookies that a response sets.
std::string set_cookies(const Response& response) {
  std::string all;
  for (const auto& [name, value] : response.headers)
    if (name == "Set-Cookie") all += value + "\n";
  return all;
}

}  // namespace

TEST_CASE("The form is a page that works without scripts and that nobody keeps") {
  GuardedSite guarded;
  const Response page = guarded.send(guarded.request("GET", kSignInPath, "next=/review/groups%3Fx%3D1"));
  CHECK(page.status == 200);
  CHECK(header(page, "Cache-Control") == "no-store");
  CHECK_THAT(page.body, Contains("method=\"post\"") && Contains("autocomplete=\"current-password\"") &&
                            Contains("name=\"next\" value=\"/review/groups?x=1\"") && !Contains("<script"));
  CHECK_THAT(set_cookies(page), Contains("; Path=/review/sign-in; HttpOnly; SameSite=Lax\n"));
  CHECK(set_cookies(guarded.send(guarded.request("GET", kSignInPath))).empty());  // two tabs share it
}

TEST_CASE("The right name and password begin a session and lead to where one wanted to go") {
  GuardedSite guarded;
  const Response response = guarded.sign_in("ann", "correct+horse", "&next=/review/groups");
  CHECK(response.status == 303);
  CHECK(header(response, "Location") == "/review/groups");
  CHECK_THAT(set_cookies(response), Contains("; Path=/review; HttpOnly; SameSite=Lax\n") &&
                                        Contains("; Path=/api/v1/review; HttpOnly; SameSite=Lax\n") &&
                                        !Contains("Secure"));
  const Response again = guarded.send(guarded.request("GET", kSignInPath, "next=/review/x"));
  CHECK(again.status == 303);
  CHECK(header(again, "Location") == "/review/x");
}

TEST_CASE("The way back is checked when it comes with the form, too") {
  GuardedSite guarded;
  CHECK(header(guarded.sign_in("ann", "correct+horse", "&next=//evil.org"), "Location") == "/review");
}

TEST_CASE("Cookies are for TLS only when a trusted proxy says that it was TLS") {
  GuardedSite guarded;
  const auto cookies_by = [&guarded](const std::string& remote, bool tls) {
    Request request =
        guarded.form(kSignInPath, "form_token=" + guarded.form_token() + "&name=ann&password=correct+horse");
    request.cookies = "firstline_sign_in=" + guarded.cookies.at("firstline_sign_in");
    request.remote_address = remote;
    request.by_tls = tls;
    const Response response = answer_request(guarded.site, request);
    REQUIRE(response.status == 303);
    return set_cookies(response);
  };
  CHECK_THAT(cookies_by("10.0.0.1", true), Contains("; Path=/review; HttpOnly; SameSite=Lax; Secure\n"));
  CHECK_THAT(cookies_by("10.0.0.1", false), !Contains("Secure"));
  CHECK_THAT(cookies_by("203.0.113.7", true), !Contains("Secure"));
}

TEST_CASE("A wrong name and a wrong password get the same answer") {
  GuardedSite guarded;
  const Response wrong = guarded.sign_in("ann", "guess+guess");
  CHECK(wrong.status == 401);
  CHECK_THAT(wrong.body, Contains("role=\"alert\"") && Contains("value=\"ann\"") && !Contains("guess"));
  const Response nobody = guarded.sign_in("eve", "guess+guess");
  CHECK(nobody.status == 401);
  std::string like_ann = nobody.body;
  like_ann.replace(like_ann.find("value=\"eve\""), 11, "value=\"ann\"");
  CHECK(like_ann == wrong.body);
  CHECK(guarded.sign_in("", "").status == 401);
  CHECK(guarded.sign_in("%ff%00", "%ff%00").status == 401);
  CHECK(guarded.cookies.count("firstline_review") == 0);
  CHECK_THAT(guarded.sign_in("%22%3E%3Cscript%3E", "x").body, !Contains("\"><script>"));
}

TEST_CASE("After five failures it says how long to wait, to known and unknown names alike") {
  for (const char* name : {"ann", "nobody"}) {
    CAPTURE(name);
    GuardedSite guarded;
    for (int i = 0; i < 4; ++i) CHECK(guarded.sign_in(name, "wrong").status == 401);
    const Response fifth = guarded.sign_in(name, "wrong");
    CHECK(fifth.status == 401);
    CHECK(header(fifth, "Retry-After") == "30");
    CHECK_THAT(fifth.body, Contains("wait 30 seconds"));
    guarded.now += 10s;
    const Response locked = guarded.sign_in(name, "correct+horse");
    CHECK(locked.status == 429);
    CHECK(header(locked, "Retry-After") == "20");
    CHECK_THAT(locked.body, Contains("wait 20 seconds"));
    guarded.now += 20s;
    CHECK(guarded.sign_in(name, "correct+horse").status == (name == std::string("ann") ? 303 : 401));
  }
}

TEST_CASE("A sign-in that another site sends in somebody's name is refused") {
  GuardedSite guarded;
  const std::string body = "name=ann&password=correct+horse&form_token=";
  const std::string token = guarded.form_token();
  const std::string mark = guarded.cookies.at("firstline_sign_in");
  const auto status = [&](const std::string& form_token, const std::string& cookie,
                          const std::string& site = "") {
    Request request = guarded.form(kSignInPath, body + form_token);
    request.cookies = cookie.empty() ? "" : "firstline_sign_in=" + cookie;
    request.sec_fetch_site = site;
    return answer_request(guarded.site, request).status;
  };
  CHECK(status(token, "") == 403);
  CHECK(status("", mark) == 403);
  CHECK(status(token, "AAAAAAAAAAAAAAAAAAAAAA") == 403);
  CHECK(status("AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAA") == 403);
  CHECK(status(token, mark, "cross-site") == 403);
  CHECK(status(token, mark, "same-origin") == 303);
}

TEST_CASE("Signing out ends the session, and needs its token") {
  GuardedSite guarded;
  guarded.sign_in("ann", "correct+horse");
  const std::string session = guarded.cookies.at("firstline_review");
  CHECK(guarded.send(guarded.form(kSignOutPath, "")).status == 403);
  const auto gate = let_in(guarded.site, guarded.request("GET", "/review"), Role::kViewer);
  const std::string token = std::get<SignedIn>(gate).csrf_token;
  const Response out = guarded.send(guarded.form(kSignOutPath, "csrf_token=" + token));
  CHECK(out.status == 303);
  CHECK(header(out, "Location") == "/review/sign-in?signed-out=1");
  CHECK(guarded.cookies.count("firstline_review") == 0);
  guarded.cookies["firstline_review"] = session;
  CHECK(guarded.send(guarded.request("GET", "/api/v1/review/user")).status == 401);
  CHECK_THAT(guarded.send(guarded.request("GET", kSignInPath, "signed-out=1")).body, Contains("signed out"));
  CHECK(guarded.send(guarded.request("GET", kSignOutPath)).status == 405);
}

TEST_CASE("Signing in again ends the session that the browser had") {
  GuardedSite guarded;
  guarded.sign_in("vic", "correct+horse");
  const std::string before = guarded.cookies.at("firstline_review");
  const Request form =
      guarded.form(kSignInPath, "name=ann&password=correct+horse&form_token=" +
                                    guarded.access.form_token(guarded.cookies.at("firstline_sign_in")));
  CHECK(guarded.send(form).status == 303);
  CHECK(guarded.access.by_session(guarded.cookies.at("firstline_review"))->name == "ann");
  CHECK_FALSE(guarded.access.by_session(before));
}

TEST_CASE("Forms that are none, too long or too many fields are refused") {
  GuardedSite guarded;
  Request json = guarded.form(kSignInPath, "{}");
  json.content_type = "application/json";
  CHECK(guarded.send(json).status == 415);
  CHECK(guarded.send(guarded.form(kSignInPath, std::string(20'000, 'a'))).status == 413);
  std::string fields;
  for (int i = 0; i < 200; ++i) fields += "a&";
  CHECK(guarded.send(guarded.form(kSignInPath, fields)).status == 400);
  Request charset = guarded.form(kSignInPath, "");
  charset.content_type = "Application/X-WWW-Form-Urlencoded; charset=UTF-8";
  CHECK(guarded.send(charset).status == 403);
  const Response wrong = guarded.send(guarded.request("PUT", kSignInPath));
  CHECK(wrong.status == 405);
  CHECK(header(wrong, "Allow") == "GET, HEAD, POST");
}

}  // namespace firstline::server
