// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <random>
#include <set>

#include "server/review/grouping.h"

namespace firstline::server::review {
namespace {

using Groups = std::vector<std::uint32_t>;

GroupedQuestion asked(std::vector<std::uint32_t> words, std::vector<std::uint32_t> shown = {},
                      std::int64_t kept_in = -1, const std::string& lang = "en") {
  return {lang, std::move(words), std::move(shown), kept_in};
}

Groups groups_of(std::vector<GroupedQuestion> questions, const Rephrasings& rephrasings = {}) {
  return Grouping(std::move(questions), rephrasings).groups();
}

/// Questions about eight things, five words each of which a question has some, and one word that all have.
std::vector<GroupedQuestion> many(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<GroupedQuestion> questions;
  for (std::size_t i = 0; i < count; ++i) {
    const auto thing = static_cast<std::uint32_t>(random() % 8);
    std::vector<std::uint32_t> words = {1'000, 2'000 + static_cast<std::uint32_t>(i)};
    for (std::uint32_t word = 0; word < 5; ++word)
      if (random() % 2 == 0) words.push_back(10 * thing + word);
    questions.push_back(asked(words, {thing, 50 + static_cast<std::uint32_t>(random() % 20)}));
  }
  return questions;
}

/// Questions that have nothing to do with each other: with them a word that only two have tells them apart.
std::vector<GroupedQuestion> others(std::uint32_t count) {
  std::vector<GroupedQuestion> questions;
  for (std::uint32_t i = 0; i < count; ++i) questions.push_back(asked({1'000 + 2 * i, 1'001 + 2 * i}));
  return questions;
}

/// Groups as sets of the questions' first names, whatever their numbers.
std::set<std::set<std::size_t>> sets_of(const Groups& groups, const std::vector<std::size_t>& names) {
  std::map<std::uint32_t, std::set<std::size_t>> sets;
  for (std::size_t i = 0; i < groups.size(); ++i) sets[groups[i]].insert(names[i]);
  std::set<std::set<std::size_t>> result;
  for (const auto& [number, set] : sets) result.insert(set);
  return result;
}

}  // namespace

TEST_CASE("Nothing to group is no group") {
  const Grouping none({}, {});
  CHECK(none.count() == 0);
  CHECK_FALSE(none.find(asked({1})));
  CHECK(groups_of({asked({})}) == Groups{0});
}

TEST_CASE("Questions of the same words are one group, of others not") {
  CHECK(groups_of({asked({1, 2}), asked({3, 4}), asked({1, 2, 5}), asked({3, 4, 6})}) == Groups{0, 1, 0, 1});
}

TEST_CASE("A word that many have joins less than a rare one") {
  std::vector<GroupedQuestion> questions = {asked({1, 100}), asked({1, 101})};
  CHECK(groups_of(questions) == Groups{0, 1});  // half of what they say agrees
  for (std::uint32_t i = 0; i < 40; ++i) questions.push_back(asked({200 + 2 * i, 201 + 2 * i, 100}));
  for (std::uint32_t i = 0; i < 40; ++i) questions.push_back(asked({400 + 2 * i, 401 + 2 * i, 101}));
  const Groups groups = groups_of(questions);
  CHECK(groups[0] == groups[1]);  // now the other halves say little
  CHECK(groups[0] != groups[2]);
}

TEST_CASE("Results join what words alone do not") {
  std::vector<GroupedQuestion> questions = others(40);
  const auto joined = [&](std::vector<std::uint32_t> first, std::vector<std::uint32_t> second) {
    std::vector<GroupedQuestion> all = questions;
    all.push_back(asked({1, 2, 3}, std::move(first)));
    all.push_back(asked({1, 2, 4, 5}, std::move(second)));
    const Groups groups = groups_of(all);
    return groups[40] == groups[41];
  };
  CHECK_FALSE(joined({}, {}));
  CHECK(joined({70, 71}, {70, 71}));
  CHECK_FALSE(joined({70, 71}, {80, 81}));
  // The same results and no word: not one need.
  CHECK(groups_of({asked({1}, {70, 71}), asked({2}, {70, 71})}) == Groups{0, 1});
}

TEST_CASE("What people say one for the other is one need") {
  const std::vector<GroupedQuestion> questions = {asked({1}), asked({2}), asked({3})};
  CHECK(groups_of(questions, {{{0, 1}, 1}})[1] == 1);  // one alone proves little
  CHECK(groups_of(questions, {{{0, 1}, 10}}) == Groups{0, 0, 1});
  CHECK(groups_of(questions, {{{0, 0}, 10}, {{1, 1}, 10}}) == Groups{0, 1, 2});
  // Most of them go elsewhere, one here and one there.
  std::vector<GroupedQuestion> more = others(42);
  Rephrasings rephrasings = {{{0, 1}, 3}};
  for (std::uint32_t i = 2; i < 42; ++i) rephrasings[{i % 2, i}] = 1;
  const Groups groups = groups_of(more, rephrasings);
  CHECK(groups[0] != groups[1]);
}

TEST_CASE("Two languages are two groups, whatever agrees") {
  CHECK(groups_of({asked({1, 2}, {7}), asked({1, 2}, {7}, -1, "vi")}, {{{0, 1}, 50}}) == Groups{0, 1});
}

TEST_CASE("Groups that somebody works on stay as they are") {
  SECTION("their questions stay together, however little they agree") {
    CHECK(groups_of({asked({1}, {}, 4), asked({2}, {}, 4), asked({3})}) == Groups{0, 0, 1});
  }
  SECTION("two never become one") {
    CHECK(groups_of({asked({1, 2}, {7}, 0), asked({1, 2}, {7}, 1)}, {{{0, 1}, 50}}) == Groups{0, 1});
  }
  SECTION("free ones may join one, and bring no other with them") {
    const Groups groups = groups_of(
        {asked({1, 2}, {7}, 0), asked({1, 2, 3}, {7}), asked({1, 2, 3}, {7}), asked({1, 2, 3}, {7}, 1)},
        {{{0, 1}, 50}, {{2, 3}, 50}});
    CHECK(groups[0] != groups[3]);
    CHECK((groups[1] == groups[0] || groups[1] == groups[3]));
    CHECK((groups[2] == groups[0] || groups[2] == groups[3]));
  }
}

TEST_CASE("Groups are numbered in the order of their first questions") {
  const Grouping grouping({asked({5, 6}), asked({1, 2}), asked({1, 2}), asked({8}), asked({5, 6})}, {});
  CHECK(grouping.groups() == Groups{0, 1, 1, 2, 0});
  CHECK(grouping.count() == 3);
}

TEST_CASE("The same questions give the same groups, in whatever order they come") {
  const std::vector<GroupedQuestion> questions = many(120, 11);
  std::vector<std::size_t> names(questions.size());
  std::iota(names.begin(), names.end(), 0);
  Rephrasings rephrasings;
  for (std::uint32_t i = 0; i + 17 < questions.size(); i += 5) rephrasings[{i, i + 17}] = 1 + i % 3;
  const Groups first = groups_of(questions, rephrasings);
  CHECK(first == groups_of(questions, rephrasings));
  const auto sets = sets_of(first, names);
  CHECK(sets.size() > 4);
  CHECK(sets.size() < questions.size() / 2);
  std::mt19937_64 random(12);
  for (int round = 0; round < 5; ++round) {
    std::shuffle(names.begin(), names.end(), random);
    std::vector<GroupedQuestion> shuffled;
    std::vector<std::uint32_t> place(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
      shuffled.push_back(questions[names[i]]);
      place[names[i]] = static_cast<std::uint32_t>(i);
    }
    Rephrasings moved;
    for (const auto& [pair, times] : rephrasings)
      moved[std::minmax(place[pair.first], place[pair.second])] = times;
    CHECK(sets_of(groups_of(shuffled, moved), names) == sets);
  }
}

TEST_CASE("A further question is found its group, or none") {
  std::vector<GroupedQuestion> questions = {asked({1, 2}, {7}), asked({3, 4}, {8}), asked({1, 2, 5}, {7})};
  for (const GroupedQuestion& other : others(40)) questions.push_back(other);
  const Grouping grouping(questions, {});
  REQUIRE(grouping.count() == 42);
  CHECK(grouping.find(asked({1, 2})) == 0U);
  CHECK(grouping.find(asked({3, 4, 9}, {8})) == 1U);
  CHECK_FALSE(grouping.find(asked({11, 12})));
  CHECK_FALSE(grouping.find(asked({3, 11, 12, 13}, {9})));
  CHECK_FALSE(grouping.find(asked({})));
  CHECK_FALSE(grouping.find(asked({1, 2}, {}, -1, "th")));
  CHECK_FALSE(grouping.find(asked({11, 12}), {{1, 1}}));
  CHECK(grouping.find(asked({11, 12}), {{1, 10}}) == 1U);
}

TEST_CASE("A further question is never found a group of another language") {
  const Grouping grouping({asked({1, 2}), asked({3, 4}, {}, -1, "vi")}, {});
  CHECK_FALSE(grouping.find(asked({1, 2}, {}, -1, "vi"), {{0, 10}}));
  CHECK(grouping.find(asked({5}, {}, -1, "vi"), {{1, 10}}) == 1U);
}

TEST_CASE("A grouping that was moved still finds") {
  Grouping first({asked({1, 2}), asked({3, 4})}, {});
  const Grouping second = std::move(first);
  CHECK(second.find(asked({3, 4})) == 1U);
}

}  // namespace firstline::server::review
