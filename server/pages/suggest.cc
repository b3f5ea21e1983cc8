// SPDX-License-Identifier: GPL-3.0-or-later
// "/api/v1/suggest": completions while typing. Never logged: a question that isn't finished is no search.
#include "server/json_api.h"
#include "server/pages/pages.h"
#include "server/parameters.h"

namespace firstline::server {
namespace {

constexpr std::size_t kSuggestions = 8;

}  // namespace

Response suggest_api(const Site& site, const Request& request) {
  const std::string query = query_parameter(request);
  const std::string lang = language_parameter(request);
  std::shared_ptr<const search::CompletionsByLanguage> past;
  if (site.past_queries != nullptr) past = site.past_queries->completions();
  LiveIndex::Lease searcher = site.index.borrow();
  Response response;
  response.content_type = "application/json";
  response.body = suggest_json(query, searcher->suggest(query, lang, kSuggestions, past.get()));
  return response;
}

}  // namespace firstline::server
