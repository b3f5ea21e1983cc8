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

/// Every *.md below the folder, sorted by id. Hidden files and folders are passed over; links are followed,
/// but not round in circles. Fails when the folder isn't there.
std::vector<SourceFile> find_sources(const std::filesystem::path& articles,
                                     std::vector<base::Problem>& problems);

}  // namespace firstline::indexer
