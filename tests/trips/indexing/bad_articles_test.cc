// SPDX-License-Identifier: GPL-3.0-or-later
// Folders as people really have them: each bad file is named, and the good ones are published.
#include <catch2/catch.hpp>

#include "tests/trips/indexing/help_folder.h"

namespace firstline::tests {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

/// One bad file beside two good ones: it is named in one problem, and the good ones are published.
void check_bad(const HelpFolder& help, const std::string& start, const std::string& rule) {
  const ProgramResult result = help.run();
  CAPTURE(result.out, result.err);
  CHECK(result.exit_code == 1);
  CHECK(result.out.rfind(help.shown(start), 0) == 0);
  CHECK_THAT(result.out, Contains("[" + rule + "]\n"));
  CHECK_THAT(counts(result), Contains("1 problems"));
  CHECK(help.live_articles() == 2);
  CHECK(help.run({"--check"}).exit_code == 1);
  CHECK(help.run({"--rebuild"}).exit_code == 1);
  CHECK(help.live_articles() == 2);
}

TEST_CASE("An empty folder leaves the index as it is") {
  const HelpFolder help;
  help.run();
  help.remove("en/bill.md");
  help.remove("th/bill.md");
  const std::string was = snapshot(help.index());
  const ProgramResult result = help.run();
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.err, Contains("no *.md file in it; the index is left as it is"));
  CHECK(snapshot(help.index()) == was);
  CHECK(help.run({"--check"}).exit_code == 0);
}

TEST_CASE("An empty folder makes no index") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "articles");
  const ProgramResult result = run_program(
      "firstline-index", {(folder / "articles").string(), "--index", (folder / "index").string()});
  CHECK(result.exit_code == 2);
  CHECK_FALSE(fs::exists(folder / "index"));
}

TEST_CASE("A file that isn't UTF-8 is named with the place of its first bad byte") {
  const HelpFolder help;
  help.write("en/a.md", good_article("Line five: caf\xE9"));
  check_bad(help, "en/a.md:5:15: error: ", "not-utf-8");
}

TEST_CASE("A file with a NUL is named") {
  const HelpFolder help;
  help.write("en/a.md", good_article(std::string("a\0b", 3)));
  check_bad(help, "en/a.md:5:2: error: ", "nul-byte");
}

TEST_CASE("A picture called .md is named") {
  const HelpFolder help;
  help.write("en/a.md", std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16));
  check_bad(help, "en/a.md:1:1: error: ", "not-utf-8");
}

TEST_CASE("Unclosed front matter is named at its top") {
  const HelpFolder help;
  help.write("en/a.md", "---\ntitle: A\n\nText\n");
  check_bad(help, "en/a.md:1:1: error: ", "unclosed-front-matter");
}

TEST_CASE("Front matter that is no map is named") {
  const HelpFolder help;
  help.write("en/a.md", "---\n- title\n- A\n---\n\nText\n");
  check_bad(help, "en/a.md:2:1: error: ", "front-matter-not-map");
}

TEST_CASE("An article of 50 MB is named and costs no time") {
  const HelpFolder help;
  help.write("en/a.md", good_article(std::string(50'000'000, 'a')));
  check_bad(help, "en/a.md:1:1: error: ", "too-large");
}

TEST_CASE("An empty file is an article without title and text") {
  const HelpFolder help;
  help.write("en/a.md", "");
  const ProgramResult result = help.run();
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.out,
             Contains("en/a.md:1:1: warning: ") && Contains("[no-title]") && Contains("[no-text]"));
  CHECK(help.live_articles() == 3);
}

TEST_CASE("A loop of links is named and not followed") {
  const HelpFolder help;
  fs::create_directory_symlink("..", help.articles() / "en/up");
  check_bad(help, "en/up:1:1: warning: ", "link-loop");
}

TEST_CASE("A link that leads nowhere, and one to itself, are named") {
  const HelpFolder help;
  fs::create_symlink("nowhere.md", help.articles() / "en/a.md");
  check_bad(help, "en/a.md:1:1: error: ", "unreadable");
  const HelpFolder other;
  fs::create_symlink("a.md", other.articles() / "en/a.md");
  check_bad(other, "en/a.md:1:1: error: ", "unreadable");
}

TEST_CASE("Of two files with one id the first is used and the second is named") {
  const HelpFolder help;
  help.write("en/caf\u00E9.md", good_article("Composed name."));
  help.write("en/cafe\u0301.md", good_article("Decomposed name."));
  const ProgramResult result = help.run();
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.out,
             Contains("error: its id 'en/caf\u00E9' is also that of ") && Contains("[duplicate-id]"));
  CHECK(help.live_articles() == 3);
  CHECK_THAT(help.live_html("en/caf\u00E9"),
             Contains("Decomposed name."));  // by the bytes of its name the first

  // The other takes its place when the first one goes, and the id is still the same article's.
  help.remove("en/cafe\u0301.md");
  CHECK(counts(help.run()) == "3 read, 0 added, 1 changed, 0 removed, 2 unchanged, 0 problems");
  CHECK_THAT(help.live_html("en/caf\u00E9"), Contains("Composed name."));
}

TEST_CASE("Names with blanks, quotes and Thai letters are articles like others") {
  const HelpFolder help;
  for (const char* name :
       {"en/my bill.md", "th/การ เงิน/จ่าย บิล.md", "en/it's \"quoted\" & <b>.md", "en/100%.md", "en/a#b?c.md"})
    help.write(name, good_article("Words of " + std::string(name)));
  CHECK(help.run().exit_code == 0);
  CHECK(help.live_articles() == 7);
  CHECK_THAT(help.live_html("th/การ เงิน/จ่าย บิล"), Contains("Words of"));
  CHECK(counts(help.run()) == "7 read, 0 added, 0 changed, 0 removed, 7 unchanged, 0 problems");
}

// Fails until search/terms.h tells long names apart: then the tag must go.
TEST_CASE("A name longer than a term may be is an article like others") {
  const HelpFolder help;
  const std::string stem(240, 'n');
  for (const char* last : {"1", "2"})
    help.write("en/" + stem + last + ".md", good_article(std::string("Number ") + last));
  CHECK(help.run().exit_code == 0);
  CHECK(help.live_articles() == 4);
  for (const char* last : {"1", "2"}) {
    CHECK_THAT(help.live_html("en/" + stem + last), Contains(std::string("Number ") + last));
    help.write("en/" + stem + last + ".md", good_article(std::string("Changed ") + last));
  }
  CHECK(help.run().exit_code == 0);
  for (const char* last : {"1", "2"})
    CHECK_THAT(help.live_html("en/" + stem + last), Contains(std::string("Changed ") + last));
}

TEST_CASE("A name that isn't UTF-8 is named, and as JSON the report stays valid") {
  const HelpFolder help;
  help.write("en/caf\xE9.md", good_article("x"));
  check_bad(help, "en/caf\xE9.md:1:1: error: ", "bad-name");
  CHECK_THAT(help.run({"--format=json"}).out, Contains("\"rule\":\"bad-name\""));
}

TEST_CASE("Word lists that can't be read are said to be so") {
  const HelpFolder help;
  help.run();
  fs::create_directory(help.articles() / "synonyms.txt");
  const ProgramResult result = help.run();
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.err, Contains("synonyms.txt"));
  CHECK(help.live_articles() == 2);
}

}  // namespace
}  // namespace firstline::tests
