// SPDX-License-Identifier: GPL-3.0-or-later
// "/review/sign-in", "/review/sign-out", "/api/v1/review/user". In English, as the whole review.
#include "server/pages/sign_in.h"

#include <nlohmann/json.hpp>
#include <sstream>

#include "base/random.h"
#include "base/secrets.h"
#include "server/access/gate.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/parameters.h"

namespace firstline::server {
namespace {

/// A random mark that ties the form to the browser it was sent to.
constexpr const char* kFormCookie = "firstline_sign_in";

/// The cookie goes to where the review is, so that customers' pages never see it.
constexpr const char* kCookiePaths[] = {"/review", "/api/v1/review"};

std::string cookie_attributes(const Site& site, const Request& request, const std::string& path) {
  const bool secure = request.by_tls && site.callers.trusts(request);
  return "; Path=" + path + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
}

nlohmann::json review_frame(const Site& site, const std::string& heading) {
  const LiveIndex::Lease searcher = site.index.borrow();
  const Words& words = site.dictionary.words_for("en");
  nlohmann::json values =
      frame(site, words, searcher->index(), page_title({heading, words.text("site_name")}));
  values["heading"] = heading;
  values["robots_noindex"] = true;
  return values;
}

/// A command in words, so that a narrow page breaks it between two of them.
nlohmann::json step(const std::string& text, const std::string& command) {
  nlohmann::json words = nlohmann::json::array();
  std::istringstream stream(command);
  for (std::string word; stream >> word;) words.push_back({{"word", word}});
  return {{"text", text}, {"words", words}};
}

struct Form {
  int status = 200;
  std::string alert;   ///< what went wrong
  std::string notice;  ///< what went well
  std::string name;
  std::string next;
};

Response form_page(const Site& site, const Request& request, const Form& form) {
  std::string mark = request.cookie(kFormCookie);
  const bool has_mark = base::is_token(mark);
  if (!has_mark) mark = base::random_token();
  nlohmann::json values = review_frame(site, "Sign in to the review");
  values["lead"] = "For the people who look after these articles.";
  values["alert"] = form.alert;
  values["notice"] = form.notice;
  values["form"] = {{"action", kSignInPath},
                    {"name", form.name},
                    {"name_focus", form.name.empty()},
                    {"password_focus", !form.name.empty()},
                    {"next", form.next},
                    {"token", site.access.form_token(mark)}};
  Response response = html_response(site, "sign_in", values, form.status);
  if (!has_mark)
    response.headers.emplace_back(
        "Set-Cookie", std::string(kFormCookie) + "=" + mark + cookie_attributes(site, request, kSignInPath));
  return response;
}

/// "45 seconds", "2 minutes".
std::string spoken(std::chrono::seconds wait) {
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(wait).count();
  const bool in_minutes = wait > std::chrono::seconds(90);
  const auto count = in_minutes ? minutes : wait.count();
  return std::to_string(count) + (in_minutes ? " minute" : " second") + (count == 1 ? "" : "s");
}

Response refuse(const Site& site, const Request& request, Form form, const SignInAnswer& answer) {
  using Kind = SignInAnswer::Kind;
  std::string wait_header = std::to_string(answer.wait.count());
  if (answer.kind == Kind::kBusy) {
    form.status = 503;
    form.alert = "Many people are signing in right now. Please try again in a few seconds.";
  } else if (answer.kind == Kind::kLocked) {
    form.status = 429;
    form.alert = "There were too many tries that didn’t work. Please wait " + spoken(answer.wait) +
                 ", then try again.";
  } else {
    form.status = 401;
    form.alert = "That name and password don’t go together. Please check both and try again.";
    if (answer.wait.count() > 0)
      form.alert = "That name and password don’t go together. Please wait " + spoken(answer.wait) +
                   " before you try again.";
  }
  Response response = form_page(site, request, form);
  if (answer.wait.count() > 0) response.headers.emplace_back("Retry-After", std::move(wait_header));
  if (form.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"review\"");
  return response;
}

}  // namespace

Response review_notice(const Site& site, int status, const std::string& heading, const std::string& text) {
  nlohmann::json values = review_frame(site, heading);
  values["lead"] = text;
  return html_response(site, "sign_in", values, status);
}

Response setup_page(const Site& site) {
  const std::string& file = site.access.users_file();
  const std::string shown = file.empty() ? "FILE" : file;
  nlohmann::json values = review_frame(site, "The review is closed for now");
  values["lead"] =
      "It shows what customers looked for and didn’t find, so only people you name may see it. "
      "You see this page because you’re on the machine that the server runs on.";
  const std::string start = "firstline-server --index DIR --log FILE --users " + shown;
  values["steps"] = {
      step("Make the first user; you’ll be asked for a password:",
           "firstline-server user add NAME --users " + shown),
      step(file.empty()
               ? "Start the server with that file:"
               : "The server runs with this file already, and sees the change within two seconds. The "
                 "next time, start it the same way:",
           start)};
  return html_response(site, "sign_in", values, 403);
}

Response sign_in_page(const Site& site, const Request& request) {
  if (!site.access.has_users()) return refuse_without_users(site, request);
  const std::string* asked = request.parameter("next");
  Form form;
  form.next = safe_next(asked == nullptr ? "" : *asked);
  if (site.access.by_session(request.cookie(kReviewCookie))) return Response::see_other(form.next);
  if (request.parameter("signed-out") != nullptr) form.notice = "You’re signed out. See you soon.";
  return form_page(site, request, form);
}

Response sign_in(const Site& site, const Request& request) {
  if (!site.access.has_users()) return refuse_without_users(site, request);
  const FormFields fields = posted_form(request);
  Form form;
  form.next = safe_next(form_field(fields, "next"));
  form.name = form_field(fields, "name");
  if (!is_user_name(form.name)) form.name.clear();  // not shown again: it may be a password
  const std::string mark = request.cookie(kFormCookie);
  if (is_of_another_site(request) || !base::is_token(mark) ||
      !base::same_secret(form_field(fields, "form_token"), site.access.form_token(mark))) {
    form.status = 403;
    form.alert =
        "This page was open for too long, or your browser keeps no cookies for it. Please try once more.";
    return form_page(site, request, form);
  }
  const SignInAnswer answer = site.access.sign_in(form_field(fields, "name"), form_field(fields, "password"),
                                                  site.callers.address(request));
  if (answer.kind != SignInAnswer::Kind::kSignedIn) return refuse(site, request, form, answer);
  // Whatever session the browser had before: nobody else's goes on under this name.
  site.access.sign_out(request.cookie(kReviewCookie));
  Response response = Response::see_other(form.next);
  for (const char* path : kCookiePaths)
    response.headers.emplace_back("Set-Cookie", std::string(kReviewCookie) + "=" + answer.session +
                                                    cookie_attributes(site, request, path));
  return response;
}

Response sign_out(const Site& site, const Request& request) {
  auto gate = let_in(site, request, Role::kViewer);
  if (auto* refused = std::get_if<Response>(&gate)) return std::move(*refused);
  site.access.sign_out(request.cookie(kReviewCookie));
  Response response = Response::see_other(std::string(kSignInPath) + "?signed-out=1");
  for (const char* path : kCookiePaths)
    response.headers.emplace_back("Set-Cookie", std::string(kReviewCookie) + "=" +
                                                    cookie_attributes(site, request, path) + "; Max-Age=0");
  return response;
}

Response signed_in_user_api(const Site& site, const Request& request) {
  auto gate = let_in(site, request, Role::kViewer);
  if (auto* refused = std::get_if<Response>(&gate)) return std::move(*refused);
  const SignedIn& user = std::get<SignedIn>(gate);
  const nlohmann::ordered_json json = {{"name", user.name}, {"role", role_name(user.role)}};
  return {200, "application/json", json.dump(), {}};
}

}  // namespace firstline::server
