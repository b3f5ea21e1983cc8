// SPDX-License-Identifier: GPL-3.0-or-later
// "/review/articles": which articles readers turn down. "/review/articles/ID": the questions that lead to
// one, and those that fail near it.
#include <algorithm>

#include "language/utf8.h"
#include "server/log/past_search.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/pages/review_gap.h"
#include "server/pages/review_words.h"
#include "server/parameters.h"

namespace firstline::server {
namespace {

constexpr std::string_view kPath = "/review/articles/";
constexpr std::size_t kArticlesAPage = 50;
constexpr std::size_t kMostOffset = 1'000'000;
constexpr std::size_t kMostQueries = 200;
constexpr std::size_t kQueriesShown = 50;
constexpr std::size_t kTextCharacters = 120;
constexpr std::size_t kVotesShown = 50;

nlohmann::json figures_of(const review::ArticleFigures& article) {
  return {{"opened", grouped_digits(article.opened)},
          {"helpful", grouped_digits(article.helpful)},
          {"unhelpful", grouped_digits(article.unhelpful)},
          {"asked_person", grouped_digits(article.asked_person)},
          {"again", grouped_digits(article.again)},
          {"shown_first", grouped_digits(article.shown_first)},
          {"is_rejected", article.unhelpful + article.asked_person > 0},
          {"helpful_share", percent(article.helpful, article.helpful + article.unhelpful)}};
}

Response make_list(const ReviewRequest& in) {
  const ReviewView view = read_view(in);
  const std::size_t offset = number_parameter(in.request, "offset", 0, 0, kMostOffset);
  const std::vector<review::ArticleFigures> articles = in.review.articles(view.filter);
  nlohmann::json values = review_page_values(in, "Which articles don’t help?", "articles");
  values["filter"] = filter_values(in, "/review/articles", view, false);
  nlohmann::json rows = nlohmann::json::array();
  for (std::size_t i = offset; i < articles.size() && i < offset + kArticlesAPage; ++i) {
    nlohmann::json row = figures_of(articles[i]);
    row["article"] = article_values(in.site, articles[i].id, view);
    rows.push_back(std::move(row));
  }
  values["articles"] = rows;
  values["has_articles"] = !rows.empty();
  add_pager(values, "/review/articles", view, {}, offset, kArticlesAPage, articles.size());
  values["csv_url"] = review_url("/api/v1/review/articles", view, {{"format", "csv"}});
  return html_response(in.site, "review_articles", values);
}

nlohmann::json queries(const std::vector<review::LeadingQuery>& all, const ReviewView& view,
                       std::uint64_t review::LeadingQuery::*count) {
  std::vector<review::LeadingQuery> sorted;
  for (const review::LeadingQuery& query : all)
    if (query.*count > 0) sorted.push_back(query);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [count](const auto& a, const auto& b) { return a.*count > b.*count; });
  if (sorted.size() > kQueriesShown) sorted.resize(kQueriesShown);
  nlohmann::json rows = nlohmann::json::array();
  for (const review::LeadingQuery& query : sorted)
    rows.push_back({{"query", text_values(query.text, kTextCharacters)},
                    {"lang", query.lang},
                    {"count", grouped_digits(query.*count)},
                    {"url", review_url("/review/searches", view, {{"text", query.text}})}});
  return rows;
}

/// What readers said with their votes.
nlohmann::json votes(const ReviewRequest& in, const std::string& id, const ReviewView& view) {
  const Words& words = in.site.dictionary.words_for("en");
  nlohmann::json rows = nlohmann::json::array();
  for (const LoggedVote& vote :
       votes_with_words(in.site.log.file(), id, view.filter.since_ms, view.filter.until_ms, kVotesShown))
    rows.push_back({{"at", minute_text(vote.at_ms)},
                    {"iso", iso_time(vote.at_ms)},
                    {"helpful", vote.helpful},
                    {"reason", vote.reason == Reason::kNone
                                   ? ""
                                   : words.text(std::string("vote_reason_") + reason_name(vote.reason))},
                    {"comment", vote.comment}});
  return rows;
}

Response make_page(const ReviewRequest& in) {
  const ReviewView view = read_view(in);
  const std::string id = in.request.path.substr(kPath.size());
  if (language::find_invalid_utf8(id)) throw BadRequest(400, "the path is not valid UTF-8");
  const nlohmann::json article = article_values(in.site, id, view);
  const std::vector<review::ArticleFigures> all = in.review.articles(view.filter);
  const auto figures =
      std::find_if(all.begin(), all.end(), [&id](const auto& each) { return each.id == id; });
  const std::vector<review::LeadingQuery> leading = in.review.leading_queries(id, view.filter, kMostQueries);
  if (!article["there"].get<bool>() && figures == all.end() && leading.empty() && view.since == "all")
    throw BadRequest(404, "Nobody was shown an article of this name");

  nlohmann::json values = review_page_values(in, article["title"], "articles");
  values["article"] = article;
  values["figures"] = figures_of(figures == all.end() ? review::ArticleFigures{} : *figures);
  values["filter"] = filter_values(
      in,
      article["review_url"].get<std::string>().substr(0, article["review_url"].get<std::string>().find('?')),
      view, false);
  values["leading"] = queries(leading, view, &review::LeadingQuery::opened);
  values["has_leading"] = !values["leading"].empty();
  values["missed"] = queries(leading, view, &review::LeadingQuery::missed);
  values["has_missed"] = !values["missed"].empty();
  values["votes"] = votes(in, id, view);
  values["has_votes"] = !values["votes"].empty();
  values["searches_url"] = review_url("/review/searches", view, {{"article", id}});
  values["back_url"] = review_url("/review/articles", view);
  return html_response(in.site, "review_article", values);
}

}  // namespace

Response review_articles_page(const Site& site, const Request& request) {
  return with_review(site, request, Role::kViewer, make_list);
}

Response review_article_page(const Site& site, const Request& request) {
  return with_review(site, request, Role::kViewer, make_page);
}

}  // namespace firstline::server
