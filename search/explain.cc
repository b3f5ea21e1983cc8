// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/explain.h"

#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/failure.h"
#include "search/attempt.h"
#include "search/field_weight.h"
#include "search/ranking.h"
#include "search/terms.h"

namespace firstline::search {
namespace {

const char* origin_name(Origin origin) {
  switch (origin) {
    case Origin::kTyped:
      return "typed";
    case Origin::kSynonym:
      return "synonym";
    case Origin::kJoined:
      return "joined";
    case Origin::kNear:
      return "near";
    case Origin::kSharing:
      return "sharing letters";
  }
  return "";
}

/// Of a word that is asked for twice only one origin is kept.
Origin origin_of(const QueryTerm& term, const Clause& clause, double credit) {
  constexpr double kWhole = 0.999;
  if (credit > kWhole) return Origin::kTyped;
  const bool kept_of_another = term.origin == Origin::kTyped && !clause.known;
  return kept_of_another ? Origin::kNear : term.origin;
}

/// A query's words in the order they were put in, each with its scale.
void collect_words(const Xapian::Query& query, std::vector<Xapian::Query>& words) {
  if (query.get_type() == Xapian::Query::LEAF_TERM || query.get_type() == Xapian::Query::OP_SCALE_WEIGHT) {
    words.push_back(query);
    return;
  }
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) collect_words(query.get_subquery(i), words);
}

/// The clauses as collect_words() meets their words.
std::vector<const Clause*> in_query_order(const ParsedQuery& parsed) {
  std::vector<const Clause*> clauses;
  for (const Clause& clause : parsed.clauses) clauses.push_back(&clause);
  if (parsed.stops_last)
    std::stable_partition(clauses.begin(), clauses.end(), [](const Clause* clause) { return !clause->stop; });
  return clauses;
}

class Explainer {
 public:
  Explainer(const OpenIndex& index, Asker& asker, const Attempt& attempt)
      : index_(index), asker_(asker), attempt_(attempt), means_(asker.mean_lengths(attempt.tags)) {
    for (std::size_t i = 0; i < attempt.parsed.size(); ++i) read(attempt.tags[i], attempt.parsed[i]);
  }

  std::vector<ExplainedClause> clauses() const {
    std::vector<ExplainedClause> all;
    for (const auto& [lang, asked] : asked_)
      for (const AskedClause& one : asked)
        if (one.read) all.push_back(one.clause);
    return all;
  }

  ExplainedArticle article(const Candidate& candidate, std::size_t rank) const {
    ExplainedArticle explained;
    explained.rank = rank;
    explained.id = candidate.article.id;
    explained.lang = candidate.article.lang;
    explained.title = candidate.article.title;
    explained.score = candidate.score;
    explained.letters = candidate.gain.runs;
    explained.pairs = candidate.gain.pairs;
    explained.weight = candidate.article.weight;
    explained.factor = std::pow(explained.weight, ranking::kWeightPower);
    explained.pinned = attempt_.pinned && rank == 1;
    const auto asked = asked_.find(explained.lang);
    explained.asked = asked != asked_.end();
    double words = 0;
    if (explained.asked)
      for (const AskedClause& clause : asked->second)
        words += add_ways(clause, document_of(explained.id), explained.words);
    // A pinned article that the search didn't find has the score of the one it stands before, and an article
    // beyond the ranking none at all.
    const double own = (words + explained.letters + explained.pairs) * explained.factor;
    if (rank == 0) explained.score = own;
    if (explained.pinned && candidate.document == 0) explained.pin = explained.score - own;
    return explained;
  }

 private:
  struct AskedTerm {
    ExplainedTerm term;
    std::string indexed;  // its term in the index
  };
  struct AskedClause {
    ExplainedClause clause;
    bool read = true;  // from the question, not a pair looked up besides
    std::vector<std::vector<AskedTerm>> ways;
  };

  /// The parsed question names the words, the query holds what each counts: one word can be asked for twice,
  /// once as typed and once for another.
  void read(const std::string& lang, const ParsedQuery& parsed) {
    std::vector<Xapian::Query> words;
    collect_words(parsed.query, words);
    auto word = words.begin();
    std::vector<AskedClause>& all = asked_[lang];
    for (const Clause* each : in_query_order(parsed)) {
      const Clause& clause = *each;
      AskedClause asked;
      asked.clause = {lang, clause.typed, clause.potential, clause.stop, clause.known, {}};
      for (const std::vector<std::size_t>& way : clause.ways) {
        std::vector<AskedTerm> terms;
        for (const std::size_t place : way) {
          if (word == words.end()) break;
          const QueryTerm& known = parsed.terms[place];
          const double credit = scale_of(*word++) / known.idf;
          terms.push_back(
              {{known.form, origin_name(origin_of(known, clause, credit)), known.idf, credit}, known.term});
        }
        asked.clause.ways.emplace_back();
        for (const AskedTerm& term : terms) asked.clause.ways.back().push_back(term.term);
        asked.ways.push_back(std::move(terms));
      }
      all.push_back(std::move(asked));
    }
    for (; word != words.end(); ++word) all.push_back(pair(lang, *word));
  }

  /// Two words that are looked up as one.
  AskedClause pair(const std::string& lang, const Xapian::Query& query) const {
    const std::string indexed = *query.get_terms_begin();
    const auto articles = static_cast<double>(index_.manifest.languages.at(lang).articles);
    const double holding = asker_.database().get_termfreq(indexed);
    const double idf = std::log(1 + (articles - holding + 0.5) / (holding + 0.5));
    const std::string form = indexed.substr(indexed.find(':', 1) + 1);
    AskedClause asked;
    asked.read = false;
    asked.clause.typed = form;
    asked.ways = {{{{form, "side by side", idf, scale_of(query) / idf}, indexed}}};
    return asked;
  }

  /// What a field of BM25 gives for each unit of IDF.
  double field_part(std::uint32_t packed, std::size_t field) const {
    const double frequency = unpack_frequency(packed, field);
    const double length = length_of_code(static_cast<Field>(field), unpack_length_code(packed, field));
    const double norm = ranking::kK1 * (1 - ranking::kB + ranking::kB * length / means_[field]);
    return ranking::kFieldWeight[field] * (ranking::kK1 + 1) * frequency / (frequency + norm);
  }

  /// Xapian keeps the scale to itself: it is what the word weighs somewhere, by what BM25 makes of it there.
  double scale_of(const Xapian::Query& word) const {
    Xapian::Enquire enquire(asker_.database());
    enquire.set_query(word);
    enquire.set_weighting_scheme(FieldWeight(means_));
    const Xapian::MSet found = enquire.get_mset(0, 1);
    if (found.empty()) return 0;
    const std::uint32_t packed = asker_.packed_frequencies(*found.begin(), *word.get_terms_begin());
    double parts = 0;
    for (std::size_t field = 0; field < kFields; ++field) parts += field_part(packed, field);
    return parts == 0 ? 0 : found.begin().get_weight() / parts;
  }

  Xapian::docid document_of(const std::string& id) const {
    return *asker_.database().postlist_begin(name_term(kIdPrefix, id));
  }

  /// Adds the words of every way that stand in the document; returns their worth.
  double add_ways(const AskedClause& clause, Xapian::docid document,
                  std::vector<ExplainedWord>& words) const {
    double sum = 0;
    for (const std::vector<AskedTerm>& way : clause.ways)
      for (const AskedTerm& term : way) {
        const std::uint32_t packed = asker_.packed_frequencies(document, term.indexed);
        if (packed == 0) continue;
        ExplainedWord word{clause.clause.typed, term.term, {}};
        for (std::size_t field = 0; field < kFields; ++field) {
          const unsigned frequency = unpack_frequency(packed, field);
          if (frequency == 0) continue;
          const auto name = static_cast<Field>(field);
          const double score = term.term.idf * term.term.credit * field_part(packed, field);
          word.fields.push_back({name, frequency, length_of_code(name, unpack_length_code(packed, field)),
                                 means_[field], ranking::kFieldWeight[field], score});
          sum += score;
        }
        words.push_back(std::move(word));
      }
    return sum;
  }

  const OpenIndex& index_;
  Asker& asker_;
  const Attempt& attempt_;
  const MeanLengths means_;
  std::map<std::string, std::vector<AskedClause>> asked_;  // by language
};

ExplainedConfidence explain_confidence(const ConfidenceModel& model, const Attempt& attempt) {
  ExplainedConfidence explained;
  explained.confidence = attempt.confidence;
  explained.has_results = !attempt.ranked.empty();
  explained.answered = model.answered(attempt.confidence, explained.has_results);
  explained.weak_from = model.weak_from();
  explained.yes_from = model.yes_from();
  explained.certain = attempt.signals.certain;
  explained.bias = model.bias();
  for (const ConfidenceModel::Weighted& each : model.mix())
    explained.signals.push_back({each.term.name, each.term.value(attempt.signals), each.coefficient});
  return explained;
}

/// Its place in the ranking, from 0, or the ranking's size.
std::size_t place_of(const Attempt& attempt, const std::string& id) {
  const auto found = std::find_if(attempt.ranked.begin(), attempt.ranked.end(),
                                  [&](const Candidate& each) { return each.article.id == id; });
  return static_cast<std::size_t>(found - attempt.ranked.begin());
}

}  // namespace

Explanation explain(const OpenIndex& index, Asker& asker, const Attempt& attempt, const std::string& query,
                    const std::string& category, const std::string& id) {
  Explanation explanation;
  explanation.langs = attempt.tags;
  explanation.total = attempt.total;
  explanation.confidence = explain_confidence(*index.confidence, attempt);
  if (attempt.tags.empty()) return explanation;
  const Explainer explainer(index, asker, attempt);
  explanation.clauses = explainer.clauses();
  if (id.empty()) {
    for (std::size_t i = 0; i < std::min(attempt.ranked.size(), kExplainedResults); ++i)
      explanation.articles.push_back(explainer.article(attempt.ranked[i], i + 1));
    return explanation;
  }
  std::optional<StoredArticle> article = asker.find(name_term(kIdPrefix, id));
  if (!article) throw base::Failure("explaining", id, "the index has no article of this id");
  std::size_t place = place_of(attempt, id);
  if (place < attempt.ranked.size()) {
    explanation.articles.push_back(explainer.article(attempt.ranked[place], place + 1));
    return explanation;
  }
  const Attempt deeper = asker.ask(query, attempt.tags, category, kExplainedDepth);
  place = place_of(deeper, id);
  Candidate beyond;
  beyond.article = std::move(*article);
  const bool found = place < deeper.ranked.size();
  explanation.articles.push_back(
      explainer.article(found ? deeper.ranked[place] : beyond, found ? place + 1 : 0));
  return explanation;
}

}  // namespace firstline::search
