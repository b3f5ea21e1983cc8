// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/page.h"

#include "language/plural.h"
#include "language/rules.h"
#include "search/links.h"

namespace firstline::server {
namespace {

/// Whether the help centre has articles for an interface in this language.
bool is_served(const std::string& tag, const search::OpenIndex& index) {
  return index.manifest.languages.count(article_language(tag, index)) != 0;
}

nlohmann::json language_links(const Site& site, const Words& words, const search::OpenIndex& index) {
  nlohmann::json links = nlohmann::json::array();
  for (const auto& [tag, other] : site.dictionary.all())
    if (is_served(tag, index))
      links.push_back({{"tag", tag},
                       {"name", other.text("own_name")},
                       {"url", home_url(tag)},
                       {"current", tag == words.tag()}});
  return links;
}

}  // namespace

std::string article_language(const std::string& tag, const search::OpenIndex& index) {
  return index.manifest.languages.count(tag) != 0 ? tag : tag.substr(0, tag.find('-'));
}

const Words& words_for_request(const Site& site, const Request& request, const search::OpenIndex& index) {
  std::vector<std::string> wanted;
  if (const std::string* lang = request.parameter("lang");
      lang != nullptr && language::is_language_tag(*lang))
    wanted.push_back(*lang);
  for (std::string& tag : language::accepted_languages(request.accept_language))
    wanted.push_back(std::move(tag));
  for (const std::string& tag : wanted) {
    const Words& words = site.dictionary.words_for(tag);
    const bool fits = words.tag() == tag || words.tag() == tag.substr(0, tag.find('-'));
    if (fits && is_served(words.tag(), index)) return words;
  }
  return site.dictionary.words_for(index.manifest.default_language);
}

nlohmann::json frame(const Site& site, const Words& words, const search::OpenIndex& index,
                     const std::string& title) {
  nlohmann::json texts = nlohmann::json::object();
  for (const auto& [key, text] : words.all()) texts[key] = text;
  return {{"lang", words.tag()},
          {"dir", language::is_right_to_left(words.tag()) ? "rtl" : "ltr"},
          {"site_name", words.text("site_name")},
          {"title", title},
          {"description", ""},
          {"home_url", home_url(words.tag())},
          {"search_url", "/search"},
          {"style_url", site.assets.at("style.css").url},
          {"icon_url", site.assets.at("icon.svg").url},
          {"query", ""},
          {"languages", language_links(site, words, index)},
          {"translations", nlohmann::json::array()},
          {"robots_noindex", false},
          {"t", texts}};
}

Response html_response(const Site& site, const std::string& page, const nlohmann::json& values, int status) {
  Response response;
  response.status = status;
  response.content_type = "text/html; charset=utf-8";
  response.body = site.templates.render(page, values);
  response.headers.emplace_back("Content-Language", values.at("lang").get<std::string>());
  return response;
}

nlohmann::json topics(const Words& words, const search::OpenIndex& index, std::size_t most) {
  nlohmann::json list = nlohmann::json::array();
  const auto categories = index.catalogue.find(article_language(words.tag(), index));
  if (categories == index.catalogue.end()) return list;
  for (const search::Category& category : categories->second) {
    nlohmann::json articles = nlohmann::json::array();
    for (const search::CatalogueEntry& entry : category.articles) {
      if (articles.size() == most) break;
      articles.push_back({{"title", entry.title}, {"url", search::article_url(entry.id)}});
    }
    const std::string name = category.name.empty() ? words.text("no_category") : std::string(category.name);
    list.push_back({{"name", name},
                    {"url", search_url("", words.tag(), std::string(category.name))},
                    {"count_text", words.counted("articles_count", category.articles.size())},
                    {"articles", articles},
                    {"has_more", category.articles.size() > most}});
  }
  return list;
}

std::string home_url(const std::string& lang) {
  return "/?lang=" + search::percent_encode(lang);
}

std::string search_url(const std::string& query, const std::string& lang, const std::string& category,
                       std::size_t offset) {
  std::string url = "/search?lang=" + search::percent_encode(lang);
  if (!query.empty()) url += "&q=" + search::percent_encode(query);
  if (!category.empty()) url += "&category=" + search::percent_encode(category);
  if (offset > 0) url += "&offset=" + std::to_string(offset);
  return url;
}

std::string result_url(const search::Hit& hit, const std::string& search_id, std::size_t position) {
  std::string url = search::article_url(hit.id, hit.anchor);
  url.insert(std::min(url.find('#'), url.size()),
             "?search=" + search_id + "&position=" + std::to_string(position));
  return url;
}

}  // namespace firstline::server
