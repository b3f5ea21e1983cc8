// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes.h"

#include <array>
#include <string_view>

#include "base/failure.h"
#include "base/logging.h"
#include "server/json_api.h"
#include "server/pages/pages.h"

namespace firstline::server {
namespace {

struct Route {
  std::string_view path;  ///< ending in '/': everything below it
  Response (*make)(const Site&, const Request&);
  std::string_view method = "GET";  ///< and HEAD
};

constexpr std::array kRoutes = {
    Route{"/", home_page},
    Route{"/search", search_page},
    Route{"/articles/", article_page},
    Route{"/assets/", asset},
    Route{"/api/v1/search", search_api},
    Route{"/api/v1/suggest", suggest_api},
    Route{"/api/v1/click", click_api, "POST"},
    Route{"/api/v1/feedback", feedback_api, "POST"},
    Route{"/api/v1/contact", contact_api, "POST"},
    Route{"/healthz", healthz},
    Route{"/readyz", readyz},
    Route{"/metrics", metrics},
};

const Route* find_route(std::string_view path) {
  for (const Route& route : kRoutes) {
    const bool below = route.path.size() > 1 && route.path.back() == '/' && path.size() > route.path.size();
    if (path == route.path || (below && path.substr(0, route.path.size()) == route.path)) return &route;
  }
  return nullptr;
}

/// Nothing but our own files, no frames, no guessing of types.
void add_security_headers(Response& response) {
  response.headers.emplace_back("Content-Security-Policy",
                                "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
                                "base-uri 'none'; frame-ancestors 'none'");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "strict-origin-when-cross-origin");
}

Response make(const Site& site, const Request& request) {
  const Route* route = find_route(request.path);
  if (route == nullptr) return refuse_request(site, 404, request, "");
  if (request.method != route->method) {
    Response refused = refuse_request(site, 405, request, "");
    refused.headers.emplace_back("Allow", route->method == "GET" ? "GET, HEAD" : std::string(route->method));
    return refused;
  }
  try {
    return route->make(site, request);
  } catch (const BadRequest& bad) {
    return refuse_request(site, bad.status(), request, bad.what());
  } catch (const std::exception& error) {
    base::log_error(fmt::format("answering {}: {}", request.path, error.what()));
    return refuse_request(site, 500, request, "");
  }
}

}  // namespace

Response answer_request(const Site& site, const Request& request) {
  Response response = make(site, request);
  add_security_headers(response);
  site.metrics.count_response(response.status);
  return response;
}

Response refuse_by_protocol(const Site& site, int status, const Request& request) {
  Response response = refuse_request(site, status, request, "");
  add_security_headers(response);
  site.metrics.count_response(response.status);
  return response;
}

}  // namespace firstline::server
