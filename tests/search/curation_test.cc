// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/curation.h"

#include <catch2/catch.hpp>

#include "tests/search/index.h"

using namespace firstline;
using search::parse_pins;
using search::parse_synonyms;
using tests::article;
using tests::ids;
using tests::SmallIndex;

namespace {

std::vector<search::Article> telecom() {
  return {article("en/box", "en", "Restart the Lumena Box", "Unplug the Lumena Box for 30 seconds."),
          article("en/bill", "en", "Understand your bill", "The bill comes on the 1st."),
          article("en/sim", "en", "Activate a card", "Put the card in.")};
}

}  // namespace

TEST_CASE("Synonyms are read both ways, arrows one way, comments not at all") {
  std::vector<base::Problem> problems;
  const auto groups =
      parse_synonyms("# comment\n\nbill, invoice\r\nmodem => lumena box\n", "synonyms.txt", problems);
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].from == groups[0].to);
  CHECK(groups[1].from == std::vector<std::string>{"modem"});
  CHECK(groups[1].to == std::vector<std::string>{"lumena box"});
  CHECK(problems.empty());
}

TEST_CASE("A line of the lists that can't be read is told with its place, and the others are used") {
  std::vector<base::Problem> problems;
  CHECK(parse_synonyms("alone\na, b\n=> x\nbad \xff byte, c\n", "s.txt", problems).size() == 1);
  REQUIRE(problems.size() == 3);
  CHECK(base::format_problem(problems[0]) ==
        "s.txt:1:1: error: expected words parted by commas, or \"words => words\" [synonym-syntax]");
  CHECK(problems[2].line == 4);
  CHECK(problems[2].column == 5);
  problems.clear();
  CHECK(parse_pins("lost phone => en/lost\nno arrow\n", "p.txt", problems).size() == 1);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].rule == "pin-syntax");
}

TEST_CASE("A synonym finds what its word would, several words long too") {
  SmallIndex index(telecom(), "bill, invoice\nmodem => lumena box\n");
  CHECK(ids(index.ask("invoice")).front() == "en/bill");
  CHECK(ids(index.ask("my modem")).front() == "en/box");
  CHECK(index.ask("modem").dropped.empty());
  SmallIndex plain(telecom());
  CHECK(plain.ask("invoice").hits.empty());
  CHECK(plain.ask("invoice").dropped == std::vector<std::string>{"invoice"});
}

TEST_CASE("Synonyms that name each other in a circle end, and reach one step") {
  SmallIndex index(telecom(), "foo => bar\nbar => foo\nbill => bill, invoice\n");
  CHECK(ids(index.ask("foo bar bill")).front() == "en/bill");
  SmallIndex arrows(telecom(), "slip => bill\nbill => slip\n");
  CHECK(ids(arrows.ask("slip")).front() == "en/bill");
  SmallIndex ring(telecom(), "bill, slip\nslip, stub\nstub, bill\n");
  for (const char* word : {"bill", "slip", "stub"}) CHECK(ids(ring.ask(word)).front() == "en/bill");
  SmallIndex chain(telecom(), "bill, slip\nslip, stub\n");
  CHECK(chain.ask("stub").hits.empty());  // a synonym of a synonym is none
}

TEST_CASE("A thousand synonyms of one word are bounded work, and the article is found") {
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += "slip, stub" + std::to_string(i) + ", bill\n";
  SmallIndex index(telecom(), lines);
  CHECK(ids(index.ask("slip")).front() == "en/bill");
  CHECK(ids(index.ask("stub999 stub3")).front() == "en/bill");
}

TEST_CASE("Lists that are no text are told line by line, and nothing of them is used") {
  std::vector<base::Problem> problems;
  const std::string zeros(1000, '\0');
  CHECK(parse_synonyms("\xff\xfe\na, \x80\nbill, slip\n", "s.txt", problems).size() == 1);
  CHECK(problems.size() == 2);
  problems.clear();
  CHECK(parse_pins("\xc3( => en/bill\nslip => en/bill\n", "p.txt", problems).size() == 1);
  REQUIRE(problems.size() == 1);
  CHECK(problems.front().line == 1);
  problems.clear();
  CHECK(parse_synonyms(zeros, "s.txt", problems).empty());
  CHECK(problems.size() == 1);
  SmallIndex index(telecom(), "\xff\xfe, bill\n" + zeros + "\nslip, bill\n",
                   "\xc3( => en/bill\nslip => \xff\n");
  CHECK(ids(index.ask("slip")).front() == "en/bill");
}

TEST_CASE("A pin puts its article first, whatever case and endings, and says so") {
  SmallIndex index(telecom(), "", "bills => en/box\ngone => en/nowhere\n");
  const auto answer = index.ask("BILL");
  REQUIRE(answer.hits.size() == 2);
  CHECK(answer.hits[0].id == "en/box");
  CHECK(answer.hits[0].pinned);
  CHECK(answer.hits[1].id == "en/bill");
  CHECK_FALSE(answer.hits[1].pinned);
  CHECK(answer.answered == search::Answered::kYes);
  CHECK(index.ask("gone").hits.empty());
  CHECK_FALSE(index.ask("the bill now").hits.front().pinned);
}
