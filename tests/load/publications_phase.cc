// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <future>
#include <set>
#include <thread>

#include "tests/load/asker.h"
#include "tests/load/generations.h"
#include "tests/load/phases.h"
#include "tests/support/process.h"
#include "tests/support/timing.h"

namespace firstline::load {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kAskers = 16;
constexpr std::size_t kFirst = 10;    // number of the first publication: the notice is there from the start
constexpr double kPatience = 3;       // seconds for a publication to be seen
constexpr double kMostSeconds = 450;  // for all of them
constexpr auto kBetweenLooks = std::chrono::milliseconds(2);

/// What the askers saw, written by their thread. The publisher's reads `newest` only.
struct Seen {
  std::size_t mixed = 0;     // of two publications, or not all there
  std::size_t backward = 0;  // older than the one before on the same connection
  std::set<std::size_t> numbers;
  std::array<std::size_t, kAskers> last{};
  std::string example;  // of a mixed answer
  std::atomic<std::size_t> newest = 0;

  void add(std::size_t asker, std::size_t target, const Response& response) {
    const Shown shown = read_answer(response.body, target);
    if (!shown.number || shown.times < least_times(target)) {
      ++mixed;
      if (example.empty()) example = response.body;
      return;
    }
    if (*shown.number < last[asker]) ++backward;
    last[asker] = *shown.number;
    numbers.insert(*shown.number);
    newest = std::max(newest.load(), *shown.number);
  }
};

struct Sizes {
  double anonymous_mb = 0;
  double disk_mb = 0;
};

double disk_mb(const fs::path& folder) {
  std::uintmax_t bytes = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) bytes += entry.file_size();
  return static_cast<double>(bytes) / 1e6;
}

Sizes sizes(pid_t server, const fs::path& index) {
  return {tests::memory_of(server).anonymous_mb, disk_mb(index)};
}

struct Published {
  std::size_t count = 0;
  std::size_t unseen = 0;  // no answer showed them in time
  Sizes early, middle, end;
};

Published publish_all(const Centre& centre, pid_t server, std::size_t count, const Seen& seen) {
  Published published;
  const Time most = Clock::now() + seconds(kMostSeconds);
  while (published.count < count && Clock::now() < most) {
    const std::size_t number = kFirst + ++published.count;
    write_publication(centre, number);
    centre.publish();
    const Time until = Clock::now() + seconds(kPatience);
    while (seen.newest < number && Clock::now() < until) std::this_thread::sleep_for(kBetweenLooks);
    if (seen.newest < number) ++published.unseen;
    if (published.count == std::max<std::size_t>(count / 10, std::min<std::size_t>(count, 5)))
      published.early = sizes(server, centre.index());
    if (published.count == count / 2) published.middle = sizes(server, centre.index());
    if (published.count % 100 == 0) say(fmt::format("  {} published", published.count));
  }
  published.end = sizes(server, centre.index());
  return published;
}

void tell(const Published& published, std::size_t count, const Seen& seen, const Answers& searches,
          const Answers& readings, Table& table) {
  // As much as allocators may come to hold. A generation that stays costs MBs each time.
  constexpr double kFlat = 1.1;
  constexpr double kFlatMb = 12;
  // The review remembers a search by an entry of 70 bytes, in an array that doubles, and its asker by 50.
  constexpr double kSearchMb = 190e-6;
  const double remembered_mb = kSearchMb * static_cast<double>(searches.count(200));
  const auto change = [](double early, double middle, double end) {
    return fmt::format("{:.1f} after a tenth, {:.1f} half-way, {:.1f} at the end", early, middle, end);
  };
  table.count(fmt::format("{} publications, of which not made in {:.0f} s", count, kMostSeconds), 0,
              static_cast<double>(count - published.count));
  table.count("  never seen in an answer", 0, static_cast<double>(published.unseen),
              fmt::format("{} seen in all", seen.numbers.size()));
  table.count("  failed answers", 0, static_cast<double>(searches.failed() + readings.failed()),
              fmt::format("searches {}; articles {}", searches.text(), readings.text()));
  const tests::Timing times = tests::summarise(searches.ok_us, 1);
  table.note("  searches", fmt::format("p50 {:.1f} ms, p99 {:.1f} ms, slowest {:.0f} ms", times.p50_us / 1e3,
                                       times.p99_us / 1e3, times.slowest_us / 1e3));
  table.count("  mixed answers, or not whole", 0, static_cast<double>(seen.mixed));
  if (!seen.example.empty()) say("a mixed answer: " + seen.example);
  table.note("  older than the answer before on its connection", std::to_string(seen.backward));
  table.memory(
      "  server's own memory, MB", published.early.anonymous_mb * kFlat + kFlatMb + remembered_mb,
      published.end.anonymous_mb,
      change(published.early.anonymous_mb, published.middle.anonymous_mb, published.end.anonymous_mb) +
          fmt::format("; up to {:.0f} for the searches that the review remembers", remembered_mb));
  table.count("  index on disk, MB", published.early.disk_mb * kFlat + kFlatMb, published.end.disk_mb,
              change(published.early.disk_mb, published.middle.disk_mb, published.end.disk_mb));
}

}  // namespace

void publications_phase(const Centre& centre, std::size_t publications, Table& table) {
  write_publication(centre, kFirst);
  centre.publish();
  const auto server = centre.serve("publications");
  const std::size_t before = tests::descriptors_of(server->id());
  const std::vector<std::string> targets = publication_targets();
  // Each asker stays with one target. Half of them read the article: of searches the server remembers
  // something, of publications it must not.
  const std::array<std::size_t, 4> turns = {kApi, kArticle, kPage, kArticle};
  Seen seen;
  Answers searches, readings;
  Crowd crowd(server->port());
  std::vector<std::unique_ptr<Asker>> askers;
  std::vector<std::vector<std::string>> lists;
  for (const std::string& target : targets) lists.push_back({target});
  for (std::size_t i = 0; i < kAskers; ++i) {
    const std::size_t target = turns[i % turns.size()];
    askers.push_back(std::make_unique<Asker>(crowd, lists[target], i,
                                             target == kArticle ? readings : searches, Time(),
                                             [&seen, target](std::size_t asker, const Response& response) {
                                               if (response.status == 200) seen.add(asker, target, response);
                                             }));
    askers.back()->start();
  }
  auto publishing =
      std::async(std::launch::async, [&] { return publish_all(centre, server->id(), publications, seen); });
  crowd.run_until([&] { return publishing.wait_for(std::chrono::seconds(0)) == std::future_status::ready; });
  for (const auto& asker : askers) asker->stop();
  crowd.run_until([&] {
    return std::all_of(askers.begin(), askers.end(), [](const auto& asker) { return asker->is_quiet(); });
  });
  const Published published = publishing.get();
  std::this_thread::sleep_for(std::chrono::seconds(1));
  tell(published, publications, seen, searches, readings, table);
  const std::size_t held = tests::entries_held(server->id(), centre.index() / "generations");
  table.count("  generations held afterwards", 1, static_cast<double>(held));
  const auto after = tests::descriptors_of(server->id());
  table.count("  descriptors of the server, more than before", kMoreDescriptors,
              static_cast<double>(after) - static_cast<double>(before),
              fmt::format("{} before, {} afterwards", before, after));
}

}  // namespace firstline::load
