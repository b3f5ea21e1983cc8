// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of articles the bench works on, and its text as Xapian's own indexer takes it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace firstline::bench {

/// How many Markdown files the indexer finds in the folder.
std::size_t count_articles(const std::filesystem::path& folder);

/// Copies Markdown files, so that one of them can be changed: all, or `count` of them, evenly spread.
void copy_articles(const std::filesystem::path& source, const std::filesystem::path& target,
                   std::size_t count);

/// What the articles add up to, as the indexer reads them.
struct Corpus {
  std::size_t articles = 0;
  std::uint64_t markdown_bytes = 0;
  std::uint64_t plain_bytes = 0;  ///< titles, descriptions, headings and text
  std::vector<std::string> titles;
};

/// Writes the articles as plain text, in the format of Xapian's scriptindex; holds one article at a time.
Corpus write_scriptindex_input(const std::filesystem::path& articles, const std::filesystem::path& file);

}  // namespace firstline::bench
