// SPDX-License-Identifier: GPL-3.0-or-later
// One generation, opened for reading: what all threads of a server share. Never changes after it was opened.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "language/rules.h"
#include "search/article_store.h"
#include "search/catalogue.h"
#include "search/completions.h"
#include "search/confidence.h"
#include "search/curation.h"
#include "search/generation.h"
#include "search/notices.h"
#include "search/vocabulary.h"

namespace firstline::search {

struct OpenIndex {
  std::filesystem::path generation;
  std::shared_ptr<const language::Languages> languages;
  Manifest manifest;
  std::unique_ptr<const ArticleStore> store;
  std::vector<SynonymGroup> synonyms;
  std::vector<Pin> pins;
  NoticeBoard notices;
  Catalogue catalogue;
  NewestArticles newest;
  CompletionsByLanguage titles;       ///< for completing what is typed
  std::vector<RecordOffset> records;  ///< by Xapian's document number: Xapian's own lookup costs 3 µs
  std::unique_ptr<const Vocabularies> vocabularies;
  std::shared_ptr<const ConfidenceModel> confidence;

  /// All of them, in the order of `records`.
  std::vector<StoredArticle> articles() const;
  /// Those of records [begin, end); fewer where some are gone.
  std::vector<StoredArticle> articles(std::size_t begin, std::size_t end) const;
};

/// Opens a generation's folder. Fails when it is damaged, of another format, or was made with other language
/// rules; the message says which program to run. Without a `confidence` the shipped one is read.
std::shared_ptr<const OpenIndex> open_index(const std::filesystem::path& generation,
                                            std::shared_ptr<const language::Languages> languages,
                                            std::shared_ptr<const ConfidenceModel> confidence = nullptr);

}  // namespace firstline::search
