// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <fstream>
#include <future>
#include <set>
#include <thread>

#include "tests/load/asker.h"
#include "tests/load/phases.h"
#include "tests/support/process.h"

namespace firstline::load {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kAskers = 16;
constexpr auto kBetweenReloads = std::chrono::milliseconds(150);
constexpr double kPatience = 5;  // seconds for a reload to be seen
constexpr std::string_view kMark = "<!-- reload ";
constexpr std::string_view kEnd = "</html>";

/// The foot of every page says which reload it is of. In one step: a reader gets the old file or the new one.
void write_foot(const fs::path& templates, const std::string& foot, std::size_t number) {
  const fs::path file = templates / "partials" / "foot.html";
  const fs::path unfinished = templates / "foot.unfinished";
  std::ofstream(unfinished) << kMark << number << " -->\n" << foot;
  fs::rename(unfinished, file);
}

}  // namespace

void templates_phase(const Centre& centre, const fs::path& templates, std::size_t reloads, Table& table) {
  const fs::path copy = centre.folder() / "templates";
  fs::copy(templates, copy, fs::copy_options::recursive);
  const std::string foot = tests::read_text(copy / "partials" / "foot.html");
  write_foot(copy, foot, 0);
  const auto server = centre.serve("templates", {"--templates", copy.string()});

  const std::vector<std::string> pages = {"/", "/search?q=password&lang=en", "/contact",
                                          "/search?q=zzzz&lang=en"};
  Answers answers;
  std::size_t cut = 0;
  std::set<std::string> seen;
  std::atomic<std::size_t> seen_count = 0;  // for the thread that reloads
  Crowd crowd(server->port());
  const auto askers =
      make_askers(crowd, pages, kAskers, answers, Time(), [&](std::size_t, const Response& response) {
        if (response.status != 200) return;
        const std::size_t mark = response.body.find(kMark);
        const std::size_t end = response.body.rfind(kEnd);
        if (mark == std::string::npos || end == std::string::npos) {
          ++cut;
        } else {
          seen.insert(response.body.substr(mark, response.body.find('>', mark) - mark));
          seen_count = seen.size();
        }
      });
  double early_mb = 0;
  auto reloading = std::async(std::launch::async, [&] {
    for (std::size_t number = 1; number <= reloads; ++number) {
      write_foot(copy, foot, number);
      server->send_signal(SIGHUP);
      const Time until = Clock::now() + seconds(kPatience);
      do std::this_thread::sleep_for(kBetweenReloads);
      while (seen_count <= number && Clock::now() < until);
      if (number == reloads / 10) early_mb = tests::memory_of(server->id()).anonymous_mb;
    }
  });
  crowd.run_until([&] { return reloading.wait_for(std::chrono::seconds(0)) == std::future_status::ready; });
  for (const auto& asker : askers) asker->stop();
  crowd.run_until([&] {
    return std::all_of(askers.begin(), askers.end(), [](const auto& asker) { return asker->is_quiet(); });
  });
  reloading.get();

  constexpr double kFlat = 1.25;
  constexpr double kFlatMb = 24;
  const double end_mb = tests::memory_of(server->id()).anonymous_mb;
  table.count(fmt::format("{} reloads of templates, of which never seen", reloads), 0,
              static_cast<double>(reloads + 1 - seen.size()));
  table.count("  failed answers", 0, static_cast<double>(answers.failed()), answers.text());
  table.count("  pages that are not whole", 0, static_cast<double>(cut));
  table.memory("  server's own memory, MB", early_mb * kFlat + kFlatMb, end_mb,
               fmt::format("{:.1f} after a tenth, {:.1f} at the end", early_mb, end_mb));
}

}  // namespace firstline::load
