// SPDX-License-Identifier: GPL-3.0-or-later
// A question's words to a Xapian query: built from terms, never through a query language, so nothing a
// customer types is an error. Inner header of search/.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

#include "language/words.h"
#include "search/related_words.h"
#include "search/signature.h"
#include "search/synonyms.h"

namespace firstline::search {

/// Why a word is searched for that was not typed.
enum class Origin { kTyped, kSynonym, kJoined, kNear, kSharing };

/// One word that articles are searched and marked for.
struct QueryTerm {
  std::string form;    ///< stem, or plain form
  bool plain = false;  ///< whether `form` is the plain form: typed without marks, meets all of them
  std::uint8_t fingerprint = 0;
  double idf = 0;     ///< of the whole article
  double credit = 1;  ///< what it counts of the typed word's weight
  Origin origin = Origin::kTyped;
  std::string term;     ///< its term in the index
  std::string written;  ///< of a near or sharing word: as an article writes it

  double weight() const { return idf * credit; }
};

/// One thing the question asks for: a word, or a phrase, in each way an article may say it.
struct Clause {
  std::string typed;  ///< as typed
  /// The most it can add to a score before BM25: the IDF of what was typed, as if no article had a word where
  /// none has.
  double potential = 0;
  bool known = false;  ///< articles have it as typed, or a synonym
  bool stop = false;   ///< one stop word
  /// Each way's words, as places in ParsedQuery::terms. They add up.
  std::vector<std::vector<std::size_t>> ways;
  /// Of a word no article has: the nearest one they have, as written, its edits, and its term's place.
  std::string near;
  unsigned near_edits = 0;
  bool near_in_its_end = false;         ///< only the last letters differ, as an inflected form's do
  std::uint32_t begin = 0, bytes = 0;   ///< where it stands in the question
  std::vector<language::Span> repeats;  ///< of one word: where else it stands

  /// Whether it is to be corrected: no article has it, and one has a near word.
  bool misspelt() const { return !known && !near.empty(); }
};

/// A run of letters or a pair of words that candidates are compared by, with the IDF it stands for.
struct QueryRun {
  SignatureHash hash = 0;
  double weight = 0;
};
struct QueryPair {
  SignatureHash hash = 0;
  std::uint8_t first = 0, second = 0;  ///< fingerprints
  double weight = 0;
};

/// A question in one language.
struct ParsedQuery {
  const language::LanguageRules* rules = nullptr;
  Xapian::Query query;  ///< matches nothing when no word is known
  bool stops_last =
      false;  ///< as typed: the query holds stop words behind the others, not in the clauses' order
  std::vector<Clause> clauses;
  std::vector<QueryTerm> terms;  ///< without repeats
  double potential = 0;          ///< of all clauses
  std::vector<QueryRun> runs;    ///< by hash, rising
  std::vector<QueryPair> pairs;
  std::string normalised;  ///< the question's stems in order, parted by spaces
};

/// What a question is looked up in: the articles of one language. References live as long as their owner.
struct LanguageView {
  std::string lang;
  const language::LanguageRules* rules = nullptr;
  const Synonyms* synonyms = nullptr;
  const Vocabulary* vocabulary = nullptr;
  double articles = 1;
};

/// How a question's words are looked for.
enum class Matching {
  kForgiving,  ///< any of them, and others for those that no article has
  kAsTyped,    ///< all of them but stop words, or their synonyms; none stands for another
};

/// Words beyond the limits of ranking.h are left out.
ParsedQuery parse_query(std::string_view text, const LanguageView& view, language::WordReader& reader,
                        const Xapian::Database& database, RelatedWords& related,
                        Matching matching = Matching::kForgiving);

}  // namespace firstline::search
