// SPDX-License-Identifier: GPL-3.0-or-later
// One run of firstline-index: what it prints, how it ends, what it leaves.
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "tests/trips/indexing/help_folder.h"

namespace firstline::tests {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using Catch::Matchers::Matches;

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// Exit code 2, one line that says what and why, nothing on standard output.
void check_cannot_go_on(const ProgramResult& result, const std::string& part) {
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.err, Contains(part));
  CHECK(lines_of(result.err).size() == 1);
  CHECK(result.out.empty());
}

TEST_CASE("A folder without problems is published with exit code 0 and one line") {
  const HelpFolder help;
  const ProgramResult result = help.run();
  CHECK(result.exit_code == 0);
  CHECK_THAT(
      result.out,
      Matches("articles: 2 read, 2 added, 0 changed, 0 removed, 0 unchanged, 0 problems, \\d+\\.\\d\\d s\n"));
  CHECK(result.err.empty());  // no progress bar in a pipe
  CHECK(help.live_articles() == 2);
  CHECK_THAT(help.live_html("en/bill"), Contains("Pay your bill online."));
  CHECK_THAT(help.live_html("th/bill"), Contains("จ่ายบิลออนไลน์"));
}

TEST_CASE("The sample help centre has no problems") {
  const TemporaryFolder folder;
  const ProgramResult result =
      run_program("firstline-index", {"articles", "--index", (folder / "index").string(), "--strict"});
  CHECK(result.exit_code == 0);
  CHECK(lines_of(result.out).size() == 1);
}

TEST_CASE("With problems the exit code is 1, the rest is published, and all are listed by place") {
  const HelpFolder help;
  help.write("en/z.md", "---\ntitle: Z\nlang: English language\n---\nx\n");
  help.write("en/a.md", "---\ntitle: A\ntagz: [x]\n---\n\nSee [this](nothing.md).\nกข [that](missing.md)\n");
  help.write("en/b.md", "---\ntitle: B\n");
  help.write("synonyms.txt", "wifi, wlan\nalone\n");
  help.write("pins.txt", "# pins\nbill => en/bill\nlost => en/bil\n");
  const ProgramResult result = help.run();
  CHECK(result.exit_code == 1);
  CHECK(counts(result) == "5 read, 5 added, 0 changed, 0 removed, 0 unchanged, 7 problems");
  const std::vector<std::string> lines = lines_of(result.out);
  REQUIRE(lines.size() == 8);
  const std::string at = help.articles().string();
  CHECK(lines[0] == at + "/en/a.md:3:1: warning: unknown key 'tagz'; did you mean 'tags'? [unknown-key]");
  CHECK(lines[1] == at + "/en/a.md:6:5: warning: no article 'en/nothing' [broken-link]");
  CHECK(lines[2] == at + "/en/a.md:7:4: warning: no article 'en/missing' [broken-link]");
  CHECK_THAT(lines[3], Contains("/en/b.md:1:1: error: ") && Contains("[unclosed-front-matter]"));
  CHECK_THAT(lines[4], Contains("/en/z.md:3:7: error: ") && Contains("[bad-language]"));
  CHECK(lines[5] == at + "/pins.txt:3:1: warning: no article 'en/bil'; did you mean 'en/bill'? [pin-target]");
  CHECK_THAT(lines[6], Contains("/synonyms.txt:2:1: error: ") && Contains("[synonym-syntax]"));
  CHECK(help.live_articles() == 3);
}

TEST_CASE("Problems of unchanged files are told again in every run") {
  const HelpFolder help;
  help.write("en/a.md", "---\ntitle: A\ntagz: [x]\n---\nSee [this](nothing.md).\n");
  const ProgramResult first = help.run();
  const ProgramResult second = help.run();
  CHECK(second.exit_code == 1);
  CHECK(counts(second) == "3 read, 0 added, 0 changed, 0 removed, 3 unchanged, 2 problems");
  const auto first_lines = lines_of(first.out);
  const auto second_lines = lines_of(second.out);
  REQUIRE(first_lines.size() == 3);
  REQUIRE(second_lines.size() == 3);
  CHECK(std::equal(first_lines.begin(), first_lines.end() - 1, second_lines.begin()));
}

TEST_CASE("As JSON the same is one object") {
  const HelpFolder help;
  help.write("en/a.md", "---\ntitle: A\ntagz: [x]\n---\nText.\n");
  const ProgramResult result = help.run({"--format=json"});
  CHECK(result.exit_code == 1);
  const nlohmann::json json = nlohmann::json::parse(result.out);
  REQUIRE(json.at("problems").size() == 1);
  CHECK(json.at("problems")[0].at("path") == help.shown("en/a.md"));
  CHECK(json.at("problems")[0].at("line") == 3);
  CHECK(json.at("problems")[0].at("rule") == "unknown-key");
  CHECK(json.at("summary").at("added") == 3);
  CHECK(json.at("summary").at("published") == true);
}

TEST_CASE("Quiet says the problems alone, and nothing when there are none") {
  const HelpFolder help;
  CHECK(help.run({"--quiet"}).out.empty());
  help.write("en/a.md", "---\ntitle: A\ntagz: [x]\n---\nText.\n");
  CHECK(lines_of(help.run({"--quiet"}).out).size() == 1);
}

TEST_CASE("A check reports and writes nothing") {
  const HelpFolder help;
  help.write("en/a.md", "---\ntitle: A\ntagz: [x]\n---\nText.\n");
  const ProgramResult before = help.run({"--check"});
  CHECK(before.exit_code == 1);
  CHECK_THAT(before.out, Contains("[unknown-key]"));
  CHECK_FALSE(fs::exists(help.index()));

  help.run();
  help.write("en/a.md", "---\ntitle: [A]\n---\nText.\n");
  help.write("en/new.md", good_article("New."));
  help.remove("th/bill.md");
  const std::string was = snapshot(help.index());
  const ProgramResult after = help.run({"--check"});
  CHECK(after.exit_code == 1);
  CHECK(counts(after) == "3 read, 1 added, 1 changed, 1 removed, 1 unchanged, 1 problems");
  CHECK(snapshot(help.index()) == was);
}

TEST_CASE("A check needs no index, and one without problems ends with 0") {
  const HelpFolder help;
  const ProgramResult result = run_program("firstline-index", {help.articles().string(), "--check"});
  CHECK(result.exit_code == 0);
  CHECK(counts(result) == "2 read, 2 added, 0 changed, 0 removed, 0 unchanged, 0 problems");
}

TEST_CASE("Strict publishes nothing when there is as much as a warning") {
  const HelpFolder help;
  CHECK(help.run({"--strict"}).exit_code == 0);
  const std::string was = help.live_name();
  help.write("en/new.md", good_article("New."));
  help.write("en/bill.md", "---\ntitle: A\ntagz: [x]\n---\nChanged.\n");
  const ProgramResult strict = help.run({"--strict"});
  CHECK(strict.exit_code == 1);
  CHECK_THAT(strict.out, Contains("[unknown-key]"));
  CHECK(help.live_name() == was);
  CHECK_THAT(help.live_html("en/bill"), Contains("Pay your bill"));
  CHECK(help.live_html("en/new").empty());
  CHECK(help.run({"--strict", "--rebuild"}).exit_code == 1);
  CHECK(help.live_name() == was);

  // What a strict run held back is not forgotten.
  CHECK(counts(help.run()) == "3 read, 1 added, 1 changed, 0 removed, 1 unchanged, 1 problems");
  CHECK_THAT(help.live_html("en/bill"), Contains("Changed."));
}

TEST_CASE("Nothing can be done without articles, an index or a known flag") {
  const HelpFolder help;
  check_cannot_go_on(run_program("firstline-index", {}), "ARTICLES");
  check_cannot_go_on(run_program("firstline-index", {help.articles().string()}), "--index");
  check_cannot_go_on(help.run({"--rebuidl"}), "unknown flag --rebuidl; did you mean --rebuild?");
  check_cannot_go_on(help.run({"--format=xml"}), "--format");
  check_cannot_go_on(
      run_program("firstline-index", {help.shown("nowhere"), "--index", help.index().string()}),
      "no such folder");
  check_cannot_go_on(
      run_program("firstline-index", {help.shown("en/bill.md"), "--index", help.index().string()}),
      "not a folder");
  CHECK_FALSE(fs::exists(help.index()));
}

TEST_CASE("Help and version end with 0") {
  const ProgramResult help = run_program("firstline-index", {"--help"});
  CHECK(help.exit_code == 0);
  for (const char* flag : {"--index", "--rebuild", "--check", "--strict", "--watch", "--format", "--config"})
    CHECK_THAT(help.out, Contains(flag));
  const ProgramResult version = run_program("firstline-index", {"--version"});
  CHECK(version.exit_code == 0);
  CHECK_THAT(version.out, Matches("firstline-index \\d+\\.\\d+\\.\\d+\n"));
}

TEST_CASE("Flags may stand in a file, and the command line wins") {
  const HelpFolder help;
  help.write("../conf.toml", "index = \"" + help.index().string() + "\"\nformat = \"json\"\nstrict = true\n");
  const std::string config = help.shown("../conf.toml");
  const ProgramResult result =
      run_program("firstline-index", {help.articles().string(), "--config", config, "--format=text"});
  CHECK(result.exit_code == 0);
  CHECK(counts(result).rfind("2 read", 0) == 0);
  CHECK(help.live_articles() == 2);
}

TEST_CASE("Articles that name no language have the one that the command line gives") {
  const HelpFolder help;
  help.write("faq.md", good_article("x"));
  help.run({"--default-language", "vi"});
  const ProgramResult same = help.run({"--default-language", "vi"});
  CHECK(counts(same) == "3 read, 0 added, 0 changed, 0 removed, 3 unchanged, 0 problems");
  const std::string was = help.live_name();
  CHECK(help.run({"--default-language", "en"}).exit_code == 0);  // unchanged files, but another index
  CHECK(help.live_name() != was);
}

}  // namespace
}  // namespace firstline::tests
