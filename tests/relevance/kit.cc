// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/relevance/kit.h"

#include <algorithm>

#include "base/failure.h"
#include "indexer/publish.h"
#include "search/generation.h"
#include "tests/relevance/table.h"

namespace firstline::relevance {
namespace {

namespace fs = std::filesystem;

bool is_kit(const fs::path& folder) {
  return fs::is_directory(folder / "articles") && fs::exists(folder / "queries.tsv");
}

Kit read_kit(const fs::path& folder) {
  const fs::path whole = fs::weakly_canonical(folder);
  return {whole.filename().string(), folder / "articles", read_queries(folder / "queries.tsv")};
}

bool is_article(const fs::directory_entry& entry) {
  return entry.is_regular_file() && entry.path().extension() == ".md";
}

std::string id_of(const fs::path& file, const fs::path& articles) {
  return file.lexically_relative(articles).replace_extension().generic_string();
}

}  // namespace

std::vector<JudgedQuery> read_queries(const fs::path& file) {
  const Table table = read_table(file, {"query", "lang", "wanted"});
  std::vector<JudgedQuery> queries;
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    queries.push_back({table.cell(row, "query"), table.cell(row, "lang"), table.cell(row, "wanted"),
                       table.cell(row, "kind"), table.cell(row, "topic")});
  return queries;
}

std::vector<Kit> read_kits(const std::string& place) {
  if (const std::size_t colon = place.find(':'); colon != std::string::npos)
    return {{place.substr(0, colon), place.substr(0, colon), read_queries(place.substr(colon + 1))}};
  const fs::path folder = place;
  if (is_kit(folder)) return {read_kit(folder)};
  std::vector<fs::path> found;
  if (fs::is_directory(folder))
    for (const auto& entry : fs::directory_iterator(folder))
      if (is_kit(entry.path())) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  std::vector<Kit> kits;
  for (const fs::path& path : found) kits.push_back(read_kit(path));
  if (kits.empty())
    throw base::Failure("reading the judged queries", folder.string(),
                        "neither it nor a folder in it holds articles/ and queries.tsv");
  return kits;
}

std::vector<std::string> article_ids(const fs::path& articles) {
  std::vector<std::string> ids;
  for (const auto& entry : fs::recursive_directory_iterator(articles))
    if (is_article(entry)) ids.push_back(id_of(entry.path(), articles));
  std::erase_if(ids, [](const std::string& id) { return id.starts_with("notices/"); });
  std::sort(ids.begin(), ids.end());
  return ids;
}

KitIndex::KitIndex(const fs::path& articles, std::shared_ptr<const language::Languages> languages) {
  index(articles, std::move(languages));
}

KitIndex::KitIndex(const std::vector<fs::path>& folders, std::shared_ptr<const language::Languages> languages,
                   const Keep& keep) {
  const fs::path gathered = folder_ / "articles";
  fs::create_directory(gathered);
  for (const char* file : {search::kSynonymsFile, search::kPinsFile})
    if (fs::exists(folders.front() / file)) fs::copy_file(folders.front() / file, gathered / file);
  for (const fs::path& folder : folders)
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (!is_article(entry) || !keep(id_of(entry.path(), folder))) continue;
      const fs::path copy = gathered / entry.path().lexically_relative(folder);
      fs::create_directories(copy.parent_path());
      fs::copy_file(entry.path(), copy);
    }
  index(gathered, std::move(languages));
}

void KitIndex::index(const fs::path& articles, std::shared_ptr<const language::Languages> languages) {
  indexer::Options options;
  options.articles = articles;
  options.index = folder_ / "index";
  options.verbosity = base::Verbosity::kQuiet;
  index_articles(options, *languages);
  searcher_ = std::make_unique<search::Searcher>(
      search::open_index(search::live_generation(options.index), std::move(languages)));
}

search::SearchAnswer KitIndex::ask(const std::string& query, const std::string& lang) {
  search::SearchRequest request;
  request.query = query;
  request.lang = lang;
  return searcher_->search(request);
}

}  // namespace firstline::relevance
