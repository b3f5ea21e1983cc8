// SPDX-License-Identifier: GPL-3.0-or-later
// What was typed against the texts of one language.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/rules.h"
#include "language/words.h"
#include "search/completions.h"
#include "search/similar_words.h"
#include "search/text_set.h"

namespace firstline::search {

struct TypedWord {
  std::u32string letters;
  std::u32string marked;  ///< empty: typed without marks, or its marks are ornaments
  bool stop = false;      ///< says little in a question, and is not the last word
};

/// The words of an unfinished question; every one may be the start of a longer word.
struct Typed {
  std::vector<TypedWord> words;
  std::u32string run;   ///< the letters of all of them
  bool across = false;  ///< the language does not part words by spaces
};

/// Only the first words are read: no title has more that matter.
inline constexpr std::size_t kMostTypedWords = 12;

Typed read_typed(std::string_view typed, const language::LanguageRules& rules, language::WordReader& reader);

/// How far a text may be from what was typed. In order: what one step finds is better than what the next
/// does.
enum class Tolerance {
  kAsTyped,
  kOtherMarks,  ///< the same letters, with other marks
  kSlips,       ///< with slips (edits_allowed()), or with spaces elsewhere
  kMostWords,   ///< without some of the words, too
};

/// The better one is the lesser.
struct Match {
  std::uint32_t text = 0;
  unsigned left_out = 0;  ///< typed words that it doesn't have
  unsigned edits = 0;
  unsigned place = 0;  ///< 0: begins with the typed words; 1: with the first one; 2: has them elsewhere
  unsigned loose = 0;  ///< words that only begin as a typed one that is not the last, or otherwise than it
};

/// One question against one language. One thread; `completions` must outlive it.
class CompletionMatcher {
 public:
  CompletionMatcher(const Completions& completions, Typed typed);

  /// The best `limit` that this step adds to those of the steps before, the best first. Steps are asked for
  /// in order; any may be left out.
  std::vector<Match> find(Tolerance step, std::size_t limit);

 private:
  /// A typed word's part in one step.
  struct WordTexts {
    std::vector<SimilarWords> words;  ///< that match it, in sorted order
    TextSet anywhere;
    TextSet in_place;  ///< where it is the word of the same number
  };
  struct Nearness {
    unsigned edits = 0;
    unsigned loose = 0;
  };
  /// What the texts of one set have in common; without `edits` each is looked at.
  struct Kind {
    unsigned place = 0;
    std::optional<unsigned> edits = std::nullopt;
    unsigned left_out = 0;
  };

  std::vector<SimilarWords> words_like(const TypedWord& word, Tolerance step) const;
  /// Nothing when the word is in no text.
  bool gather(std::size_t word, Tolerance step);
  std::vector<Match> find_with_all_words(Tolerance step, std::size_t limit);
  std::vector<Match> find_with_most_words(std::size_t limit);
  void collect(const TextSet& texts, const Kind& kind, std::size_t most, std::vector<Match>& found);
  Nearness nearness(std::uint32_t text) const;

  void collect_runs(Tolerance step, std::size_t most, std::vector<Match>& found);
  void add_runs(TextSet& at_start, TextSet& anywhere) const;
  void add_runs_inside(TextSet& anywhere) const;
  void add_run_from(WordRange words, std::size_t letters, TextSet& at_start, TextSet& anywhere) const;
  bool goes_on(std::uint32_t text, std::size_t position, std::u32string_view rest) const;
  void add_similar_runs(std::vector<Match>& found);

  const Completions& completions_;
  const Typed typed_;
  std::vector<WordTexts> word_texts_;  // of the step at hand
  TextSet given_;                      // found in the steps before
};

}  // namespace firstline::search
