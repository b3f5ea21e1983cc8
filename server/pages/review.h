// SPDX-License-Identifier: GPL-3.0-or-later
// What the review's pages and its API share: who asks, which searches they look at, and the frame around
// them. The review is in English.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "server/access/gate.h"
#include "server/http/http.h"
#include "server/review/review.h"
#include "server/site.h"

namespace firstline::server {

/// A request that was let in.
struct ReviewRequest {
  const Site& site;
  const Request& request;
  const SignedIn& user;
  review::Review& review;
};

/// Asks the gate, then makes the page. What makes no sense (BadRequest) becomes a page of the review, or a
/// problem document below /api/.
Response with_review(const Site& site, const Request& request, Role needed,
                     Response (*make)(const ReviewRequest&));

/// What a URL asks to see: which searches, and which of the gaps.
struct ReviewView {
  review::Filter filter;
  std::string since;   ///< "30d", as it was given
  std::string until;   ///< the same; empty: now
  std::string cause;   ///< a cause_name(); empty: any
  std::string status;  ///< a status_name(), "todo" (open or planned) or "all"
  std::string owner;   ///< empty: any
  std::string sort;    ///< "cost", "searches", "visitors", "messages", "last" or "due"
};

/// What is meant when the URL does not say.
struct ReviewDefaults {
  std::string since = "30d";
  std::string status = "todo";
};

/// `since`, `until`, `lang`, `channel`, `category`, `cause`, `status`, `owner` and `sort`. Fails with
/// BadRequest, naming the parameter.
ReviewView read_view(const ReviewRequest& in, const ReviewDefaults& defaults = {});

using UrlParameters = std::vector<std::pair<std::string, std::string>>;

/// "/review/searches?since=7d&lang=th&what=asked": the view's filter, with `more` replacing or adding to it.
/// Empty values are left out.
std::string review_url(const std::string& path, const ReviewView& view, const UrlParameters& more = {});
/// "/review/gaps/ID" with the view's filter.
std::string gap_url(const std::string& id, const ReviewView& view);

/// The stretch of time just before the view's, as long; nothing to compare with when it begins with the log.
std::optional<review::Filter> stretch_before(const ReviewView& view, std::int64_t now_ms);

/// Of the gaps that the view's filter gives, those it wants, in its order. (review_gaps.cc)
std::vector<review::Gap> wanted_gaps(const ReviewRequest& in, const ReviewView& view);

/// The values of the frame: head, tabs, who is signed in, how far the review has come.
nlohmann::json review_page_values(const ReviewRequest& in, const std::string& heading,
                                  const std::string& tab);

/// Options of a <select>: {value, text, chosen}. "" stands first as `any`.
nlohmann::json choice_list(const std::vector<std::pair<std::string, std::string>>& choices,
                           const std::string& chosen);

/// The values of the partial review_filter: the stretches of time as links, the rest as a form. `with_gaps`:
/// also what only gaps have.
nlohmann::json filter_values(const ReviewRequest& in, const std::string& path, const ReviewView& view,
                             bool with_gaps);

/// The values of the partial review_strip, and those of review_chart. (review_strip.cc)
nlohmann::json strip_values(const ReviewRequest& in, const ReviewView& view, const review::Report& report);
nlohmann::json chart_values(const ReviewView& view, const review::Report& report, std::int64_t now_ms);

/// An article by its id: {id, title, url, review_url}; `there` is false when the help centre has it no more.
nlohmann::json article_values(const Site& site, const std::string& id, const ReviewView& view);

/// A page that says one thing, in the review's frame.
Response review_message(const ReviewRequest& in, int status, const std::string& heading,
                        const std::string& text);

/// Now, in milliseconds since 1970.
std::int64_t now_ms(const Site& site);

/// The pages and addresses of the review: rows of the table in routes.cc.
Response review_gaps_page(const Site& site, const Request& request);
Response review_gap_page(const Site& site, const Request& request);  ///< also draft.md below it
Response review_gap_change(const Site& site, const Request& request);
Response review_figures_page(const Site& site, const Request& request);
Response review_articles_page(const Site& site, const Request& request);
Response review_article_page(const Site& site, const Request& request);
Response review_searches_page(const Site& site, const Request& request);
Response review_messages_page(const Site& site, const Request& request);
Response review_message_change(const Site& site, const Request& request);
Response review_messages_api(const Site& site, const Request& request);
Response review_message_change_api(const Site& site, const Request& request);
Response review_unanswered_api(const Site& site, const Request& request);
Response review_gap_api(const Site& site, const Request& request);
Response review_gap_change_api(const Site& site, const Request& request);
Response review_figures_api(const Site& site, const Request& request);
Response review_articles_api(const Site& site, const Request& request);
Response review_article_api(const Site& site, const Request& request);
Response review_searches_api(const Site& site, const Request& request);

}  // namespace firstline::server
