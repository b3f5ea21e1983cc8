// SPDX-License-Identifier: GPL-3.0-or-later
// firstline-stress [--short] [--corpus DIR] [--only PHASE] …
// Puts the server under attack and load and prints one table: what was promised, what was measured. Exit code
// 1 when a promise isn't kept. --short takes twenty seconds, and times don't decide.
#include <fmt/format.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <exception>
#include <future>
#include <iostream>
#include <string>
#include <thread>

#include "base/command_line.h"
#include "base/split.h"
#include "tests/load/centre.h"
#include "tests/load/phases.h"
#include "tests/load/sanitized.h"
#include "tests/load/table.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace firstline;
namespace fs = std::filesystem;

struct Options {
  bool brief = false;
  std::string only = "all";
  std::string corpus;
  std::string templates;
  std::string server;  // more arguments for it
  int attack_s = 60;
  int publications = 1000;
};

/// As many descriptors as the system lets us have, for the server too: it inherits them.
void raise_descriptors() {
  constexpr rlim_t kNeeded = 4000;
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < kNeeded)
    throw std::runtime_error(fmt::format("needs {} file descriptors, may have {}", kNeeded, limit.rlim_cur));
}

bool run(const Options& options) {
  load::Table table({.times = !options.brief, .memory = !load::kSanitized});
  const auto wanted = [&](const char* phase) { return options.only == "all" || options.only == phase; };
  const fs::path source = tests::source_folder();
  const load::Centre centre(options.corpus.empty() ? source / "articles" : fs::path(options.corpus),
                            base::split_filled(options.server, " "));
  load::say(fmt::format("{} cores, {} different searches", std::thread::hardware_concurrency(),
                        centre.searches().size()));
  const auto attack = [&](const std::function<void()>& over) {
    load::say("attack");
    const double duration = options.brief ? 4 : options.attack_s;
    const double idle = options.brief ? 1 : 10;
    load::attack_phase(centre, duration, idle, over, table);
  };
  const auto others = [&] {
    if (wanted("keep-alive")) {
      load::say("256 keep-alive connections");
      load::keep_alive_phase(centre, options.brief ? 2 : 10, table);
    }
    if (wanted("publications")) {
      const std::size_t count = options.brief ? 20 : static_cast<std::size_t>(options.publications);
      load::say(fmt::format("{} publications", count));
      load::publications_phase(centre, count, table);
    }
    if (wanted("templates")) {
      load::say("reloads of templates");
      load::templates_phase(centre,
                            options.templates.empty() ? source / "templates" : fs::path(options.templates),
                            options.brief ? 10 : 100, table);
    }
  };
  if (!wanted("attack")) {
    others();
  } else if (options.brief) {
    // A closing takes its fifteen seconds; the others use the time.
    std::atomic<bool> over = false;
    auto attacking = std::async(std::launch::async, [&] { attack([&] { over = true; }); });
    while (!over && attacking.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready) {
    }
    others();
    attacking.get();
  } else {
    attack([] { load::say("  over; waiting for the closings"); });
    others();
  }
  table.print();
  return table.all_reached();
}

}  // namespace

int main(int argc, char** argv) {
  try {
    Options options;
    base::CommandLine line("firstline-stress", "Puts the server under attack and load; prints one table.");
    line.flag("short", options.brief, "about twenty seconds; times are told and don't decide");
    line.choice("only", options.only, {"all", "attack", "publications", "keep-alive", "templates"},
                "one phase");
    line.option("corpus", options.corpus, "folder of articles; default: the sample articles");
    line.option("templates", options.templates, "folder of templates; default: the shipped ones");
    line.option("server", options.server, "more arguments for firstline-server, parted by blanks");
    line.option("seconds", options.attack_s, "how long the attack lasts", 1, 600);
    line.option("publications", options.publications, "how many", 1, 100'000);
    if (const auto code = line.parse(argc, argv)) return *code;
    raise_descriptors();
    return run(options) ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "firstline-stress: " << error.what() << '\n';
    return 2;
  }
}
