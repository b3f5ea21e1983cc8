// SPDX-License-Identifier: GPL-3.0-or-later
// Enough articles that Xapian leaves out those that can't be among the first. Its OP_MAX (1.4.22) reads freed
// memory then; OP_OR does not, and ranks as well.
#include <catch2/catch.hpp>
#include <random>

#include "tests/search/index.h"

using namespace firstline;
using tests::article;
using tests::SmallIndex;

namespace {

/// The i-th of the words, low ones far more often, as in a language.
class Text {
 public:
  explicit Text(std::uint32_t seed) : random_(seed) {}

  std::string word() {
    const auto draw = static_cast<double>(random_()) / 4294967296.0;
    const auto rank = static_cast<unsigned>(600 * draw * draw * draw);
    std::string word;
    for (unsigned left = rank * 7919 + 31; word.size() < 7; left = left * 31 + 17)
      word += static_cast<char>('a' + (left >> 5U) % 12);
    return word;
  }
  std::string words(std::size_t many) {
    std::string text;
    for (std::size_t i = 0; i < many; ++i) text += (i > 0 ? " " : "") + word();
    return text;
  }
  std::string misspelt() {
    std::string one = word();
    std::swap(one[2], one[3]);
    return one;
  }
  std::size_t below(std::size_t most) { return random_() % most; }

 private:
  std::mt19937 random_;
};

}  // namespace

TEST_CASE("Words searched for in several ways don't break a search that leaves articles out") {
  Text text(1);
  std::vector<search::Article> articles;
  for (int i = 0; i < 1500; ++i)
    articles.push_back(
        article("en/" + std::to_string(i), "en", text.words(4), text.words(20 + text.below(60))));
  std::string synonyms;
  for (int i = 0; i < 60; ++i) synonyms += text.word() + ", " + text.word() + ", " + text.word() + "\n";
  SmallIndex index(articles, synonyms);
  for (int i = 0; i < 400; ++i) {
    std::string question;
    for (std::size_t words = 3 + text.below(15); words > 0; --words)
      question += (text.below(4) == 0 ? text.misspelt() : text.word()) + ' ';
    INFO(question);
    CHECK_FALSE(index.ask(question, "en").hits.empty());
  }
}
