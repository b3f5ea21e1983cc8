// SPDX-License-Identifier: GPL-3.0-or-later
// firstline-index ARTICLES --index DIR
#include <atomic>
#include <csignal>
#include <exception>
#include <iostream>

#include "base/logging.h"
#include "base/resources.h"
#include "indexer/options.h"
#include "indexer/publish.h"
#include "indexer/watch.h"
#include "language/rules.h"

namespace {

std::atomic<bool> stop_asked = false;
std::atomic<bool> look_asked = false;

int run_once(const firstline::indexer::Options& options, const firstline::language::Languages& languages) {
  const firstline::indexer::RunReport report = index_articles(options, languages);
  print_report(report, options.json, options.verbosity != firstline::base::Verbosity::kQuiet, std::cout);
  return report.problems.empty() ? 0 : 1;
}

int watch(const firstline::indexer::Options& options, const firstline::language::Languages& languages) {
  std::signal(SIGTERM, [](int) { stop_asked = true; });
  std::signal(SIGINT, [](int) { stop_asked = true; });
  std::signal(SIGHUP, [](int) { look_asked = true; });
  bool first = true;
  firstline::indexer::watch_folder(
      options.articles, [] { return stop_asked.load(); }, [] { return look_asked.exchange(false); },
      [&] {
        try {
          run_once(options, languages);
        } catch (const std::exception& failure) {
          if (first) throw;                            // a wrong folder, an index in use: as without --watch
          firstline::base::log_error(failure.what());  // the next save may mend it
        }
        first = false;
      });
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace firstline;
  try {
    indexer::Options options;
    if (const auto code = indexer::parse_options(argc, argv, options)) return *code;
    base::start_logging(options.verbosity, false);
    const language::Languages languages = language::Languages::load(base::find_resource("language/data"));
    return options.watch ? watch(options, languages) : run_once(options, languages);
  } catch (const std::exception& error) {
    std::cerr << "firstline-index: " << error.what() << '\n';
    return 2;
  }
}
