// SPDX-License-Identifier: GPL-3.0-or-later
// Why an article stands where it stands: a question as it was read, and each score and the confidence in
// parts that add up. For people who tune a help centre; a search itself needs none of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "search/confidence.h"
#include "search/schema.h"

namespace firstline::search {

class Asker;
struct Attempt;
struct OpenIndex;

/// Results that are explained, and how far down a named article is looked for.
inline constexpr std::size_t kExplainedResults = 5;
inline constexpr std::size_t kExplainedDepth = 1000;

/// One word that is looked up.
struct ExplainedTerm {
  std::string form;    ///< as the index has it
  std::string origin;  ///< "typed", "synonym", "joined", "near", "sharing letters" or "side by side"
  double idf = 0;
  double credit = 1;  ///< what it counts of its IDF
};

/// One thing the question asks for.
struct ExplainedClause {
  std::string lang;
  std::string typed;
  double idf = 0;      ///< the most it can add before BM25; as if no article had a word where none has
  bool stop = false;   ///< a stop word, which counts less
  bool known = false;  ///< articles have it as typed, or a synonym
  std::vector<std::vector<ExplainedTerm>> ways;  ///< the best one counts; none: nothing was found for it
};

/// What a word earns in one field.
struct ExplainedField {
  Field field = Field::kBody;
  unsigned frequency = 0;
  double length = 0;  ///< of the field in words, as coarse as the index keeps it
  double mean_length = 0;
  double weight = 0;  ///< of the field
  double score = 0;   ///< IDF × credit × weight × BM25 part
};

struct ExplainedWord {
  std::string typed;
  ExplainedTerm term;
  std::vector<ExplainedField> fields;  ///< those it stands in
};

/// score = (Σ of the fields' scores + letters + pairs) × factor + pin
struct ExplainedArticle {
  std::size_t rank = 0;  ///< from 1; 0: not among the first kExplainedDepth
  std::string id, lang, title;
  bool asked = true;    ///< whether its language was asked
  double score = 0;     ///< as the search has it, not added up here
  double letters = 0;   ///< runs of letters shared with the question
  double pairs = 0;     ///< words side by side as in the question
  double weight = 1;    ///< the writer's
  double factor = 1;    ///< what the ranking makes of it
  bool pinned = false;  ///< chosen by hand for this question
  double pin = 0;       ///< what lifts it to the first place's score where its words don't reach
  std::vector<ExplainedWord> words;
};

struct ExplainedSignal {
  std::string name;  ///< as in confidence.tsv
  double value = 0, coefficient = 0;

  double contribution() const { return value * coefficient; }
};

/// confidence = 1 / (1 + exp(−(bias + Σ contributions))); without results 0, when certain 1.
struct ExplainedConfidence {
  double confidence = 0;
  Answered answered = Answered::kNo;
  double weak_from = 0, yes_from = 1;
  bool has_results = false;
  bool certain = false;  ///< pinned, or named as the question says
  double bias = 0;
  std::vector<ExplainedSignal> signals;
};

struct Explanation {
  std::string query;
  std::string asked_lang;          ///< or empty
  std::vector<std::string> langs;  ///< that were searched
  std::uint64_t total = 0;
  std::string correction;
  std::vector<std::string> dropped;
  std::vector<ExplainedClause> clauses;  ///< language by language
  std::vector<ExplainedArticle> articles;
  ExplainedConfidence confidence;
};

/// What one attempt tells by itself: all but `query`, `asked_lang`, `correction` and `dropped`. The first
/// results, or only the article `id`. Fails when the index has no such article.
Explanation explain(const OpenIndex& index, Asker& asker, const Attempt& attempt, const std::string& query,
                    const std::string& category, const std::string& id);

}  // namespace firstline::search
