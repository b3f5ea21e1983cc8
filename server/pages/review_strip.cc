// SPDX-License-Identifier: GPL-3.0-or-later
// The strip of figures above the review's pages, and the chart of searches by day.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "server/pages/review.h"
#include "server/pages/review_words.h"

namespace firstline::server {
namespace {

constexpr std::size_t kMostDays = 400;  // beyond, a chart has no room for a day
constexpr double kNoChange = 0.05;      // what rounds to 0.0

using review::Figures;
using review::kDayMs;

/// One figure, and the one before it; both nothing where there is nothing to count.
struct Value {
  std::optional<double> now, before;
  bool more_is_better = true;
  bool is_neutral = false;
};

std::optional<double> share_of(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return std::nullopt;
  return 100 * review::share(part, whole);
}

/// "up 1.2 points": how it differs from the stretch before.
void add_change(nlohmann::json& item, const Value& value, const char* unit, int digits) {
  if (!value.now || !value.before) return;
  const double change = *value.now - *value.before;
  if (std::abs(change) < (digits == 0 ? 0.5 : kNoChange)) {
    item["change"] = "as before";
    return;
  }
  item["change"] = fmt::format("{}{:.{}f}{}", change > 0 ? "+" : "−", std::abs(change), digits, unit);
  if (value.is_neutral) return;
  item[(change > 0) == value.more_is_better ? "is_better" : "is_worse"] = true;
}

nlohmann::json figure(const std::string& label, const std::string& text, const std::string& url,
                      const std::string& recipe) {
  return {{"label", label}, {"value", text}, {"url", url}, {"recipe", recipe}};
}

std::string shown(const std::optional<double>& value, const char* unit, int digits) {
  return value ? fmt::format("{:.{}f}{}", *value, digits, unit) : "–";
}

std::optional<double> mean_rank(const Figures& figures) {
  if (figures.ranked == 0) return std::nullopt;
  return static_cast<double>(figures.rank_sum) / static_cast<double>(figures.ranked);
}

}  // namespace

nlohmann::json strip_values(const ReviewRequest& in, const ReviewView& view, const review::Report& report) {
  Figures before;
  if (const auto stretch = stretch_before(view, now_ms(in.site))) before = in.review.report(*stretch).all;
  const Figures& now = report.all;
  const auto list = [&view](const char* what) {
    return review_url("/review/searches", view, {{"what", what}});
  };
  const auto add_share = [](nlohmann::json& items, nlohmann::json item, std::uint64_t part,
                            std::uint64_t whole, std::uint64_t part_before, std::uint64_t whole_before) {
    const Value value{share_of(part, whole), share_of(part_before, whole_before)};
    item["value"] = shown(value.now, "\u00a0%", 1);
    add_change(item, value, " points", 1);
    items.push_back(std::move(item));
  };

  nlohmann::json items = nlohmann::json::array();
  nlohmann::json searches = figure("Searches", grouped_digits(now.searches), list(""),
                                   "Questions that somebody really asked: typing, reloads, further pages, "
                                   "robots, own tests and empty ones are left out.");
  if (before.searches > 0) {
    Value value{100 * static_cast<double>(now.searches) / static_cast<double>(before.searches), 100.0};
    value.is_neutral = true;
    add_change(searches, value, " %", 0);
  }
  items.push_back(std::move(searches));
  add_share(items,
            figure("Answered", "", list("answered"),
                   "Searches with a sure answer, as a share of all searches. A weak answer is none here."),
            now.answered_yes, now.searches, before.answered_yes, before.searches);
  add_share(items,
            figure("Opened an article", "", list("clicked"),
                   "Searches after which a result was opened, as a share of all searches."),
            now.clicked, now.searches, before.clicked, before.searches);
  const Value rank{mean_rank(now), mean_rank(before), false};
  nlohmann::json rank_item = figure("Mean place opened", shown(rank.now, "", 1), list("clicked"),
                                    "The place of the first result that was opened, from 1, on average. "
                                    "The nearer to 1, the better the order.");
  add_change(rank_item, rank, "", 1);
  items.push_back(std::move(rank_item));
  add_share(
      items,
      figure("Hand-offs avoided", "", list("asked"),
             "Searches that no message to a person followed: 1 − searches with a message ÷ all searches. "
             "Who left without an answer and without a message counts as avoided, too: read it beside "
             "the share answered."),
      now.searches - now.asked_person, now.searches, before.searches - before.asked_person, before.searches);
  add_share(items,
            figure("Found helpful", "", list("rejected"),
                   "Of the searches after which somebody voted on an article: those with a “yes”."),
            now.helpful, now.helpful + now.unhelpful, before.helpful, before.helpful + before.unhelpful);
  return {{"figures", items},
          {"compared", before.searches > 0},
          {"before_text", "Changes are to the stretch of the same length before."}};
}

nlohmann::json chart_values(const ReviewView& view, const review::Report& report, std::int64_t now_ms) {
  std::map<std::string, Figures> by_day;
  for (const review::NamedFigures& day : report.by_day) by_day[day.name] = day.figures;
  nlohmann::json days = nlohmann::json::array();
  std::vector<std::int64_t> numbers;  // of days, the last first; those without a search are days, too
  for (std::int64_t day = std::min(view.filter.until_ms - 1, now_ms) / kDayMs;
       !by_day.empty() && numbers.size() < kMostDays; --day) {
    const bool is_over = review::day_name(day * kDayMs) < by_day.begin()->first;
    if (is_over && (view.filter.since_ms == 0 || day < view.filter.since_ms / kDayMs)) break;
    numbers.push_back(day);
  }
  // The first day of "30 days" is a part of one: it is left out when nothing is in it.
  if (numbers.size() > 1 && view.filter.since_ms % kDayMs != 0 &&
      by_day.count(review::day_name(numbers.back() * kDayMs)) == 0)
    numbers.pop_back();
  std::reverse(numbers.begin(), numbers.end());
  std::uint64_t most = 1;
  for (const auto& [name, figures] : by_day) most = std::max(most, figures.searches);
  constexpr double kHeight = 100, kStep = 10;
  const auto height = [most](std::uint64_t count) {
    return kHeight * static_cast<double>(count) / static_cast<double>(most);
  };
  for (const std::int64_t day : numbers) {
    const std::string name = review::day_name(day * kDayMs);
    const Figures& figures = by_day[name];
    const double all = height(figures.searches);
    const double failed = height(figures.unanswered);
    days.push_back({{"day", name},
                    {"searches", figures.searches},
                    {"unanswered", figures.unanswered},
                    {"x", fmt::format("{:g}", static_cast<double>(days.size()) * kStep)},
                    {"all_y", fmt::format("{:.2f}", kHeight - all)},
                    {"all_height", fmt::format("{:.2f}", all)},
                    {"failed_y", fmt::format("{:.2f}", kHeight - failed)},
                    {"failed_height", fmt::format("{:.2f}", failed)},
                    {"url", review_url("/review/searches", view,
                                       {{"since", name}, {"until", review::day_name((day + 1) * kDayMs)}})}});
  }
  nlohmann::json values = {{"has_days", days.size() > 1}};
  if (days.size() > 1) {
    values["width"] = fmt::format("{:g}", static_cast<double>(days.size()) * kStep - 2);
    values["first_day"] = days.front()["day"];
    values["last_day"] = days.back()["day"];
    values["most"] = grouped_digits(most);
    values["text"] = "Searches, and searches without an answer, by day; the table below has the figures";
  }
  values["days"] = std::move(days);
  return values;
}

}  // namespace firstline::server
