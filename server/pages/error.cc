// SPDX-License-Identifier: GPL-3.0-or-later
// Errors, for programs and for people.
#include "server/json_api.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"

namespace firstline::server {
namespace {

bool is_for_programs(const std::string& path) {
  return path.rfind("/api/", 0) == 0;
}

Response error_page(const Site& site, int status, const Request& request) {
  const LiveIndex::Lease searcher = site.index.borrow();
  const Words& words = words_for_request(site, request, searcher->index());
  std::string key = "error_" + std::to_string(status);
  if (!words.has(key + "_heading")) key = status < 500 ? "error_400" : "error_500";
  nlohmann::json values = frame(site, words, searcher->index(), words.text(key + "_heading"));
  values["status"] = std::to_string(status);
  values["heading"] = words.text(key + "_heading");
  values["explanation"] = words.text(key + "_text");
  values["robots_noindex"] = true;
  return html_response(site, "error", values, status);
}

}  // namespace

Response refuse_request(const Site& site, int status, const Request& request, const std::string& detail) {
  if (is_for_programs(request.path)) return problem_response(status, detail);
  try {
    return error_page(site, status, request);
  } catch (const std::exception&) {  // the index itself may be the trouble
    return {status, "text/plain; charset=utf-8", std::string(status_title(status)) + "\n", {}};
  }
}

}  // namespace firstline::server
