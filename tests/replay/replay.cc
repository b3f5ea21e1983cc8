// SPDX-License-Identifier: GPL-3.0-or-later
// firstline-replay [--searches N] [--seed S] [--out DIR] [--keep] [--dry]
// Plays a made-up month to the real server, and holds its log and its review against the truth. Exit code 1
// when a figure misses.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <exception>
#include <iostream>
#include <thread>

#include "base/command_line.h"
#include "base/failure.h"
#include "base/file.h"
#include "base/resources.h"
#include "tests/replay/judge.h"
#include "tests/replay/judge_gaps.h"
#include "tests/replay/review_reader.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace firstline;
using namespace firstline::replay;
namespace fs = std::filesystem;

/// A month of fewer searches has too few questions of a kind to ask anything of the groups and their causes.
constexpr std::size_t kTellingMonth = 20'000;

/// How often the log's files are read while the server writes them: what is deleted later was on the disk,
/// too.
constexpr std::size_t kLooks = 8;

struct Options {
  int searches = 50'000;
  int seed = 20'260'901;
  std::string out;
  bool keep = false;
  bool dry = false;
};

void publish(const fs::path& articles, const fs::path& index) {
  const tests::ProgramResult result =
      tests::run_program("firstline-index", {articles.string(), "--index", index.string()});
  if (result.exit_code != 0)
    throw base::Failure("publishing the articles", articles.string(), result.out + result.err);
}

/// Asks for the article's page until it is there: nothing of that is a search.
void wait_for_article(int port, const std::string& id) {
  constexpr auto kPatience = std::chrono::seconds(30);
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (tests::get(port, "/articles/" + id).status != 200) {
    if (std::chrono::steady_clock::now() > deadline)
      throw base::Failure("publishing the added articles", id, "the server does not show it");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

void look_at_log(const fs::path& log, Leaks& leaks) {
  for (const char* suffix : {"", "-wal", "-shm"}) {
    const std::string file = log.string() + suffix;
    if (fs::exists(file)) leaks.look(tests::read_text(file), "searches.db" + std::string(suffix));
  }
}

std::string exported(const fs::path& log, const char* format) {
  const tests::ProgramResult result =
      tests::run_program("firstline-server", {"log", "export", "--log", log.string(), "--format", format});
  if (result.exit_code != 0) throw base::Failure("exporting the log", log.string(), result.err);
  return result.out;
}

/// The place of the first event at half-time or after it.
std::size_t half_time(const Month& month) {
  const auto found = std::find_if(month.events.begin(), month.events.end(),
                                  [](const Event& event) { return event.at_ms >= kHalfTime; });
  return static_cast<std::size_t>(found - month.events.begin());
}

/// Plays the events from `begin` to `end`, and looks at the log's files some times meanwhile.
void play_part(Player& player, std::size_t begin, std::size_t end, const fs::path& log, Leaks& leaks) {
  for (std::size_t look = 0; look < kLooks; ++look) {
    player.play(begin + (end - begin) * look / kLooks, begin + (end - begin) * (look + 1) / kLooks);
    look_at_log(log, leaks);
    if (::isatty(STDERR_FILENO) == 1) fmt::print(stderr, ".");  // somebody waits
  }
}

void publish_added_articles(const fs::path& articles, const fs::path& index, int port) {
  fs::copy(tests::source_folder() / "tests/replay/articles-added", articles, fs::copy_options::recursive);
  publish(articles, index);
  wait_for_article(port, "en/internet/own-router");
}

void append(std::vector<Figure>& figures, const std::vector<Figure>& more) {
  figures.insert(figures.end(), more.begin(), more.end());
}

/// Publishes what half-time adds, and asks the review whether it notices.
std::vector<Figure> prove_added_articles(const Month& month, const AddedArticles& added, std::size_t asked,
                                         const fs::path& folder, const ReviewReader& review, int port) {
  const std::string former = review.generation();
  publish_added_articles(folder / "articles", folder / "index", port);
  const double took = review.wait(asked, former);
  std::vector<Figure> figures = {
      {"half-time: until the review has held all gaps against the index", "", fmt::format("{:.1f} s", took)}};
  append(figures, judge_proofs(month, review.read(asked), added));
  return figures;
}

/// What the review says at the month's end.
std::vector<Figure> judge_review(const Month& month, const ReviewReader& review) {
  const std::size_t all = month.searches.size();
  const bool bounds = all >= kTellingMonth;
  const double took = review.wait(all, "");
  const Reviewed reviewed = review.read(all);
  std::vector<Figure> figures = judge_groups(month, reviewed, bounds);
  append(figures, judge_causes(month, reviewed, bounds));
  figures.push_back(
      {"until the review has read and grouped the last searches", "", fmt::format("{:.1f} s", took)});
  append(figures, review.page_times());
  return figures;
}

/// Leaves truth.tsv, log.jsonl and searches.db in the folder.
std::vector<Figure> play(const Month& month, const AddedArticles& added, const fs::path& folder) {
  const fs::path articles = folder / "articles";
  const fs::path index = folder / "index";
  const fs::path log = folder / "searches.db";
  fs::copy(tests::source_folder() / "articles", articles, fs::copy_options::recursive);
  publish(articles, index);
  ClockFile clock(folder / "clock");
  const fs::path users = folder / "users";
  const std::string token = make_viewer(users);
  tests::RunningServer server(
      index, log,
      {"--clock", clock.path().string(), "--trusted-proxy", "127.0.0.1", "--users", users.string()});
  const ReviewReader review(server.port(), token);
  Leaks leaks(month);
  Player player(month, server.port(), clock);
  const auto start = std::chrono::steady_clock::now();
  const std::size_t half = half_time(month);
  play_part(player, 0, half, log, leaks);
  clock.set(kHalfTime);
  const std::chrono::duration<double> first_half = std::chrono::steady_clock::now() - start;
  const auto asked = static_cast<std::size_t>(
      std::count_if(month.events.begin(), month.events.begin() + static_cast<std::ptrdiff_t>(half),
                    [](const Event& event) { return event.act == Act::kSearch; }));
  const std::vector<Figure> proofs = prove_added_articles(month, added, asked, folder, review, server.port());
  const auto second_start = std::chrono::steady_clock::now();
  play_part(player, half, month.events.size(), log, leaks);
  const std::chrono::duration<double> took = first_half + (std::chrono::steady_clock::now() - second_start);
  if (::isatty(STDERR_FILENO) == 1) fmt::print(stderr, "\n");
  const std::vector<Figure> reviewed = judge_review(month, review);

  server.send_signal(SIGTERM);
  const tests::ProgramResult ended = server.wait();
  look_at_log(log, leaks);
  leaks.look(ended.out + ended.err, "the server's messages");
  const std::string json = exported(log, "json");
  leaks.look(json, "the export as JSON");
  leaks.look(exported(log, "csv"), "the export as CSV");
  const Logged logged = read_log(json, month);
  base::replace_file(folder / "truth.tsv", truth_tsv(month, logged));
  base::replace_file(folder / "log.jsonl", json);

  std::vector<Figure> figures = {
      {"time to play the month", "", fmt::format("{:.0f} s, {} events", took.count(), month.events.size())},
      {"the server's exit code", "0", std::to_string(ended.exit_code), ended.exit_code == 0}};
  for (const std::vector<Figure>& more :
       {judge_completeness(month, logged, player.done(), player.search_ids()), judge_counting(month, logged),
        judge_privacy(month, logged, leaks), tell_of_added_articles(month, logged), proofs, reviewed})
    append(figures, more);
  return figures;
}

/// The month alone, without a server.
std::string truth_alone(const Month& month) {
  Logged nothing;
  nothing.searches.resize(month.searches.size());
  return truth_tsv(month, nothing);
}

int run(const Options& options) {
  const language::Languages languages = language::Languages::load(base::find_resource("language/data"));
  const std::vector<Book> books = read_books(tests::source_folder() / "tests/replay");
  const Month month = make_month(books, languages, static_cast<std::size_t>(options.searches),
                                 static_cast<std::uint64_t>(options.seed));
  if (options.dry) {
    std::cout << truth_alone(month);
    return 0;
  }
  const tests::TemporaryFolder folder;
  const std::vector<Figure> figures = play(month, added_articles(books), folder.path());
  fmt::print("{} searches, seed {}\n\n{}", options.searches, options.seed, as_table(figures));
  if (!options.out.empty()) {
    fs::create_directories(options.out);
    base::replace_file(fs::path(options.out) / "figures.tsv", as_tsv(figures));
    const auto overwrite = fs::copy_options::overwrite_existing;
    fs::copy(folder / "truth.tsv", fs::path(options.out) / "truth.tsv", overwrite);
    fs::copy(folder / "log.jsonl", fs::path(options.out) / "log.jsonl", overwrite);
    if (options.keep) fs::copy(folder / "searches.db", fs::path(options.out) / "searches.db", overwrite);
  }
  return std::all_of(figures.begin(), figures.end(), [](const Figure& figure) { return figure.holds; }) ? 0
                                                                                                        : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    Options options;
    base::CommandLine line("firstline-replay", "Plays a made-up month to the server and judges its log.");
    line.option("searches", options.searches, "how many", 500, 10'000'000);
    line.option("seed", options.seed, "another one makes another month", 0, 2'000'000'000);
    line.option("out", options.out, "folder for truth.tsv, log.jsonl and figures.tsv");
    line.flag("keep", options.keep, "put the log's database there, too");
    line.flag("dry", options.dry, "only print the month, as truth.tsv without search ids");
    if (const auto code = line.parse(argc, argv)) return *code;
    return run(options);
  } catch (const std::exception& error) {
    std::cerr << "firstline-replay: " << error.what() << '\n';
    return 2;
  }
}
