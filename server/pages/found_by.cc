// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/found_by.h"

#include <algorithm>

#include "language/excerpt.h"
#include "search/links.h"
#include "server/site_address.h"

namespace firstline::server {
namespace {

constexpr const char* kForAllOthers = "x-default";

/// Adds the default language's once more, for readers of none of them.
void add_default(Alternates& alternates, const search::OpenIndex& index) {
  const auto found = std::find_if(alternates.begin(), alternates.end(), [&](const auto& each) {
    return each.first == index.manifest.default_language;
  });
  if (found != alternates.end()) alternates.emplace_back(kForAllOthers, std::string(found->second));
}

}  // namespace

void put_found_by(nlohmann::json& values, const Site& site, const Request& request, const FoundBy& page) {
  const std::string address = site_address(site, request);
  values["canonical_url"] = address + page.path;
  values["site_url"] = address + "/";
  values["og_title"] = page.title;
  values["og_type"] = page.type;
  for (const auto& [tag, path] : page.alternates)
    values["alternates"].push_back({{"tag", tag}, {"url", address + path}});
}

void put_topic_found_by(nlohmann::json& values, const Site& site, const Request& request,
                        const nlohmann::json& topic) {
  const std::string path = topic.at("url");
  if (path.find("&category=") == std::string::npos) return;
  const std::string name = topic.at("name");
  std::string titles;
  for (const nlohmann::json& article : topic.at("articles"))
    titles += (titles.empty() ? "" : " · ") + article.at("title").get<std::string>();
  values["robots_noindex"] = false;
  values["title"] = page_title({name, values.at("site_name")});
  values["description"] = language::excerpt(titles, kDescriptionCharacters, values.at("lang"));
  put_found_by(values, site, request, {path, name, "website", {}});
}

Alternates home_alternates(const Site& site, const search::OpenIndex& index) {
  Alternates alternates;
  for (const std::string& tag : served_languages(site, index)) alternates.emplace_back(tag, home_url(tag));
  add_default(alternates, index);
  return alternates;
}

Alternates article_alternates(const std::vector<search::StoredArticle>& translations,
                              const search::OpenIndex& index) {
  Alternates alternates;
  for (const search::StoredArticle& article : translations) {
    const bool is_new = std::none_of(alternates.begin(), alternates.end(),
                                     [&](const auto& each) { return each.first == article.lang; });
    if (is_new) alternates.emplace_back(article.lang, search::article_url(article.id));
  }
  if (alternates.size() < 2) return {};
  add_default(alternates, index);
  return alternates;
}

std::string article_description(const search::StoredArticle& article) {
  if (!article.description.empty()) return std::string(article.description);
  constexpr std::size_t kEnoughBytes = 8 * kDescriptionCharacters;
  const std::string text = article.text();
  const std::vector<search::StoredSection> sections = article.sections();
  std::string beginning;  // without headings: they say little one after the other
  for (std::size_t i = 0; i < sections.size() && beginning.size() < kEnoughBytes; ++i) {
    const std::size_t end = i + 1 < sections.size() ? sections[i + 1].text_begin : text.size();
    const std::size_t begin = std::min<std::size_t>(sections[i].text_begin + sections[i].heading.size(), end);
    beginning += text.substr(begin, end - begin) + "\n";
  }
  return language::excerpt(beginning, kDescriptionCharacters, std::string(article.lang));
}

}  // namespace firstline::server
