// SPDX-License-Identifier: GPL-3.0-or-later
// Questions with and without an answer: a kit's articles are indexed without some of them, and all its
// queries asked. doc/relevance.md tells the recipe.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "language/words.h"
#include "search/confidence.h"
#include "tests/relevance/kit.h"

namespace firstline::relevance {

/// What one search told, and whether there was an answer to be found.
struct Example {
  std::string kit;  ///< as the command line named it
  std::string lang;
  bool keywords = false;    ///< cut from a question
  bool hard = false;        ///< siblings of the withheld article were there
  bool answerable = false;  ///< the wanted article was in the index
  bool first = false;       ///< it came first
  double weight = 1;  ///< a query counts once among the easy, once among the hard ones, however often asked
  std::string query;
  search::ConfidenceSignals signals;
};

/// Which stems stand in which articles, by language.
class Holdings {
 public:
  Holdings(const std::filesystem::path& articles, const language::Languages& languages);

  /// The one to three rarest words of the question that its article holds, in its order, the same on every
  /// machine; empty where there is none.
  std::string keywords_of(const JudgedQuery& query);

  /// Ids of the articles in the query's language that hold all its words.
  std::vector<std::string> holding_all(const std::string& query, const std::string& lang);

 private:
  std::vector<language::Word> read(const std::string& text, const std::string& lang);

  const language::Languages& languages_;
  language::WordReader reader_;
  std::map<std::string, std::map<std::string, std::vector<std::string>>>
      by_stem_;  // language, stem, sorted ids
};

/// All examples of a kit; `misspelt`: with one slip in each query (slips.h).
std::vector<Example> withhold(const Kit& kit, const std::shared_ptr<const language::Languages>& languages,
                              bool misspelt = false);

}  // namespace firstline::relevance
