// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/corpus.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>

#include "base/file.h"
#include "indexer/article_reader.h"
#include "indexer/source_tree.h"

namespace firstline::bench {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kSeed = 20260914;

std::vector<search::Article> read_articles(const fs::path& folder) {
  std::vector<base::Problem> ignored;
  std::vector<search::Article> articles;
  for (const indexer::SourceFile& file : indexer::find_sources(folder, ignored)) {
    indexer::ReadArticle read = indexer::read_article(file, base::read_file(file.path), "en");
    if (read.article) articles.push_back(std::move(*read.article));
  }
  return articles;
}

std::vector<std::string> split_words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

/// A plain modulo: the same numbers on every standard library.
template <typename Item>
const Item& draw(const std::vector<Item>& items, std::mt19937& random) {
  return items[random() % items.size()];
}

}  // namespace

void make_articles(const fs::path& source, const fs::path& target, std::size_t count) {
  constexpr std::size_t kPerFolder = 100;
  constexpr unsigned kFewestSections = 4;
  constexpr unsigned kMoreSections = 12;
  std::vector<std::string> headings;
  std::vector<std::string> texts;
  std::vector<std::string> titles;
  for (const search::Article& article : read_articles(source)) {
    if (article.lang != "en") continue;
    titles.push_back(article.title);
    for (const search::Section& section : article.sections) {
      if (!section.heading.empty()) headings.push_back(section.heading);
      if (!section.text.empty()) texts.push_back(section.text);
    }
  }
  std::mt19937 random(kSeed);
  for (std::size_t i = 0; i < count; ++i) {
    std::string text = fmt::format("---\ntitle: \"{} ({})\"\n---\n\n", draw(titles, random), i);
    for (unsigned section = kFewestSections + random() % kMoreSections; section > 0; --section)
      text += fmt::format("## {}\n\n{}\n\n", draw(headings, random), draw(texts, random));
    const fs::path file = target / fmt::format("{:03}/{:06}.md", i / kPerFolder, i);
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }
}

std::vector<std::string> make_queries(const fs::path& articles, std::size_t count) {
  std::mt19937 random(kSeed);
  std::vector<std::vector<std::string>> titles;
  for (const search::Article& article : read_articles(articles)) titles.push_back(split_words(article.title));
  std::vector<std::string> queries;
  while (queries.size() < count) {
    const std::size_t wanted = std::size_t{1} << (queries.size() % 3);  // 1, 2, 4
    const std::vector<std::string>& title = draw(titles, random);
    if (title.empty()) continue;
    const std::size_t words = std::min(wanted, title.size());
    const std::size_t from = random() % (title.size() - words + 1);
    std::string query = title[from];
    for (std::size_t word = 1; word < words; ++word) query += " " + title[from + word];
    queries.push_back(query);
  }
  return queries;
}

std::vector<std::string> read_queries(const fs::path& file) {
  std::istringstream lines(base::read_file(file));
  std::vector<std::string> queries;
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) queries.push_back(line);
  return queries;
}

CorpusSize copy_articles(const fs::path& source, const fs::path& target) {
  std::vector<base::Problem> ignored;
  CorpusSize size;
  for (const indexer::SourceFile& file : indexer::find_sources(source, ignored)) {
    const fs::path copy = target / fs::relative(file.path, source);
    fs::create_directories(copy.parent_path());
    base::copy_file(file.path, copy);
    ++size.articles;
    size.markdown_bytes += fs::file_size(copy);
  }
  return size;
}

std::uint64_t write_scriptindex_input(const fs::path& articles, const fs::path& file) {
  std::ofstream out(file, std::ios::binary);
  std::uint64_t bytes = 0;
  // A value of several lines goes on after "=".
  const auto put = [&](const char* name, std::string value) {
    bytes += value.size();
    for (std::size_t at = value.find('\n'); at != std::string::npos; at = value.find('\n', at + 2))
      value.insert(at + 1, "=");
    out << name << '=' << value << '\n';
  };
  for (const search::Article& article : read_articles(articles)) {
    out << "id=" << article.id << '\n';
    put("title", article.title);
    std::string text = article.description;
    for (const search::Section& section : article.sections)
      text += "\n" + section.heading + "\n" + section.text;
    put("text", text);
    out << '\n';
  }
  return bytes;
}

}  // namespace firstline::bench
