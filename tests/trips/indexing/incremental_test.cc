// SPDX-License-Identifier: GPL-3.0-or-later
// Runs after the first one: what changed since, by content.
#include <catch2/catch.hpp>

#include "tests/trips/indexing/help_folder.h"

namespace firstline::tests {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

/// With enough articles that one change is worth extending the live index, and not making it anew.
class LargerFolder : public HelpFolder {
 public:
  LargerFolder() {
    for (int i = 0; i < 38; ++i)
      write("en/more/a" + std::to_string(i) + ".md", good_article("More " + std::to_string(i)));
    CHECK(run().exit_code == 0);
  }
};

constexpr const char* kBroken = "---\ntitle: [never closed\n---\nBroken words.\n";

TEST_CASE("A file that was only touched is unchanged, and nothing is published") {
  const LargerFolder help;
  const std::string was = help.live_name();
  fs::last_write_time(help.articles() / "en/bill.md",
                      fs::file_time_type::clock::now() + std::chrono::hours(1));
  help.write("th/bill.md", read_text(help.articles() / "th/bill.md"));  // saved again as it was
  const ProgramResult result = help.run();
  CHECK(result.exit_code == 0);
  CHECK(counts(result) == "40 read, 0 added, 0 changed, 0 removed, 40 unchanged, 0 problems");
  CHECK(help.live_name() == was);
}

TEST_CASE("A change is found by content, even with an old file time and the same size") {
  const LargerFolder help;
  const fs::path file = help.articles() / "en/bill.md";
  const fs::file_time_type time = fs::last_write_time(file);
  help.write("en/bill.md", good_article("Pay your bill ofline."));
  fs::last_write_time(file, time);
  CHECK(counts(help.run()) == "40 read, 0 added, 1 changed, 0 removed, 39 unchanged, 0 problems");
  CHECK_THAT(help.live_html("en/bill"), Contains("ofline"));
}

TEST_CASE("Added, changed and removed articles are counted and published together") {
  const LargerFolder help;
  help.write("en/new.md", good_article("New words."));
  help.write("en/bill.md", good_article("Changed words."));
  help.remove("en/more/a7.md");
  CHECK(counts(help.run()) == "40 read, 1 added, 1 changed, 1 removed, 38 unchanged, 0 problems");
  CHECK(help.live_articles() == 40);
  CHECK_THAT(help.live_html("en/new"), Contains("New words."));
  CHECK_THAT(help.live_html("en/bill"), Contains("Changed words."));
  CHECK(help.live_html("en/more/a7").empty());
  CHECK_THAT(help.live_html("en/more/a8"), Contains("More 8"));
}

TEST_CASE("Many small runs leave the same articles as one run of all") {
  const LargerFolder help;
  for (int round = 0; round < 15; ++round) {
    help.write("en/more/a" + std::to_string(round) + ".md", good_article("Round " + std::to_string(round)));
    if (round % 3 == 0) help.remove("en/more/a" + std::to_string(37 - round) + ".md");
    if (round % 4 == 0) help.write("en/round" + std::to_string(round) + ".md", good_article("Added"));
    CHECK(help.run().exit_code == 0);
  }
  const std::size_t extended = help.live_articles();
  CHECK(help.run({"--rebuild"}).exit_code == 0);
  CHECK(help.live_articles() == extended);
  CHECK(extended == 40 - 5 + 4);
}

TEST_CASE("The folder's path may be written otherwise, or the folder moved, and nothing has changed") {
  const LargerFolder help;
  const std::string was = help.live_name();
  const fs::path moved = help.articles().parent_path() / "moved";
  fs::rename(help.articles(), moved);
  for (const std::string& path : {moved.string(), moved.string() + "/", moved.string() + "/en/.."}) {
    const ProgramResult result = run_program("firstline-index", {path, "--index", help.index().string()});
    CHECK(counts(result) == "40 read, 0 added, 0 changed, 0 removed, 40 unchanged, 0 problems");
  }
  CHECK(help.live_name() == was);
}

TEST_CASE("Problems are shown under the path of this run, not of an earlier one") {
  const HelpFolder help;
  help.write("en/a.md", "---\ntitle: A\ntagz: [x]\n---\nText.\n");
  help.run();
  const fs::path moved = help.articles().parent_path() / "moved";
  fs::rename(help.articles(), moved);
  const ProgramResult result =
      run_program("firstline-index", {moved.string(), "--index", help.index().string()});
  CHECK_THAT(result.out,
             Contains((moved / "en/a.md").string() + ":3:1: ") && !Contains(help.shown("en/a.md")));
}

TEST_CASE("An article that became broken keeps the version that was live") {
  const LargerFolder help;
  help.write("en/bill.md", kBroken);
  const ProgramResult broken = help.run();
  CHECK(broken.exit_code == 1);
  CHECK_THAT(broken.out, Contains("[front-matter-syntax]"));
  CHECK_THAT(help.live_html("en/bill"), Contains("Pay your bill online."));
  CHECK(help.live_articles() == 40);

  SECTION("through further runs") {
    help.write("en/more/a1.md", good_article("Another change"));
    CHECK(help.run().exit_code == 1);
    CHECK_THAT(help.live_html("en/bill"), Contains("Pay your bill online."));
  }
  SECTION("through a rebuild") {
    CHECK(help.run({"--rebuild"}).exit_code == 1);
    CHECK(help.run({"--rebuild"}).exit_code == 1);
    CHECK_THAT(help.live_html("en/bill"), Contains("Pay your bill online."));
    CHECK(help.live_articles() == 40);
  }
  SECTION("when the folder is called by another path") {
    const std::string path = help.articles().string() + "/en/..";
    CHECK(run_program("firstline-index", {path, "--index", help.index().string(), "--rebuild"}).exit_code ==
          1);
    CHECK_THAT(help.live_html("en/bill"), Contains("Pay your bill online."));
  }
  SECTION("and while it is broken in another way") {
    help.write("en/bill.md", "caf\xE9");
    CHECK(help.run().exit_code == 1);
    CHECK_THAT(help.live_html("en/bill"), Contains("Pay your bill online."));
  }
  SECTION("until it is mended") {
    help.write("en/bill.md", good_article("Mended words."));
    CHECK(help.run().exit_code == 0);
    CHECK_THAT(help.live_html("en/bill"), Contains("Mended words."));
  }
  SECTION("until it is removed") {
    help.remove("en/bill.md");
    CHECK(help.run().exit_code == 0);
    CHECK(help.live_html("en/bill").empty());
    CHECK(help.live_articles() == 39);
  }
}

TEST_CASE("Links to an article that keeps its live version are not broken") {
  const LargerFolder help;
  help.write("en/link.md", good_article("See [the bill](bill.md)."));
  CHECK(help.run().exit_code == 0);
  help.write("en/bill.md", kBroken);
  CHECK_THAT(help.run().out, !Contains("[broken-link]"));
}

TEST_CASE("An article that was broken from the start is not published until it is mended") {
  const HelpFolder help;
  help.write("en/bill.md", kBroken);
  CHECK(help.run().exit_code == 1);
  CHECK(help.live_html("en/bill").empty());
  CHECK(help.live_articles() == 1);
  help.write("en/bill.md", good_article("Mended words."));
  CHECK(help.run().exit_code == 0);
  CHECK_THAT(help.live_html("en/bill"), Contains("Mended words."));
}

TEST_CASE("An article that becomes a draft, or for agents, goes from the index") {
  for (const char* key : {"draft: true", "audience: agents"}) {
    const LargerFolder help;
    help.write("en/bill.md", "---\ntitle: A\n" + std::string(key) + "\n---\nText\n");
    CHECK(help.run().exit_code == 0);
    CHECK(help.live_html("en/bill").empty());
    CHECK(help.live_articles() == 39);
    help.write("en/bill.md", kBroken);  // what was not live does not come back
    CHECK(help.run().exit_code == 1);
    CHECK(help.live_html("en/bill").empty());
  }
}

TEST_CASE("A change of synonyms or pins alone is published, and so is their removal") {
  const LargerFolder help;
  for (const char* name : {"synonyms.txt", "pins.txt"}) {
    std::string was = help.live_name();
    help.write(name, std::string("# ") + name + "\n");
    CHECK(help.run().exit_code == 0);
    CHECK(help.live_name() != was);
    was = help.live_name();
    help.run();
    CHECK(help.live_name() == was);
    help.remove(name);
    CHECK(help.run().exit_code == 0);
    CHECK(help.live_name() != was);
  }
}

TEST_CASE("A link is broken when the article it leads to goes, though its own file is unchanged") {
  const LargerFolder help;
  help.write("en/link.md", good_article("See [the bill](bill.md)."));
  CHECK(help.run().exit_code == 0);
  help.remove("en/bill.md");
  const ProgramResult result = help.run();
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.out, Contains("en/link.md:5:5: warning: no article 'en/bill'"));
}

TEST_CASE("A rebuild reads everything anew and publishes the same articles") {
  const LargerFolder help;
  const std::string was = help.live_name();
  CHECK(help.run({"--rebuild"}).exit_code == 0);
  CHECK(help.live_name() != was);
  CHECK(help.live_articles() == 40);
}

TEST_CASE("Only the live generation and the one before are kept") {
  const LargerFolder help;
  for (int i = 0; i < 5; ++i) help.run({"--rebuild"});
  const auto names = fs::directory_iterator(help.index() / "generations");
  CHECK(std::distance(fs::begin(names), fs::end(names)) == 2);
}

}  // namespace
}  // namespace firstline::tests
