// SPDX-License-Identifier: GPL-3.0-or-later
// First pass of the indexing trip: which files are articles.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/problem.h"

namespace firstline::indexer {

struct SourceFile {
  std::filesystem::path path;  ///< as opened
  std::string shown;  ///< as problems name it: the folder as the user wrote it, then the path below it
  std::string id;     ///< the article's: path below the folder without ".md", NFC
};

/// The folder below the articles that holds notices (search/notices.h), not articles.
inline constexpr const char* kNoticesFolder = "notices";

/// Every *.md below the folder but those of notices, sorted by id. Hidden files and folders are passed over;
/// links are followed, but not round in circles. Fails when the folder isn't there.
std::vector<SourceFile> find_sources(const std::filesystem::path& articles,
                                     std::vector<base::Problem>& problems);

/// The same of the notices, their ids beginning with "notices/"; none when they have no folder.
std::vector<SourceFile> find_notices(const std::filesystem::path& articles,
                                     std::vector<base::Problem>& problems);

}  // namespace firstline::indexer
