// SPDX-License-Identifier: GPL-3.0-or-later
// Importing a search log: JSON lines of any bytes.
#include <algorithm>
#include <sstream>

#include "server/log/schema.h"
#include "server/log/transfer.h"
#include "tests/fuzz/target.h"

namespace firstline::fuzz {
namespace {

constexpr std::size_t kMostBytes = 64 << 10;  // a log is a stream of lines; the longest of ours has 3 KB
constexpr int kPatienceMs = 0;
constexpr const char* kInMemory = ":memory:";

std::string exported(server::Database& database, server::LogFormat format) {
  std::ostringstream out;
  server::export_log(database, {}, format, out);
  return out.str();
}

server::Imported imported(server::Database& database, const std::string& text) {
  std::istringstream in(text);
  return server::import_log(database, in);
}

/// How many cells each row of RFC 4180 has; expects the same of all.
void check_csv(std::string_view csv) {
  std::size_t columns = 0;
  std::size_t cells = 1;
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    if (csv[i] == '"') quoted = !quoted;
    if (quoted) continue;
    if (csv[i] == ',') ++cells;
    if (csv[i] != '\n') continue;
    expect(i > 0 && csv[i - 1] == '\r', "a row ends as it should");
    if (columns == 0) columns = cells;
    expect(cells == columns, "all rows have as many cells", csv);
    cells = 1;
  }
  expect(!quoted && cells == 1, "the last row ends", csv);
}

/// An empty log in memory: making its tables takes longer than most runs.
server::Database& empty(std::optional<server::Database>& log) {
  if (!log) log.emplace(server::open_log(kInMemory, kPatienceMs));
  log->execute("DELETE FROM events; DELETE FROM searches; DELETE FROM queries; DELETE FROM names");
  return *log;
}

void run(std::string_view bytes) {
  static std::optional<server::Database> one;
  static std::optional<server::Database> another;
  server::Database& database = empty(one);
  const server::Imported first = imported(database, std::string(bytes));
  const auto lines = static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n')) + 1;
  expect(first.searches + first.events + first.known + first.skipped <= lines, "a line counts once");
  expect(first.problems.size() == std::min<std::uint64_t>(first.skipped, server::Imported::kMostProblems),
         "problems are counted");
  for (const std::string& problem : first.problems)
    expect(problem.starts_with("line "), "a problem names its line", problem);

  const std::string text = exported(database, server::LogFormat::kJson);
  expect_utf8(text, "an exported log is valid UTF-8");
  check_csv(exported(database, server::LogFormat::kCsv));
  server::Database& other = empty(another);
  const server::Imported second = imported(other, text);
  expect(second.problems.empty(), "what was exported can be imported",
         second.problems.empty() ? "" : second.problems.front() + " of " + text);
  expect(second.searches == first.searches, "every search comes along", text);
  expect(exported(other, server::LogFormat::kJson) == text, "a log that moved says the same", text);
}

const Target target("log_import", kMostBytes, run);

}  // namespace
}  // namespace firstline::fuzz
