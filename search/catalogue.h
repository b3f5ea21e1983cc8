// SPDX-License-Identifier: GPL-3.0-or-later
// The articles by language: by category, as the home page lists them, and the newest, as the feeds do. Read
// once when an index is opened.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/article_store.h"

namespace firstline::search {

/// One line of a listing; views live as long as the store.
struct CatalogueEntry {
  std::string_view id;
  std::string_view title;
  double weight = 1.0;
};

struct Category {
  std::string_view name;
  std::vector<CatalogueEntry> articles;  ///< the weightiest first, then by id
};

/// By language tag; categories with most articles first, then by name.
using Catalogue = std::map<std::string, std::vector<Category>, std::less<>>;

Catalogue make_catalogue(const std::vector<StoredArticle>& articles);

/// When an article was updated by its front matter, in seconds since 1970, UTC: a date alone is its first
/// second. A time without a zone counts as its date alone. Nothing for what is no date.
std::optional<std::int64_t> update_time(const StoredArticle& article);

struct NewArticle {
  StoredArticle article;
  std::int64_t updated = 0;  ///< seconds since 1970, UTC
};

/// By language tag: the last updated first, at most kNewestArticles. Those without a date are in none.
using NewestArticles = std::map<std::string, std::vector<NewArticle>, std::less<>>;
inline constexpr std::size_t kNewestArticles = 30;

NewestArticles find_newest(const std::vector<StoredArticle>& articles);

}  // namespace firstline::search
