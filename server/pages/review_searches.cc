// SPDX-License-Identifier: GPL-3.0-or-later
// "/review/searches": the searches behind every figure.
#include "server/pages/review_searches.h"

#include <algorithm>
#include <array>

#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/pages/review_gap.h"
#include "server/pages/review_words.h"
#include "server/parameters.h"

namespace firstline::server {
namespace {

constexpr std::size_t kTextCharacters = 120;

struct What {
  const char* name;
  const char* text;
};
constexpr std::array kWhats = {What{"", "All"},
                               What{"answered", "With a sure answer"},
                               What{"unanswered", "Without an answer"},
                               What{"clicked", "Opened an article"},
                               What{"asked", "Asked a person"},
                               What{"rejected", "Said it didn’t help"}};

std::string outcome(const review::ListedSearch& search) {
  if (search.counted != Counted::kYes) return std::string("left out: ") + counted_name(search.counted);
  std::string text;
  const auto add = [&text](bool is_so, const char* what) {
    if (is_so) text += (text.empty() ? "" : ", ") + std::string(what);
  };
  add(search.asked_person, "asked a person");
  add(search.unhelpful, "said it didn’t help");
  add(search.helpful, "said it helped");
  add(search.again, "searched again");
  return text;
}

/// "Without an answer, of the gap “…”": what the list is limited to besides the filter, each with its end.
nlohmann::json limits(const ReviewRequest& in, const ReviewView& view, const review::Review::Wanted& wanted,
                      const UrlParameters& parameters) {
  nlohmann::json list = nlohmann::json::array();
  const auto add = [&](const char* name, const std::string& text) {
    UrlParameters others = parameters;
    for (auto& [key, value] : others)
      if (key == name) value.clear();
    list.push_back(
        {{"text", shortened(text, 80)}, {"clear_url", review_url("/review/searches", view, others)}});
  };
  if (!wanted.group.empty()) {
    const auto gap = in.review.gap(wanted.group, {});
    add("group", "Gap: " + (gap ? gap->label : wanted.group));
  }
  if (!wanted.article.empty())
    add("article", "Article: " + article_values(in.site, wanted.article, view)["title"].get<std::string>());
  if (!wanted.text.empty()) add("text", "Text: " + wanted.text);
  return list;
}

Response make_page(const ReviewRequest& in) {
  const ReviewView view = read_view(in);
  const review::Review::Wanted wanted = read_wanted(in);
  const review::Review::Listed listed = in.review.searches(view.filter, wanted);
  UrlParameters parameters = {{"group", wanted.group},
                              {"article", wanted.article},
                              {"text", wanted.text},
                              {"what", wanted.what},
                              {"left_out", wanted.left_out ? "1" : ""}};
  nlohmann::json rows = nlohmann::json::array();
  for (const review::ListedSearch& search : listed.searches) {
    nlohmann::json row = {{"at", minute_text(search.at_ms)},
                          {"iso", iso_time(search.at_ms)},
                          {"query", text_values(search.text, kTextCharacters)},
                          {"lang", search.lang},
                          {"channel", search.channel},
                          {"category", search.category},
                          {"answered", answered_text(search.answered)},
                          {"failed", search.unanswered},
                          {"outcome", outcome(search)}};
    if (!search.opened.empty()) {
      row["opened"] = article_values(in.site, search.opened, view);
      row["opened"]["rank"] = search.rank == 0 ? "" : std::to_string(search.rank);
    } else if (!search.first.empty()) {
      row["first"] = article_values(in.site, search.first, view);
    }
    if (!search.group.empty()) row["gap_url"] = gap_url(search.group, view);
    rows.push_back(std::move(row));
  }
  nlohmann::json whats = nlohmann::json::array();
  for (const What& what : kWhats) {
    UrlParameters others = parameters;
    for (auto& [key, value] : others)
      if (key == "what") value = what.name;
    whats.push_back({{"text", what.text},
                     {"url", review_url("/review/searches", view, others)},
                     {"current", wanted.what == what.name}});
  }
  nlohmann::json values = review_page_values(in, "Searches", "searches");
  values["lead"] = counted(listed.total, "search", "searches") + ", the newest first.";
  values["searches"] = rows;
  values["has_searches"] = !rows.empty();
  values["whats"] = whats;
  values["filter"] = filter_values(in, "/review/searches", view, false);
  for (const auto& [name, value] : parameters)
    if (!value.empty()) values["filter"]["hidden"].push_back({{"name", name}, {"value", value}});
  values["limits"] = limits(in, view, wanted, parameters);
  values["has_limits"] = !values["limits"].empty();
  add_pager(values, "/review/searches", view, parameters, wanted.offset, wanted.limit, listed.total);
  UrlParameters csv = parameters;
  csv.emplace_back("format", "csv");
  values["csv_url"] = review_url("/api/v1/review/searches", view, csv);
  return html_response(in.site, "review_searches", values);
}

}  // namespace

review::Review::Wanted read_wanted(const ReviewRequest& in, std::size_t most) {
  constexpr std::size_t kMostOffset = 10'000'000;
  constexpr std::size_t kLongestText = 8'000;  // bytes
  constexpr std::size_t kPage = 50;
  review::Review::Wanted wanted;
  wanted.group = text_parameter(in.request, "group", kLongestText);
  wanted.article = text_parameter(in.request, "article", kLongestText);
  wanted.text = text_parameter(in.request, "text", kLongestText);
  wanted.what = text_parameter(in.request, "what", kLongestText);
  if (std::none_of(kWhats.begin(), kWhats.end(),
                   [&wanted](const What& what) { return wanted.what == what.name; }))
    throw BadRequest(400, "the parameter what is none of unanswered, answered, clicked, asked, rejected");
  wanted.left_out = number_parameter(in.request, "left_out", 0, 0, 1) == 1;
  wanted.offset = number_parameter(in.request, "offset", 0, 0, kMostOffset);
  wanted.limit = number_parameter(in.request, "limit", kPage, 1, most);
  return wanted;
}

Response review_searches_page(const Site& site, const Request& request) {
  return with_review(site, request, Role::kViewer, make_page);
}

}  // namespace firstline::server
