// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/open_index.h"

#include <xapian.h>

#include <algorithm>

#include "base/failure.h"
#include "base/file.h"

namespace firstline::search {
namespace {

constexpr RecordOffset kNoRecord = ~RecordOffset{0};

std::vector<RecordOffset> read_records(const std::filesystem::path& terms) {
  try {
    const Xapian::Database database(terms.string());
    std::vector<RecordOffset> records(database.get_lastdocid() + 1, kNoRecord);
    for (auto document = database.postlist_begin(""); document != database.postlist_end(""); ++document)
      records[*document] = std::stoull(database.get_document(*document, Xapian::DOC_ASSUME_VALID).get_data());
    return records;
  } catch (const Xapian::Error& error) {
    throw base::Failure("opening the index", terms.string(), error.get_msg());
  }
}

CompletionsByLanguage read_titles(const std::vector<StoredArticle>& articles) {
  std::map<std::string_view, std::vector<CompletionText>> texts;
  for (const StoredArticle& article : articles)
    texts[article.lang].push_back({article.title, article.id, article.weight, article.title_words});
  CompletionsByLanguage titles;
  for (const auto& [lang, own] : texts) titles.emplace(lang, Completions(own));
  return titles;
}

NoticeBoard open_notices(const std::filesystem::path& generation, const OpenIndex& index) {
  const std::filesystem::path file = generation / kNoticesFile;
  if (!std::filesystem::exists(file)) return {};
  std::vector<std::string> tags;
  for (const auto& [tag, counts] : index.manifest.languages) tags.push_back(tag);
  return {read_notices(base::read_file(file)), index.synonyms, *index.languages, tags,
          index.manifest.default_language};
}

}  // namespace

std::vector<StoredArticle> OpenIndex::articles() const {
  return articles(0, records.size());
}

std::vector<StoredArticle> OpenIndex::articles(std::size_t begin, std::size_t end) const {
  std::vector<StoredArticle> articles;
  for (std::size_t number = begin; number < std::min(end, records.size()); ++number)
    if (records[number] != kNoRecord) articles.push_back(store->at(records[number]));
  return articles;
}

std::shared_ptr<const OpenIndex> open_index(const std::filesystem::path& generation,
                                            std::shared_ptr<const language::Languages> languages,
                                            std::shared_ptr<const ConfidenceModel> confidence) {
  auto index = std::make_shared<OpenIndex>();
  index->generation = generation;
  index->languages = std::move(languages);
  index->manifest = read_manifest(generation);
  if (index->manifest.fingerprint != index->languages->fingerprint())
    throw base::Failure("opening the index", generation.string(),
                        "it was made with other language rules; run this version's firstline-index on it");
  index->store = std::make_unique<ArticleStore>(generation / kStoreFile);
  std::vector<base::Problem> known;  // the indexer reported them
  if (std::filesystem::exists(generation / kSynonymsFile))
    index->synonyms = parse_synonyms(base::read_file(generation / kSynonymsFile), kSynonymsFile, known);
  if (std::filesystem::exists(generation / kPinsFile))
    index->pins = parse_pins(base::read_file(generation / kPinsFile), kPinsFile, known);
  index->notices = open_notices(generation, *index);
  index->confidence = confidence != nullptr
                          ? std::move(confidence)
                          : std::make_shared<const ConfidenceModel>(ConfidenceModel::load_shipped());
  index->vocabularies = std::make_unique<Vocabularies>(generation / kVocabularyFile, *index->languages);
  index->records = read_records(generation / kTermsFolder);
  const std::vector<StoredArticle> articles = index->articles();
  index->catalogue = make_catalogue(articles);
  index->newest = find_newest(articles);
  index->titles = read_titles(articles);
  return index;
}

}  // namespace firstline::search
