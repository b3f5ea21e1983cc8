// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/front_matter.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "language/utf8.h"

namespace firstline::tests {
namespace {

using base::Severity;
using Catch::Matchers::Contains;
using indexer::FrontMatter;
using indexer::read_front_matter;
using indexer::split_source;

struct Reading {
  FrontMatter front;
  std::vector<base::Problem> problems;
};

Reading read(const std::string& yaml) {
  Reading reading;
  reading.front = read_front_matter(yaml, "a.md", reading.problems);
  return reading;
}

/// "2:8 error wrong-type" for each problem.
std::vector<std::string> places(const Reading& reading) {
  std::vector<std::string> all;
  for (const base::Problem& problem : reading.problems)
    all.push_back(std::to_string(problem.line) + ":" + std::to_string(problem.column) + " " +
                  base::severity_name(problem.severity) + " " + problem.rule);
  return all;
}

using Places = std::vector<std::string>;

TEST_CASE("A file is cut at the lines of three dashes") {
  const auto split = split_source("---\ntitle: A\n---\nBody\n");
  CHECK(split.front_matter == "title: A\n");
  CHECK(split.body == "Body\n");
  CHECK(split.body_line == 4);
  CHECK_FALSE(split.unclosed);
}

TEST_CASE("Windows line ends and blanks after the dashes are allowed, and three dots end too") {
  CHECK(split_source("---\r\ntitle: A\r\n---  \r\nBody").body == "Body");
  CHECK(split_source("---\ntitle: A\n...\nBody").body == "Body");
}

TEST_CASE("A file without front matter is all body") {
  for (const char* source : {"", "Body", "# A\n\n---\n\nb\n---\n", "----\na\n----\n", " ---\na: b\n---\n"}) {
    const auto split = split_source(source);
    CHECK(split.front_matter.empty());
    CHECK(split.body == source);
    CHECK(split.body_line == 1);
    CHECK_FALSE(split.unclosed);
  }
}

TEST_CASE("Front matter that nothing closes is told") {
  CHECK(split_source("---\ntitle: A\n\nBody\n").unclosed);
  CHECK(split_source("---").unclosed);
  CHECK_FALSE(split_source("---\n---").unclosed);
}

TEST_CASE("All keys are read") {
  const Reading reading = read(
      "title: Reset your password\ndescription: How to\nlang: sr-Latn\ncategory: Account\ntags: [a, b]\n"
      "aliases:\n  - en/old\nkeywords: [passcode]\ndraft: true\naudience: agents\nupdated: 2026-09-14\n"
      "weight: 1.5\ntranslation_key: reset\n");
  CHECK(reading.problems.empty());
  const FrontMatter& front = reading.front;
  CHECK(front.title == "Reset your password");
  CHECK(front.description == "How to");
  CHECK(front.lang == "sr-Latn");
  CHECK(front.category == "Account");
  CHECK(front.tags == std::vector<std::string>{"a", "b"});
  CHECK(front.aliases == std::vector<std::string>{"en/old"});
  CHECK(front.keywords == std::vector<std::string>{"passcode"});
  CHECK(front.draft);
  CHECK(front.agents_only);
  CHECK(front.updated == "2026-09-14");
  CHECK(front.weight == 1.5);
  CHECK(front.translation_key == "reset");
}

TEST_CASE("Absent and empty keys say nothing") {
  for (const char* yaml :
       {"", "title:\ntags:\nlang: ~\ndraft:\nweight:\naudience:\nupdated:\n", "# a comment\n"}) {
    const Reading reading = read(yaml);
    CHECK(reading.problems.empty());
    CHECK_FALSE(reading.front.title);
    CHECK_FALSE(reading.front.lang);
    CHECK(reading.front.tags.empty());
    CHECK_FALSE(reading.front.draft);
    CHECK_FALSE(reading.front.agents_only);
    CHECK(reading.front.weight == 1.0);
  }
}

TEST_CASE("One word may stand where a list is taken") {
  CHECK(read("tags: bill").front.tags == std::vector<std::string>{"bill"});
}

TEST_CASE("unknown-key names the key and the nearest known one") {
  const Reading reading = read("title: A\ntitel: B\nfrobnicate: C\n");
  CHECK(places(reading) == Places{"3:1 warning unknown-key", "4:1 warning unknown-key"});
  CHECK(reading.problems[0].message == "unknown key 'titel'; did you mean 'title'?");
  CHECK(reading.problems[1].message == "unknown key 'frobnicate'");
  CHECK(reading.front.title == "A");
}

TEST_CASE("repeated-key is an error, since one of the two would be lost") {
  CHECK(places(read("title: A\nlang: en\ntitle: B\n")) == Places{"4:1 error repeated-key"});
}

TEST_CASE("wrong-type stands at the value") {
  CHECK(places(read("title: [a, b]\n")) == Places{"2:8 error wrong-type"});
  CHECK(places(read("tags: {a: b}\n")) == Places{"2:7 error wrong-type"});
  CHECK(places(read("tags: [a, [b]]\n")) == Places{"2:11 error wrong-type"});
  CHECK(places(read("draft: maybe\n")) == Places{"2:8 error wrong-type"});
  CHECK(places(read("draft: [true]\n")) == Places{"2:8 error wrong-type"});
  CHECK(places(read("[a]: b\n")) == Places{"2:1 error wrong-type"});
}

TEST_CASE("bad-language is no tag, unknown-language is one that nobody has") {
  const Reading bad = read("title: A\nlang: Thai language\n");
  CHECK(places(bad) == Places{"3:7 error bad-language"});
  CHECK_FALSE(bad.front.lang);
  CHECK(places(read("lang: xx\n")) == Places{"2:7 warning unknown-language"});
}

TEST_CASE("bad-date leaves the date out") {
  for (const char* yaml : {"updated: yesterday", "updated: 2026-13-01", "updated: 2026-01-32",
                           "updated: 14.09.2026", "updated: 2026-1-1", "updated: 2026-09-14x"}) {
    const Reading reading = read(yaml);
    CHECK(places(reading) == Places{"2:10 warning bad-date"});
    CHECK_FALSE(reading.front.updated);
  }
  CHECK(read("updated: 2026-09-14T10:00:00Z").problems.empty());
}

TEST_CASE("bad-audience is an error where agents may have been meant, a warning elsewhere") {
  CHECK(read("audience: public").problems.empty());
  const Reading slip = read("audience: agent\n");
  CHECK(places(slip) == Places{"2:11 error bad-audience"});
  CHECK_THAT(slip.problems[0].message, Contains("did you mean agents?"));
  const Reading other = read("audience: everybody\n");
  CHECK(places(other) == Places{"2:11 warning bad-audience"});
  CHECK_FALSE(other.front.agents_only);
}

TEST_CASE("bad-weight is what is no number from above 0 to 100, and counts as 1") {
  for (const char* yaml : {"weight: heavy", "weight: 0", "weight: -1", "weight: 101", "weight: .nan",
                           "weight: .inf", "weight: [2]"}) {
    const Reading reading = read(yaml);
    CHECK(places(reading) == Places{"2:9 warning bad-weight"});
    CHECK(reading.front.weight == 1.0);
  }
  CHECK(read("weight: 100").problems.empty());
}

TEST_CASE("front-matter-not-map is what has no keys") {
  CHECK(places(read("just words\n")) == Places{"2:1 error front-matter-not-map"});
  CHECK(places(read("- a\n- b\n")) == Places{"2:1 error front-matter-not-map"});
}

TEST_CASE("front-matter-syntax stands where YAML lost its way") {
  CHECK(places(read("title: a: b\n")) == Places{"2:9 error front-matter-syntax"});
  CHECK(places(read("title: *nowhere\n")) == Places{"2:8 error front-matter-syntax"});
  CHECK(places(read("\ttitle: A\n")).size() == 1);
}

TEST_CASE("A quote that nothing closes does not swallow the keys below it") {
  for (const char* yaml : {"title: \"A\naudience: agents\n", "title: 'A\naudience: agents\n", "title: \"A"}) {
    const Reading reading = read(yaml);
    REQUIRE(reading.problems.size() == 1);
    CHECK(reading.problems[0].rule == "front-matter-syntax");
    CHECK(reading.problems[0].severity == Severity::kError);
  }
}

TEST_CASE("Columns are counted in letters, not bytes") {
  CHECK(places(read("tags: [กขค, {a: b}]\n")) == Places{"2:13 error wrong-type"});
  CHECK(places(read("title: A\n\"ภาษา\": *nowhere\n")) == Places{"3:9 error front-matter-syntax"});
}

TEST_CASE("too-long is a value or front matter that no help article has") {
  CHECK(places(read("title: " + std::string(2001, 'a'))) == Places{"2:8 error too-long"});
  CHECK(read("title: " + std::string(2000, 'a')).problems.empty());
  CHECK(places(read("# " + std::string(70'000, 'a') + "\n")) == Places{"2:1 error too-long"});
}

TEST_CASE("A value on several lines becomes one line") {
  CHECK(read("title: |\n  Two\n  lines\n").front.title == "Two lines ");
  CHECK(read("title: \"a\\x01b\\tc\"\n").front.title == "a b c");
}

TEST_CASE("A problem is one line, whatever key it names") {
  const Reading reading = read("\"titel\\na.md:1:1: error: \\x1b[2J\": x\n? |\n  two\n  lines\n: y\n");
  REQUIRE(reading.problems.size() == 2);
  for (const base::Problem& problem : reading.problems) {
    const std::string text = base::format_problem(problem);
    CAPTURE(text);
    CHECK(
        std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }));
  }
}

TEST_CASE("A problem is valid UTF-8, where YAML stumbled over part of a letter, too") {
  const Reading reading = read("title: \"a \\ж\"\n");
  REQUIRE(reading.problems.size() == 1);
  CHECK_THAT(reading.problems[0].message, Contains("not valid YAML"));
  CHECK_FALSE(language::find_invalid_utf8(reading.problems[0].message));
}

TEST_CASE("YAML that nests or refers without end is refused, quickly and whole") {
  for (const std::string& yaml : {std::string(60'000, '['), std::string(60'000, '{'),
                                  std::string(60'000, '?'), std::string(60'000, '!')})
    CHECK(read(yaml).problems.size() == 1);
  std::string nested;
  for (int i = 0; i < 20'000; ++i) nested += "- ";
  CHECK(read(nested).problems.size() == 1);
  std::string bomb = "title: A\nx0: &x0 [a]\n";  // each line ten times the one before
  for (int i = 1; i < 100; ++i) {
    bomb += "x" + std::to_string(i) + ": &x" + std::to_string(i) + " [";
    for (int j = 0; j < 10; ++j) bomb += "*x" + std::to_string(i - 1) + ",";
    bomb += "]\n";
  }
  const Reading reading = read(bomb + "tags: *x99\n");
  CHECK(reading.front.title == "A");
  CHECK(reading.front.tags.empty());
}

}  // namespace
}  // namespace firstline::tests
