// SPDX-License-Identifier: GPL-3.0-or-later
// "/articles/ID": one article, in the language it is written in. Old ids lead to the new one.
#include <string_view>

#include "base/random.h"
#include "language/utf8.h"
#include "search/links.h"
#include "server/pages/events.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/parameters.h"

namespace firstline::server {
namespace {

constexpr std::string_view kPrefix = "/articles/";
constexpr int kDeepestInContents = 3;
constexpr std::size_t kLeastContents = 2;  // one heading needs no list

nlohmann::json contents(const search::StoredArticle& article) {
  nlohmann::json list = nlohmann::json::array();
  for (const search::StoredSection& section : article.sections())
    if (!section.anchor.empty() && section.level <= kDeepestInContents)
      list.push_back({{"anchor", section.anchor},
                      {"text", section.heading},
                      {"level_3", section.level == kDeepestInContents}});
  return list.size() < kLeastContents ? nlohmann::json::array() : list;
}

/// The interface's languages lead to the article's translation where there is one.
void link_translations(const Site& site, search::Searcher& searcher, const search::StoredArticle& article,
                       nlohmann::json& values) {
  nlohmann::json others = nlohmann::json::array();
  for (const search::StoredArticle& other : searcher.translations(article)) {
    const std::string lang(other.lang);
    const std::string url = search::article_url(other.id);
    for (nlohmann::json& language : values["languages"])
      if (language["tag"] == lang) language["url"] = url;
    if (other.id != article.id)
      others.push_back(
          {{"tag", lang},
           {"name", site.dictionary.has(lang) ? site.dictionary.words_for(lang).text("own_name") : lang},
           {"url", url}});
  }
  values["has_translations"] = !others.empty();
  values["translations"] = std::move(others);
}

/// A result that was followed, also without JavaScript. Whether the URL says that it comes from a search.
bool record_click(const Site& site, const Request& request, const std::string& id) {
  const std::string* search_id = request.parameter("search");
  if (search_id == nullptr) return false;
  LoggedEvent event;
  event.kind = EventKind::kClick;
  event.search_id = *search_id;
  event.article = id;
  event.position = number_parameter(request, "position", 0, 0, kLastPosition);
  if (base::is_token(*search_id)) record_event(site, request, std::move(event));
  return true;
}

}  // namespace

Response article_page(const Site& site, const Request& request) {
  const std::string raw = request.path.substr(kPrefix.size());
  if (language::find_invalid_utf8(raw)) throw BadRequest(400, "the path is not valid UTF-8");
  const std::string id = language::to_nfc(raw);
  LiveIndex::Lease searcher = site.index.borrow();
  const auto article = searcher->article(id);
  if (!article) {
    const auto moved = searcher->resolve_alias(id);
    if (!moved) throw BadRequest(404, "there is no article '" + id + "'");
    return {308, "text/plain; charset=utf-8", "", {{"Location", search::article_url(*moved)}}};
  }

  const bool from_search = record_click(site, request, std::string(article->id));
  const search::OpenIndex& index = searcher->index();
  const Words& words = site.dictionary.words_for(std::string(article->lang));
  const std::string title(article->title);
  nlohmann::json values = frame(site, words, index, title + " – " + words.text("site_name"));
  values["description"] = article->description;
  values["heading"] = title;
  values["body"] = article->html();
  const std::string date = words.date(std::string(article->updated));
  values["updated_text"] = date.empty() ? "" : words.text("updated", {{"date", date}});
  values["category"] = article->category;
  values["category_url"] = search_url("", words.tag(), std::string(article->category));
  values["contents"] = contents(*article);
  values["has_contents"] = !values["contents"].empty();
  link_translations(site, *searcher, *article, values);
  Response response = html_response(site, "article", values);
  if (from_search) response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace firstline::server
