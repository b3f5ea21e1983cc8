// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/gate.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/secrets.h"
#include "search/links.h"
#include "server/json_api.h"
#include "server/pages/pages.h"
#include "server/pages/sign_in.h"
#include "server/parameters.h"

namespace firstline::server {
namespace {

constexpr std::string_view kPages = "/review";
constexpr std::string_view kApi = "/api/v1/review";
constexpr const char* kFirstPage = "/review";
constexpr std::size_t kLongestNext = 2'000;

bool is_at_or_below(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

bool is_api(const Request& request) {
  return is_at_or_below(request.path, kApi);
}

/// The token of "Bearer TOKEN"; the scheme's case doesn't count (RFC 9110).
std::string bearer_token(const std::string& authorization) {
  constexpr std::string_view kScheme = "bearer ";
  const bool fits = authorization.size() > kScheme.size() &&
                    std::equal(kScheme.begin(), kScheme.end(), authorization.begin(),
                               [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b | 0x20 : b); });
  if (!fits) return "";
  const std::size_t begin = authorization.find_first_not_of(' ', kScheme.size());
  return begin == std::string::npos ? "" : authorization.substr(begin);
}

/// Where the request wanted to go, to come back to.
std::string wanted(const Request& request) {
  if (request.method != "GET") return kFirstPage;
  std::string url = search::percent_encode(request.path, "/");
  char separator = '?';
  for (const auto& [name, value] : request.parameters) {
    url += separator + search::percent_encode(name) + '=' + search::percent_encode(value);
    separator = '&';
  }
  return safe_next(url);
}

Response ask_to_sign_in(const Request& request) {
  if (!is_api(request))
    return Response::see_other(std::string(kSignInPath) +
                               "?next=" + search::percent_encode(wanted(request), "/"));
  Response response =
      problem_response(401, request.authorization.empty()
                                ? "sign in at /review/sign-in, or send Authorization: Bearer TOKEN"
                                : "nobody has this token; firstline-server user token NAME makes one");
  response.headers.emplace_back("WWW-Authenticate", request.authorization.empty()
                                                        ? "Bearer realm=\"review\""
                                                        : "Bearer realm=\"review\", error=\"invalid_token\"");
  return response;
}

Response forbid(const Site& site, const Request& request, const std::string& heading,
                const std::string& text) {
  return is_api(request) ? problem_response(403, heading + ". " + text)
                         : review_notice(site, 403, heading, text);
}

bool has_csrf_token(const Request& request, const std::string& expected) {
  if (!request.csrf_token.empty()) return base::same_secret(request.csrf_token, expected);
  if (!request.content_type.starts_with("application/x-www-form-urlencoded")) return false;
  return base::same_secret(form_field(posted_form(request), kCsrfField), expected);
}

}  // namespace

bool is_behind_gate(std::string_view path) {
  return is_at_or_below(path, kPages) || is_at_or_below(path, kApi);
}

bool is_of_this_machine(const Site& site, const Request& request) {
  if (!is_loopback(site.callers.address(request))) return false;
  const bool by_proxy = !request.forwarded_for.empty() || request.by_tls;
  return !by_proxy || site.callers.trusts(request);  // an unnamed proxy here speaks for the whole world
}

bool is_of_another_site(const Request& request) {
  if (!request.sec_fetch_site.empty())
    return request.sec_fetch_site != "same-origin" && request.sec_fetch_site != "none";
  if (request.origin.empty()) return false;
  const std::size_t host = request.origin.find("://");
  return host == std::string::npos || request.origin.substr(host + 3) != request.host;
}

std::string safe_next(const std::string& next) {
  const std::string_view path = std::string_view(next).substr(0, next.find('?'));
  const bool plain = std::all_of(next.begin(), next.end(), [](char c) { return c > ' ' && c < 0x7f; });
  // Browsers read '\' as '/', and "%2e" as '.'.
  const std::string decoded = search::percent_decode(path);
  if (next.size() > kLongestNext || !plain || !is_at_or_below(path, kPages) ||
      next.find_first_of("\\#") != std::string::npos || path.find("//") != std::string_view::npos ||
      decoded.find('\\') != std::string::npos || (decoded + '/').find("/../") != std::string::npos ||
      (decoded + '/').find("/./") != std::string::npos || is_at_or_below(path, kSignInPath) ||
      is_at_or_below(path, kSignOutPath))
    return kFirstPage;
  return next;
}

Response refuse_without_users(const Site& site, const Request& request) {
  if (!is_of_this_machine(site, request)) return refuse_request(site, 404, request, "");
  if (!is_api(request)) return setup_page(site);
  const std::string file = site.access.users_file().empty() ? "FILE" : site.access.users_file();
  return problem_response(
      403,
      fmt::format("nobody may see the review yet. Make a user: firstline-server user add NAME --users {0}; "
                  "then run the server with --users {0}",
                  file));
}

std::variant<SignedIn, Response> let_in(const Site& site, const Request& request, Role needed) {
  if (!site.access.has_users()) return refuse_without_users(site, request);
  const std::optional<SignedIn> user = request.authorization.empty()
                                           ? site.access.by_session(request.cookie(kReviewCookie))
                                           : site.access.by_token(bearer_token(request.authorization));
  if (!user) return ask_to_sign_in(request);
  if (!user->by_token && request.method != "GET" &&
      (is_of_another_site(request) || !has_csrf_token(request, user->csrf_token)))
    return forbid(site, request, "This came from a page that is out of date",
                  "Nothing was changed. Go back, load the page again and repeat what you did.");
  if (user->role < needed)
    return forbid(site, request, "You can look, but not change this",
                  "Your name has the role “viewer”. Someone with the role “lead” can change it, or "
                  "whoever looks after this server can give you that role.");
  return *user;
}

}  // namespace firstline::server
