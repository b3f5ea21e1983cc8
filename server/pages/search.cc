// SPDX-License-Identifier: GPL-3.0-or-later
// "/search" and "/api/v1/search": the same search, as a page and as JSON.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string_view>

#include "base/random.h"
#include "language/guess.h"
#include "language/rules.h"
#include "language/utf8.h"
#include "search/links.h"
#include "server/json_api.h"
#include "server/pages/contact.h"
#include "server/pages/feedback.h"
#include "server/pages/found_by.h"
#include "server/pages/notices.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/pages/recovery.h"
#include "server/parameters.h"
#include "server/redaction/redaction.h"

namespace firstline::server {
namespace {

constexpr std::size_t kDefaultLimit = 10;
/// Searches on this channel are the help centre's own tests.
constexpr std::string_view kTestChannel = "test";

/// A search as the URL asks for it.
struct SearchParameters {
  search::SearchRequest request;
  std::string channel;
  std::string session;
};

SearchParameters read_parameters(const Request& request) {
  SearchParameters parameters;
  parameters.request.query = query_parameter(request);
  parameters.request.lang = language_parameter(request);
  parameters.request.category = text_parameter(request, "category", 200);
  parameters.request.limit = number_parameter(request, "limit", kDefaultLimit, 1, 50);
  parameters.request.offset = number_parameter(request, "offset", 0, 0, 1000);
  parameters.request.as_typed = number_parameter(request, "exact", 0, 0, 1) == 1;
  parameters.channel = text_parameter(request, "channel", 32);
  if (parameters.channel.empty()) parameters.channel = "web";
  parameters.session = text_parameter(request, "session", 128);
  return parameters;
}

struct LoggedAnswer {
  search::SearchAnswer answer;
  std::string search_id;
  double took_ms = 0;
};

/// Other channels are those of a company's own program, whatever it calls itself.
bool by_browser(const std::string& channel) {
  return channel == "web" || channel == "widget";
}

/// The language a question was asked in: the one that was asked for, but where the letters are clearly those
/// of the one that answered.
std::string language_of(const search::SearchRequest& asked, const search::SearchAnswer& answer,
                        const search::OpenIndex& index) {
  const std::string tag = index.languages->rules_for(asked.lang).tag;
  const bool known = std::any_of(index.catalogue.begin(), index.catalogue.end(),
                                 [&](const auto& own) { return own.first == tag; });
  if (!known || tag == answer.lang) return answer.lang;
  const bool plain = std::all_of(asked.query.begin(), asked.query.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (plain) return tag;
  const std::vector<std::string> fits =
      language::guess_languages(asked.query, {tag, answer.lang}, *index.languages);
  return std::find(fits.begin(), fits.end(), tag) != fits.end() ? tag : answer.lang;
}

/// Searches, then writes the search to the log: whoever has the answer is in the log.
LoggedAnswer search_and_log(const Site& site, LiveIndex::Lease& searcher, const Request& request,
                            const SearchParameters& parameters) {
  const auto start = std::chrono::steady_clock::now();
  LoggedAnswer result;
  result.answer = searcher->search(parameters.request);
  result.search_id = base::random_token();
  result.took_ms =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();

  LoggedSearch row;
  row.search_id = result.search_id;
  row.at = site.clock();
  row.query = redact(parameters.request.query);
  row.normalised = row.query == parameters.request.query
                       ? result.answer.normalised
                       : searcher->normalised(row.query, result.answer.lang);
  row.lang = language_of(parameters.request, result.answer, searcher->index());
  row.channel = redact(parameters.channel);
  row.category = redact(parameters.request.category);
  row.offset = parameters.request.offset;
  row.total = result.answer.total;
  row.answered = result.answer.answered;
  row.confidence = result.answer.confidence;
  for (const search::Hit& hit : result.answer.hits) row.shown.push_back(hit.id);
  row.took_ms = result.took_ms;
  row.generation = searcher.generation();
  const Caller caller = site.callers.caller(request, parameters.session, row.at);
  row.asker = caller.asker;
  row.client = caller.client;
  row.device = caller.device;
  row.correction = result.answer.correction;
  row.declared_bot = caller.declared_bot && by_browser(parameters.channel);
  row.own = parameters.channel == kTestChannel;
  site.log.record(std::move(row));
  site.metrics.count_search(result.answer.answered, result.took_ms);
  return result;
}

/// The session of the browser's cookie, unless the client names its own; the cookie to be set, if there is
/// none. Who doesn't want to be told apart has none.
std::string keep_session(const Request& request, SearchParameters& parameters) {
  if (!parameters.session.empty() || request.untracked) return "";
  parameters.session = request.cookie(kSessionCookie);
  if (base::is_token(parameters.session)) return "";
  parameters.session = base::random_token();
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax{}", kSessionCookie, parameters.session,
                     request.by_tls ? "; Secure" : "");
}

/// `position`: of the result among all, from 1.
nlohmann::json result_values(const search::Hit& hit, const Words& words, const std::string& lang,
                             const std::string& search_id, std::size_t position) {
  return {{"title", hit.title},
          {"url", result_url(words, hit, search_id, position)},
          {"section", hit.section},
          {"snippet", hit.snippet},
          {"lang", hit.lang},
          {"category", hit.category},
          {"language_note", hit.lang == lang ? "" : in_language_text(words, hit.lang)},
          {"pinned", hit.pinned}};
}

/// One topic with all its articles; null when there is none of that name.
nlohmann::json whole_topic(const Words& words, const search::OpenIndex& index, const std::string& category) {
  constexpr std::size_t kMostArticles = 500;
  for (nlohmann::json& topic : topics(words, index, kMostArticles))
    if (topic["name"] == category) return std::move(topic);
  return nullptr;
}

}  // namespace

Response search_api(const Site& site, const Request& request) {
  const SearchParameters parameters = read_parameters(request);
  if (is_blank(parameters.request.query)) throw BadRequest(400, "the parameter q is missing or empty");
  LiveIndex::Lease searcher = site.index.borrow();
  const LoggedAnswer result = search_and_log(site, searcher, request, parameters);
  Response response;
  response.content_type = "application/json";
  response.body = search_json(parameters.request.query, result.search_id, result.answer, result.took_ms,
                              notices_for(site, *searcher, parameters.request, result.answer));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Response search_page(const Site& site, const Request& request) {
  SearchParameters parameters = read_parameters(request);
  LiveIndex::Lease searcher = site.index.borrow();
  const search::OpenIndex& index = searcher->index();
  const Words& words = words_for_request(site, request, index);
  search::SearchRequest& asked = parameters.request;
  asked.lang = article_language(words.tag(), index);
  const bool has_query = !is_blank(asked.query);

  nlohmann::json values =
      frame(site, words, index,
            has_query ? words.text("results_title", {{"query", asked.query}}) : words.text("search_label"));
  values["robots_noindex"] = true;
  values["query"] = asked.query;
  link_languages(values, [&](const std::string& tag) { return search_url(asked.query, tag); });
  values["has_query"] = has_query;
  values["category_filter"] =
      asked.category.empty() ? "" : words.text("category_filter", {{"category", asked.category}});
  values["category_clear_url"] = search_url(asked.query, words.tag());
  if (!has_query) {
    values["whole_topic"] = whole_topic(words, index, asked.category);
    if (!values["whole_topic"].is_null()) put_topic_found_by(values, site, request, values["whole_topic"]);
    values["browse"] = topics(words, index);
    return html_response(site, "search", values);
  }

  const std::string new_session = keep_session(request, parameters);
  const LoggedAnswer result = search_and_log(site, searcher, request, parameters);
  const search::SearchAnswer& answer = result.answer;
  nlohmann::json results = nlohmann::json::array();
  for (const search::Hit& hit : answer.hits)
    results.push_back(
        result_values(hit, words, asked.lang, result.search_id, asked.offset + results.size() + 1));
  values["results"] = results;
  values["has_results"] = !results.empty();
  values["summary"] = words.counted("results_count", answer.total);
  values["answered_yes"] = answer.answered == search::Answered::kYes;
  values["answered_weak"] = answer.answered == search::Answered::kWeak;
  values["answered_no"] = answer.answered == search::Answered::kNo;
  put_recovery(values, answer, asked, words);
  values["notices"] = search_notices(site, words, *searcher, asked, answer);
  values["contact_url"] = contact_url(words.tag(), result.search_id, asked.query, "");
  if (!results.empty()) values["vote"] = vote_values(site, words, "", result.search_id);
  const std::size_t next = asked.offset + asked.limit;
  const std::size_t previous = asked.offset > asked.limit ? asked.offset - asked.limit : 0;
  const auto page_url = [&](std::size_t offset) {
    return search_url(asked.query, words.tag(), asked.category, offset, asked.as_typed);
  };
  values["previous_url"] = asked.offset == 0 ? "" : page_url(previous);
  values["next_url"] = answer.total > next ? page_url(next) : "";
  Response response = html_response(site, "search", values);
  if (!new_session.empty()) response.headers.emplace_back("Set-Cookie", new_session);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace firstline::server
