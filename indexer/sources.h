// SPDX-License-Identifier: GPL-3.0-or-later
// What the last run knew of every file: the memory of the incremental indexer. Kept in the generation it
// describes (file "sources"), so the two can't disagree. The server doesn't read it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "indexer/article_reader.h"

namespace firstline::indexer {

struct Source {
  std::string hash;        ///< of the file's content
  std::string id;          ///< of its article
  bool published = false;  ///< the index holds an article of this id
  bool broken = false;     ///< the file can't be published as it is; an older version may be live
  std::vector<std::string> aliases;
  std::vector<ArticleLink> links;
  std::vector<base::Problem> problems;  ///< of the file alone; shown again in every run until they are mended
};

/// By path as shown, so in the order of the problems.
using Sources = std::map<std::string, Source>;

/// Empty when the generation holds none or a damaged one: everything is then read anew.
Sources load_sources(const std::filesystem::path& generation);
void save_sources(const std::filesystem::path& generation, const Sources& sources);

}  // namespace firstline::indexer
