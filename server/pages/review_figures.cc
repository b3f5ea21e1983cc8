// SPDX-License-Identifier: GPL-3.0-or-later
// "/review/figures": how search is doing, as a whole and by day, language, channel and category.
#include <fmt/format.h>

#include "server/pages/page.h"
#include "server/pages/review.h"
#include "server/pages/review_words.h"

namespace firstline::server {
namespace {

using review::Figures;

/// One line of a table, each figure with the link to its searches.
nlohmann::json line(const ReviewView& view, const std::string& name, const Figures& figures,
                    const UrlParameters& which) {
  const auto url = [&](const char* what) {
    UrlParameters more = which;
    more.emplace_back("what", what);
    return review_url("/review/searches", view, more);
  };
  return {{"name", name},
          {"searches", grouped_digits(figures.searches)},
          {"searches_url", url("")},
          {"answered", percent(figures.answered_yes, figures.searches)},
          {"answered_url", url("answered")},
          {"unanswered", grouped_digits(figures.unanswered)},
          {"unanswered_url", url("unanswered")},
          {"clicked", percent(figures.clicked, figures.searches)},
          {"clicked_url", url("clicked")},
          {"rank", figures.ranked == 0 ? "–"
                                       : fmt::format("{:.1f}", static_cast<double>(figures.rank_sum) /
                                                                   static_cast<double>(figures.ranked))},
          {"avoided", percent(figures.searches - figures.asked_person, figures.searches)},
          {"asked_url", url("asked")},
          {"helpful", percent(figures.helpful, figures.helpful + figures.unhelpful)},
          {"rejected_url", url("rejected")}};
}

nlohmann::json table(const ReviewView& view, const std::string& title, const char* column,
                     const char* parameter, const std::vector<review::NamedFigures>& lines,
                     const std::string& nameless) {
  nlohmann::json rows = nlohmann::json::array();
  for (const review::NamedFigures& each : lines) {
    UrlParameters which;
    if (!each.name.empty()) which.emplace_back(parameter, each.name);
    rows.push_back(line(view, each.name.empty() ? nameless : each.name, each.figures, which));
  }
  return {{"title", title}, {"column", column}, {"id", std::string("by_") + parameter}, {"rows", rows}};
}

nlohmann::json day_table(const ReviewView& view, const review::Report& report) {
  nlohmann::json rows = nlohmann::json::array();
  for (auto day = report.by_day.rbegin(); day != report.by_day.rend(); ++day) {
    int year = 0, month = 0, date = 0;
    std::sscanf(day->name.c_str(), "%d-%d-%d", &year, &month, &date);
    const std::chrono::sys_days begin = std::chrono::year(year) / month / date;
    const std::int64_t next = milliseconds(begin) + review::kDayMs;
    rows.push_back(
        line(view, day->name, day->figures, {{"since", day->name}, {"until", review::day_name(next)}}));
  }
  return {{"title", "By day"}, {"column", "Day (UTC)"}, {"id", "by_day"}, {"rows", rows}};
}

const char* why_left_out(Counted counted) {
  switch (counted) {
    case Counted::kTyping:
      return "typing: a part of what was searched for in the end";
    case Counted::kReload:
      return "the same again by the same customer within half an hour, or the Back button";
    case Counted::kPage:
      return "a further page of the same results";
    case Counted::kBot:
      return "a robot";
    case Counted::kOwn:
      return "a test by the help centre’s own people";
    case Counted::kEmpty:
      return "nothing but signs and blanks";
    case Counted::kYes:
      break;
  }
  return "";
}

nlohmann::json left_out(const review::Report& report) {
  nlohmann::json rows = nlohmann::json::array();
  std::uint64_t all = 0;
  for (const auto& [counted, count] : report.left_out) {
    rows.push_back(
        {{"why", why_left_out(counted)}, {"name", counted_name(counted)}, {"count", grouped_digits(count)}});
    all += count;
  }
  return {{"rows", rows}, {"has_rows", !rows.empty()}, {"total", grouped_digits(all)}};
}

Response make_page(const ReviewRequest& in) {
  const ReviewView view = read_view(in);
  const review::Report report = in.review.report(view.filter);
  nlohmann::json values = review_page_values(in, "How is search doing?", "figures");
  values["filter"] = filter_values(in, "/review/figures", view, false);
  values["strip"] = strip_values(in, view, report);
  values["chart"] = chart_values(view, report, now_ms(in.site));
  values["has_searches"] = report.all.searches > 0;
  values["tables"] = {
      table(view, "By language", "Language", "lang", report.by_lang, "not known"),
      table(view, "By channel", "Channel", "channel", report.by_channel, "not said"),
      table(view, "By category that was chosen", "Category", "category", report.by_category, "none"),
      day_table(view, report)};
  values["left_out"] = left_out(report);
  values["left_out_url"] = review_url("/review/searches", view, {{"left_out", "1"}});
  values["csv_url"] = review_url("/api/v1/review/figures", view, {{"format", "csv"}});
  return html_response(in.site, "review_figures", values);
}

}  // namespace

Response review_figures_page(const Site& site, const Request& request) {
  return with_review(site, request, Role::kViewer, make_page);
}

}  // namespace firstline::server
