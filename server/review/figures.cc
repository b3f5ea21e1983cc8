// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/figures.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

namespace firstline::server::review {
namespace {

constexpr std::uint32_t kNoSuchName = ~0U;

std::uint32_t number_of(const Ledger& ledger, const std::string& name) {
  if (name.empty()) return 0;
  const std::uint32_t number = ledger.find_name(name);
  return number == 0 ? kNoSuchName : number;
}

std::vector<NamedFigures> most_first(const std::map<std::string, Figures>& by_name) {
  std::vector<NamedFigures> lines;
  for (const auto& [name, figures] : by_name) lines.push_back({name, figures});
  std::stable_sort(lines.begin(), lines.end(), [](const NamedFigures& a, const NamedFigures& b) {
    return a.figures.searches > b.figures.searches;
  });
  return lines;
}

}  // namespace

Matches::Matches(const Ledger& ledger, const Filter& filter)
    : ledger_(ledger),
      filter_(filter),
      channel_(number_of(ledger, filter.channel)),
      category_(number_of(ledger, filter.category)) {}

bool Matches::operator()(const Entry& entry) const {
  if (entry.at_ms < filter_.since_ms || entry.at_ms >= filter_.until_ms) return false;
  if (channel_ != 0 && entry.channel != channel_) return false;
  if (category_ != 0 && entry.category != category_) return false;
  return filter_.lang.empty() || ledger_.questions().question(entry.question).lang == filter_.lang;
}

void Figures::add(const Entry& entry) {
  ++searches;
  if (entry.answered == search::Answered::kYes) ++answered_yes;
  if (entry.answered == search::Answered::kWeak) ++answered_weak;
  if (is_unanswered(entry)) ++unanswered;
  if (entry.opened != 0) ++clicked;
  if (entry.rank != 0) {
    rank_sum += entry.rank;
    ++ranked;
  }
  if (entry.asked_person) ++asked_person;
  if (entry.helpful) ++helpful;
  if (entry.unhelpful) ++unhelpful;
}

Report make_report(const Ledger& ledger, const Filter& filter) {
  Report report;
  const Matches matches(ledger, filter);
  std::map<std::int64_t, Figures> by_day;
  std::map<std::string, Figures> by_lang;
  std::map<std::uint32_t, Figures> by_channel;
  std::map<std::uint32_t, Figures> by_category;
  for (const Entry& entry : ledger.entries()) {
    if (!matches(entry)) continue;
    if (entry.counted != Counted::kYes) {
      ++report.left_out[entry.counted];
      continue;
    }
    report.all.add(entry);
    by_day[entry.at_ms / kDayMs].add(entry);
    by_lang[ledger.questions().question(entry.question).lang].add(entry);
    by_channel[entry.channel].add(entry);
    by_category[entry.category].add(entry);
  }
  for (const auto& [day, figures] : by_day) report.by_day.push_back({day_name(day * kDayMs), figures});
  report.by_lang = most_first(by_lang);
  std::map<std::string, Figures> named;
  for (const auto& [number, figures] : by_channel) named.emplace(ledger.name(number), figures);
  report.by_channel = most_first(named);
  named.clear();
  for (const auto& [number, figures] : by_category) named.emplace(ledger.name(number), figures);
  report.by_category = most_first(named);
  return report;
}

std::vector<ArticleFigures> article_figures(const Ledger& ledger, const Filter& filter) {
  const Matches matches(ledger, filter);
  std::map<std::uint32_t, ArticleFigures> by_article;
  for (const Entry& entry : ledger.entries()) {
    if (entry.counted != Counted::kYes || !matches(entry)) continue;
    if (entry.first != 0) ++by_article[entry.first].shown_first;
    if (entry.opened == 0) continue;
    ArticleFigures& article = by_article[entry.opened];
    ++article.opened;
    if (entry.asked_person) ++article.asked_person;
    if (entry.again) ++article.again;
  }
  for (const Vote& vote : ledger.votes()) {
    if (vote.at_ms < filter.since_ms || vote.at_ms >= filter.until_ms) continue;
    ArticleFigures& article = by_article[vote.article];
    ++(vote.helpful ? article.helpful : article.unhelpful);
  }
  std::vector<ArticleFigures> articles;
  for (auto& [number, article] : by_article) {
    if (number == 0 || article.opened + article.helpful + article.unhelpful == 0) continue;
    article.id = ledger.name(number);
    articles.push_back(article);
  }
  std::sort(articles.begin(), articles.end(), [](const ArticleFigures& a, const ArticleFigures& b) {
    const std::uint64_t down_a = a.unhelpful + a.asked_person;
    const std::uint64_t down_b = b.unhelpful + b.asked_person;
    return down_a != down_b ? down_a > down_b : a.id < b.id;
  });
  return articles;
}

std::vector<LeadingQuery> leading_queries(const Ledger& ledger, const std::string& article,
                                          const Filter& filter, std::size_t most) {
  const std::uint32_t wanted = ledger.find_name(article);
  if (wanted == 0) return {};
  const Matches matches(ledger, filter);
  std::map<std::uint32_t, LeadingQuery> by_text;
  for (const Entry& entry : ledger.entries()) {
    if (entry.counted != Counted::kYes || !matches(entry)) continue;
    if (entry.opened == wanted) ++by_text[entry.text].opened;
    if (entry.opened != wanted && entry.first == wanted && is_unanswered(entry)) ++by_text[entry.text].missed;
  }
  std::vector<LeadingQuery> queries;
  for (auto& [number, query] : by_text) {
    const AskedText& text = ledger.questions().text(number);
    query.text = text.text;
    query.lang = ledger.questions().question(text.question).lang;
    queries.push_back(query);
  }
  std::stable_sort(queries.begin(), queries.end(), [](const LeadingQuery& a, const LeadingQuery& b) {
    return a.opened + a.missed > b.opened + b.missed;
  });
  if (queries.size() > most) queries.resize(most);
  return queries;
}

std::string day_name(std::int64_t at_ms) {
  const std::time_t seconds = at_ms / 1000;
  return fmt::format("{:%Y-%m-%d}", fmt::gmtime(seconds));
}

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace firstline::server::review
