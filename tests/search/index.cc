// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/search/index.h"

#include "base/file.h"
#include "language/slug.h"
#include "search/generation.h"
#include "search/index_writer.h"

namespace firstline::tests {

std::shared_ptr<const language::Languages> languages() {
  static const auto all = std::make_shared<const language::Languages>(
      language::Languages::load(source_folder() / "language/data"));
  return all;
}

search::Article article(const std::string& id, const std::string& lang, const std::string& title,
                        const std::string& text,
                        const std::vector<std::pair<std::string, std::string>>& sections) {
  search::Article made;
  made.id = id;
  made.lang = lang;
  made.translation_key = id;
  made.title = title;
  made.sections.push_back({"", "", 0, text});
  for (const auto& [heading, body] : sections)
    made.sections.push_back({language::slug(heading), heading, 2, body});
  made.html = "<p>" + text + "</p>\n";
  return made;
}

SmallIndex::SmallIndex(const std::vector<search::Article>& articles, const std::string& synonyms,
                       const std::string& pins) {
  const search::PublishLock lock(folder());
  const std::filesystem::path generation = lock.start_generation();
  search::IndexWriter writer = search::IndexWriter::create(generation, *languages(), 2);
  for (std::size_t i = 0; i < articles.size(); ++i) writer.put(static_cast<int>(i % 2), articles[i]);
  writer.finish("en");
  base::replace_file(generation / search::kSynonymsFile, synonyms);
  base::replace_file(generation / search::kPinsFile, pins);
  lock.publish(generation);
  searcher_ =
      std::make_unique<search::Searcher>(search::open_index(search::live_generation(folder()), languages()));
}

search::SearchAnswer SmallIndex::ask(const std::string& query, const std::string& lang) {
  search::SearchRequest request;
  request.query = query;
  request.lang = lang;
  return searcher_->search(request);
}

std::vector<std::string> ids(const search::SearchAnswer& answer) {
  std::vector<std::string> list;
  for (const search::Hit& hit : answer.hits) list.push_back(hit.id);
  return list;
}

}  // namespace firstline::tests
