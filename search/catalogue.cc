// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/catalogue.h"

#include <algorithm>

namespace firstline::search {

Catalogue make_catalogue(const std::vector<StoredArticle>& articles) {
  std::map<std::string, std::map<std::string_view, Category>, std::less<>> gathered;
  for (const StoredArticle& article : articles) {
    Category& category = gathered[std::string(article.lang)][article.category];
    category.name = article.category;
    category.articles.push_back({article.id, article.title, article.weight});
  }

  Catalogue catalogue;
  for (auto& [lang, categories] : gathered) {
    std::vector<Category>& listing = catalogue[lang];
    for (auto& [name, category] : categories) {
      std::sort(category.articles.begin(), category.articles.end(), [](const auto& a, const auto& b) {
        return a.weight != b.weight ? a.weight > b.weight : a.id < b.id;
      });
      listing.push_back(std::move(category));
    }
    std::stable_sort(listing.begin(), listing.end(), [](const Category& a, const Category& b) {
      return a.articles.size() > b.articles.size();
    });
  }
  return catalogue;
}

}  // namespace firstline::search
