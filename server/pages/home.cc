// SPDX-License-Identifier: GPL-3.0-or-later
// "/": the search box, known problems, the topics, what is read most.
#include "search/links.h"
#include "server/pages/found_by.h"
#include "server/pages/notices.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"

namespace firstline::server {
namespace {

constexpr std::size_t kMostTitles = 6;
constexpr std::size_t kLeastTitles = 3;  // fewer say nothing of what people read

/// In the page's language; empty while too few people have read anything.
nlohmann::json most_read(const Site& site, const Words& words, search::Searcher& searcher) {
  nlohmann::json titles = nlohmann::json::array();
  const auto ids = site.most_read != nullptr ? site.most_read->ids() : nullptr;
  if (ids == nullptr) return titles;
  const std::string lang = article_language(words.tag(), searcher.index());
  const auto own = ids->find(lang);
  if (own == ids->end()) return titles;
  for (const std::string& id : own->second) {
    if (titles.size() == kMostTitles) break;
    const auto article = searcher.article(id);
    if (article && article->lang == lang)
      titles.push_back({{"title", article->title}, {"url", article_link(words, id, lang)}});
  }
  return titles.size() < kLeastTitles ? nlohmann::json::array() : titles;
}

}  // namespace

Response home_page(const Site& site, const Request& request) {
  const LiveIndex::Lease searcher = site.index.borrow();
  const search::OpenIndex& index = searcher->index();
  const Words& words = words_for_request(site, request, index);
  nlohmann::json values = frame(site, words, index, words.text("site_name"));
  values["description"] = words.text("hero_text");
  put_found_by(values, site, request,
               {home_url(words.tag()), words.text("site_name"), "website", home_alternates(site, index)});
  values["notices"] = home_notices(site, words, *searcher);
  values["categories"] = topics(words, index);
  values["most_read"] = most_read(site, words, *searcher);
  values["has_most_read"] = !values["most_read"].empty();
  return html_response(site, "home", values);
}

}  // namespace firstline::server
