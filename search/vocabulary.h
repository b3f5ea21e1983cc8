// SPDX-License-Identifier: GPL-3.0-or-later
// Every word of a language's articles, as written, and how many articles have it: what a misspelt or unknown
// word is compared with. Kept by counting, so that a word goes with the last article that had it. One file
// per generation, told in doc/index-format.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "language/words.h"

namespace firstline::search {

/// How many articles have a word, or how many more, by the word as written (casefolded).
using WordCounts = std::unordered_map<std::string, std::int32_t>;

/// By language tag.
using LanguageWords = std::map<std::string, WordCounts>;

class Vocabularies;

/// Writes the vocabulary of all languages: the former one, if there is one, and what has changed. Words that
/// can't be misspelt (without a letter, or very long) are left out.
void write_vocabulary(const std::filesystem::path& file, const LanguageWords& changes,
                      const language::Languages& languages, const Vocabularies* former = nullptr);

/// A word of the articles that may be what another word means.
struct RelatedWord {
  std::string written;
  double similarity = 0;  ///< 0-1, how surely
  unsigned edits = 0;     ///< letters typed wrongly; 0: it only shares runs of letters
  std::uint32_t articles = 0;
};

/// The words of one language. Any thread may read.
class Vocabulary {
 public:
  /// What one lookup needs; keep it between lookups, one per thread.
  using Scratch = std::vector<std::uint8_t>;

  /// The words most like one that no article has, the best first: at most kMostNear within one or two edits
  /// (two from 7 letters on; swapped neighbours are one), then, unless one of them is a single edit away, at
  /// most kMostSharing that share letters with it, or stand in it.
  std::vector<RelatedWord> related(const language::Forms& word, Scratch& scratch) const;
  static constexpr std::size_t kMostNear = 3;
  static constexpr std::size_t kMostSharing = 8;

  /// Whether some article has a word of these letters (Forms::letters).
  bool has(std::string_view letters) const;

  /// How many articles have each word.
  WordCounts counts() const;

 private:
  friend class Vocabularies;
  friend class VocabularyPacker;
  static constexpr std::size_t kNoWord = ~std::size_t{0};
  /// Fails, naming `file`, where a number points outside: later reads needn't look.
  void read(std::string_view packed, const std::string& file);
  void check_runs(const std::string& file) const;
  /// The first word of these letters.
  std::size_t find(std::string_view letters) const;
  std::size_t find(std::string_view letters, std::string_view written) const;
  std::string_view letters(std::size_t word) const;
  std::string_view written(std::size_t word) const;
  void count_shared(std::string_view letters, Scratch& scratch, std::vector<std::uint32_t>& touched) const;

  const language::LanguageRules* rules_ = nullptr;
  // Sorted by letters, then as written. Ends are of the texts below.
  std::vector<std::uint32_t> articles_, letters_ends_, written_ends_;
  std::vector<std::uint8_t> characters_;  // of the letters
  std::vector<std::uint32_t> masks_;      // which letters: see letter_mask()
  std::string letters_text_, written_text_;
  // Runs of letters, by hash, and the words that have them: numbers, rising, as gaps.
  std::vector<std::uint32_t> run_hashes_, run_ends_;
  std::string run_words_;
};

/// A generation's file, read into memory.
class Vocabularies {
 public:
  Vocabularies(const std::filesystem::path& file, const language::Languages& languages);

  /// Of a language tag; null when no article is in it.
  const Vocabulary* find(const std::string& lang) const;

  /// The same of all languages.
  LanguageWords counts() const;

 private:
  friend void write_vocabulary(const std::filesystem::path& file, const LanguageWords& changes,
                               const language::Languages& languages, const Vocabularies* former);

  std::map<std::string, Vocabulary> by_language_;
};

}  // namespace firstline::search
