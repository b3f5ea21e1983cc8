// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/resample.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>

#include "base/file.h"
#include "indexer/article_reader.h"
#include "indexer/front_matter.h"
#include "indexer/source_tree.h"
#include "tests/bench/queries.h"
#include "tests/bench/random.h"

namespace firstline::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMostSourceBytes = std::uintmax_t{256} << 20U;
constexpr std::size_t kLevels = 7;  // no heading, then 1-6

/// The run of ` or ~ that opens or closes fenced code, however deep in a list; empty: the line has none.
std::string_view fence_of(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  if (line.empty() || (line.front() != '`' && line.front() != '~')) return {};
  const std::size_t length = std::min(line.find_first_not_of(line.front()), line.size());
  return length < 3 ? std::string_view() : line.substr(0, length);
}

/// 1-6, or 0 where the line is no heading.
int heading_level(std::string_view line) {
  const std::size_t signs = std::min(line.find_first_not_of('#'), line.size());
  const bool heading = signs > 0 && signs < kLevels && (signs == line.size() || line[signs] == ' ');
  return heading ? static_cast<int>(signs) : 0;
}

/// A real article, its pieces from `first_piece` on.
struct Outline {
  std::size_t first_piece = 0;
  std::size_t pieces = 0;
  std::vector<std::string> title;  // its words
  std::string description, category;
  std::vector<std::string> keywords, tags;
};

struct Pool {
  std::vector<Outline> outlines;
  std::vector<std::string> title_words;
  std::vector<Piece> pieces;
  std::array<std::vector<std::size_t>, kLevels> by_length;  // of each level, the shortest first
};

/// A YAML string between double quotes.
std::string quoted(const std::string& text) {
  std::string yaml = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') yaml += '\\';
    yaml += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return yaml + '"';
}

std::string quoted(const std::vector<std::string>& texts) {
  std::string yaml = "[";
  for (const std::string& text : texts) yaml += (yaml.size() > 1 ? ", " : "") + quoted(text);
  return yaml + ']';
}

Pool read_pool(const fs::path& folder) {
  std::vector<base::Problem> ignored;
  const std::vector<indexer::SourceFile> files = indexer::find_sources(folder, ignored);
  std::uintmax_t bytes = 0;
  for (const indexer::SourceFile& file : files) bytes += fs::file_size(file.path);
  const std::size_t step = 1 + bytes / kMostSourceBytes;
  Pool pool;
  for (std::size_t i = 0; i < files.size(); i += step) {
    const std::string source = base::read_file(files[i].path);
    const indexer::ReadArticle read = indexer::read_article(files[i], source, "en");
    // English only: the raw Xapian that the bench compares with is told to stem English.
    if (!read.article || read.article->lang.rfind("en", 0) != 0) continue;
    Outline outline;
    outline.first_piece = pool.pieces.size();
    for (Piece& piece : split_pieces(indexer::split_source(source).body))
      pool.pieces.push_back(std::move(piece));
    outline.pieces = pool.pieces.size() - outline.first_piece;
    outline.title = split_words(read.article->title);
    outline.description = read.article->description;
    outline.category = read.article->category;
    outline.keywords = read.article->keywords;
    outline.tags = read.article->tags;
    pool.title_words.insert(pool.title_words.end(), outline.title.begin(), outline.title.end());
    pool.outlines.push_back(std::move(outline));
  }
  if (pool.title_words.empty())
    throw std::runtime_error(folder.string() + " has no English article to make others of");
  for (std::size_t i = 0; i < pool.pieces.size(); ++i)
    pool.by_length[static_cast<std::size_t>(pool.pieces[i].level)].push_back(i);
  for (std::vector<std::size_t>& level : pool.by_length)
    std::stable_sort(level.begin(), level.end(), [&](std::size_t a, std::size_t b) {
      return pool.pieces[a].markdown.size() < pool.pieces[b].markdown.size();
    });
  return pool;
}

/// One of the same level and about the same length. There is always one: itself.
const Piece& draw_similar(const Piece& piece, const Pool& pool, Random& random) {
  const std::vector<std::size_t>& level = pool.by_length[static_cast<std::size_t>(piece.level)];
  const std::size_t bytes = piece.markdown.size();
  const std::size_t slack = bytes / 10;
  const auto size_of = [&](std::size_t i) { return pool.pieces[i].markdown.size(); };
  const auto first = std::partition_point(level.begin(), level.end(),
                                          [&](std::size_t i) { return size_of(i) < bytes - slack; });
  const auto last =
      std::partition_point(first, level.end(), [&](std::size_t i) { return size_of(i) <= bytes + slack; });
  const auto similar = static_cast<std::size_t>(last - first);
  return pool.pieces[*(first + static_cast<std::ptrdiff_t>(random.below(similar)))];
}

/// Longer titles keep their length: the words of others take the places of their own.
std::string mixed_title(std::vector<std::string> words, const Pool& pool, Random& random) {
  constexpr std::size_t kShort = 2;
  for (std::size_t more = 1 + random.below(2); more > 0; --more) {
    const std::string& word = random.draw(pool.title_words);
    if (words.size() <= kShort)
      words.push_back(word);
    else
      words[random.below(words.size())] = word;
  }
  return fmt::format("{}", fmt::join(words, " "));
}

std::string make_article(const Outline& outline, const Pool& pool, Random& random) {
  std::string text = "---\ntitle: " + quoted(mixed_title(outline.title, pool, random)) + '\n';
  if (!outline.description.empty()) text += "description: " + quoted(outline.description) + '\n';
  if (!outline.category.empty()) text += "category: " + quoted(outline.category) + '\n';
  if (!outline.keywords.empty()) text += "keywords: " + quoted(outline.keywords) + '\n';
  if (!outline.tags.empty()) text += "tags: " + quoted(outline.tags) + '\n';
  text += "---\n";
  for (std::size_t i = 0; i < outline.pieces; ++i) {
    const Piece& own = pool.pieces[outline.first_piece + i];
    text += (random.below(2) == 0 ? own : draw_similar(own, pool, random)).markdown;
  }
  return text;
}

}  // namespace

std::vector<Piece> split_pieces(std::string_view markdown) {
  std::vector<Piece> pieces;
  std::string_view open;  // the fence that waits for its end
  for (std::size_t begin = 0; begin < markdown.size();) {
    const std::size_t end = std::min(markdown.find('\n', begin), markdown.size());
    const std::string_view line = markdown.substr(begin, end - begin);
    begin = end + 1;
    const int level = open.empty() ? heading_level(line) : 0;
    if (pieces.empty() || level > 0) pieces.push_back({level, ""});
    pieces.back().markdown.append(line).append("\n");
    const std::string_view fence = fence_of(line);
    if (open.empty())
      open = fence;
    else if (fence.size() >= open.size() && fence.front() == open.front())
      open = {};
  }
  // Or it would swallow the pieces that follow it elsewhere.
  if (!open.empty()) pieces.back().markdown.append(open).append("\n");
  if (!pieces.empty() && pieces.front().level == 0 &&
      pieces.front().markdown.find_first_not_of(" \t\r\n") == std::string::npos)
    pieces.erase(pieces.begin());
  return pieces;
}

void make_articles(const fs::path& source, const fs::path& target, std::size_t count) {
  constexpr std::size_t kPerFolder = 100;
  const Pool pool = read_pool(source);
  Random random;
  for (std::size_t i = 0; i < count; ++i) {
    const fs::path file = target / fmt::format("{:04}/{:06}.md", i / kPerFolder, i);
    if (i % kPerFolder == 0) fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary)
        << make_article(pool.outlines[i % pool.outlines.size()], pool, random);
  }
}

}  // namespace firstline::bench
