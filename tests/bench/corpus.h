// SPDX-License-Identifier: GPL-3.0-or-later
// What the bench works on: a folder of articles and a list of queries, real or made up.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace firstline::bench {

/// The size of a folder's Markdown, as the indexer reads it.
struct CorpusSize {
  std::size_t articles = 0;
  std::uint64_t markdown_bytes = 0;
};

/// Makes `count` articles by drawing paragraphs and headings from those of `source` (fixed seed).
void make_articles(const std::filesystem::path& source, const std::filesystem::path& target,
                   std::size_t count);

/// Queries of 1, 2 and 4 words cut from the titles of the folder's articles (fixed seed).
std::vector<std::string> make_queries(const std::filesystem::path& articles, std::size_t count);

/// One query a line.
std::vector<std::string> read_queries(const std::filesystem::path& file);

/// Copies the Markdown files, so that one of them can be changed.
CorpusSize copy_articles(const std::filesystem::path& source, const std::filesystem::path& target);

/// The same articles as plain text, in the format of Xapian's scriptindex. The bytes of the text alone are
/// returned.
std::uint64_t write_scriptindex_input(const std::filesystem::path& articles,
                                      const std::filesystem::path& file);

}  // namespace firstline::bench
