// SPDX-License-Identifier: GPL-3.0-or-later
// Indexers that are killed, and indexers that meet: the index on the disk is whole at every moment.
#include <catch2/catch.hpp>
#include <csignal>
#include <random>
#include <thread>

#include "search/generation.h"
#include "search/open_index.h"
#include "tests/support/http_client.h"
#include "tests/trips/indexing/help_folder.h"

namespace firstline::tests {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using Clock = std::chrono::steady_clock;

/// The sample help centre, indexed.
class Sample {
 public:
  Sample() {
    const auto start = Clock::now();
    CHECK(run_program("firstline-index", arguments()).exit_code == 0);
    run_time_ = Clock::now() - start;
    articles_ = search::read_manifest(search::live_generation(index())).articles();
    REQUIRE(articles_ > 100);
  }

  fs::path index() const { return folder_ / "index"; }
  fs::path log() const { return folder_ / "log.db"; }
  std::vector<std::string> arguments() const {
    return {"articles", "--index", index().string(), "--rebuild"};
  }
  Clock::duration run_time() const { return run_time_; }

  /// Opens what is live as the server does.
  void check_whole() const {
    static const auto languages = std::make_shared<const language::Languages>(
        language::Languages::load(source_folder() / "language/data"));
    const auto open = search::open_index(search::live_generation(index()), languages);
    CHECK(open->manifest.articles() == articles_);
    std::size_t listed = 0;
    for (const auto& [tag, categories] : open->catalogue)
      for (const search::Category& category : categories) listed += category.articles.size();
    CHECK(listed == articles_);
  }

 private:
  TemporaryFolder folder_;
  Clock::duration run_time_{};
  std::size_t articles_ = 0;
};

bool is_writing(const fs::path& index) {
  for (const fs::directory_entry& entry : fs::directory_iterator(index / "generations"))
    if (entry.path().extension() == ".unfinished") return true;
  return false;
}

TEST_CASE("An indexer killed at any moment leaves a whole index, and the next one works") {
  const Sample sample;
  std::mt19937 random(20260914);  // the same moments in every run, as far as the machine allows
  std::uniform_int_distribution<long> moment(
      0, std::chrono::duration_cast<std::chrono::microseconds>(sample.run_time()).count());
  int killed = 0;
  for (int round = 0; round < 20; ++round) {
    RunningProgram indexer("firstline-index", sample.arguments());
    std::this_thread::sleep_for(std::chrono::microseconds(moment(random)));
    indexer.send_signal(SIGKILL);
    if (indexer.wait().exit_code == 128 + SIGKILL) ++killed;
    sample.check_whole();
  }
  CHECK(killed >= 5);  // or the test tests nothing

  CHECK(run_program("firstline-index", sample.arguments()).exit_code == 0);
  sample.check_whole();
  CHECK_FALSE(is_writing(sample.index()));  // what the killed ones left is gone
  const RunningServer server(sample.index(), sample.log());
  CHECK(get(server.port(), "/api/v1/search?q=refund&lang=en").status == 200);
}

TEST_CASE("A server goes on answering while indexers are killed under it") {
  const Sample sample;
  const RunningServer server(sample.index(), sample.log());
  std::mt19937 random(7);
  std::uniform_int_distribution<long> moment(
      0, std::chrono::duration_cast<std::chrono::microseconds>(sample.run_time()).count());
  for (int round = 0; round < 5; ++round) {
    RunningProgram indexer("firstline-index", sample.arguments());
    std::this_thread::sleep_for(std::chrono::microseconds(moment(random)));
    indexer.send_signal(SIGKILL);
    indexer.wait();
    const HttpResponse response = get(server.port(), "/api/v1/search?q=refund&lang=en");
    CHECK(response.status == 200);
    CHECK_THAT(response.body, Contains("\"answered\":\"yes\""));
  }
}

// May fail until is_claimed() in search/generation.cc knows its own half-written file: then the tag must go.
TEST_CASE("A first run that is killed leaves a folder that the next run fills") {
  const HelpFolder help;
  std::mt19937 random(11);
  std::uniform_int_distribution<long> moment(0, 20'000);
  for (int round = 0; round < 10; ++round) {
    fs::remove_all(help.index());
    RunningProgram indexer("firstline-index", {help.articles().string(), "--index", help.index().string()});
    std::this_thread::sleep_for(std::chrono::microseconds(moment(random)));
    indexer.send_signal(SIGKILL);
    indexer.wait();
    const ProgramResult next = help.run();
    CAPTURE(next.err);
    CHECK(next.exit_code == 0);
    CHECK(help.live_articles() == 2);
  }
}

TEST_CASE("The second of two indexers on one index says so and exits with 2") {
  const Sample sample;
  for (int attempt = 0; attempt < 20; ++attempt) {
    RunningProgram first("firstline-index", sample.arguments());
    const auto deadline = Clock::now() + std::chrono::seconds(30);
    while (!is_writing(sample.index()) && first.out().empty() && Clock::now() < deadline)
      std::this_thread::yield();
    first.send_signal(SIGSTOP);  // in the middle of its work, however fast the machine is
    if (!is_writing(sample.index())) {
      first.send_signal(SIGCONT);
      continue;  // it was faster than we are
    }
    const ProgramResult second = run_program("firstline-index", sample.arguments());
    const ProgramResult third =
        run_program("firstline-index", {"articles", "--index", sample.index().string(), "--watch"});
    first.send_signal(SIGCONT);
    for (const ProgramResult& result : {second, third}) {
      CHECK(result.exit_code == 2);
      CHECK_THAT(result.err, Contains("another firstline-index is working on it"));
      CHECK(result.out.empty());
    }
    CHECK(first.wait().exit_code == 0);  // the first one is not disturbed
    sample.check_whole();
    return;
  }
  FAIL("no indexer could be stopped in the middle of its work");
}

TEST_CASE("A check is no second indexer") {
  const HelpFolder help;
  help.run();
  const search::PublishLock lock(help.index());
  CHECK(help.run({"--check"}).exit_code == 0);
  CHECK(help.run().exit_code == 2);
}

}  // namespace
}  // namespace firstline::tests
