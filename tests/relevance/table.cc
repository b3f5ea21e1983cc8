// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/relevance/table.h"

#include <sstream>

#include "base/failure.h"
#include "base/file.h"

namespace firstline::relevance {
namespace {

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, '\t');) found.push_back(cell);
  return found;
}

}  // namespace

std::string Table::cell(std::size_t row, const std::string& column) const {
  const auto found = columns.find(column);
  if (found == columns.end() || found->second >= rows[row].size()) return {};
  return rows[row][found->second];
}

Table read_table(const std::filesystem::path& file, const std::vector<std::string>& needed) {
  Table table;
  int number = 1;
  const auto fail = [&](const std::string& reason) {
    throw base::Failure("reading", file.string() + ":" + std::to_string(number), reason);
  };
  std::istringstream lines(base::read_file(file));
  std::string line;
  std::getline(lines, line);
  for (const std::string& name : cells(line)) table.columns.emplace(name, table.columns.size());
  for (const std::string& column : needed)
    if (table.columns.count(column) == 0) fail("there is no column '" + column + "'");
  while (std::getline(lines, line)) {
    ++number;
    table.rows.push_back(cells(line));
    for (const std::string& column : needed)
      if (table.cell(table.rows.size() - 1, column).empty()) fail("no " + column);
  }
  return table;
}

}  // namespace firstline::relevance
