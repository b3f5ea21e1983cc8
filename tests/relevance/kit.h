// SPDX-License-Identifier: GPL-3.0-or-later
// Judged queries and how well the engine does on them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace firstline::relevance {

/// One row of a queries.tsv (query, lang, wanted id, …; the first line names the columns).
struct JudgedQuery {
  std::string query;
  std::string lang;
  std::string wanted;
};
std::vector<JudgedQuery> read_queries(const std::filesystem::path& file);

/// Where the wanted article stood: 1-10; 0: not among the first ten; -1: there was no result at all.
using Rank = int;

/// By "lang<TAB>query".
using Ranks = std::map<std::string, Rank>;
std::string key_of(const JudgedQuery& query);
Ranks read_ranks(const std::filesystem::path& file);
void write_ranks(const std::filesystem::path& file, const Ranks& ranks);

struct Score {
  std::size_t queries = 0;
  double first = 0;    ///< S@1: share whose wanted article is first
  double mrr = 0;      ///< MRR@10: mean of 1 / rank
  double found = 0;    ///< R@10: share whose wanted article is among the first ten
  double nothing = 0;  ///< share without any result
};
/// By language, and "all".
std::map<std::string, Score> score(const Ranks& ranks);

}  // namespace firstline::relevance
