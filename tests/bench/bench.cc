// SPDX-License-Identifier: GPL-3.0-or-later
// firstline-bench [--corpus DIR] [--queries FILE] [--seconds N]
// One run, one table: how long the index takes, how much memory and disk, how fast the server answers; beside
// them, in the same run, what the parts cost alone. What counts are the ratios: the machine may be slow or
// busy.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <optional>

#include "base/command_line.h"
#include "search/generation.h"
#include "search/links.h"
#include "tests/bench/corpus.h"
#include "tests/bench/limits.h"
#include "tests/bench/load.h"
#include "tests/support/http_client.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace firstline;
namespace fs = std::filesystem;

constexpr std::size_t kMadeUpArticles = 2000;
constexpr std::size_t kMadeUpQueries = 900;
constexpr int kManyConnections = 16;

struct ProcessCost {
  double wall_s = 0;
  double peak_mb = 0;
};

/// Runs a whole program, its output thrown away.
ProcessCost cost_of(const std::vector<std::string>& command) {
  const auto start = std::chrono::steady_clock::now();
  std::fflush(stdout);  // or the child would print it again
  const pid_t child = ::fork();
  if (child == 0) {
    std::vector<char*> argv;
    for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    if (std::freopen("/dev/null", "w", stdout) == nullptr ||
        std::freopen("/dev/null", "w", stderr) == nullptr)
      ::_exit(127);
    ::execvp(argv.front(), argv.data());
    ::_exit(127);
  }
  int status = 0;
  rusage usage{};
  ::wait4(child, &status, 0, &usage);
  if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) throw std::runtime_error(command.front() + " failed");
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
          static_cast<double>(usage.ru_maxrss) / 1024};
}

std::uint64_t bytes_of_folder(const fs::path& folder, const std::string& but = "") {
  std::uint64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().filename() != but) bytes += entry.file_size();
  return bytes;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double megabytes(std::uint64_t bytes) {
  return static_cast<double>(bytes) / 1e6;
}

void print(const std::string& what, const std::string& figure) {
  fmt::print("{:<52} {}\n", what, figure);
}

void print(const std::string& what, const bench::Timing& timing) {
  print(what, fmt::format("p50 {:>7.0f} µs   p99 {:>7.0f} µs   {:>7.0f} a second", timing.p50_us,
                          timing.p99_us, timing.per_second));
}

void print_ratio(const std::string& what, double ratio, double most) {
  print(what, fmt::format("{:.2f}   (at most {:g})", ratio, most));
}

class Bench {
 public:
  Bench(std::string corpus, std::string queries, double seconds)
      : corpus_(std::move(corpus)), seconds_(seconds) {
    if (corpus_.empty()) {
      corpus_ = folder_ / "made-up";
      bench::make_articles(tests::source_folder() / "articles", corpus_, kMadeUpArticles);
    }
    queries_ = queries.empty() ? bench::make_queries(corpus_, kMadeUpQueries) : bench::read_queries(queries);
  }

  void run() {
    measure_indexing();
    measure_serving();
    print_ratios();
  }

 private:
  void measure_indexing() {
    const bench::CorpusSize size = bench::copy_articles(corpus_, articles_);
    const fs::path dump = folder_ / "dump.txt";
    plain_bytes_ = bench::write_scriptindex_input(articles_, dump);
    fmt::print("corpus: {} articles, {:.1f} MB of Markdown, {:.1f} MB of plain text, {} queries\n\n",
               size.articles, megabytes(size.markdown_bytes), megabytes(plain_bytes_), queries_.size());

    build_ = cost_of(indexer());
    print("index built from Markdown",
          fmt::format("{:.2f} s, peak memory {:.0f} MB", build_.wall_s, build_.peak_mb));
    index_bytes_ = bytes_of_folder(search::live_generation(index_), search::kSourcesFile);
    print("index on disk, all that the server needs", fmt::format("{:.1f} MB", megabytes(index_bytes_)));

    const fs::path script = folder_ / "script";
    std::ofstream(script)
        << "id : boolean=Q unique=Q field\ntitle : index=S index field\ntext : index field\n";
    fs::create_directories(scriptindex_);
    scriptindex_cost_ =
        cost_of({"scriptindex", "--stemmer=english", scriptindex_.string(), script.string(), dump.string()});
    print(
        "scriptindex on the same text, extracted before",
        fmt::format("{:.2f} s, peak memory {:.0f} MB", scriptindex_cost_.wall_s, scriptindex_cost_.peak_mb));

    std::vector<double> times;
    for (int i = 0; i < 5; ++i) {
      std::ofstream(first_article(), std::ios::app) << "\nOne more sentence, the " << i << "th.\n";
      times.push_back(cost_of(indexer()).wall_s);
    }
    republish_s_ = median(times);
    print("one changed article republished, median of 5", fmt::format("{:.2f} s", republish_s_));
  }

  void measure_serving() {
    std::vector<std::string> searches;
    std::vector<std::string> suggestions;
    for (const std::string& query : queries_) {
      searches.push_back("/api/v1/search?lang=en&q=" + search::percent_encode(query));
      suggestions.push_back("/api/v1/suggest?lang=en&q=" +
                            search::percent_encode(query.substr(0, 1 + query.size() / 2)));
    }
    const tests::RunningServer server(index_, folder_ / "searches.db", {"--quiet"});
    fmt::print("\n");
    search_ = measure("search, JSON with snippets, logged", server.port(), searches);
    measure("search page, HTML", server.port(), pages(searches));
    measure("suggest", server.port(), suggestions);
    measure("article page", server.port(), article_urls(server.port(), searches));
    const bench::HelloServer hello;
    hello_ = measure("a handler that says hello (cpp-httplib alone)", hello.port(), {"/"});
    raw_ = bench::raw_xapian(scriptindex_, queries_, seconds_);
    print("raw Xapian, the same words ORed, in process", raw_);
  }

  /// With one connection; and, printed only, with many.
  bench::Timing measure(const std::string& what, int port, const std::vector<std::string>& targets) const {
    const bench::Timing one = bench::load(port, targets, 1, seconds_);
    print(what, one);
    print(fmt::format("  … on {} connections", kManyConnections),
          bench::load(port, targets, kManyConnections, seconds_));
    return one;
  }

  void print_ratios() const {
    fmt::print("\n");
    print_ratio("search p50 / (raw Xapian p50 + hello p50)", search_.p50_us / (raw_.p50_us + hello_.p50_us),
                4);
    print_ratio("build / scriptindex", build_.wall_s / scriptindex_cost_.wall_s, 0.7);
    print_ratio("peak memory of the build, MB", build_.peak_mb, 200);
    print_ratio("index size / plain text",
                static_cast<double>(index_bytes_) / static_cast<double>(plain_bytes_), 2);
    print_ratio("one changed article republished, s", republish_s_, 0.5);
  }

  std::vector<std::string> indexer() const {
    return {(tests::build_folder() / "firstline-index").string(), articles_.string(), "--index",
            index_.string()};
  }

  fs::path first_article() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(articles_))
      if (entry.path().extension() == ".md") files.push_back(entry.path());
    return *std::min_element(files.begin(), files.end());
  }

  static std::vector<std::string> pages(const std::vector<std::string>& searches) {
    std::vector<std::string> urls;
    for (const std::string& search : searches) urls.push_back(search.substr(std::string("/api/v1").size()));
    return urls;
  }

  /// The pages of the first answers.
  static std::vector<std::string> article_urls(int port, const std::vector<std::string>& searches) {
    constexpr std::size_t kMost = 200;
    std::vector<std::string> urls;
    for (const std::string& target : searches) {
      const std::string body = tests::get(port, target).body;
      const std::string key = "\"url\":\"";
      const std::size_t begin = body.find(key);
      if (begin == std::string::npos) continue;
      const std::size_t from = begin + key.size();
      urls.push_back(body.substr(from, body.find_first_of("\"#", from) - from));
      if (urls.size() == kMost) break;
    }
    return urls;
  }

  tests::TemporaryFolder folder_;
  fs::path corpus_;
  const double seconds_;
  std::vector<std::string> queries_;
  const fs::path articles_ = folder_ / "articles";
  const fs::path index_ = folder_ / "index";
  const fs::path scriptindex_ = folder_ / "scriptindex";
  std::uint64_t plain_bytes_ = 0;
  std::uint64_t index_bytes_ = 0;
  ProcessCost build_, scriptindex_cost_;
  double republish_s_ = 0;
  bench::Timing search_, hello_, raw_;
};

}  // namespace

int main(int argc, char** argv) {
  try {
    std::string corpus;
    std::string queries;
    int seconds = 3;
    base::CommandLine line("firstline-bench", "Measures speed and memory; prints one table.");
    line.option("corpus", corpus, "folder of articles; default: made up from the sample articles");
    line.option("queries", queries, "file of queries, one a line; default: cut from titles");
    line.option("seconds", seconds, "time for each row", 1, 60);
    if (const auto code = line.parse(argc, argv)) return *code;
    Bench(corpus, queries, seconds).run();
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "firstline-bench: " << error.what() << '\n';
    return 2;
  }
}
