// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/json_api.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/iso_time.h"
#include "search/links.h"
#include "server/pages/page.h"

namespace firstline::server {
namespace {

using Json = nlohmann::ordered_json;

constexpr auto kReplace = nlohmann::json::error_handler_t::replace;

double rounded(double value, double steps) {
  return std::round(value * steps) / steps;
}

/// Times are UTC, but of the next update as its writer gave it.
Json notice_json(const search::Notice& notice) {
  const auto time_or_null = [](bool is_given, std::int64_t seconds) {
    return is_given ? Json(base::format_iso_time(seconds)) : Json();
  };
  return {{"title", notice.title},
          {"lang", notice.lang},
          {"html", notice.html},
          {"from", time_or_null(notice.from != 0, notice.from)},
          {"until", time_or_null(notice.until != search::kNoEnd, notice.until)},
          {"next_update", notice.next_update.empty() ? Json() : Json(notice.next_update)}};
}

}  // namespace

std::string search_json(const std::string& query, const std::string& search_id,
                        const search::SearchAnswer& answer, double took_ms,
                        const std::vector<const search::Notice*>& notices) {
  Json results = Json::array();
  for (const search::Hit& hit : answer.hits)
    results.push_back({{"id", hit.id},
                       {"url", search::article_url(hit.id, hit.anchor)},
                       {"title", hit.title},
                       {"section", hit.section},
                       {"snippet", hit.snippet},
                       {"lang", hit.lang},
                       {"category", hit.category},
                       {"score", rounded(hit.score, 1000)},
                       {"pinned", hit.pinned}});
  Json stand_ins = Json::array();
  for (const search::StandIn& each : answer.stand_ins)
    if (!each.found.empty()) stand_ins.push_back({{"typed", each.typed}, {"found", each.found}});
  Json json = {{"query", query},
               {"lang", answer.lang},
               {"search_id", search_id},
               {"total", answer.total},
               {"took_ms", rounded(took_ms, 1000)},
               {"answered", search::answered_name(answer.answered)},
               {"confidence", rounded(answer.confidence, 1000)},
               {"correction", answer.correction.empty() ? Json() : Json(answer.correction)},
               {"corrected", answer.corrected},
               {"dropped", answer.dropped},
               {"stand_ins", stand_ins},
               {"results", results}};
  for (const search::Notice* const notice : notices) json["notices"].push_back(notice_json(*notice));
  return json.dump(-1, ' ', false, kReplace);
}

std::string suggest_json(const std::string& query, const std::vector<search::Suggestion>& suggestions) {
  Json list = Json::array();
  for (const search::Suggestion& suggestion : suggestions) {
    if (suggestion.kind == search::SuggestionKind::kQuery)
      list.push_back({{"kind", "query"},
                      {"text", suggestion.text},
                      {"url", search_url(suggestion.text, suggestion.lang)},
                      {"lang", suggestion.lang}});
    else
      list.push_back({{"kind", "article"},
                      {"text", suggestion.text},
                      {"id", suggestion.id},
                      {"url", search::article_url(suggestion.id)},
                      {"lang", suggestion.lang}});
  }
  return Json{{"query", query}, {"suggestions", list}}.dump(-1, ' ', false, kReplace);
}

const char* status_title(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 421:
      return "Misdirected Request";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return status < 500 ? "Bad Request" : "Internal Server Error";
  }
}

Response problem_response(int status, const std::string& detail) {
  Json json = {{"type", "about:blank"}, {"title", status_title(status)}, {"status", status}};
  if (!detail.empty()) json["detail"] = detail;
  return {status, "application/problem+json", json.dump(-1, ' ', false, kReplace), {}};
}

}  // namespace firstline::server
