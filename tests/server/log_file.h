// SPDX-License-Identifier: GPL-3.0-or-later
// A second look at the search log's file and its export, past the classes that write them. The tests' home of
// SQLite.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace firstline::tests {

class LogFile {
 public:
  /// Opens the file; made when it is not there.
  explicit LogFile(const std::filesystem::path& file);
  ~LogFile();

  using Row = std::map<std::string, std::string>;
  /// Runs one statement; what it gives, by column. Throws what SQLite says.
  std::vector<Row> run(const std::string& sql);
  /// The one value of a statement that gives one row.
  std::string value(const std::string& sql);

 private:
  struct Database;
  std::unique_ptr<Database> database_;
};

/// All bytes of the file and of its write-ahead log.
std::string bytes_of(const std::filesystem::path& log);

/// What `log export` prints: an object a line.
std::vector<nlohmann::json> json_lines(const std::string& text);

}  // namespace firstline::tests
