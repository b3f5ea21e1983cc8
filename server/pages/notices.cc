// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/notices.h"

#include <chrono>

#include "base/iso_time.h"
#include "language/plural.h"
#include "language/utf8.h"
#include "search/links.h"
#include "server/pages/page.h"

namespace firstline::server {
namespace {

using Notices = std::vector<const search::Notice*>;

std::int64_t seconds_now(const Site& site) {
  return std::chrono::floor<std::chrono::seconds>(site.clock()).time_since_epoch().count();
}

/// "Next update by …", in the zone that the writer gave; empty once the time is over: a promise that was not
/// kept helps nobody.
std::string next_update_text(const search::Notice& notice, const Words& words, std::int64_t now) {
  const auto next = base::parse_iso_time(notice.next_update);
  if (!next || next->end <= now) return "";
  std::string time = words.date(next->date);
  if (!next->time.empty())
    time = words.text("date_time_format",
                      {{"date", time}, {"time", next->time}, {"zone", base::zone_name(next->zone_minutes)}});
  return words.text("notice_next_update", {{"time", time}});
}

nlohmann::json articles(const search::Notice& notice, search::Searcher& searcher) {
  nlohmann::json list = nlohmann::json::array();
  for (const std::string& id : notice.articles)
    if (const auto article = searcher.article(id))
      list.push_back({{"title", article->title}, {"url", search::article_url(id)}, {"lang", article->lang}});
  return list;
}

nlohmann::json values(const search::Notice& notice, const Words& words, search::Searcher& searcher,
                      std::int64_t now) {
  const bool own_language =
      notice.lang == words.tag() || notice.lang == article_language(words.tag(), searcher.index());
  nlohmann::json more = articles(notice, searcher);
  return {{"title", notice.title},
          {"lang", notice.lang},
          {"dir", language::is_right_to_left(notice.lang) ? "rtl" : "ltr"},
          {"language_note", own_language ? "" : in_language_text(words, notice.lang)},
          {"body", notice.html},
          {"has_articles", !more.empty()},
          {"articles", std::move(more)},
          {"next_update_text", next_update_text(notice, words, now)}};
}

nlohmann::json section(const Notices& notices, const Words& words, search::Searcher& searcher,
                       std::int64_t now) {
  if (notices.empty()) return nullptr;
  nlohmann::json items = nlohmann::json::array();
  nlohmann::json rest = nlohmann::json::array();
  for (const search::Notice* const notice : notices)
    (items.size() < kMostNotices ? items : rest).push_back(values(*notice, words, searcher, now));
  return {{"items", std::move(items)},
          {"more_text", rest.empty() ? "" : words.counted("notices_more", rest.size())},
          {"rest", std::move(rest)}};
}

/// In the language `tag`. The words are those of the search; they are only read again where another word
/// stood in for one, or where the answer is in another language than was asked for, as for a question that no
/// article answers.
Notices asked_about(const Site& site, search::Searcher& searcher, const search::SearchRequest& asked,
                    const search::SearchAnswer& answer, const std::string& tag) {
  const search::NoticeBoard& board = searcher.index().notices;
  if (board.empty()) return {};
  const std::int64_t now = seconds_now(site);
  std::string words = answer.normalised;
  const auto add = [&](const std::string& text) {
    if (!text.empty()) words += " " + searcher.normalised(text, answer.lang);
  };
  add(answer.correction);
  for (const search::StandIn& each : answer.stand_ins) add(each.found);
  Notices notices = board.asked(words, answer.lang, tag, now);
  if (notices.empty() && asked.lang != answer.lang && !asked.lang.empty())
    notices =
        board.asked(searcher.normalised(
                        std::string(language::cut_utf8(asked.query, search::kLongestQueryBytes)), asked.lang),
                    asked.lang, tag, now);
  if (notices.size() > kMostNotices) notices.resize(kMostNotices);
  return notices;
}

}  // namespace

Notices notices_for(const Site& site, search::Searcher& searcher, const search::SearchRequest& asked,
                    const search::SearchAnswer& answer) {
  return asked_about(site, searcher, asked, answer, asked.lang.empty() ? answer.lang : asked.lang);
}

nlohmann::json search_notices(const Site& site, const Words& words, search::Searcher& searcher,
                              const search::SearchRequest& asked, const search::SearchAnswer& answer) {
  return section(asked_about(site, searcher, asked, answer, words.tag()), words, searcher, seconds_now(site));
}

nlohmann::json home_notices(const Site& site, const Words& words, search::Searcher& searcher) {
  const std::int64_t now = seconds_now(site);
  return section(searcher.index().notices.current(words.tag(), now), words, searcher, now);
}

}  // namespace firstline::server
