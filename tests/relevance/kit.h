// SPDX-License-Identifier: GPL-3.0-or-later
// Folders of articles with judged queries, and one of them put to the engine.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "search/searcher.h"
#include "tests/support/temporary_folder.h"

namespace firstline::relevance {

/// One row of a queries.tsv. Its first line names the columns: query, lang, wanted (an article's id), and
/// perhaps kind and topic, in any order.
struct JudgedQuery {
  std::string query;
  std::string lang;
  std::string wanted;
  std::string kind;   ///< what it is an example of, or empty
  std::string topic;  ///< what its article is about, or empty
};
std::vector<JudgedQuery> read_queries(const std::filesystem::path& file);

struct Kit {
  std::string name;  ///< its folder's, or the place it was named by
  std::filesystem::path articles;
  std::vector<JudgedQuery> queries;
};

/// The kit that `place` is: a folder with articles/ and queries.tsv, or "ARTICLES:QUERIES". Else the kits in
/// the folder, by name. Fails when there is none.
std::vector<Kit> read_kits(const std::string& place);

/// The ids of a folder's articles, sorted.
std::vector<std::string> article_ids(const std::filesystem::path& articles);

/// Articles, indexed and opened, as long as it lives. One thread at a time.
class KitIndex {
 public:
  using Keep = std::function<bool(const std::string& id)>;

  /// All articles of one folder, with its synonyms and pins.
  KitIndex(const std::filesystem::path& articles, std::shared_ptr<const language::Languages> languages);
  /// Those of several folders whose ids `keep` wants; synonyms and pins of the first.
  KitIndex(const std::vector<std::filesystem::path>& folders,
           std::shared_ptr<const language::Languages> languages, const Keep& keep);

  search::SearchAnswer ask(const std::string& query, const std::string& lang);

 private:
  void index(const std::filesystem::path& articles, std::shared_ptr<const language::Languages> languages);

  tests::TemporaryFolder folder_;
  std::unique_ptr<search::Searcher> searcher_;
};

}  // namespace firstline::relevance
