// SPDX-License-Identifier: GPL-3.0-or-later
// Files of columns parted by tabs, whose first line names them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace firstline::relevance {

struct Table {
  std::map<std::string, std::size_t> columns;  ///< name to place
  std::vector<std::vector<std::string>> rows;

  /// Empty when there is no such column, or the row is shorter.
  std::string cell(std::size_t row, const std::string& column) const;
};

/// Fails, with file and line, unless the columns of `needed` are there and filled in every row.
Table read_table(const std::filesystem::path& file, const std::vector<std::string>& needed);

}  // namespace firstline::relevance
