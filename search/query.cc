// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/query.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "search/article_store.h"
#include "search/ranking.h"
#include "search/terms.h"

namespace firstline::search {
using Xapian::Query;

std::string spell(const QueryTerm& term) {
  return term.plain ? plain_term(term.form) : term.form;
}

namespace {

class Builder {
 public:
  Builder(const Xapian::Database& database, const std::string& lang)
      : database_(database),
        articles_(std::max<Xapian::doccount>(1, database.get_termfreq(name_term(kLanguagePrefix, lang)))) {}

  /// One word, weighted; empty when no article has it. Fills `term.idf`.
  Query query_for(QueryTerm& term, double weight) const {
    const double holding = std::min<double>(database_.get_termfreq(spell(term)), articles_);
    if (holding == 0) return {};
    term.idf = idf(holding);
    return {Query::OP_SCALE_WEIGHT, Query(spell(term)), term.idf * weight};
  }

  /// Robertson and Sparck Jones, in the form that is never negative.
  double idf(double holding) const { return std::log(1 + (articles_ - holding + 0.5) / (holding + 0.5)); }

 private:
  const Xapian::Database& database_;
  double articles_;
};

QueryTerm term_of(const language::Forms& forms) {
  QueryTerm term;
  term.plain = !forms.plain.empty() && !forms.marked;
  term.form = term.plain ? forms.plain : forms.stem;
  term.fingerprint = word_fingerprint(forms.plain.empty() ? forms.stem : forms.plain);
  return term;
}

/// Gathers the terms and clauses of one question.
class Gatherer {
 public:
  Gatherer(const Builder& builder, ParsedQuery& parsed) : builder_(builder), parsed_(parsed) {}

  /// Any of the phrase's words. `potential` is what they can be worth together, unknown words at the most.
  Query any_of(const Phrase& phrase, double weight, double& potential, bool& known) {
    std::vector<Query> words;
    for (const language::Forms& forms : phrase) {
      QueryTerm term = term_of(forms);
      Query query = builder_.query_for(term, weight);
      potential += weight * (term.idf > 0 ? term.idf : builder_.idf(0));
      if (query.empty()) continue;
      known = true;
      words.push_back(query);
      if (seen_.insert(term.form).second) parsed_.terms.push_back(term);
    }
    return {Query::OP_OR, words.begin(), words.end()};
  }

 private:
  const Builder& builder_;
  ParsedQuery& parsed_;
  std::set<std::string> seen_;
};

}  // namespace

ParsedQuery parse_query(std::string_view text, const std::string& lang, const language::LanguageRules& rules,
                        language::WordReader& reader, const Synonyms& synonyms,
                        const Xapian::Database& database) {
  ParsedQuery parsed;
  parsed.rules = &rules;
  Phrase words;
  std::vector<std::string> typed;
  std::set<std::string> seen;
  for (const language::Word& word : reader.read(text, rules)) {
    if (words.size() == ranking::kMostQueryWords) break;
    if (!seen.insert(word.forms->stem).second) continue;
    words.push_back(*word.forms);
    typed.emplace_back(text.substr(word.span.begin, word.span.bytes));
  }

  const Builder builder(database, lang);
  Gatherer gatherer(builder, parsed);
  std::vector<Query> clauses;
  for (std::size_t at = 0; at < words.size();) {
    const Synonyms::Match match = synonyms.find(words, at);
    const std::size_t count = std::max<std::size_t>(1, match.words);
    const Phrase phrase(words.begin() + static_cast<std::ptrdiff_t>(at),
                        words.begin() + static_cast<std::ptrdiff_t>(at + count));
    double potential = 0;
    bool known = false;
    std::vector<Query> ways = {gatherer.any_of(phrase, 1, potential, known)};
    for (const Phrase* other : match.others) {
      // Whichever way an article says it, it says it: the clause can ask for no more than its most usual way
      // gives.
      double other_potential = 0;
      bool other_known = false;
      ways.push_back(gatherer.any_of(*other, ranking::kSynonym, other_potential, other_known));
      if (other_known) potential = known ? std::min(potential, other_potential) : other_potential;
      known = known || other_known;
    }
    ways.erase(std::remove_if(ways.begin(), ways.end(), [](const Query& way) { return way.empty(); }),
               ways.end());
    if (!ways.empty()) clauses.emplace_back(Query::OP_MAX, ways.begin(), ways.end());
    if (!known)
      parsed.unknown.insert(parsed.unknown.end(), typed.begin() + static_cast<std::ptrdiff_t>(at),
                            typed.begin() + static_cast<std::ptrdiff_t>(at + count));
    parsed.potential += potential;
    at += count;
  }
  if (!clauses.empty())
    parsed.query = Query(Query::OP_FILTER, Query(Query::OP_OR, clauses.begin(), clauses.end()),
                         Query(name_term(kLanguagePrefix, lang)));
  return parsed;
}

}  // namespace firstline::search
