// SPDX-License-Identifier: GPL-3.0-or-later
// "/healthz", "/readyz", "/metrics": for operators and their machines.
#include "server/pages/pages.h"

namespace firstline::server {

Response healthz(const Site&, const Request&) {
  return {200, "text/plain; charset=utf-8", "ok\n", {{"Cache-Control", "no-store"}}};
}

/// An index is always open: without one the server does not start.
Response readyz(const Site& site, const Request&) {
  const std::string trouble = site.log.trouble();
  Response response;
  response.headers.emplace_back("Cache-Control", "no-store");
  response.status = trouble.empty() ? 200 : 503;
  response.body = trouble.empty() ? "ready\n" : "the search log can't be written: " + trouble + "\n";
  return response;
}

Response metrics(const Site& site, const Request&) {
  return {200,
          "text/plain; version=0.0.4; charset=utf-8",
          site.metrics.text(site.log.lost(), site.log.waiting(), site.index.generation()),
          {{"Cache-Control", "no-store"}}};
}

}  // namespace firstline::server
