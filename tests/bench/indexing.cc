// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/indexing.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "search/generation.h"
#include "tests/bench/load.h"
#include "tests/bench/table.h"
#include "tests/support/temporary_folder.h"

namespace firstline::bench {
namespace {

namespace fs = std::filesystem;

std::uint64_t bytes_of_folder(const fs::path& folder, const std::string& but) {
  std::uint64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().filename() != but) bytes += entry.file_size();
  return bytes;
}

fs::path first_article(const fs::path& articles) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(articles))
    if (entry.path().extension() == ".md") files.push_back(entry.path());
  return *std::min_element(files.begin(), files.end());
}

std::string cost_text(const ProcessCost& cost) {
  return fmt::format("{:.2f} s ({:.2f} s of CPU), peak memory {:.0f} MB", cost.wall_s, cost.cpu_s,
                     cost.peak_mb);
}

}  // namespace

IndexingFigures measure_indexing(const fs::path& articles, const fs::path& dump, const fs::path& index,
                                 const fs::path& scriptindex) {
  constexpr int kRepublished = 5;
  const std::vector<std::string> indexer = {(tests::build_folder() / "firstline-index").string(),
                                            articles.string(), "--index", index.string()};
  IndexingFigures figures;
  figures.build = cost_of(indexer);
  print("index built from Markdown", cost_text(figures.build));
  figures.index_bytes = bytes_of_folder(search::live_generation(index), search::kSourcesFile);
  print("index on disk, all that the server needs", fmt::format("{:.1f} MB", megabytes(figures.index_bytes)));

  fs::create_directories(scriptindex);
  const fs::path script = scriptindex.string() + ".script";
  std::ofstream(script) << "id : boolean=Q unique=Q field\ntitle : index=S index field\ntext : index field\n";
  figures.scriptindex =
      cost_of({"scriptindex", "--stemmer=english", scriptindex.string(), script.string(), dump.string()});
  print("scriptindex on the same text, extracted before", cost_text(figures.scriptindex));

  const fs::path article = first_article(articles);
  std::vector<double> times;
  for (int i = 0; i < kRepublished; ++i) {
    std::ofstream(article, std::ios::app) << "\nOne more sentence, the " << i << "th.\n";
    times.push_back(cost_of(indexer).wall_s);
  }
  figures.republish_s = median(times);
  print(fmt::format("one changed article republished, median of {}", kRepublished),
        fmt::format("{:.2f} s", figures.republish_s));
  return figures;
}

void print_ratios(const IndexingFigures& figures, const Corpus& corpus) {
  print_ratio("build / scriptindex", figures.build.wall_s / figures.scriptindex.wall_s, 0.7);
  print_ratio("peak memory of the build, MB", figures.build.peak_mb, 200);
  print_ratio("index size / plain text",
              static_cast<double>(figures.index_bytes) / static_cast<double>(corpus.plain_bytes), 2);
  print_ratio("one changed article republished, s", figures.republish_s, 0.5);
}

}  // namespace firstline::bench
