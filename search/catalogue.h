// SPDX-License-Identifier: GPL-3.0-or-later
// The articles by language and category: what the home page and the sitemap list. Read once when an index is
// opened.
#pragma once

#include <map>
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

}  // namespace firstline::search
