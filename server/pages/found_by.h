// SPDX-License-Identifier: GPL-3.0-or-later
// What a page tells those who find it from outside, search engines above all: its one address, its addresses
// in other languages, its name and what it is about.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "search/article_store.h"
#include "server/pages/page.h"

namespace firstline::server {

/// hreflang and path, by language; "x-default" is the one for all others.
using Alternates = std::vector<std::pair<std::string, std::string>>;

struct FoundBy {
  std::string path;   ///< the page's one address, from the root, whatever parameters it was asked with
  std::string title;  ///< without the site's name
  std::string type = "website";  ///< Open Graph's name for it
  Alternates alternates;         ///< itself included; empty: it is in one language only
};

/// Puts that into the values of the frame; what the page is about is its "description". Absolute where the
/// site's address is known (site_address.h).
void put_found_by(nlohmann::json& values, const Site& site, const Request& request, const FoundBy& page);

/// The same for the page of one topic (an element of topics(), page.h), which is a search without a question
/// and unlike others a page to be listed. Nothing for the articles without a topic: they have no address.
void put_topic_found_by(nlohmann::json& values, const Site& site, const Request& request,
                        const nlohmann::json& topic);

/// The home page in all languages.
Alternates home_alternates(const Site& site, const search::OpenIndex& index);

/// An article and its translations (Searcher::translations()), one a language. Empty when there is one only.
Alternates article_alternates(const std::vector<search::StoredArticle>& translations,
                              const search::OpenIndex& index);

/// What a writer says that the article is about, else its first sentences.
std::string article_description(const search::StoredArticle& article);

/// A line of at most so many characters is what search engines show.
inline constexpr std::size_t kDescriptionCharacters = 155;

}  // namespace firstline::server
