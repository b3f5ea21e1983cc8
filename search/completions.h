// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of one language that a question may be completed to while it is typed: titles, or past questions.
// All in memory, by their words. A text's number is its rank (the weightiest first, then the shortest), so
// that a list of numbers in order is a list of the best.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "language/words.h"

namespace firstline::search {

/// A text's words as they are compared, in one string: what an article's record keeps of its title, since
/// cutting all titles into words anew takes longer than all else of opening an index.
std::string completion_words(const std::vector<language::Word>& words);

/// One text. The views, but for `words`, must outlive the Completions.
struct CompletionText {
  std::string_view text;
  std::string_view id;  ///< of the article; empty: a past question
  double weight = 1.0;
  std::string_view words;  ///< completion_words() of the text
};

/// Numbers of words that stand side by side in sorted order: from `first` up to `end`.
struct WordRange {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  bool empty() const { return first == end; }
};

/// That a word stands in a text.
struct Occurrence {
  std::uint32_t text : 26;
  std::uint32_t position : 6;  ///< of the word in the text; kLastPosition: there or later
};
inline constexpr std::uint32_t kLastPosition = 63;

/// A language's texts. Never changes: any thread may read.
class Completions {
 public:
  Completions() = default;
  /// Of texts that are the same letter by letter, and weigh the same, the first by id stays.
  explicit Completions(const std::vector<CompletionText>& texts);

  std::size_t size() const { return texts_.size(); }
  std::string_view text(std::uint32_t number) const { return texts_[number].text; }
  std::string_view id(std::uint32_t number) const { return texts_[number].id; }
  double weight(std::uint32_t number) const { return texts_[number].weight; }
  /// The numbers of the text's words, in order.
  std::span<const std::uint32_t> words(std::uint32_t number) const;

  std::size_t word_count() const { return shared_.size(); }
  /// Without marks where these are ornaments (Forms::letters). Sorted by this, then by marked().
  std::u32string_view letters(std::uint32_t word) const { return slice(letters_, word); }
  /// With its marks, where plain letters find marked ones but not the other way (Fold::kTyped); else empty.
  std::u32string_view marked(std::uint32_t word) const { return slice(marked_, word); }
  /// How many letters the word's start shares with the word before it, at most 255.
  std::uint8_t shared(std::uint32_t word) const { return shared_[word]; }

  WordRange starting_with(std::u32string_view letters) const;
  WordRange equal_to(std::u32string_view letters) const;
  /// Where the words stand; the texts in order of rank for one word, not for several.
  std::span<const Occurrence> occurrences(WordRange words) const;

 private:
  /// Texts one after the other, and where each ends.
  struct Pool {
    std::u32string characters;
    std::vector<std::uint32_t> ends;
  };
  struct Text {
    std::string_view text, id;
    float weight = 1;
    std::uint32_t words_end = 0;
  };
  static std::u32string_view slice(const Pool& pool, std::uint32_t number) {
    const std::uint32_t begin = number == 0 ? 0 : pool.ends[number - 1];
    return std::u32string_view(pool.characters).substr(begin, pool.ends[number] - begin);
  }
  void sort_words(const std::vector<std::string_view>& spelt);
  void list_occurrences();

  std::vector<Text> texts_;
  std::vector<std::uint32_t> words_;  // of all texts, one after the other
  Pool letters_, marked_;
  std::vector<std::uint8_t> shared_;
  std::vector<Occurrence> occurrences_;
  std::vector<std::uint32_t> occurrence_begins_ = {0};  // by word, and the end of the last
};

/// By language tag.
using CompletionsByLanguage = std::map<std::string, Completions, std::less<>>;

}  // namespace firstline::search
