// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/report_command.h"

#include <filesystem>
#include <iostream>
#include <string_view>

#include "base/command_line.h"
#include "base/failure.h"
#include "base/resources.h"
#include "language/rules.h"
#include "server/log/transfer.h"
#include "server/options.h"
#include "server/review/report_text.h"
#include "server/review/review.h"

namespace firstline::server {

bool asks_for_report(int argc, const char* const* argv) {
  return argc > 1 && std::string_view(argv[1]) == "report";
}

int run_report_command(int argc, const char* const* argv) {
  std::string log, index_folder, since = "7d", clock_file;
  base::CommandLine line("firstline-server report",
                         "Prints how search did and what to write next, in Markdown for mail or chat.");
  line.option("log", log, "the search log", true);
  line.option("index", index_folder, "folder that holds the index: tells what is answered by now", true);
  line.option("since", since, "from then on: 7d, 24h, 2026-09-01; compared with as long before that");
  line.option("clock", clock_file,
              "file of 8 bytes, milliseconds since 1970 (little-endian), to tell the time by; for replays");
  if (const auto code = line.parse(argc - 1, argv + 1)) return *code;
  const Clock clock =
      clock_file.empty() ? Clock([] { return std::chrono::system_clock::now(); }) : clock_of_file(clock_file);
  review::ReportTimes times;
  times.now_ms = milliseconds(clock());
  const auto begin = parse_since(since, clock());
  if (!begin || milliseconds(*begin) >= times.now_ms) {
    std::cerr << "firstline-server report: --since " << since
              << ": expected a day, a time, or 7d or 24h, before now (see --help)\n";
    return 2;
  }
  times.since_ms = milliseconds(*begin);
  if (!std::filesystem::exists(log)) throw base::Failure("opening the search log", log, "no such file");
  auto languages = std::make_shared<const language::Languages>(
      language::Languages::load(base::find_resource("language/data")));
  LiveIndex index(index_folder, languages, load_confidence({}));
  SearchLog search_log(log, languages);
  review::Review review(search_log, index, languages, clock);
  review.catch_up();
  const std::string trouble = review.state().trouble;
  if (!trouble.empty()) throw base::Failure("reading the search log", log, trouble);
  const auto title_of = [&index](const std::string& id) {
    LiveIndex::Lease searcher = index.borrow();
    const auto article = searcher->article(id);
    return article ? std::string(article->title) : id;
  };
  std::cout << review::report_text(review, times, title_of);
  std::cout.flush();
  if (!std::cout) throw base::Failure("writing", "standard output", "it was closed, or the disk is full");
  return 0;
}

}  // namespace firstline::server
