// SPDX-License-Identifier: GPL-3.0-or-later
// What all HTML pages share: the language of the interface and the values of the page's frame.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "search/catalogue.h"
#include "server/http/http.h"
#include "server/parameters.h"
#include "server/site.h"
#include "server/words.h"

namespace firstline::server {

/// The words for a request: `lang` if it is given, else what the browser accepts, else the index's own
/// language.
const Words& words_for_request(const Site& site, const Request& request, const search::OpenIndex& index);

/// The languages of the interface that there are articles for, by tag.
std::vector<std::string> served_languages(const Site& site, const search::OpenIndex& index);

/// The URL of a file of templates/assets; empty when it isn't there.
std::string asset_url(const Site& site, const std::string& name);

/// The words for an article's page: those of `lang` in the request if they are for the article's language.
const Words& words_for_article(const Site& site, const Request& request, const std::string& lang);

/// "Reset your password – Account – Lumena Help", of the parts that aren't empty.
std::string page_title(const std::vector<std::string>& parts);

/// The values of the frame (head, search box, languages, foot).
nlohmann::json frame(const Site& site, const Words& words, const search::OpenIndex& index,
                     const std::string& title);

/// Leads from the language switch of those values to this page in each other language.
template <typename UrlOfTag>
void link_languages(nlohmann::json& values, UrlOfTag url) {
  for (nlohmann::json& language : values["languages"]) language["url"] = url(language["tag"]);
}

/// The request of a posted form, asked in the form's own language: errors are told in it.
Request in_form_language(Request request, const FormFields& fields);

/// "In Thai": what is not in the page's language.
std::string in_language_text(const Words& words, const std::string& lang);

Response html_response(const Site& site, const std::string& page, const nlohmann::json& values,
                       int status = 200);

/// Articles of a topic where all topics are listed; the rest is one click away.
inline constexpr std::size_t kArticlesPerTopic = 5;

/// A language's categories with their first articles, as home and search show them. `most` articles each.
nlohmann::json topics(const Words& words, const search::OpenIndex& index,
                      std::size_t most = kArticlesPerTopic);

/// An article's URL on pages with these words: it keeps an interface that the article's language alone would
/// not lead to ("sr-Latn" for "sr").
std::string article_link(const Words& words, std::string_view id, std::string_view lang,
                         std::string_view anchor = "");
/// The same for a result: it tells which one of which search was followed.
std::string result_url(const Words& words, const search::Hit& hit, const std::string& search_id,
                       std::size_t position);

/// "/?lang=th"
std::string home_url(const std::string& lang);
/// "/search?q=…&lang=…", empty parameters left out.
std::string search_url(const std::string& query, const std::string& lang, const std::string& category = "",
                       std::size_t offset = 0, bool as_typed = false);

/// The language of the articles for an interface in `tag`: "sr" for "sr-Latn".
std::string article_language(const std::string& tag, const search::OpenIndex& index);

}  // namespace firstline::server
