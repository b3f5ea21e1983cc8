// SPDX-License-Identifier: GPL-3.0-or-later
// firstline-bench [--corpus DIR] [--articles N] [--queries FILE] [--seconds N]
// One run, one table: how long the index takes, how much memory and disk, how fast the server answers; beside
// them, in the same run, what the parts cost alone. What counts are the ratios: the machine may be slow or
// busy.
#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <thread>

#include "base/command_line.h"
#include "tests/bench/corpus.h"
#include "tests/bench/indexing.h"
#include "tests/bench/queries.h"
#include "tests/bench/resample.h"
#include "tests/bench/serving.h"
#include "tests/bench/table.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace firstline;
namespace fs = std::filesystem;

constexpr std::size_t kMadeUpArticles = 2000;
constexpr std::size_t kMadeUpQueries = 900;

struct Options {
  std::string corpus;
  std::string queries;
  int articles = 0;  // 0: as many as the corpus has
  int seconds = 3;
};

/// The articles to measure with, in a folder where they may be changed. Says where they are from.
std::string prepare_articles(const Options& options, const fs::path& target) {
  auto count = static_cast<std::size_t>(options.articles);
  const std::size_t given = options.corpus.empty() ? 0 : bench::count_articles(options.corpus);
  if (!options.corpus.empty() && count <= given) {
    bench::copy_articles(options.corpus, target, count == 0 ? given : count);
    return count == 0 || count == given ? "as given" : fmt::format("of {} given", given);
  }
  if (count == 0) count = kMadeUpArticles;
  const fs::path source =
      options.corpus.empty() ? tests::source_folder() / "articles" : fs::path(options.corpus);
  bench::make_articles(source, target, count);
  return options.corpus.empty() ? "made of the sample" : fmt::format("made of {} given", given);
}

std::string machine() {
  double load = 0;
  ::getloadavg(&load, 1);
  return fmt::format("{} cores, load average {:.2f} before this run", std::thread::hardware_concurrency(),
                     load);
}

void run(const Options& options) {
  fmt::print("machine: {}\n", machine());
  const tests::TemporaryFolder folder;
  const fs::path articles = folder / "articles";
  const fs::path dump = folder / "dump.txt";
  const fs::path scriptindex = folder / "scriptindex";
  const fs::path index = folder / "index";
  const std::string origin = prepare_articles(options, articles);
  const bench::Corpus corpus = bench::write_scriptindex_input(articles, dump);
  const std::vector<std::string> queries = options.queries.empty()
                                               ? bench::make_queries(corpus.titles, kMadeUpQueries)
                                               : bench::read_queries(options.queries);
  fmt::print("corpus: {} articles ({}), {:.1f} MB of Markdown, {:.1f} MB of plain text, {} queries\n\n",
             corpus.articles, origin, bench::megabytes(corpus.markdown_bytes),
             bench::megabytes(corpus.plain_bytes), queries.size());

  const bench::IndexingFigures indexing = bench::measure_indexing(articles, dump, index, scriptindex);
  fs::remove(dump);  // as large as the corpus
  const bench::ServingFigures serving =
      bench::measure_serving(index, scriptindex, folder.path(), queries, corpus.titles, options.seconds);
  fmt::print("\n");
  bench::print_ratios(serving);
  bench::print_ratios(indexing, corpus);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    Options options;
    base::CommandLine line("firstline-bench", "Measures speed and memory; prints one table.");
    line.option("corpus", options.corpus, "folder of articles; default: made up from the sample articles");
    line.option("articles", options.articles,
                "how many articles; more than the corpus has are made of its own; 0: all it has", 0,
                1'000'000);
    line.option("queries", options.queries, "file of queries, one a line; default: cut from titles");
    line.option("seconds", options.seconds, "time for each row", 1, 60);
    if (const auto code = line.parse(argc, argv)) return *code;
    run(options);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "firstline-bench: " << error.what() << '\n';
    return 2;
  }
}
