// SPDX-License-Identifier: GPL-3.0-or-later
// Which article of another language a question is about, when its own language has none: so that it can be
// translated. Nobody gives us a dictionary: words are learnt from the help centre's own translations, passage
// by passage (IBM Model 1, Brown et al. 1993), and loanwords are known by their consonants (वॉइसमेल,
// voicemail: v s m l). Enough to name an article, not to read one.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "language/words.h"
#include "search/searcher.h"

namespace firstline::server::review {

/// What was learnt from one generation. One thread at a time.
class Translations {
 public:
  /// More articles than this take too much memory to learn from: about 10 KB each.
  static constexpr std::size_t kMostArticles = 5'000;

  /// Reads all articles; a second for some thousands. `languages` must outlive it.
  Translations(search::Searcher& searcher, const language::Languages& languages);
  ~Translations();

  struct Asked {
    std::vector<std::string> words;  ///< as Questions::words() gives them
    double weight = 1;               ///< how often it was asked
  };
  struct Match {
    std::string id;         ///< the article of another language that fits best; empty: none fits at all
    double score = 0;       ///< 0 to 1: the share of the questions' words, by weight, that it has
    double translated = 0;  ///< the same of the best article that the questions' language has, too
  };
  Match find(const std::string& lang, const std::vector<Asked>& questions);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace firstline::server::review
