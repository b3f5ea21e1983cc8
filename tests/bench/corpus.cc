// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/corpus.h"

#include <algorithm>
#include <fstream>

#include "base/file.h"
#include "indexer/article_reader.h"
#include "indexer/source_tree.h"

namespace firstline::bench {
namespace {

namespace fs = std::filesystem;

std::vector<indexer::SourceFile> sources_of(const fs::path& folder) {
  std::vector<base::Problem> ignored;
  return indexer::find_sources(folder, ignored);
}

}  // namespace

std::size_t count_articles(const fs::path& folder) {
  return sources_of(folder).size();
}

void copy_articles(const fs::path& source, const fs::path& target, std::size_t count) {
  const std::vector<indexer::SourceFile> files = sources_of(source);
  count = std::min(count, files.size());
  for (std::size_t i = 0; i < count; ++i) {
    const fs::path& file = files[i * files.size() / count].path;
    const fs::path copy = target / fs::relative(file, source);
    fs::create_directories(copy.parent_path());
    base::copy_file(file, copy);
  }
}

Corpus write_scriptindex_input(const fs::path& articles, const fs::path& file) {
  std::ofstream out(file, std::ios::binary);
  Corpus corpus;
  // A value of several lines goes on after "=".
  const auto put = [&](const char* name, std::string value) {
    corpus.plain_bytes += value.size();
    for (std::size_t at = value.find('\n'); at != std::string::npos; at = value.find('\n', at + 2))
      value.insert(at + 1, "=");
    out << name << '=' << value << '\n';
  };
  for (const indexer::SourceFile& source : sources_of(articles)) {
    const std::string markdown = base::read_file(source.path);
    corpus.markdown_bytes += markdown.size();
    ++corpus.articles;
    const indexer::ReadArticle read = indexer::read_article(source, markdown, "en");
    if (!read.article) continue;
    const search::Article& article = *read.article;
    out << "id=" << article.id << '\n';
    put("title", article.title);
    std::string text = article.description;
    for (const search::Section& section : article.sections)
      text += "\n" + section.heading + "\n" + section.text;
    put("text", std::move(text));
    out << '\n';
    corpus.titles.push_back(article.title);
  }
  return corpus;
}

}  // namespace firstline::bench
