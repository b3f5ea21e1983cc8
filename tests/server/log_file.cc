// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/log_file.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <sstream>

#include "tests/support/temporary_folder.h"

namespace firstline::tests {
namespace {

constexpr int kPatienceMs = 5000;

}  // namespace

struct LogFile::Database {
  SQLite::Database file;
};

LogFile::LogFile(const std::filesystem::path& file)
    : database_(std::make_unique<Database>(Database{
          SQLite::Database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kPatienceMs)})) {}

LogFile::~LogFile() = default;

std::vector<LogFile::Row> LogFile::run(const std::string& sql) {
  std::vector<Row> rows;
  SQLite::Statement statement(database_->file, sql);
  while (statement.executeStep()) {
    Row row;
    for (int column = 0; column < statement.getColumnCount(); ++column)
      row[statement.getColumnName(column)] = statement.getColumn(column).getString();
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string LogFile::value(const std::string& sql) {
  return run(sql).at(0).begin()->second;
}

std::string bytes_of(const std::filesystem::path& log) {
  const std::filesystem::path wal = log.string() + "-wal";
  return read_text(log) + (std::filesystem::exists(wal) ? read_text(wal) : "");
}

std::vector<nlohmann::json> json_lines(const std::string& text) {
  std::vector<nlohmann::json> rows;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) rows.push_back(nlohmann::json::parse(line));
  return rows;
}

}  // namespace firstline::tests
