// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/query.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "language/utf8.h"
#include "search/article_store.h"
#include "search/ranking.h"
#include "search/terms.h"

namespace firstline::search {
namespace {

using Xapian::Query;

const std::string& key_form(const language::Forms& forms) {
  return forms.plain.empty() ? forms.stem : forms.plain;
}

/// Whether two words are alike up to their last two letters.
bool differ_in_end(const std::string& a, const std::string& b) {
  constexpr std::size_t kEnd = 2;
  const std::u32string first = language::code_points(a);
  const std::u32string second = language::code_points(b);
  const auto alike =
      std::mismatch(first.begin(), first.end(), second.begin(), second.end()).first - first.begin();
  return static_cast<std::size_t>(alike) + kEnd >= std::max(first.size(), second.size());
}

/// With repeats: each word costs a run of letters and a pair.
constexpr std::size_t kMostRead = 2 * ranking::kMostQueryWords;

/// One word of the question.
struct Word {
  language::Forms forms;
  language::Span span;
  double articles = 0;  // that have it
  bool repeated = false;
  std::vector<language::Span> repeats = {};  // where else it is typed
};

class Parser {
 public:
  Parser(const LanguageView& view, language::WordReader& reader, const Xapian::Database& database,
         RelatedWords& related, Matching matching, ParsedQuery& parsed)
      : view_(view),
        reader_(reader),
        database_(database),
        related_(related),
        matching_(matching),
        parsed_(parsed) {}

  void parse(std::string_view text) {
    read(text);
    std::vector<Query> queries;
    const std::vector<bool> told = telling_words();
    for (std::size_t at = 0; at < distinct_.size();) at += told[at] ? add_clause(text, at, queries) : 1;
    if (view_.rules->pairs)
      look_up_pairs(queries);
    else
      add_pairs();
    parsed_.query = Query(Query::OP_OR, queries.begin(), queries.end());
    parsed_.stops_last = !needed_.empty();
    if (parsed_.stops_last)
      parsed_.query = {Query::OP_AND_MAYBE, Query(Query::OP_AND, needed_.begin(), needed_.end()),
                       parsed_.query};
    add_runs();
  }

 private:
  void read(std::string_view text) {
    std::map<std::string, std::size_t> seen;  // in distinct_, by stem
    for (const language::Word& found : reader_.read(text, *view_.rules)) {
      if (distinct_.size() == ranking::kMostQueryWords || words_.size() == kMostRead) break;
      Word word{*found.forms, found.span, 0, false};
      if (!parsed_.normalised.empty()) parsed_.normalised += ' ';
      parsed_.normalised += word.forms.stem;
      const auto [place, is_new] = seen.emplace(word.forms.stem, distinct_.size());
      word.repeated = !is_new;
      word.articles = database_.get_termfreq(term_of(word.forms).term);
      words_.push_back(word);
      if (word.repeated) {
        distinct_[place->second].repeats.push_back(word.span);
        continue;
      }
      forms_.push_back(word.forms);
      distinct_.push_back(std::move(word));
    }
  }

  /// Of a long question, which words to search for: those that tell most. The others are the usual ones,
  /// which cost most and change nothing.
  std::vector<bool> telling_words() const {
    std::vector<bool> told(distinct_.size(), true);
    if (distinct_.size() <= ranking::kMostClauses) return told;
    std::vector<std::pair<double, std::size_t>> weights;
    std::size_t unknown = 0;  // those that won't be looked up tell nothing
    for (std::size_t i = 0; i < distinct_.size(); ++i) {
      const bool tells = distinct_[i].articles > 0 || unknown++ < ranking::kMostUnknownWords;
      weights.emplace_back(tells ? -idf(distinct_[i].articles) * stop_factor(distinct_[i].forms) : 0, i);
    }
    std::sort(weights.begin(), weights.end());
    for (std::size_t i = ranking::kMostClauses; i < weights.size(); ++i) told[weights[i].second] = false;
    return told;
  }

  QueryTerm term_of(const language::Forms& forms) const {
    QueryTerm term;
    term.plain = !forms.plain.empty() && !forms.marked;
    term.form = term.plain ? forms.plain : forms.stem;
    term.term = term.plain ? plain_term(view_.lang, term.form) : word_term(view_.lang, term.form);
    term.fingerprint = word_fingerprint(key_form(forms));
    return term;
  }

  /// Robertson and Sparck Jones, in the form that is never negative.
  double idf(double holding) const {
    holding = std::min(holding, view_.articles);
    return std::log(1 + (view_.articles - holding + 0.5) / (holding + 0.5));
  }

  static double stop_factor(const language::Forms& forms) { return forms.stop ? ranking::kStopWord : 1; }

  /// What the words of a phrase are worth, those no article has at the most.
  double potential_of(const Phrase& phrase) const {
    double sum = 0;
    for (const language::Forms& forms : phrase)
      sum += idf(database_.get_termfreq(term_of(forms).term)) * stop_factor(forms);
    return sum;
  }

  /// Adds any of the phrase's words as one way to say the clause.
  void add_way(const Phrase& phrase, double credit, Origin origin, Clause& clause, std::vector<Query>& ways) {
    std::vector<Query> words;
    std::vector<std::size_t> places;
    for (const language::Forms& forms : phrase) {
      QueryTerm term = term_of(forms);
      const double holding = database_.get_termfreq(term.term);
      if (holding == 0) continue;
      term.idf = idf(holding);
      term.credit = credit * stop_factor(forms);
      term.origin = origin;
      words.emplace_back(Query::OP_SCALE_WEIGHT, Query(term.term), term.idf * term.credit);
      const auto same = std::find_if(parsed_.terms.begin(), parsed_.terms.end(),
                                     [&](const QueryTerm& other) { return other.term == term.term; });
      places.push_back(static_cast<std::size_t>(same - parsed_.terms.begin()));
      if (same == parsed_.terms.end())
        parsed_.terms.push_back(std::move(term));
      else if (term.credit > same->credit)  // typed as well, or more surely meant
        *same = std::move(term);
    }
    if (words.empty()) return;
    ways.push_back(words.size() == 1 ? words.front() : Query(Query::OP_OR, words.begin(), words.end()));
    clause.ways.push_back(std::move(places));
  }

  /// How many of the question's words the clause takes.
  std::size_t add_clause(std::string_view text, std::size_t at, std::vector<Query>& queries) {
    const Synonyms::Match match = view_.synonyms->find(forms_, at);
    const std::optional<language::Forms> joined = match.words > 1 ? std::nullopt : joined_with_next(at);
    const std::size_t count = joined ? 2 : std::max<std::size_t>(1, match.words);
    const Word& last = distinct_[at + count - 1];
    Clause clause;
    clause.begin = distinct_[at].span.begin;
    clause.bytes = last.span.begin + last.span.bytes - clause.begin;
    if (count == 1) clause.repeats = distinct_[at].repeats;
    clause.typed = text.substr(clause.begin, clause.bytes);

    const auto from = forms_.begin() + static_cast<std::ptrdiff_t>(at);
    const Phrase typed(from, from + static_cast<std::ptrdiff_t>(count));
    clause.stop = count == 1 && typed.front().stop;
    clause.potential = potential_of(typed);
    std::vector<Query> ways;
    add_way(typed, 1, Origin::kTyped, clause, ways);
    for (const Phrase* other : match.others) add_synonym(*other, clause, ways);
    if (joined) add_way({*joined}, ranking::kJoined, Origin::kJoined, clause, ways);
    clause.known = !ways.empty();
    const bool forgiving = matching_ == Matching::kForgiving;
    if (forgiving && !clause.known && view_.vocabulary != nullptr) add_related(typed.front(), clause, ways);

    Query query(Query::OP_OR, ways.begin(), ways.end());
    if (!forgiving && !clause.stop)
      needed_.push_back(query);  // of no ways: matches nothing
    else if (!ways.empty())
      queries.push_back(std::move(query));
    parsed_.potential += clause.potential;
    parsed_.clauses.push_back(std::move(clause));
    return count;
  }

  /// Whichever way an article says it, it says it: the clause can ask for no more than its most usual way
  /// gives.
  void add_synonym(const Phrase& other, Clause& clause, std::vector<Query>& ways) {
    const std::size_t before = ways.size();
    add_way(other, ranking::kSynonym, Origin::kSynonym, clause, ways);
    if (ways.size() == before) return;
    const double potential = potential_of(other) * ranking::kSynonym;
    clause.potential = before == 0 ? potential : std::min(clause.potential, potential);
  }

  /// "pass word", where the articles have "password".
  std::optional<language::Forms> joined_with_next(std::size_t at) const {
    if (at + 1 >= distinct_.size() || view_.rules->grams.across || view_.vocabulary == nullptr)
      return std::nullopt;
    const language::Forms& first = distinct_[at].forms;
    const language::Forms& second = distinct_[at + 1].forms;
    if ((first.stop && second.stop) || !view_.vocabulary->has(first.letters + second.letters))
      return std::nullopt;
    return reader_.forms_of(first.written + second.written, *view_.rules);
  }

  /// What a word that no article has may mean.
  void add_related(const language::Forms& word, Clause& clause, std::vector<Query>& ways) {
    for (const RelatedWord& related : related_.find(*view_.vocabulary, word)) {
      const std::size_t before = ways.size();
      add_way({reader_.forms_of(related.written, *view_.rules)}, related.similarity,
              related.edits > 0 ? Origin::kNear : Origin::kSharing, clause, ways);
      if (ways.size() > before) {
        std::string& written = parsed_.terms[clause.ways.back().front()].written;
        if (written.empty()) written = related.written;  // the nearest of one stem's forms comes first
      }
      if (related.edits > 0 && clause.near.empty() && ways.size() > before) {
        clause.near = related.written;
        clause.near_edits = related.edits;
        clause.near_in_its_end = differ_in_end(word.written, related.written);
      }
    }
  }

  /// Pairs that are terms of their own.
  void look_up_pairs(std::vector<Query>& queries) const {
    std::set<std::string> seen;
    for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
      const language::Forms& first = words_[i].forms;
      const language::Forms& second = words_[i + 1].forms;
      const bool plain = !first.plain.empty() && !(first.marked && second.marked);
      const std::string term = plain ? plain_term(view_.lang, pair_of(first.plain, second.plain))
                                     : word_term(view_.lang, pair_of(first.stem, second.stem));
      const double holding = database_.get_termfreq(term);
      if (holding == 0 || (first.stop && second.stop) || !seen.insert(term).second) continue;
      const double factor = first.stop || second.stop ? ranking::kStopPair : 1;
      queries.emplace_back(Query::OP_SCALE_WEIGHT, Query(term), idf(holding) * factor * ranking::kPairAsTerm);
    }
  }

  /// A pair's own frequency isn't kept. Half-way between never apart and met by chance is a fair guess: it
  /// ranks as well as the true one.
  void add_pairs() {
    for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
      const Word& first = words_[i];
      const Word& second = words_[i + 1];
      if (first.articles == 0 || second.articles == 0 || (first.forms.stop && second.forms.stop)) continue;
      const double together = std::min(first.articles, second.articles) / 2 +
                              first.articles * second.articles / view_.articles / 2;
      QueryPair pair;
      pair.hash = pair_hash(first.forms, second.forms);
      pair.first = word_fingerprint(key_form(first.forms));
      pair.second = word_fingerprint(key_form(second.forms));
      pair.weight = idf(together) * (first.forms.stop || second.forms.stop ? ranking::kStopPair : 1);
      const bool repeated = std::any_of(parsed_.pairs.begin(), parsed_.pairs.end(),
                                        [&](const QueryPair& other) { return other.hash == pair.hash; });
      if (!repeated) parsed_.pairs.push_back(pair);
    }
  }

  void add_runs() {
    std::vector<const language::Forms*> forms;
    std::vector<double> weights;
    for (const Word& word : words_) {
      forms.push_back(&word.forms);
      weights.push_back(idf(word.articles) * stop_factor(word.forms));
    }
    for (const LetterRun& run : letter_runs(forms, *view_.rules)) {
      double sum = 0;
      for (std::size_t word = run.first_word; word <= run.last_word; ++word) sum += weights[word];
      parsed_.runs.push_back({run.hash, sum / static_cast<double>(run.last_word - run.first_word + 1)});
    }
    std::vector<QueryRun>& runs = parsed_.runs;
    std::stable_sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.hash < b.hash; });
    runs.erase(
        std::unique(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.hash == b.hash; }),
        runs.end());
  }

  const LanguageView& view_;
  language::WordReader& reader_;
  const Xapian::Database& database_;
  RelatedWords& related_;
  const Matching matching_;
  ParsedQuery& parsed_;
  std::vector<Query> needed_;   // what each result must have
  std::vector<Word> words_;     // in order
  std::vector<Word> distinct_;  // without repeats
  Phrase forms_;                // of the distinct ones
};

}  // namespace

ParsedQuery parse_query(std::string_view text, const LanguageView& view, language::WordReader& reader,
                        const Xapian::Database& database, RelatedWords& related, Matching matching) {
  ParsedQuery parsed;
  parsed.rules = view.rules;
  Parser(view, reader, database, related, matching, parsed).parse(text);
  return parsed;
}

}  // namespace firstline::search
