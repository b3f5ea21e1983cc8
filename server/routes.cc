// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes.h"

#include <array>
#include <optional>
#include <string_view>

#include "base/failure.h"
#include "base/logging.h"
#include "server/access/gate.h"
#include "server/caching.h"
#include "server/http/host.h"
#include "server/ip_address.h"
#include "server/json_api.h"
#include "server/pages/pages.h"
#include "server/pages/review.h"

namespace firstline::server {
namespace {

struct Route {
  std::string_view path;  ///< ending in '/': everything below it
  Response (*make)(const Site&, const Request&);
  std::string_view method = "GET";      ///< and HEAD
  std::optional<Metered> metered = {};  ///< how often one client may
  bool open = false;  ///< scripts of any other site may read the answer (CORS), without cookies
};

constexpr std::optional<Metered> kSearch = Metered::kSearch;
constexpr std::optional<Metered> kPost = Metered::kPost;

constexpr std::array kRoutes = {
    Route{"/", home_page},
    Route{"/search", search_page, "GET", kSearch},
    Route{"/articles/", article_page},
    Route{"/contact", contact_page},
    Route{"/contact", contact, "POST", kPost},
    Route{"/contact/thanks", contact_thanks_page},
    Route{"/feedback", feedback_page},
    Route{"/feedback", feedback, "POST", kPost},
    Route{"/assets/", asset},
    Route{"/api/v1/search", search_api, "GET", kSearch, true},
    Route{"/api/v1/suggest", suggest_api, "GET", kSearch, true},
    Route{"/widget.js", widget, "GET", {}, true},
    Route{"/opensearch.xml", opensearch},
    Route{"/opensearch/suggest", opensearch_suggest, "GET", kSearch},
    Route{"/sitemap.xml", sitemap},
    Route{"/robots.txt", robots},
    Route{"/feeds/", feed},
    Route{"/api/v1/click", click_api, "POST", kPost},
    Route{"/api/v1/feedback", feedback_api, "POST", kPost},
    Route{"/api/v1/contact", contact_api, "POST", kPost},
    Route{kSignInPath, sign_in_page},
    Route{kSignInPath, sign_in, "POST", Metered::kSignIn},
    Route{kSignOutPath, sign_out, "POST"},
    Route{"/api/v1/review/user", signed_in_user_api},
    Route{"/review", review_gaps_page},
    Route{"/review/gaps/", review_gap_page},
    Route{"/review/gaps/", review_gap_change, "POST"},
    Route{"/review/figures", review_figures_page},
    Route{"/review/articles", review_articles_page},
    Route{"/review/articles/", review_article_page},
    Route{"/review/searches", review_searches_page},
    Route{"/review/messages", review_messages_page},
    Route{"/review/messages/", review_message_change, "POST"},
    Route{"/api/v1/review/messages", review_messages_api},
    Route{"/api/v1/review/messages/", review_message_change_api, "POST"},
    Route{"/api/v1/review/unanswered", review_unanswered_api},
    Route{"/api/v1/review/gaps/", review_gap_api},
    Route{"/api/v1/review/gaps/", review_gap_change_api, "POST"},
    Route{"/api/v1/review/figures", review_figures_api},
    Route{"/api/v1/review/articles", review_articles_api},
    Route{"/api/v1/review/articles/", review_article_api},
    Route{"/api/v1/review/searches", review_searches_api},
    Route{"/healthz", healthz},
    Route{"/readyz", readyz},
    Route{"/metrics", metrics},
};

/// The route of that path and method, else one of the path.
const Route* find_route(std::string_view path, std::string_view method) {
  const Route* other = nullptr;
  for (const Route& route : kRoutes) {
    const bool below = route.path.size() > 1 && route.path.back() == '/' && path.size() > route.path.size();
    if (path == route.path || (below && path.substr(0, route.path.size()) == route.path)) {
      if (route.method == method) return &route;
      if (other == nullptr) other = &route;
    }
  }
  return other;
}

std::string allowed_methods(std::string_view path) {
  std::string methods;
  for (const char* method : {"GET", "POST"}) {
    if (find_route(path, method)->method != method) continue;
    methods += std::string(methods.empty() ? "" : ", ") + (*method == 'G' ? "GET, HEAD" : method);
  }
  return methods;
}

/// Nothing but our own files, no frames, no guessing of types.
void add_security_headers(Response& response) {
  response.headers.emplace_back(
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
      "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "strict-origin-when-cross-origin");
  response.headers.emplace_back("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  // The proxy that speaks TLS is the one to say for how long it will (Strict-Transport-Security).
}

/// For the widget in companies' own pages. Never with "Access-Control-Allow-Credentials": what a cookie opens
/// stays ours. Refusals too, so that the other side can tell "too many" from "out of reach".
void open_to_other_sites(const Request& request, Response& response) {
  const Route* route = find_route(request.path, request.method);
  if (route == nullptr || !route->open || request.method != route->method) return;
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
}

/// What is behind the sign-in stays out of every cache, whatever became of the request.
void forbid_keeping(const Request& request, Response& response) {
  if (!is_behind_gate(request.path)) return;
  std::erase_if(response.headers, [](const auto& header) { return header.first == "Cache-Control"; });
  response.headers.emplace_back("Cache-Control", "no-store");
}

/// Whether another browser, set to another language, would get another answer. Articles are what they are;
/// errors and all other pages speak the reader's language.
bool is_by_language(const Request& request, const Response& response) {
  const bool is_article = response.status == 200 && request.path.rfind("/articles/", 0) == 0;
  const bool is_page = response.content_type.rfind("text/html", 0) == 0 && !is_article;
  return is_page || request.path == "/opensearch.xml" || request.path == "/widget.js";
}

/// Operators' own programs ask by whatever name or address they like.
bool is_for_operators(std::string_view path) {
  return path == "/healthz" || path == "/readyz" || path == "/metrics";
}

/// Whether the host that the request names is one of ours, by any port.
bool is_meant_for(const Site& site, const Request& request) {
  if (site.hosts.empty() || is_for_operators(request.path)) return true;
  const std::string host = lower_case(request.host);
  const bool is_ipv6 = host.starts_with('[');
  const std::size_t colon = is_ipv6 ? host.find(':', host.find(']')) : host.find(':');
  return site.hosts.count(host) != 0 || site.hosts.count(host.substr(0, colon)) != 0;
}

/// What a client is told that has done that too often; {}: it may. This machine and a proxy that doesn't say
/// for whom it asks are nobody's client.
std::optional<Response> refuse_too_many(const Site& site, Metered what, const Request& request) {
  if (site.rate_limits == nullptr) return {};
  const std::string address = site.callers.address(request);
  if (is_loopback(address) || site.callers.trusts(address)) return {};
  const std::chrono::seconds wait = site.rate_limits->take(what, address, site.clock());
  if (wait.count() == 0) return {};
  site.metrics.count_limited(what);
  Response refused = refuse_request(site, 429, request, "");
  refused.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return refused;
}

Response make_within_rate(const Site& site, const Route& route, const Request& request) {
  if (route.metered)
    if (std::optional<Response> refused = refuse_too_many(site, *route.metered, request)) return *refused;
  Response response = route.make(site, request);
  // A wrong token is a try to sign in.
  if (response.status == 401 && !request.authorization.empty())
    if (std::optional<Response> refused = refuse_too_many(site, Metered::kSignIn, request)) return *refused;
  return response;
}

Response make(const Site& site, const Request& request) {
  if (!is_meant_for(site, request)) return refuse_request(site, 421, request, "");
  const Route* route = find_route(request.path, request.method);
  if (route == nullptr) return refuse_request(site, 404, request, "");
  if (request.method != route->method) {
    Response refused = refuse_request(site, 405, request, "");
    refused.headers.emplace_back("Allow", allowed_methods(request.path));
    return refused;
  }
  try {
    return make_within_rate(site, *route, request);
  } catch (const BadRequest& bad) {
    return refuse_request(site, bad.status(), request, bad.what());
  } catch (const std::exception& error) {
    base::log_error(fmt::format("answering {}: {}", request.path, error.what()));
    return refuse_request(site, 500, request, "");
  }
}

}  // namespace

bool is_search(std::string_view path) {
  const Route* route = find_route(path, "GET");
  return route != nullptr && route->metered == Metered::kSearch;
}

Response answer_request(const Site& site, const Request& request) {
  Response response = make(site, request);
  forbid_keeping(request, response);
  add_caching_headers(request, is_by_language(request, response), response);
  add_security_headers(response);
  open_to_other_sites(request, response);
  site.metrics.count_response(response.status);
  return response;
}

Response refuse_by_protocol(const Site& site, int status, const Request& request) {
  // No browser sends the others, only programs, and those that mean harm send many.
  const bool by_people = status == 413 || status == 414 || status >= 500;
  Response response = by_people ? refuse_request(site, status, request, "") : problem_response(status, "");
  add_caching_headers(request, is_by_language(request, response), response);
  add_security_headers(response);
  open_to_other_sites(request, response);
  site.metrics.count_response(response.status);
  return response;
}

}  // namespace firstline::server
