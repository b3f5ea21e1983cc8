// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/attempt.h"

#include <algorithm>
#include <cmath>

#include "search/field_weight.h"
#include "search/ranking.h"
#include "search/terms.h"

namespace firstline::search {
namespace {

/// Up to here the number of results is counted; above, counting would cost more than the search.
constexpr Xapian::doccount kCountedExactly = 500;

bool better(const Candidate& a, const Candidate& b) {
  return a.score > b.score;
}

/// A word as typed, or a synonym, is what was asked for; a near one only may be.
double credit_of(const QueryTerm& term) {
  return term.origin == Origin::kNear || term.origin == Origin::kSharing ? term.credit : 1;
}

/// What a writer's weight makes of a score.
double boost(const StoredArticle& article) {
  return article.weight == 1 ? 1 : std::pow(article.weight, ranking::kWeightPower);
}

}  // namespace

const ParsedQuery& Attempt::parsed_for(std::string_view lang) const {
  for (std::size_t i = 0; i < tags.size(); ++i)
    if (tags[i] == lang) return parsed[i];
  return parsed.front();
}

Asker::Asker(const OpenIndex& index)
    : index_(index),
      database_((index.generation / kTermsFolder).string()),
      reader_(*index.languages, language::kRememberedQuestionWords) {}

LanguageView Asker::view(const std::string& lang) {
  LanguageView view;
  view.lang = lang;
  view.rules = &index_.languages->rules_for(lang);
  view.vocabulary = index_.vocabularies->find(lang);
  view.articles = std::max(1.0, static_cast<double>(index_.manifest.languages.at(lang).articles));
  auto synonyms = synonyms_.find(lang);
  if (synonyms == synonyms_.end())
    synonyms = synonyms_.emplace(lang, Synonyms(index_.synonyms, *view.rules, reader_)).first;
  view.synonyms = &synonyms->second;
  return view;
}

const Asker::Pins& Asker::pins(const std::string& lang) {
  const auto found = pins_.find(lang);
  if (found != pins_.end()) return found->second;
  Pins& pins = pins_[lang];
  for (const Pin& pin : index_.pins) {
    const std::optional<StoredArticle> article = find(name_term(kIdPrefix, pin.id));
    if (!article || article->lang != lang) continue;
    if (std::string words = normalised(pin.query, lang); !words.empty())
      pins.emplace(std::move(words), pin.id);  // the first of two pins for one question stands
  }
  return pins;
}

std::string Asker::normalised(std::string_view text, std::string_view lang) {
  std::string stems;
  for (const language::Word& word : reader_.read(text, index_.languages->rules_for(lang))) {
    if (!stems.empty()) stems += ' ';
    stems += word.forms->stem;
  }
  return stems;
}

StoredArticle Asker::article_at(Xapian::docid document) const {
  return index_.store->at(index_.records.at(document));
}

std::optional<StoredArticle> Asker::find(const std::string& term) const {
  const Xapian::PostingIterator found = database_.postlist_begin(term);
  if (found == database_.postlist_end(term)) return std::nullopt;
  return article_at(*found);
}

std::uint32_t Asker::packed_frequencies(Xapian::docid document, const std::string& term) const {
  Xapian::PostingIterator postings = database_.postlist_begin(term);
  const Xapian::PostingIterator end = database_.postlist_end(term);
  if (document != 0 && postings != end) postings.skip_to(document);
  return postings != end && *postings == document ? postings.get_wdf() : 0;
}

MeanLengths Asker::mean_lengths(const std::vector<std::string>& tags) const {
  MeanLengths means{};
  std::uint64_t articles = 0;
  for (const std::string& tag : tags) {
    const LanguageCounts& counts = index_.manifest.languages.at(tag);
    articles += counts.articles;
    for (std::size_t field = 0; field < kFields; ++field)
      means[field] += static_cast<double>(counts.words[field]);
  }
  for (double& mean : means)
    mean = std::max(1.0, mean / static_cast<double>(std::max<std::uint64_t>(1, articles)));
  return means;
}

Attempt Asker::ask(const std::string& query, const std::vector<std::string>& tags,
                   const std::string& category, std::size_t wanted) {
  Attempt attempt;
  attempt.tags = tags;
  for (const std::string& tag : tags)
    attempt.parsed.push_back(parse_query(query, view(tag), reader_, database_, related_, matching_));
  const MeanLengths means = mean_lengths(tags);
  find_candidates(attempt, means, category, wanted);
  compare_again(attempt, means);
  if (category.empty()) put_pin_first(attempt);
  attempt.total = std::max<std::uint64_t>(attempt.total, attempt.ranked.size());
  judge(attempt);
  return attempt;
}

void Asker::find_candidates(Attempt& attempt, const MeanLengths& means, const std::string& category,
                            std::size_t wanted) const {
  std::vector<Xapian::Query> queries;
  for (const ParsedQuery& one : attempt.parsed)
    if (!one.query.empty()) queries.push_back(one.query);
  if (queries.empty()) return;
  Xapian::Query query(Xapian::Query::OP_OR, queries.begin(), queries.end());
  if (!category.empty())
    query = {Xapian::Query::OP_FILTER, query, Xapian::Query(name_term(kCategoryPrefix, category))};
  Xapian::Enquire enquire(database_);
  enquire.set_query(query);
  enquire.set_weighting_scheme(FieldWeight(means));
  const Xapian::doccount check = database_.get_doccount() <= kCountedExactly ? kCountedExactly : 0;
  const auto most = static_cast<Xapian::doccount>(std::max(wanted, ranking::kRescored));
  const Xapian::MSet found = enquire.get_mset(0, most, check);
  attempt.total = found.get_matches_estimated();
  attempt.ranked.reserve(found.size() + 1);
  for (auto item = found.begin(); item != found.end(); ++item) {
    Candidate candidate;
    candidate.article = article_at(*item);
    candidate.word_score = item.get_weight();
    candidate.score = candidate.word_score * boost(candidate.article);
    candidate.document = *item;
    attempt.ranked.push_back(std::move(candidate));
  }
}

void Asker::compare_again(Attempt& attempt, const MeanLengths& means) const {
  std::vector<Rescorer> rescorers;
  for (const ParsedQuery& parsed : attempt.parsed) rescorers.emplace_back(parsed, means);
  const std::size_t many = std::min(attempt.ranked.size(), ranking::kRescored);
  for (std::size_t i = 0; i < many; ++i) {
    Candidate& candidate = attempt.ranked[i];
    const auto parsed = &attempt.parsed_for(candidate.article.lang) - attempt.parsed.data();
    candidate.gain = rescorers[static_cast<std::size_t>(parsed)].gain(candidate.article);
    candidate.score =
        (candidate.word_score + candidate.gain.runs + candidate.gain.pairs) * boost(candidate.article);
  }
  std::stable_sort(attempt.ranked.begin(), attempt.ranked.end(), better);
}

void Asker::put_pin_first(Attempt& attempt) {
  if (index_.pins.empty()) return;
  for (std::size_t i = 0; i < attempt.tags.size(); ++i) {
    const Pins& all = pins(attempt.tags[i]);
    const auto pin = all.find(attempt.parsed[i].normalised);
    if (pin == all.end()) continue;
    std::vector<Candidate>& ranked = attempt.ranked;
    const auto old = std::find_if(ranked.begin(), ranked.end(),
                                  [&](const Candidate& one) { return one.article.id == pin->second; });
    if (old != ranked.end()) {
      std::rotate(ranked.begin(), old, old + 1);
    } else {
      Candidate first;
      first.article = *find(name_term(kIdPrefix, pin->second));
      first.score = ranked.empty() ? 0 : ranked.front().score;
      ranked.insert(ranked.begin(), std::move(first));
      ++attempt.total;
    }
    attempt.pinned = true;
    return;
  }
}

void Asker::judge(Attempt& attempt) {
  if (!attempt.ranked.empty()) {
    attempt.signals = signals_of(evidence(attempt));
    const StoredArticle& first = attempt.ranked.front().article;
    const ParsedQuery& parsed = attempt.parsed_for(first.lang);
    const auto words =
        static_cast<std::size_t>(std::count(parsed.normalised.begin(), parsed.normalised.end(), ' ') + 1);
    const bool named = first.lengths[static_cast<std::size_t>(Field::kTitle)] == words &&
                       normalised(first.title, first.lang) == parsed.normalised;
    attempt.signals.has_results = true;
    attempt.signals.only_stop_words = std::all_of(parsed.clauses.begin(), parsed.clauses.end(),
                                                  [](const Clause& clause) { return clause.stop; });
    attempt.signals.certain = attempt.pinned || named;
  }
  attempt.confidence = index_.confidence->confidence(attempt.signals);
}

/// Where the question's words stand in the first result, and how far it is ahead.
Evidence Asker::evidence(const Attempt& attempt) const {
  const std::vector<Candidate>& ranked = attempt.ranked;
  const Candidate& first = ranked.front();
  const ParsedQuery& parsed = attempt.parsed_for(first.article.lang);
  Evidence evidence;
  evidence.fingerprints = first.article.fingerprints;
  for (std::size_t i = 0; i < std::min(ranked.size(), kResultsInEvidence); ++i)
    evidence.scores.push_back(ranked[i].score / boost(ranked[i].article));

  std::vector<std::uint32_t> packed;  // of each term, its packed frequency
  for (const QueryTerm& term : parsed.terms) packed.push_back(packed_frequencies(first.document, term.term));

  for (const Clause& clause : parsed.clauses) {
    WordEvidence word;
    word.idf = clause.potential;
    word.known = clause.known;
    for (const std::vector<std::size_t>& way : clause.ways) {
      double whole = 0;
      double held = 0;
      double in_title = 0;
      for (const std::size_t term : way) {
        whole += parsed.terms[term].idf;
        if (packed[term] == 0) continue;
        const double credit = credit_of(parsed.terms[term]) * parsed.terms[term].idf;
        held += credit;
        if (unpack_frequency(packed[term], static_cast<std::size_t>(Field::kTitle)) > 0) in_title += credit;
        word.fingerprints.push_back(parsed.terms[term].fingerprint);
      }
      word.held = std::max(word.held, held / whole);
      word.title = std::max(word.title, in_title / whole);
    }
    evidence.words.push_back(std::move(word));
  }
  return evidence;
}

}  // namespace firstline::search
