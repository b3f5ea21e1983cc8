// SPDX-License-Identifier: GPL-3.0-or-later
// The table of languages (language/data/): how the words of each are read. Loaded once by each program, then
// only read, so any thread may use it. Adding a language is a row there and needs no C++.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace firstline::language {

/// What becomes of é after stemming; see languages.tsv.
enum class Fold { kMarks, kTyped, kNone };

/// Letters as written and as read, in UTF-8.
using LetterRules = std::vector<std::pair<std::string, std::string>>;

/// Runs of letters that two spellings of one thing share, where the words themselves differ.
struct GramRules {
  std::size_t letters = 4;  ///< characters in a run
  bool across = false;      ///< of the running text, where words are not parted by spaces; else within a word
};

/// One row. Lives as long as its Languages.
struct LanguageRules {
  std::string tag;
  std::string name;     ///< what the language calls itself
  std::string stemmer;  ///< Snowball algorithm; empty: words are not stemmed
  Fold fold = Fold::kMarks;
  GramRules grams;
  bool pairs = false;                ///< a word's syllables are written apart: pairs are looked up like words
  std::string splits;                ///< ASCII characters that part words besides the Unicode rules
  std::vector<std::string> scripts;  ///< ISO 15924
  std::string telling_letters;       ///< letters that tell it from others in its script
  LetterRules letters;               ///< applied to casefolded words before stemming
  std::unordered_set<std::string> stop_words;  ///< casefolded, letters applied; folded too where marks are
  std::size_t number = 0;                      ///< its place in Languages::all()
};

class Languages {
 public:
  /// Reads the folder. Fails, with file and line, on a row that makes no sense.
  static Languages load(const std::filesystem::path& data);

  /// The row of a BCP 47 tag or of its primary subtag; the row `und` for a language without one.
  const LanguageRules& rules_for(std::string_view tag) const;

  const std::vector<LanguageRules>& all() const { return rows_; }
  const LetterRules& fold_letters() const { return fold_letters_; }

  /// Changes when words would be read otherwise: the data, the version of the code, ICU's and Snowball's
  /// versions. Stored in the index; an index with another fingerprint is made anew.
  const std::string& fingerprint() const { return fingerprint_; }

 private:
  std::vector<LanguageRules> rows_;
  LetterRules fold_letters_;
  std::string fingerprint_;
};

/// Whether it looks like a language tag: two or three letters, then subtags ("sr-Latn"); 35 letters at most.
bool is_language_tag(std::string_view tag);

}  // namespace firstline::language
