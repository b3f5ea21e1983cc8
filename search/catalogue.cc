// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/catalogue.h"

#include <algorithm>

#include "base/iso_time.h"

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

std::optional<std::int64_t> update_time(const StoredArticle& article) {
  constexpr std::size_t kDateBytes = std::string_view("2026-09-14").size();
  std::optional<base::IsoTime> time = base::parse_iso_time(article.updated);
  if (!time) time = base::parse_iso_time(article.updated.substr(0, kDateBytes));
  if (!time) return std::nullopt;
  return time->begin;
}

NewestArticles find_newest(const std::vector<StoredArticle>& articles) {
  struct Dated {
    std::int64_t updated;
    const StoredArticle* article;
  };
  std::map<std::string_view, std::vector<Dated>> dated;
  for (const StoredArticle& article : articles)
    if (const auto updated = update_time(article)) dated[article.lang].push_back({*updated, &article});
  NewestArticles newest;
  for (auto& [lang, own] : dated) {
    const auto end = own.begin() + static_cast<std::ptrdiff_t>(std::min(own.size(), kNewestArticles));
    std::partial_sort(own.begin(), end, own.end(), [](const Dated& a, const Dated& b) {
      return a.updated != b.updated ? a.updated > b.updated : a.article->id < b.article->id;
    });
    std::vector<NewArticle>& list = newest[std::string(lang)];
    for (auto one = own.begin(); one != end; ++one) list.push_back({*one->article, one->updated});
  }
  return newest;
}

}  // namespace firstline::search
