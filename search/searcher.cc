// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/searcher.h"

#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/failure.h"
#include "language/guess.h"
#include "language/utf8.h"
#include "language/words.h"
#include "search/field_weight.h"
#include "search/query.h"
#include "search/snippet.h"
#include "search/suggest.h"
#include "search/synonyms.h"
#include "search/terms.h"

namespace firstline::search {
namespace {

/// Up to here the number of results is counted; above, counting would cost more than the search.
constexpr Xapian::doccount kCountedExactly = 500;

/// Where articles carry weights of their own, this many more candidates are fetched and sorted again.
constexpr std::size_t kCandidatesForWeights = 30;

/// A Xapian error is the machine's trouble: the query was built by us.
template <typename Work>
auto guarded(const OpenIndex& index, Work work) {
  try {
    return work();
  } catch (const Xapian::Error& error) {
    throw base::Failure("searching", index.generation.string(), error.get_msg());
  }
}

struct Candidate {
  StoredArticle article;
  double score = 0;
  Xapian::docid document = 0;
};

/// One question asked of the articles of some languages.
struct Attempt {
  std::vector<std::string> tags;
  std::vector<ParsedQuery> parsed;  ///< one for each tag
  std::vector<Candidate> ranked;    ///< from the first result on, as far as the request needs
  std::uint64_t total = 0;
  bool pinned = false;  ///< the first one was chosen by hand
  double confidence = 0;

  const ParsedQuery& parsed_for(std::string_view lang) const {
    for (std::size_t i = 0; i < tags.size(); ++i)
      if (tags[i] == lang) return parsed[i];
    return parsed.front();
  }
};

/// Words that no article has, in none of the languages that were searched.
std::vector<std::string> dropped_words(const std::vector<ParsedQuery>& parsed) {
  if (parsed.empty()) return {};
  std::vector<std::string> dropped = parsed.front().unknown;
  for (const ParsedQuery& other : parsed)
    dropped.erase(std::remove_if(dropped.begin(), dropped.end(),
                                 [&](const std::string& word) {
                                   return std::find(other.unknown.begin(), other.unknown.end(), word) ==
                                          other.unknown.end();
                                 }),
                  dropped.end());
  return dropped;
}

}  // namespace

struct Searcher::State {
  std::shared_ptr<const OpenIndex> index;
  Xapian::Database database;
  language::WordReader reader;
  std::map<std::string, Synonyms> synonyms;  // by language tag

  explicit State(std::shared_ptr<const OpenIndex> opened)
      : index(std::move(opened)),
        database((index->generation / kTermsFolder).string()),
        reader(*index->languages) {}

  const Synonyms& synonyms_for(const std::string& lang) {
    const auto found = synonyms.find(lang);
    if (found != synonyms.end()) return found->second;
    return synonyms.emplace(lang, Synonyms(index->synonyms, index->languages->rules_for(lang), reader))
        .first->second;
  }

  /// The index's languages, the asked one first, else the default one.
  std::vector<std::string> languages_by_preference(const std::string& asked) const {
    std::vector<std::string> tags;
    const auto add = [&](const std::string& tag) {
      if (index->manifest.languages.count(tag) != 0 && std::find(tags.begin(), tags.end(), tag) == tags.end())
        tags.push_back(tag);
    };
    add(asked);
    add(asked.substr(0, asked.find('-')));
    add(index->manifest.default_language);
    for (const auto& [tag, counts] : index->manifest.languages) add(tag);
    return tags;
  }

  MeanLengths mean_lengths(const std::vector<std::string>& tags) const {
    MeanLengths means{};
    std::uint64_t articles = 0;
    for (const std::string& tag : tags) {
      const LanguageCounts& counts = index->manifest.languages.at(tag);
      articles += counts.articles;
      for (std::size_t field = 0; field < kFields; ++field)
        means[field] += static_cast<double>(counts.words[field]);
    }
    for (double& mean : means)
      mean = std::max(1.0, mean / static_cast<double>(std::max<std::uint64_t>(1, articles)));
    return means;
  }

  std::vector<ParsedQuery> parse(const std::string& query, const std::vector<std::string>& tags) {
    std::vector<ParsedQuery> parsed;
    for (const std::string& tag : tags)
      parsed.push_back(
          parse_query(query, tag, index->languages->rules_for(tag), reader, synonyms_for(tag), database));
    return parsed;
  }

  StoredArticle article_at(Xapian::docid document) const {
    return index->store->at(
        std::stoull(database.get_document(document, Xapian::DOC_ASSUME_VALID).get_data()));
  }

  std::optional<StoredArticle> find(const std::string& term) const {
    const Xapian::PostingIterator found = database.postlist_begin(term);
    if (found == database.postlist_end(term)) return std::nullopt;
    return article_at(*found);
  }

  Xapian::MSet run(const std::vector<ParsedQuery>& parsed, const std::vector<std::string>& tags,
                   const std::string& category, std::size_t candidates) {
    std::vector<Xapian::Query> queries;
    for (const ParsedQuery& one : parsed)
      if (!one.query.empty()) queries.push_back(one.query);
    if (queries.empty()) return {};
    Xapian::Query query(Xapian::Query::OP_OR, queries.begin(), queries.end());
    if (!category.empty())
      query = {Xapian::Query::OP_FILTER, query, Xapian::Query(name_term(kCategoryPrefix, category))};
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    enquire.set_weighting_scheme(FieldWeight(mean_lengths(tags)));
    const Xapian::doccount check = database.get_doccount() <= kCountedExactly ? kCountedExactly : 0;
    return enquire.get_mset(0, static_cast<Xapian::doccount>(candidates), check);
  }

  /// The question's stems in order, parted by spaces: one shape for all ways of writing it.
  std::string normalised(const std::string& query, const std::string& lang) {
    std::string stems;
    for (const language::Word& word : reader.read(query, index->languages->rules_for(lang))) {
      if (!stems.empty()) stems += ' ';
      stems += word.forms->stem;
    }
    return stems;
  }

  /// The article that was chosen by hand for exactly these words, in one of these languages.
  std::optional<StoredArticle> pinned(const std::string& query, const std::vector<std::string>& tags) {
    for (const Pin& pin : index->pins) {
      const std::optional<StoredArticle> article = find(name_term(kIdPrefix, pin.id));
      if (!article) continue;
      const std::string lang(article->lang);
      if (std::find(tags.begin(), tags.end(), lang) == tags.end()) continue;
      const std::string words = normalised(query, lang);
      if (!words.empty() && normalised(pin.query, lang) == words) return article;
    }
    return std::nullopt;
  }

  /// Which languages to ask, in order, until one has an answer: the one that was asked for, those that the
  /// letters fit, all.
  std::vector<std::vector<std::string>> attempts(const std::string& query, const std::string& asked) const {
    const std::vector<std::string> all = languages_by_preference(asked);
    std::vector<std::vector<std::string>> list;
    if (!asked.empty() && !all.empty() &&
        (all.front() == asked || all.front() == asked.substr(0, asked.find('-'))))
      list.push_back({all.front()});
    for (std::vector<std::string>& tags :
         std::vector{language::guess_languages(query, all, *index->languages), all})
      if (!tags.empty() && (list.empty() || list.back() != tags)) list.push_back(std::move(tags));
    return list;
  }

  Attempt attempt(const std::string& query, const std::vector<std::string>& tags,
                  const SearchRequest& request) {
    Attempt attempt;
    attempt.tags = tags;
    attempt.parsed = parse(query, tags);
    const std::size_t more = index->manifest.weighted_articles > 0 ? kCandidatesForWeights : 0;
    const Xapian::MSet found =
        run(attempt.parsed, tags, request.category, request.offset + request.limit + more);
    attempt.total = found.get_matches_estimated();
    for (auto item = found.begin(); item != found.end(); ++item) {
      Candidate candidate{article_at(*item), item.get_weight(), *item};
      candidate.score *= candidate.article.weight;
      attempt.ranked.push_back(std::move(candidate));
    }
    std::stable_sort(attempt.ranked.begin(), attempt.ranked.end(),
                     [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
    if (request.category.empty()) put_pin_first(query, attempt);
    attempt.total = std::max<std::uint64_t>(attempt.total, attempt.ranked.size());
    attempt.confidence = confidence(signals(attempt));
    return attempt;
  }

  void put_pin_first(const std::string& query, Attempt& attempt) {
    const std::optional<StoredArticle> pin = pinned(query, attempt.tags);
    if (!pin) return;
    std::vector<Candidate>& ranked = attempt.ranked;
    const double top = ranked.empty() ? 0 : ranked.front().score;
    const auto old = std::find_if(ranked.begin(), ranked.end(),
                                  [&](const Candidate& one) { return one.article.id == pin->id; });
    if (old != ranked.end())
      ranked.erase(old);
    else
      ++attempt.total;
    ranked.insert(ranked.begin(), {*pin, top, 0});
    attempt.pinned = true;
  }

  ConfidenceSignals signals(const Attempt& attempt) const {
    ConfidenceSignals signals;
    signals.has_results = !attempt.ranked.empty();
    signals.pinned = attempt.pinned;
    if (attempt.ranked.empty() || attempt.pinned) return signals;
    const Candidate& first = attempt.ranked.front();
    const ParsedQuery& parsed = attempt.parsed_for(first.article.lang);
    signals.best_score = first.score / first.article.weight;
    signals.potential = parsed.potential;
    signals.share_matched = share_matched(parsed, first.document);
    return signals;
  }

  /// Share of the question's IDF whose words stand in the article.
  double share_matched(const ParsedQuery& parsed, Xapian::docid document) const {
    if (parsed.potential <= 0) return 0;
    double matched = 0;
    for (const QueryTerm& term : parsed.terms) {
      const std::string spelt = spell(term);
      Xapian::PostingIterator postings = database.postlist_begin(spelt);
      if (postings == database.postlist_end(spelt)) continue;
      postings.skip_to(document);
      if (postings != database.postlist_end(spelt) && *postings == document) matched += term.idf;
    }
    return std::min(1.0, matched / parsed.potential);
  }

  /// The part of an attempt that the request wants to see, with snippets.
  SearchAnswer present(const std::string& query, const Attempt& attempt, const SearchRequest& request) {
    SearchAnswer answer;
    // Letters that fit several languages: the first result tells which it was.
    answer.lang = attempt.tags.empty() ? request.lang : attempt.tags.front();
    if (attempt.tags.size() > 1 && !attempt.ranked.empty()) answer.lang = attempt.ranked.front().article.lang;
    answer.total = attempt.total;
    answer.confidence = attempt.confidence;
    answer.answered = answered(attempt.confidence, !attempt.ranked.empty());
    answer.dropped = dropped_words(attempt.parsed);
    answer.normalised = normalised(query, answer.lang);
    const std::size_t end = std::min(attempt.ranked.size(), request.offset + request.limit);
    for (std::size_t i = request.offset; i < end; ++i)
      answer.hits.push_back(present(attempt.ranked[i], attempt));
    if (attempt.pinned && request.offset == 0) answer.hits.front().pinned = true;
    return answer;
  }

  Hit present(const Candidate& candidate, const Attempt& attempt) {
    const StoredArticle& article = candidate.article;
    Snippet snippet = make_snippet(article, attempt.parsed_for(article.lang).terms,
                                   index->languages->rules_for(article.lang), reader);
    Hit hit;
    hit.id = article.id;
    hit.title = article.title;
    hit.anchor = std::move(snippet.anchor);
    hit.section = std::move(snippet.heading);
    hit.snippet = std::move(snippet.html);
    hit.lang = article.lang;
    hit.category = article.category;
    hit.score = candidate.score;
    return hit;
  }
};

Searcher::Searcher(std::shared_ptr<const OpenIndex> index) {
  const OpenIndex& opened = *index;
  state_ = guarded(opened, [&] { return std::make_unique<State>(std::move(index)); });
}

Searcher::~Searcher() = default;

const OpenIndex& Searcher::index() const {
  return *state_->index;
}

SearchAnswer Searcher::search(const SearchRequest& request) {
  State& state = *state_;
  return guarded(*state.index, [&] {
    const std::string query = language::to_nfc(language::cut_utf8(request.query, kLongestQueryBytes));
    Attempt best;
    for (const std::vector<std::string>& tags : state.attempts(query, request.lang)) {
      Attempt attempt = state.attempt(query, tags, request);
      const bool better = best.tags.empty() || attempt.confidence > best.confidence;
      if (better) best = std::move(attempt);
      if (answered(best.confidence, !best.ranked.empty()) != Answered::kNo) break;
    }
    return state.present(query, best, request);
  });
}

std::vector<Suggestion> Searcher::suggest(const std::string& typed, const std::string& lang,
                                          std::size_t limit) {
  State& state = *state_;
  return guarded(*state.index, [&] {
    const std::string query = language::to_nfc(language::cut_utf8(typed, kLongestQueryBytes));
    const std::vector<std::string> all = state.languages_by_preference(lang);
    std::vector<std::string> tags = language::guess_languages(query, all, *state.index->languages);
    if (!lang.empty() && !tags.empty()) tags.resize(1);
    return suggest_titles(query, tags, *state.index, state.reader, state.database, limit);
  });
}

std::optional<StoredArticle> Searcher::article(const std::string& id) {
  return guarded(*state_->index, [&] { return state_->find(name_term(kIdPrefix, id)); });
}

std::optional<std::string> Searcher::resolve_alias(const std::string& old_id) {
  return guarded(*state_->index, [&]() -> std::optional<std::string> {
    const std::optional<StoredArticle> article = state_->find(name_term(kAliasPrefix, old_id));
    if (!article) return std::nullopt;
    return std::string(article->id);
  });
}

std::vector<StoredArticle> Searcher::translations(const StoredArticle& article) {
  return guarded(*state_->index, [&] {
    const std::string term = name_term(kTranslationPrefix, article.translation_key);
    std::vector<StoredArticle> found;
    for (auto item = state_->database.postlist_begin(term); item != state_->database.postlist_end(term);
         ++item)
      found.push_back(state_->article_at(*item));
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.lang < b.lang; });
    return found;
  });
}

std::optional<Article> find_stored_article(const std::filesystem::path& generation, const std::string& id) {
  try {
    const Xapian::Database database((generation / kTermsFolder).string());
    const std::string term = name_term(kIdPrefix, id);
    const Xapian::PostingIterator found = database.postlist_begin(term);
    if (found == database.postlist_end(term)) return std::nullopt;
    return ArticleStore(generation / kStoreFile)
        .at(std::stoull(database.get_document(*found).get_data()))
        .to_article();
  } catch (const Xapian::Error& error) {
    throw base::Failure("reading the index", generation.string(), error.get_msg());
  }
}

}  // namespace firstline::search
