// SPDX-License-Identifier: GPL-3.0-or-later
// "/review": what to write next. The gaps that cost most, below the figures.
#include <fmt/format.h>

#include <algorithm>

#include "search/links.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/pages/review.h"
#include "server/pages/review_gap.h"
#include "server/pages/review_words.h"
#include "server/parameters.h"

namespace firstline::server {
namespace {

using review::Gap;
using review::Status;

constexpr std::size_t kGapsAPage = 50;
constexpr std::size_t kMostOffset = 1'000'000;
constexpr std::size_t kLabelCharacters = 110;

bool is_wanted(const Gap& gap, const ReviewView& view) {
  if (!view.cause.empty() && view.cause != review::cause_name(gap.cause)) return false;
  if (!view.owner.empty() && view.owner != gap.work.owner) return false;
  // What somebody closed or works on comes without searches, whatever the language.
  if (!view.filter.lang.empty() && gap.lang != view.filter.lang) return false;
  if (view.status == "all") return true;
  if (view.status == "todo")
    return (gap.work.status == Status::kOpen || gap.work.status == Status::kPlanned) && gap.searches > 0;
  return view.status == review::status_name(gap.work.status);
}

/// What a column sorts by: the larger first, but for days by which something is due.
std::int64_t sort_key(const Gap& gap, const std::string& sort) {
  if (sort == "searches") return static_cast<std::int64_t>(gap.searches);
  if (sort == "visitors") return static_cast<std::int64_t>(gap.visitors);
  if (sort == "messages") return static_cast<std::int64_t>(gap.asked_person);
  if (sort == "last") return gap.last_ms;
  return gap.due_ms == 0 ? std::numeric_limits<std::int64_t>::min() : -gap.due_ms;
}

nlohmann::json row(const ReviewRequest& in, const Gap& gap, const ReviewView& view) {
  nlohmann::json values = gap_values(in, gap, view, kLabelCharacters);
  values["visitors"] = grouped_digits(gap.visitors);
  values["messages"] = grouped_digits(gap.asked_person);
  values["has_messages"] = gap.asked_person > 0;
  values["cost"] = fmt::format("{:.0f}", gap.cost);
  values["spark"] = spark_values(gap.by_day);
  return values;
}

nlohmann::json columns(const ReviewView& view, const UrlParameters& kept) {
  struct Column {
    const char* sort;
    const char* text;
    const char* hint;
  };
  constexpr Column kColumns[] = {{"searches", "Searches", "that found no answer"},
                                 {"visitors", "Visitors", "who made them"},
                                 {"messages", "Messages", "to a person that followed"},
                                 {"cost", "Cost", "searches, and 4 for each message"},
                                 {"last", "Trend", "by day; sorts by the newest search"},
                                 {"due", "Work", "status, owner, due; sorts by due"}};
  nlohmann::json list = nlohmann::json::array();
  for (const Column& column : kColumns) {
    UrlParameters more = kept;
    more.emplace_back("sort", std::string(column.sort) == "cost" ? "" : column.sort);
    list.push_back({{"text", column.text},
                    {"hint", column.hint},
                    {"url", review_url("/review", view, more)},
                    {"current", view.sort == column.sort},
                    {"order", std::string(column.sort) == "due" ? "ascending" : "descending"},
                    {"name", column.sort}});
  }
  return list;
}

UrlParameters gap_parameters(const ReviewView& view) {
  return {{"cause", view.cause}, {"status", view.status == "todo" ? "" : view.status}, {"owner", view.owner}};
}

std::string lead_text(const std::vector<Gap>& gaps, const ReviewView& view) {
  std::uint64_t searches = 0, messages = 0;
  for (const Gap& gap : gaps) {
    searches += gap.searches;
    messages += gap.asked_person;
  }
  if (gaps.empty()) return "";
  return counted(gaps.size(), "gap", "gaps") + (view.status == "todo" ? " to close: " : ": ") +
         counted(searches, "search", "searches") + " without an answer, " +
         counted(messages, "message", "messages") + " to a person.";
}

Response make_page(const ReviewRequest& in) {
  const ReviewView view = read_view(in);
  const std::size_t offset = number_parameter(in.request, "offset", 0, 0, kMostOffset);
  const std::vector<Gap> gaps = wanted_gaps(in, view);
  const review::Report report = in.review.report(view.filter);

  nlohmann::json values = review_page_values(in, "What should we write next?", "gaps");
  values["lead"] = lead_text(gaps, view);
  values["filter"] = filter_values(in, "/review", view, true);
  values["strip"] = strip_values(in, view, report);
  values["chart"] = chart_values(view, report, now_ms(in.site));
  const UrlParameters kept = gap_parameters(view);
  values["columns"] = columns(view, kept);
  nlohmann::json rows = nlohmann::json::array();
  for (std::size_t i = offset; i < gaps.size() && i < offset + kGapsAPage; ++i)
    rows.push_back(row(in, gaps[i], view));
  values["gaps"] = rows;
  values["has_gaps"] = !rows.empty();
  values["nothing_at_all"] = in.review.state().searches == 0;
  values["no_searches"] = report.all.searches == 0;
  values["all_url"] = review_url(
      "/review", view,
      {{"since", "all"}, {"status", "all"}, {"lang", ""}, {"channel", ""}, {"category", ""}, {"until", ""}});
  UrlParameters page = kept;
  page.emplace_back("sort", view.sort == "cost" ? "" : view.sort);
  add_pager(values, "/review", view, page, offset, kGapsAPage, gaps.size());
  UrlParameters api = kept;
  api.emplace_back("format", "csv");
  values["csv_url"] = review_url("/api/v1/review/unanswered", view, api);
  return html_response(in.site, "review_gaps", values);
}

}  // namespace

std::vector<Gap> wanted_gaps(const ReviewRequest& in, const ReviewView& view) {
  std::vector<Gap> gaps = in.review.gaps(view.filter);
  std::erase_if(gaps, [&view](const Gap& gap) { return !is_wanted(gap, view); });
  if (view.sort != "cost")
    std::stable_sort(gaps.begin(), gaps.end(), [&view](const Gap& a, const Gap& b) {
      return sort_key(a, view.sort) > sort_key(b, view.sort);
    });
  return gaps;
}

nlohmann::json text_values(const std::string& text, std::size_t most_characters) {
  std::string cut = shortened(text, most_characters);
  const bool is_cut = cut != text;
  return {{"text", std::move(cut)}, {"is_cut", is_cut}, {"full", is_cut ? text : ""}};
}

nlohmann::json spark_values(const std::vector<std::uint32_t>& by_day) {
  constexpr double kHeight = 24, kStep = 5, kWidth = 4, kLeast = 1.5;
  std::uint32_t most = 1;
  for (const std::uint32_t count : by_day) most = std::max(most, count);
  nlohmann::json bars = nlohmann::json::array();
  for (std::size_t i = 0; i < by_day.size(); ++i) {
    const double share = static_cast<double>(by_day[i]) / most;
    const double height = by_day[i] == 0 ? 1 : std::max(kLeast, share * kHeight);
    bars.push_back({{"x", fmt::format("{:g}", static_cast<double>(i) * kStep)},
                    {"y", fmt::format("{:.1f}", kHeight - height)},
                    {"width", fmt::format("{:g}", kWidth)},
                    {"height", fmt::format("{:.1f}", height)},
                    {"is_empty", by_day[i] == 0}});
  }
  if (by_day.empty()) return false;
  const double width = static_cast<double>(by_day.size()) * kStep - (kStep - kWidth);
  return {{"bars", bars},
          {"width", fmt::format("{:g}", width)},
          {"text", fmt::format("By day: {} on the busiest, {} on the last", most, by_day.back())}};
}

void add_pager(nlohmann::json& values, const std::string& path, const ReviewView& view,
               UrlParameters parameters, std::size_t offset, std::size_t page, std::uint64_t total) {
  if (total <= page && offset == 0) return;
  nlohmann::json pager = {
      {"text",
       fmt::format("{}–{} of {}", grouped_digits(std::min<std::uint64_t>(offset + 1, total)),
                   grouped_digits(std::min<std::uint64_t>(offset + page, total)), grouped_digits(total))}};
  parameters.emplace_back("offset", "");
  if (offset > 0) {
    const std::size_t before = offset > page ? offset - page : 0;
    parameters.back().second = before == 0 ? "" : std::to_string(before);
    pager["previous_url"] = review_url(path, view, parameters);
  }
  if (offset + page < total) {
    parameters.back().second = std::to_string(offset + page);
    pager["next_url"] = review_url(path, view, parameters);
  }
  values["pager"] = std::move(pager);
}

nlohmann::json gap_values(const ReviewRequest& in, const Gap& gap, const ReviewView& view,
                          std::size_t label_characters) {
  const std::string label = gap.label.empty() ? "Searches that were deleted" : gap.label;
  nlohmann::json values = {
      {"id", gap.id},
      {"label", text_values(label, label_characters)},
      {"lang", gap.lang},
      {"url", gap_url(gap.id, view)},
      {"searches", grouped_digits(gap.searches)},
      {"has_searches", gap.searches > 0},
      {"searches_url", review_url("/review/searches", view, {{"group", gap.id}, {"what", "unanswered"}})},
      {"status", status_title(gap.work.status)},
      {"status_name", review::status_name(gap.work.status)},
      {"owner", gap.work.owner},
      {"due", day_text(gap.due_ms)},
      {"overdue", gap.overdue}};
  const bool is_closed = gap.work.status == Status::kAnswered || gap.work.status == Status::kIgnored;
  if (is_closed) values["due"] = "";
  values["asked_once"] = !is_closed && gap.due_ms == 0 && gap.searches > 0;
  const nlohmann::json article =
      gap.article.empty() ? nlohmann::json() : article_values(in.site, gap.article, view);
  const std::string title = article.is_null() ? "" : shortened(article["title"], 80);
  values["cause"] = {{"name", review::cause_name(gap.cause)},
                     {"title", cause_title(gap.cause)},
                     {"explanation", cause_text(gap.cause, title)},
                     {"action", cause_action(gap.cause, "")}};
  if (!article.is_null()) values["article"] = article;
  if (gap.proposes_closing) {
    values["closing"] = article_values(in.site, gap.now.id, view);
    values["closing"]["rank"] = std::to_string(gap.now.rank);
    values["closing"]["close_url"] =
        review_url("/review/gaps/" + search::percent_encode(gap.id), view, {{"close", "1"}}) + "#work";
  }
  return values;
}

Response review_gaps_page(const Site& site, const Request& request) {
  return with_review(site, request, Role::kViewer, make_page);
}

}  // namespace firstline::server
