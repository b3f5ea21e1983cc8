// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the phrases of a question that have synonyms. Built once per language and thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "language/words.h"
#include "search/curation.h"

namespace firstline::search {

/// One word as a question looks it up: copied forms.
using Phrase = std::vector<language::Forms>;

class Synonyms {
 public:
  /// Reads the groups' words by the language's rules.
  Synonyms(const std::vector<SynonymGroup>& groups, const language::LanguageRules& rules,
           language::WordReader& reader);

  struct Match {
    std::size_t words = 0;              ///< of the question, from the given place on; 0: none
    std::vector<const Phrase*> others;  ///< what the same thing is called elsewhere
  };
  /// The longest phrase that starts at `words[at]`.
  Match find(const Phrase& words, std::size_t at) const;

 private:
  struct Rule {
    Phrase from;
    std::vector<Phrase> to;
  };
  std::multimap<std::string, Rule> by_first_stem_;
};

}  // namespace firstline::search
