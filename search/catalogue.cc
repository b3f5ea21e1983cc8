// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/catalogue.h"

#include <xapian.h>

#include <algorithm>

#include "base/failure.h"

namespace firstline::search {

Catalogue read_catalogue(const std::filesystem::path& terms, const ArticleStore& store) {
  std::map<std::string, std::map<std::string_view, Category>, std::less<>> gathered;
  try {
    const Xapian::Database database(terms.string());
    for (auto document = database.postlist_begin(""); document != database.postlist_end(""); ++document) {
      const StoredArticle article = store.at(std::stoull(database.get_document(*document).get_data()));
      Category& category = gathered[std::string(article.lang)][article.category];
      category.name = article.category;
      category.articles.push_back({article.id, article.title, article.weight});
    }
  } catch (const Xapian::Error& error) {
    throw base::Failure("opening the index", terms.string(), error.get_msg());
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
