// SPDX-License-Identifier: GPL-3.0-or-later
// What all HTML pages share: the language of the interface and the values of the page's frame.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "search/catalogue.h"
#include "server/http.h"
#include "server/site.h"
#include "server/words.h"

namespace firstline::server {

/// The words for a request: `lang` if it is given, else what the browser accepts, else the index's own
/// language.
const Words& words_for_request(const Site& site, const Request& request, const search::OpenIndex& index);

/// The values of the frame (head, search box, languages, foot).
nlohmann::json frame(const Site& site, const Words& words, const search::OpenIndex& index,
                     const std::string& title);

Response html_response(const Site& site, const std::string& page, const nlohmann::json& values,
                       int status = 200);

/// Articles of a topic where all topics are listed; the rest is one click away.
inline constexpr std::size_t kArticlesPerTopic = 5;

/// A language's categories with their first articles, as home and search show them. `most` articles each.
nlohmann::json topics(const Words& words, const search::OpenIndex& index,
                      std::size_t most = kArticlesPerTopic);

/// "/?lang=th"
/// An article's URL that tells which result of which search was followed.
std::string result_url(const search::Hit& hit, const std::string& search_id, std::size_t position);

std::string home_url(const std::string& lang);
/// "/search?q=…&lang=…", empty parameters left out.
std::string search_url(const std::string& query, const std::string& lang, const std::string& category = "",
                       std::size_t offset = 0);

/// The language of the articles for an interface in `tag`: "sr" for "sr-Latn".
std::string article_language(const std::string& tag, const search::OpenIndex& index);

}  // namespace firstline::server
