// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/relevance/kit.h"

#include <fstream>
#include <sstream>

#include "base/failure.h"

namespace firstline::relevance {
namespace {

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, '\t');) found.push_back(cell);
  return found;
}

}  // namespace

std::vector<JudgedQuery> read_queries(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw base::Failure("reading the judged queries", file.string(), "can't be opened");
  std::vector<JudgedQuery> queries;
  std::string line;
  std::getline(in, line);  // the columns' names
  for (int number = 2; std::getline(in, line); ++number) {
    const std::vector<std::string> row = cells(line);
    if (row.size() < 3)
      throw base::Failure("reading the judged queries", file.string() + ":" + std::to_string(number),
                          "fewer than 3 columns");
    queries.push_back({row[0], row[1], row[2]});
  }
  return queries;
}

std::string key_of(const JudgedQuery& query) {
  return query.lang + "\t" + query.query;
}

Ranks read_ranks(const std::filesystem::path& file) {
  Ranks ranks;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const std::vector<std::string> row = cells(line);
    if (row.size() == 3 && row[0] != "lang") ranks[row[0] + "\t" + row[1]] = std::stoi(row[2]);
  }
  return ranks;
}

void write_ranks(const std::filesystem::path& file, const Ranks& ranks) {
  std::ofstream out(file);
  out << "lang\tquery\trank\n";
  for (const auto& [key, rank] : ranks) out << key << '\t' << rank << '\n';
  if (!out.flush()) throw base::Failure("writing the accepted ranks", file.string(), "can't be written");
}

std::map<std::string, Score> score(const Ranks& ranks) {
  std::map<std::string, Score> scores;
  for (const auto& [key, rank] : ranks)
    for (const std::string& group : {key.substr(0, key.find('\t')), std::string("all")}) {
      Score& sum = scores[group];
      ++sum.queries;
      sum.first += rank == 1;
      sum.mrr += rank > 0 ? 1.0 / rank : 0;
      sum.found += rank > 0;
      sum.nothing += rank < 0;
    }
  for (auto& [group, sum] : scores)
    for (double* value : {&sum.first, &sum.mrr, &sum.found, &sum.nothing})
      *value /= static_cast<double>(sum.queries);
  return scores;
}

}  // namespace firstline::relevance
