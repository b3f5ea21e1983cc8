// SPDX-License-Identifier: GPL-3.0-or-later
// "/articles/ID": one article, in the language it is written in. Old ids lead to the new one.
#include <string_view>

#include "base/iso_time.h"
#include "base/random.h"
#include "language/plural.h"
#include "language/utf8.h"
#include "search/links.h"
#include "server/pages/contact.h"
#include "server/pages/events.h"
#include "server/pages/feedback.h"
#include "server/pages/found_by.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/parameters.h"

namespace firstline::server {
namespace {

constexpr std::string_view kPrefix = "/articles/";
constexpr int kDeepestInContents = 3;
constexpr std::size_t kRelatedArticles = 4;
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
void link_translations(const Site& site, const std::vector<search::StoredArticle>& translations,
                       const search::StoredArticle& article, nlohmann::json& values) {
  nlohmann::json others = nlohmann::json::array();
  for (const search::StoredArticle& other : translations) {
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

nlohmann::json related(search::Searcher& searcher, const Words& words, const search::StoredArticle& article) {
  nlohmann::json list = nlohmann::json::array();
  for (const search::StoredArticle& other : searcher.related(article, kRelatedArticles))
    list.push_back({{"title", other.title}, {"url", article_link(words, other.id, other.lang)}});
  return list;
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
  const Words& words = words_for_article(site, request, std::string(article->lang));
  const std::string title(article->title);
  nlohmann::json values =
      frame(site, words, index, page_title({title, std::string(article->category), words.text("site_name")}));
  values["description"] = article_description(*article);
  values["heading"] = title;
  values["body"] = article->html();
  const std::string date = words.date(std::string(article->updated));
  values["updated_text"] = date.empty() ? "" : words.text("updated", {{"date", date}});
  values["category"] = article->category;
  values["category_url"] = search_url("", words.tag(), std::string(article->category));
  values["contents"] = contents(*article);
  values["has_contents"] = !values["contents"].empty();
  values["related"] = related(*searcher, words, *article);
  const std::string* search_id = request.parameter("search");
  const std::string searched = search_id != nullptr && base::is_token(*search_id) ? *search_id : "";
  values["vote"] = vote_values(site, words, std::string(article->id), searched);
  values["contact_url"] = contact_url(words.tag(), searched, "", std::string(article->id));
  values["has_related"] = !values["related"].empty();
  values["article_script_url"] = asset_url(site, "article.js");
  const std::string lang(article->lang);
  values["article_lang"] = lang == article_language(words.tag(), index) ? "" : lang;  // no such interface
  values["article_dir"] = language::is_right_to_left(lang) ? "rtl" : "ltr";
  const auto updated = search::update_time(*article);
  values["updated"] = updated ? base::format_iso_time(*updated) : "";
  const std::vector<search::StoredArticle> translations = searcher->translations(*article);
  link_translations(site, translations, *article, values);
  put_found_by(values, site, request,
               {search::article_url(article->id), title, "article", article_alternates(translations, index)});
  Response response = html_response(site, "article", values);
  if (from_search) response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace firstline::server
