// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/snippet_cost.h"

#include <chrono>
#include <stdexcept>

#include "search/generation.h"
#include "search/searcher.h"
#include "tests/bench/load.h"
#include "tests/support/temporary_folder.h"

namespace firstline::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kHits = 10;

double microseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

/// One query's times, of all rounds.
struct Times {
  std::vector<double> with;
  std::vector<double> without;
  std::size_t hits = 0;
};

}  // namespace

double snippet_cost(const std::filesystem::path& index, const std::vector<std::string>& queries,
                    double seconds) {
  const auto languages = std::make_shared<const language::Languages>(
      language::Languages::load(tests::source_folder() / "language/data"));
  search::Searcher searcher(search::open_index(search::live_generation(index), languages));
  std::vector<Times> times(queries.size());
  const auto start = Clock::now();
  do {
    for (const bool snippets : {true, false})
      for (std::size_t i = 0; i < queries.size(); ++i) {
        search::SearchRequest request;
        request.query = queries[i];
        request.lang = "en";
        request.limit = snippets ? kHits : 0;
        request.offset = snippets ? 0 : kHits;
        const auto begin = Clock::now();
        const std::size_t hits = searcher.search(request).hits.size();
        (snippets ? times[i].with : times[i].without).push_back(microseconds_since(begin));
        if (snippets) times[i].hits = hits;
        if (!snippets && hits > 0) throw std::runtime_error("the search gave hits that nobody asked for");
      }
  } while (microseconds_since(start) < seconds * 1e6);
  std::vector<double> costs;
  for (const Times& one : times)
    if (one.hits > 0)
      costs.push_back((median(one.with) - median(one.without)) / static_cast<double>(one.hits));
  return median(std::move(costs));
}

}  // namespace firstline::bench
