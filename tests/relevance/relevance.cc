// SPDX-License-Identifier: GPL-3.0-or-later
// firstline-relevance ARTICLES --queries FILE [--accepted FILE] [--accept] [--verbose]
// Indexes the articles, asks every judged query, and prints the scores and what changed against the accepted
// run.
#include <fmt/format.h>

#include <chrono>
#include <exception>
#include <iostream>

#include "base/command_line.h"
#include "base/failure.h"
#include "base/resources.h"
#include "indexer/publish.h"
#include "search/searcher.h"
#include "tests/relevance/kit.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace firstline;
using relevance::Ranks;

constexpr double kRounding = 1e-9;

Ranks ask_all(search::Searcher& searcher, const std::vector<relevance::JudgedQuery>& queries, bool verbose) {
  Ranks ranks;
  for (const relevance::JudgedQuery& judged : queries) {
    search::SearchRequest request;
    request.query = judged.query;
    request.lang = judged.lang;
    const search::SearchAnswer answer = searcher.search(request);
    relevance::Rank rank = answer.hits.empty() ? -1 : 0;
    for (std::size_t i = 0; i < answer.hits.size() && rank <= 0; ++i)
      if (answer.hits[i].id == judged.wanted) rank = static_cast<relevance::Rank>(i + 1);
    ranks[key_of(judged)] = rank;
    if (verbose && rank != 1)
      fmt::print("  {:>2}  {}  {}  wanted {}, first {}\n", rank, judged.lang, judged.query, judged.wanted,
                 answer.hits.empty() ? "nothing" : answer.hits.front().id);
  }
  return ranks;
}

void print_scores(const Ranks& ranks) {
  fmt::print("{:<6}{:>8}{:>8}{:>8}{:>8}{:>9}\n", "lang", "queries", "S@1", "MRR@10", "R@10", "nothing");
  for (const auto& [group, score] : relevance::score(ranks))
    fmt::print("{:<6}{:>8}{:>8.3f}{:>8.3f}{:>8.3f}{:>9.3f}\n", group, score.queries, score.first, score.mrr,
               score.found, score.nothing);
}

void print_changes(const Ranks& accepted, const Ranks& now) {
  for (const bool gained : {true, false})
    for (const auto& [key, rank] : now) {
      const auto before = accepted.find(key);
      if (before == accepted.end() || (before->second == 1) == (rank == 1) || (rank == 1) != gained) continue;
      fmt::print("{} {} (rank {} -> {})\n", gained ? "gained" : "lost  ", key, before->second, rank);
    }
}

/// Whether no language is worse than accepted.
bool holds(const Ranks& accepted, const Ranks& now) {
  bool good = true;
  const auto scores = relevance::score(now);
  for (const auto& [group, before] : relevance::score(accepted)) {
    const auto found = scores.find(group);
    if (found != scores.end() && found->second.queries == before.queries &&
        found->second.first >= before.first - kRounding && found->second.mrr >= before.mrr - kRounding)
      continue;
    fmt::print("{}: below the accepted S@1 {:.3f}, MRR@10 {:.3f} of {} queries\n", group, before.first,
               before.mrr, before.queries);
    good = false;
  }
  return good;
}

int run(int argc, char** argv) {
  std::string articles;
  std::string queries_file;
  std::string accepted_file;
  bool accept = false;
  base::CommandLine line("firstline-relevance", "Scores the ranking on judged queries.");
  line.positional("ARTICLES", articles, "folder of *.md files");
  line.option("queries", queries_file, "queries.tsv: query, lang, wanted id", true);
  line.option("accepted", accepted_file, "ranks of the accepted run");
  line.flag("accept", accept, "accept the ranks of this run");
  if (const auto code = line.parse(argc, argv)) return *code;

  const tests::TemporaryFolder folder;
  auto languages = std::make_shared<const language::Languages>(
      language::Languages::load(base::find_resource("language/data")));
  indexer::Options options;
  options.articles = articles;
  options.index = folder / "index";
  options.verbosity = base::Verbosity::kQuiet;
  index_articles(options, *languages);
  search::Searcher searcher(search::open_index(search::live_generation(options.index), languages));

  const Ranks ranks =
      ask_all(searcher, relevance::read_queries(queries_file), line.verbosity() == base::Verbosity::kVerbose);
  print_scores(ranks);
  if (accepted_file.empty()) return 0;
  if (accept) {
    relevance::write_ranks(accepted_file, ranks);
    return 0;
  }
  const Ranks accepted = relevance::read_ranks(accepted_file);
  if (accepted.empty()) throw base::Failure("reading the accepted ranks", accepted_file, "it holds none");
  print_changes(accepted, ranks);
  return holds(accepted, ranks) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "firstline-relevance: " << error.what() << '\n';
    return 2;
  }
}
