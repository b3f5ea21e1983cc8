// SPDX-License-Identifier: GPL-3.0-or-later
// "/api/v1/review/figures", "…/articles", "…/articles/ID" and "…/searches".
#include "language/utf8.h"
#include "search/confidence.h"
#include "server/pages/pages.h"
#include "server/pages/review_api.h"
#include "server/pages/review_searches.h"
#include "server/pages/review_words.h"

namespace firstline::server {
namespace {

using review::Figures;

constexpr std::string_view kArticlePath = "/api/v1/review/articles/";
constexpr std::size_t kMostQueries = 1'000;
constexpr std::size_t kMostSearches = 1'000;  // at once
const ReviewDefaults kEverything = {"all", "all"};

OrderedJson share_or_null(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? OrderedJson() : OrderedJson(review::share(part, whole));
}

OrderedJson figures_json(const Figures& figures) {
  return {
      {"searches", figures.searches},
      {"answered", figures.answered_yes},
      {"answered_weak", figures.answered_weak},
      {"unanswered", figures.unanswered},
      {"clicked", figures.clicked},
      {"asked_person", figures.asked_person},
      {"helpful", figures.helpful},
      {"unhelpful", figures.unhelpful},
      {"share_answered", share_or_null(figures.answered_yes, figures.searches)},
      {"share_clicked", share_or_null(figures.clicked, figures.searches)},
      {"mean_rank", share_or_null(figures.rank_sum, figures.ranked)},
      {"share_handoffs_avoided", share_or_null(figures.searches - figures.asked_person, figures.searches)},
      {"share_helpful", share_or_null(figures.helpful, figures.helpful + figures.unhelpful)}};
}

OrderedJson named_json(const char* key, const review::NamedFigures& line) {
  OrderedJson json = {{key, text_or_null(line.name)}};
  json.update(figures_json(line.figures));
  return json;
}

OrderedJson list_json(const char* key, const std::vector<review::NamedFigures>& lines) {
  OrderedJson list = OrderedJson::array();
  for (const review::NamedFigures& line : lines) list.push_back(named_json(key, line));
  return list;
}

Response make_figures(const ReviewRequest& in) {
  const ReviewView view = read_view(in, kEverything);
  const bool csv = wants_csv(in);
  const review::Report report = in.review.report(view.filter);
  if (csv) {
    std::vector<OrderedJson> rows;
    const auto add = [&rows](const char* of, const review::NamedFigures& line) {
      OrderedJson row = {{"of", of}, {"name", line.name}};
      row.update(figures_json(line.figures));
      rows.push_back(std::move(row));
    };
    add("all", {"", report.all});
    for (const review::NamedFigures& line : report.by_day) add("day", line);
    for (const review::NamedFigures& line : report.by_lang) add("lang", line);
    for (const review::NamedFigures& line : report.by_channel) add("channel", line);
    for (const review::NamedFigures& line : report.by_category) add("category", line);
    std::vector<std::string> columns;
    for (const auto& [column, value] : rows.front().items()) columns.push_back(column);
    return csv_response(columns, rows, "figures.csv");
  }
  OrderedJson left_out = OrderedJson::object();
  for (const auto& [counted, count] : report.left_out) left_out[counted_name(counted)] = count;
  OrderedJson json = {{"all", figures_json(report.all)}};
  const auto before = stretch_before(view, now_ms(in.site));
  json["before"] = before ? figures_json(in.review.report(*before).all) : OrderedJson();
  json["by_day"] = list_json("day", report.by_day);
  json["by_lang"] = list_json("lang", report.by_lang);
  json["by_channel"] = list_json("channel", report.by_channel);
  json["by_category"] = list_json("category", report.by_category);
  json["left_out"] = left_out;
  return json_response(json);
}

Response make_articles(const ReviewRequest& in) {
  const ReviewView view = read_view(in, kEverything);
  const bool csv = wants_csv(in);
  std::vector<OrderedJson> rows;
  for (const review::ArticleFigures& article : in.review.articles(view.filter)) {
    const nlohmann::json known = article_values(in.site, article.id, view);
    rows.push_back({{"id", article.id},
                    {"title", known["there"].get<bool>() ? OrderedJson(known["title"]) : OrderedJson()},
                    {"opened", article.opened},
                    {"helpful", article.helpful},
                    {"unhelpful", article.unhelpful},
                    {"asked_person", article.asked_person},
                    {"again", article.again},
                    {"shown_first", article.shown_first}});
  }
  if (!csv) return json_response({{"articles", rows}});
  return csv_response(
      {"id", "title", "opened", "helpful", "unhelpful", "asked_person", "again", "shown_first"}, rows,
      "articles.csv");
}

Response make_article(const ReviewRequest& in) {
  const ReviewView view = read_view(in, kEverything);
  const bool csv = wants_csv(in);
  const std::string id = in.request.path.substr(kArticlePath.size());
  if (language::find_invalid_utf8(id)) throw BadRequest(400, "the path is not valid UTF-8");
  std::vector<OrderedJson> rows;
  for (const review::LeadingQuery& query : in.review.leading_queries(id, view.filter, kMostQueries))
    rows.push_back(
        {{"q", query.text}, {"lang", query.lang}, {"opened", query.opened}, {"missed", query.missed}});
  if (!csv) return json_response({{"id", id}, {"queries", rows}});
  return csv_response({"q", "lang", "opened", "missed"}, rows, "queries.csv");
}

Response make_searches(const ReviewRequest& in) {
  const ReviewView view = read_view(in, kEverything);
  const bool csv = wants_csv(in);
  const review::Review::Listed listed = in.review.searches(view.filter, read_wanted(in, kMostSearches));
  std::vector<OrderedJson> rows;
  for (const review::ListedSearch& search : listed.searches)
    rows.push_back({{"number", search.number},
                    {"at", time_or_null(search.at_ms)},
                    {"q", search.text},
                    {"lang", text_or_null(search.lang)},
                    {"channel", text_or_null(search.channel)},
                    {"category", text_or_null(search.category)},
                    {"group", text_or_null(search.group)},
                    {"answered", search::answered_name(search.answered)},
                    {"unanswered", search.unanswered},
                    {"first", text_or_null(search.first)},
                    {"opened", text_or_null(search.opened)},
                    {"rank", search.rank == 0 ? OrderedJson() : OrderedJson(search.rank)},
                    {"again", search.again},
                    {"asked_person", search.asked_person},
                    {"helpful", search.helpful},
                    {"unhelpful", search.unhelpful},
                    {"counted", counted_name(search.counted)}});
  if (!csv) return json_response({{"total", listed.total}, {"searches", rows}});
  return csv_response({"number", "at", "q", "lang", "channel", "category", "group", "answered", "unanswered",
                       "first", "opened", "rank", "again", "asked_person", "helpful", "unhelpful", "counted"},
                      rows, "searches.csv");
}

}  // namespace

Response review_figures_api(const Site& site, const Request& request) {
  return with_review(site, request, Role::kViewer, make_figures);
}

Response review_articles_api(const Site& site, const Request& request) {
  return with_review(site, request, Role::kViewer, make_articles);
}

Response review_article_api(const Site& site, const Request& request) {
  return with_review(site, request, Role::kViewer, make_article);
}

Response review_searches_api(const Site& site, const Request& request) {
  return with_review(site, request, Role::kViewer, make_searches);
}

}  // namespace firstline::server
