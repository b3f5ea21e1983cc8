// SPDX-License-Identifier: GPL-3.0-or-later
// Known problems from their files into the index, by the real firstline-index.
#include "search/notices.h"

#include <catch2/catch.hpp>
#include <thread>

#include "base/file.h"
#include "search/generation.h"
#include "tests/trips/indexing/help_folder.h"

namespace firstline::tests {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using Texts = std::vector<std::string>;

std::string good_notice(const std::string& title) {
  return "---\ntitle: " + title + "\nwords: [internet]\n---\nWe know.\n";
}

/// The titles in the live generation.
Texts live_titles(const HelpFolder& help) {
  const fs::path file = search::live_generation(help.index()) / search::kNoticesFile;
  Texts titles;
  if (fs::exists(file))
    for (const search::Notice& notice : search::read_notices(base::read_file(file)))
      titles.push_back(notice.title);
  return titles;
}

}  // namespace

TEST_CASE("Notices are published with the articles, and are none of them") {
  const HelpFolder help;
  help.write("notices/th/slow.md", good_notice("ช้า"));
  help.write("notices/slow.md", good_notice("Slow"));
  help.write("notices/draft.md", "---\ntitle: Draft\nwords: x1\ndraft: true\n---\nText\n");
  CHECK(counts(help.run()) == "2 read, 2 added, 0 changed, 0 removed, 0 unchanged, 0 problems");
  CHECK(help.live_articles() == 2);
  CHECK(live_titles(help) == Texts{"Slow", "ช้า"});
}

TEST_CASE("A notice alone is reason enough to publish, and nothing is published without one") {
  const HelpFolder help;
  help.run();
  std::string was = help.live_name();
  const auto published = [&] {
    CHECK(counts(help.run()) == "2 read, 0 added, 0 changed, 0 removed, 2 unchanged, 0 problems");
    const bool is_new = help.live_name() != was;
    was = help.live_name();
    return is_new;
  };
  CHECK_FALSE(published());
  help.write("notices/slow.md", good_notice("Slow"));
  CHECK(published());
  CHECK_FALSE(published());
  help.write("notices/slow.md", good_notice("Slower"));
  CHECK(published());
  CHECK(live_titles(help) == Texts{"Slower"});
  help.write("en/bill.md", good_article("Other words."));
  help.run();
  CHECK(live_titles(help) == Texts{"Slower"});
  was = help.live_name();
  help.remove("notices/slow.md");
  CHECK(published());
  CHECK(live_titles(help).empty());
  CHECK(help.live_articles() == 2);
}

TEST_CASE("Notices that are wrong are named with line and column; the version that was live stays") {
  const HelpFolder help;
  help.write("notices/slow.md", good_notice("Slow"));
  REQUIRE(help.run().exit_code == 0);
  help.write("notices/slow.md",
             "---\ntitle: Slower\nword: x\nuntil: 2026-09-31\narticles: [en/bil]\n---\n[x](../en/gone.md)\n");
  const std::string expected =
      help.shown("notices/slow.md") +
      ":3:1: warning: unknown key 'word'; did you mean 'words'? [unknown-key]\n" +
      help.shown("notices/slow.md") +
      ":4:8: error: '2026-09-31' is not a date such as 2026-09-14, or a time "
      "with its zone such as 2026-09-14T14:00+02:00 [bad-date]\n" +
      help.shown("notices/slow.md") +
      ":5:12: warning: no article 'en/bil'; did you mean 'en/bill'? [notice-article]\n" +
      help.shown("notices/slow.md") + ":7:1: warning: no article 'en/gone' [broken-link]\n";
  for (const char* how : {"--check", "--quiet"}) {
    const ProgramResult result = help.run({how});
    CHECK(result.exit_code == 1);
    CHECK_THAT(result.out, Contains(expected));
  }
  CHECK(live_titles(help) == Texts{"Slow"});
  CHECK_THAT(help.run().out, Contains("[bad-date]"));  // told until it is mended
  const std::string was = help.live_name();
  help.write("notices/slow.md", "---\ntitle: Slower\n---\nNo words.\n");
  CHECK(help.run({"--strict"}).exit_code == 1);
  CHECK(help.live_name() == was);
  CHECK(help.run().exit_code == 1);
  CHECK(live_titles(help) == Texts{"Slower"});
}

TEST_CASE("A saved notice is published by a watcher within a second") {
  const HelpFolder help;
  RunningProgram watcher("firstline-index",
                         {help.articles().string(), "--index", help.index().string(), "--watch"});
  watcher.wait_for_line("articles: ");
  auto fastest = std::chrono::steady_clock::duration::max();
  for (int round = 0; round < 3; ++round) {  // the best of three: the machine may be busy
    const std::string title = "Round " + std::to_string(round);
    const auto start = std::chrono::steady_clock::now();
    help.write("notices/en/slow.md", good_notice(title));
    while (live_titles(help) != Texts{title}) {
      REQUIRE(std::chrono::steady_clock::now() - start < std::chrono::seconds(30));
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    fastest = std::min(fastest, std::chrono::steady_clock::now() - start);
  }
  CHECK(fastest < std::chrono::seconds(1));
}

TEST_CASE("A file of notices that is damaged is made anew") {
  const HelpFolder help;
  help.write("notices/slow.md", good_notice("Slow"));
  help.run();
  base::replace_file(search::live_generation(help.index()) / search::kNoticesFile, "no record");
  CHECK(help.run().exit_code == 0);
  CHECK(live_titles(help) == Texts{"Slow"});
}

}  // namespace firstline::tests
