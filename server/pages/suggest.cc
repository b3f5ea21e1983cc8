// SPDX-License-Identifier: GPL-3.0-or-later
// "/api/v1/suggest": completions while typing; "/opensearch/suggest": the same for a browser's address bar.
// Never logged: a question that isn't finished is no search.
#include "search/links.h"
#include "server/json_api.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/parameters.h"
#include "server/site_address.h"

namespace firstline::server {
namespace {

constexpr std::size_t kSuggestions = 8;

std::vector<search::Suggestion> suggestions(const Site& site, search::Searcher& searcher,
                                            const std::string& query, const std::string& lang) {
  std::shared_ptr<const search::CompletionsByLanguage> past;
  if (site.past_queries != nullptr) past = site.past_queries->completions();
  return searcher.suggest(query, lang, kSuggestions, past.get());
}

}  // namespace

Response suggest_api(const Site& site, const Request& request) {
  const std::string query = query_parameter(request);
  const std::string lang = language_parameter(request);
  LiveIndex::Lease searcher = site.index.borrow();
  Response response;
  response.content_type = "application/json";
  response.body = suggest_json(query, suggestions(site, *searcher, query, lang));
  return response;
}

/// The suggestions extension of OpenSearch 1.1: [query, [texts], [descriptions], [URLs]].
Response opensearch_suggest(const Site& site, const Request& request) {
  const std::string query = query_parameter(request);
  const std::string lang = language_parameter(request);
  const std::string address = site_address(site, request);
  LiveIndex::Lease searcher = site.index.borrow();
  nlohmann::json texts = nlohmann::json::array();
  nlohmann::json descriptions = nlohmann::json::array();
  nlohmann::json urls = nlohmann::json::array();
  for (const search::Suggestion& one : suggestions(site, *searcher, query, lang)) {
    const auto article = one.kind == search::SuggestionKind::kArticle
                             ? searcher->article(one.id)
                             : std::optional<search::StoredArticle>();
    texts.push_back(one.text);
    descriptions.push_back(article ? article->description : std::string_view());
    urls.push_back(address + (article ? search::article_url(one.id) : search_url(one.text, one.lang)));
  }
  Response response;
  response.content_type = "application/x-suggestions+json; charset=utf-8";
  response.body = nlohmann::json{query, texts, descriptions, urls}.dump(
      -1, ' ', false, nlohmann::json::error_handler_t::replace);
  return response;
}

}  // namespace firstline::server
