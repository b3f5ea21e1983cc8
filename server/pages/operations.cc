// SPDX-License-Identifier: GPL-3.0-or-later
// "/healthz", "/readyz", "/metrics": for operators and their machines.
#include <fmt/format.h>

#include "server/messages/messages.h"
#include "server/pages/pages.h"

namespace firstline::server {
namespace {

std::string message_metrics(Messages& messages) {
  return fmt::format(
      "# HELP firstline_messages_refused_total Customers' messages that could not be stored; they were "
      "told.\n"
      "# TYPE firstline_messages_refused_total counter\nfirstline_messages_refused_total {}\n"
      "# HELP firstline_messages_robots_total Messages of simple robots, thrown away.\n"
      "# TYPE firstline_messages_robots_total counter\nfirstline_messages_robots_total {}\n"
      "# HELP firstline_messages_open Messages that wait for an answer.\n"
      "# TYPE firstline_messages_open gauge\nfirstline_messages_open {}\n"
      "# HELP firstline_messages_writable Whether messages can be stored.\n"
      "# TYPE firstline_messages_writable gauge\nfirstline_messages_writable {}\n",
      messages.refused(), messages.robots(), messages.open_count(), messages.trouble().empty() ? 1 : 0);
}

}  // namespace

Response healthz(const Site&, const Request&) {
  return {200, "text/plain; charset=utf-8", "ok\n", {{"Cache-Control", "no-store"}}};
}

/// An index is always open: without one the server does not start.
Response readyz(const Site& site, const Request&) {
  std::string trouble;  // the program's log says why
  if (!site.log.trouble().empty()) trouble += "the search log can't be written\n";
  if (site.messages != nullptr && !site.messages->trouble().empty()) trouble += "messages can't be written\n";
  Response response;
  response.headers.emplace_back("Cache-Control", "no-store");
  response.status = trouble.empty() ? 200 : 503;
  response.body = trouble.empty() ? "ready\n" : trouble;
  return response;
}

Response metrics(const Site& site, const Request&) {
  return {200,
          "text/plain; version=0.0.4; charset=utf-8",
          site.metrics.text(site.log.lost(), site.log.waiting(), site.index.generation()) +
              (site.messages == nullptr ? "" : message_metrics(*site.messages)),
          {{"Cache-Control", "no-store"}}};
}

}  // namespace firstline::server
