// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/similar_words.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "language/utf8.h"

using namespace firstline::search;

namespace {

/// Completions of one word each.
class Words {
 public:
  explicit Words(std::vector<std::string> words) : words_(std::move(words)) {
    for (const std::string& word : words_) spelt_.push_back(word + "\n");
    std::vector<CompletionText> texts;
    for (std::size_t i = 0; i < words_.size(); ++i) texts.push_back({words_[i], "", 1, spelt_[i]});
    completions_ = Completions(texts);
  }
  const Completions& get() const { return completions_; }

 private:
  std::vector<std::string> words_, spelt_;
  Completions completions_;
};

/// The whole table, as the books have it.
unsigned plain_distance(std::u32string_view a, std::u32string_view b) {
  std::vector<std::vector<unsigned>> table(a.size() + 1, std::vector<unsigned>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        table[i][j] = static_cast<unsigned>(i + j);
        continue;
      }
      table[i][j] = std::min(
          {table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
    }
  }
  return table[a.size()][b.size()];
}

std::string random_word(std::mt19937& random, std::size_t shortest, std::size_t longest) {
  std::string word;
  for (std::size_t letters = shortest + random() % (longest - shortest + 1); letters > 0; --letters)
    word += static_cast<char>('a' + random() % 4);
  return word;
}

}  // namespace

TEST_CASE("The walk over the sorted words finds what comparing each start of each word finds") {
  std::mt19937 random(3);
  std::vector<std::string> list;
  for (int i = 0; i < 1000; ++i) list.push_back(random_word(random, 1, 9));
  const Words words(list);
  const Completions& completions = words.get();
  constexpr unsigned kFar = 9;
  for (int i = 0; i < 100; ++i) {
    const std::u32string typed = firstline::language::code_points(random_word(random, 3, 11));
    for (const unsigned most : {1U, 2U}) {
      std::vector<unsigned> found(completions.word_count(), kFar);
      for (const SimilarWords& similar : similar_words(completions, typed, most))
        std::fill(found.begin() + similar.words.first, found.begin() + similar.words.end, similar.edits);
      std::vector<unsigned> expected;
      for (std::uint32_t word = 0; word < completions.word_count(); ++word) {
        unsigned nearest = kFar;
        const std::u32string_view letters = completions.letters(word);
        for (std::size_t length = 0; length <= letters.size(); ++length)
          nearest = std::min(nearest, plain_distance(typed, letters.substr(0, length)));
        expected.push_back(nearest <= most ? nearest : kFar);
      }
      INFO(i << ", most " << most);
      CHECK(found == expected);
    }
  }
}

TEST_CASE("The nearest part of a text counts, wherever it stands") {
  CHECK(edits_to_part(U"cde", U"abcdefg", 2) == 0);
  CHECK(edits_to_part(U"cxe", U"abcdefg", 2) == 1);
  CHECK(edits_to_part(U"dce", U"abcdefg", 2) == 1);
  CHECK(edits_to_part(U"cdeh", U"abcdefg", 2) == 1);
  CHECK(edits_to_part(U"xyz", U"abcdefg", 2) == 3);
  CHECK(edits_to_part(U"abc", U"", 2) == 3);
}

TEST_CASE("Words and texts are ranked by weight, then by length; equal ones are one") {
  const std::vector<CompletionText> texts = {{"b a", "1", 1, "b\na\n"},
                                             {"c", "2", 1, "c\n"},
                                             {"b a", "0", 1, "b\na\n"},
                                             {"a b c", "3", 2, "a\nb\nc\n"},
                                             {"!", "4", 1, ""}};
  const Completions completions(texts);
  REQUIRE(completions.size() == 3);
  CHECK(completions.id(0) == "3");
  CHECK(completions.id(1) == "2");
  CHECK(completions.id(2) == "0");
  CHECK(completions.word_count() == 3);
  CHECK(completions.occurrences(completions.starting_with(U"a")).size() == 2);
  CHECK(completions.occurrences(completions.starting_with(U"a"))[1].position == 1);
  CHECK(completions.starting_with(U"ab").empty());
  CHECK(Completions().starting_with(U"a").empty());
  CHECK(Completions().occurrences(Completions().starting_with(U"a")).empty());
}
