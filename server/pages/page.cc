// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/page.h"

#include "language/plural.h"
#include "language/rules.h"
#include "search/links.h"
#include "server/pages/contact.h"

namespace firstline::server {
namespace {

/// Whether the help centre has articles for an interface in this language.
bool is_served(const std::string& tag, const search::OpenIndex& index) {
  return index.manifest.languages.count(article_language(tag, index)) != 0;
}

/// Where the newest articles for an interface in this language are told; empty where none has a date.
std::string feed_url(const std::string& tag, const search::OpenIndex& index) {
  const std::string lang = article_language(tag, index);
  return index.newest.count(lang) != 0 ? "/feeds/" + search::percent_encode(lang) + ".xml" : "";
}

nlohmann::json language_links(const Site& site, const Words& words, const search::OpenIndex& index) {
  nlohmann::json links = nlohmann::json::array();
  for (const std::string& tag : served_languages(site, index))
    links.push_back({{"tag", tag},
                     {"name", site.dictionary.words_for(tag).text("own_name")},
                     {"url", home_url(tag)},
                     {"current", tag == words.tag()}});
  return links;
}

}  // namespace

std::vector<std::string> served_languages(const Site& site, const search::OpenIndex& index) {
  std::vector<std::string> tags;
  for (const auto& [tag, words] : site.dictionary.all())
    if (is_served(tag, index)) tags.push_back(tag);
  return tags;
}

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

std::string asset_url(const Site& site, const std::string& name) {
  const auto found = site.assets.find(name);
  return found == site.assets.end() ? "" : found->second.url;
}

nlohmann::json frame(const Site& site, const Words& words, const search::OpenIndex& index,
                     const std::string& title) {
  return {{"lang", words.tag()},
          {"dir", language::is_right_to_left(words.tag()) ? "rtl" : "ltr"},
          {"site_name", words.text("site_name")},
          {"title", title},
          {"description", ""},
          {"home_url", home_url(words.tag())},
          {"search_url", "/search"},
          {"contact_url", contact_url(words.tag(), "", "", "")},
          {"style_url", site.assets.at("style.css").url},
          {"icon_url", site.assets.at("icon.svg").url},
          {"search_script_url", asset_url(site, "search.js")},
          {"query", ""},
          {"languages", language_links(site, words, index)},
          {"translations", nlohmann::json::array()},
          {"opensearch_url", "/opensearch.xml?lang=" + search::percent_encode(words.tag())},
          {"feed_url", feed_url(words.tag(), index)},
          {"canonical_url", ""},
          {"alternates", nlohmann::json::array()},
          {"robots_noindex", false}};
}

std::string page_title(const std::vector<std::string>& parts) {
  std::string title;
  for (const std::string& part : parts)
    if (!part.empty()) title += (title.empty() ? "" : " – ") + part;
  return title;
}

Request in_form_language(Request request, const FormFields& fields) {
  request.parameters = {{"lang", form_field(fields, "lang")}};
  return request;
}

std::string in_language_text(const Words& words, const std::string& lang) {
  const std::string name = "language_name_" + lang;
  return words.text("in_language", {{"language", words.has(name) ? words.text(name) : lang}});
}

Response html_response(const Site& site, const std::string& page, const nlohmann::json& values, int status) {
  Response response;
  response.status = status;
  response.content_type = "text/html; charset=utf-8";
  const auto lang = values.at("lang").get<std::string>();
  response.body = site.templates.render(page, lang, values);
  response.headers.emplace_back("Content-Language", lang);
  return response;
}

nlohmann::json topics(const Words& words, const search::OpenIndex& index, std::size_t most) {
  nlohmann::json list = nlohmann::json::array();
  const std::string lang = article_language(words.tag(), index);
  const auto categories = index.catalogue.find(lang);
  if (categories == index.catalogue.end()) return list;
  for (const search::Category& category : categories->second) {
    nlohmann::json articles = nlohmann::json::array();
    for (const search::CatalogueEntry& entry : category.articles) {
      if (articles.size() == most) break;
      articles.push_back({{"title", entry.title}, {"url", article_link(words, entry.id, lang)}});
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
                       std::size_t offset, bool as_typed) {
  std::string url = "/search?lang=" + search::percent_encode(lang);
  if (!query.empty()) url += "&q=" + search::percent_encode(query);
  if (!category.empty()) url += "&category=" + search::percent_encode(category);
  if (offset > 0) url += "&offset=" + std::to_string(offset);
  if (as_typed) url += "&exact=1";
  return url;
}

namespace {

/// Before the anchor, with the '?' or '&' it needs.
void add_parameters(std::string& url, const std::string& parameters) {
  const std::size_t end = std::min(url.find('#'), url.size());
  url.insert(end, (url.find('?') < end ? "&" : "?") + parameters);
}

/// Whether the words are for that language, in another way than its own.
bool is_variant(const Words& words, std::string_view lang) {
  return words.tag().size() > lang.size() && words.tag().starts_with(lang) && words.tag()[lang.size()] == '-';
}

}  // namespace

std::string article_link(const Words& words, std::string_view id, std::string_view lang,
                         std::string_view anchor) {
  std::string url = search::article_url(id, anchor);
  if (is_variant(words, lang)) add_parameters(url, "lang=" + search::percent_encode(words.tag()));
  return url;
}

std::string result_url(const Words& words, const search::Hit& hit, const std::string& search_id,
                       std::size_t position) {
  std::string url = article_link(words, hit.id, hit.lang, hit.anchor);
  add_parameters(url, "search=" + search_id + "&position=" + std::to_string(position));
  return url;
}

const Words& words_for_article(const Site& site, const Request& request, const std::string& lang) {
  const std::string* wanted = request.parameter("lang");
  if (wanted != nullptr && language::is_language_tag(*wanted)) {
    const Words& words = site.dictionary.words_for(*wanted);
    if (words.tag() == *wanted && is_variant(words, lang)) return words;
  }
  return site.dictionary.words_for(lang);
}

}  // namespace firstline::server
