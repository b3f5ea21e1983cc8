// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/searcher.h"

#include <xapian.h>

#include <algorithm>
#include <unordered_map>

#include "base/failure.h"
#include "language/guess.h"
#include "language/utf8.h"
#include "search/attempt.h"
#include "search/ranking.h"
#include "search/snippet.h"
#include "search/suggest.h"
#include "search/terms.h"

namespace firstline::search {
namespace {

/// Related articles of one, and of how many the related ones are remembered: 100 bytes each.
constexpr std::size_t kMostRelated = 8;
constexpr std::size_t kMostRemembered = 1000;

/// A Xapian error is the machine's trouble: the query was built by us.
template <typename Work>
auto guarded(const OpenIndex& index, Work work) {
  try {
    return work();
  } catch (const Xapian::Error& error) {
    throw base::Failure("searching", index.generation.string(), error.get_msg());
  }
}

/// Whether nothing was found for the clause typed so, in this language.
bool found_nothing(const ParsedQuery& parsed, const std::string& typed) {
  return std::any_of(parsed.clauses.begin(), parsed.clauses.end(), [&](const Clause& clause) {
    return clause.ways.empty() && !clause.stop && clause.typed == typed;
  });
}

/// Words that nothing was found for, in none of the languages that were searched.
std::vector<std::string> dropped_words(const std::vector<ParsedQuery>& parsed) {
  std::vector<std::string> dropped;
  if (parsed.empty()) return dropped;
  for (const Clause& clause : parsed.front().clauses)
    if (std::all_of(parsed.begin(), parsed.end(),
                    [&](const ParsedQuery& other) { return found_nothing(other, clause.typed); }))
      dropped.push_back(clause.typed);
  return dropped;
}

/// The question with its misspelt words as the first result writes them; empty when there are none.
std::string respelt(const std::string& query, const ParsedQuery& parsed) {
  std::vector<std::pair<language::Span, std::string_view>> changes;
  for (const Clause& clause : parsed.clauses) {
    if (!clause.misspelt()) continue;
    changes.push_back({{clause.begin, clause.bytes}, clause.near});
    for (const language::Span span : clause.repeats) changes.push_back({span, clause.near});
  }
  if (changes.empty()) return {};
  std::sort(changes.begin(), changes.end(),  // the last first: places before it stay
            [](const auto& a, const auto& b) { return a.first.begin > b.first.begin; });
  std::string text = query;
  for (const auto& [span, near] : changes) text.replace(span.begin, span.bytes, near);
  return text;
}

/// Whether all words to be corrected may be right as they are: other forms of the near ones.
bool maybe_inflected(const ParsedQuery& parsed) {
  return std::all_of(parsed.clauses.begin(), parsed.clauses.end(),
                     [](const Clause& clause) { return !clause.misspelt() || clause.near_in_its_end; });
}

/// Whether no word to be corrected has more than one slip: with two it is a guess.
bool one_slip(const ParsedQuery& parsed) {
  return std::all_of(parsed.clauses.begin(), parsed.clauses.end(),
                     [](const Clause& clause) { return !clause.misspelt() || clause.near_edits == 1; });
}

}  // namespace

struct Searcher::State {
  std::shared_ptr<const OpenIndex> index;
  Asker asker;
  std::unordered_map<std::string, std::vector<Xapian::docid>> remembered_related;  // by article id

  explicit State(std::shared_ptr<const OpenIndex> opened) : index(std::move(opened)), asker(*index) {}

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

  /// The best attempt: the first whose answer isn't `no`, else the most confident.
  Attempt ask(const std::string& query, const SearchRequest& request) {
    asker.begin_search(request.as_typed ? Matching::kAsTyped : Matching::kForgiving);
    Attempt best;
    for (const std::vector<std::string>& tags : attempts(query, request.lang)) {
      Attempt attempt = asker.ask(query, tags, request.category, request.offset + request.limit);
      if (best.tags.empty() || attempt.confidence > best.confidence) best = std::move(attempt);
      if (index->confidence->answered(best.confidence, !best.ranked.empty()) != Answered::kNo) break;
    }
    return best;
  }

  /// Another spelling and what it finds; no spelling: none.
  struct Correction {
    std::string query;
    Attempt attempt;
    bool surely = false;  ///< it answers, what was typed doesn't, and is no other form of what articles have
  };

  /// A spelling with better results. Where only ends differ, much better ones: the word that was typed may
  /// exist. A long text has none: a slip in it decides nothing, and asking again costs most there.
  Correction correction(const std::string& query, const Attempt& attempt, const SearchRequest& request) {
    if (attempt.ranked.empty() || attempt.signals.certain || request.as_typed) return {};
    const std::string lang(attempt.ranked.front().article.lang);
    const ParsedQuery& parsed = attempt.parsed_for(lang);
    if (parsed.clauses.size() == ranking::kMostClauses) return {};
    const std::string other = respelt(query, parsed);
    if (other.empty()) return {};
    Attempt corrected = asker.ask(other, {lang}, request.category, request.offset + request.limit);
    if (corrected.ranked.empty() || corrected.confidence <= attempt.confidence) return {};
    const bool same_first = corrected.ranked.front().document == attempt.ranked.front().document;
    const Answered answered = index->confidence->answered(corrected.confidence, true);
    const bool same_answered = answered == index->confidence->answered(attempt.confidence, true);
    const bool inflected = maybe_inflected(parsed);
    if (same_first && same_answered && inflected) return {};
    if (answered == Answered::kNo && !one_slip(parsed)) return {};  // a guess that leads nowhere
    const bool surely = !inflected && one_slip(parsed) && attempt.tags.size() == 1 && !same_answered &&
                        answered == Answered::kYes;
    return {other, std::move(corrected), surely};
  }

  /// The articles that are related to this one: searched for once, since people read the same ones.
  const std::vector<Xapian::docid>& related(const StoredArticle& article) {
    const auto known = remembered_related.find(std::string(article.id));
    if (known != remembered_related.end()) return known->second;
    std::string text(article.title);
    for (const std::string_view keyword : article.keywords) text.append(" ").append(keyword);
    asker.begin_search();
    const Attempt attempt = asker.ask(text, {std::string(article.lang)}, "", kMostRelated + 1);
    std::vector<Xapian::docid> near;
    for (const Candidate& candidate : attempt.ranked)
      if (candidate.document != 0 && candidate.article.id != article.id && near.size() < kMostRelated &&
          candidate.score >= attempt.ranked.front().score * ranking::kRelated)
        near.push_back(candidate.document);
    if (remembered_related.size() == kMostRemembered) remembered_related.clear();
    return remembered_related[std::string(article.id)] = std::move(near);
  }

  /// The part of an attempt that the request wants to see, with snippets.
  SearchAnswer present(const Attempt& attempt, const SearchRequest& request) {
    SearchAnswer answer;
    // Letters that fit several languages: the first result tells which it was.
    answer.lang = attempt.tags.empty() ? request.lang : attempt.tags.front();
    if (attempt.tags.size() > 1 && !attempt.ranked.empty()) answer.lang = attempt.ranked.front().article.lang;
    answer.total = attempt.total;
    answer.confidence = attempt.confidence;
    answer.answered = index->confidence->answered(attempt.confidence, !attempt.ranked.empty());
    answer.signals = attempt.signals;
    answer.dropped = dropped_words(attempt.parsed);
    if (!attempt.parsed.empty()) {
      answer.normalised = attempt.parsed_for(answer.lang).normalised;
      tell_words(attempt, answer);
    }
    const std::size_t end = std::min(attempt.ranked.size(), request.offset + request.limit);
    for (std::size_t i = request.offset; i < end; ++i)
      answer.hits.push_back(present(attempt.ranked[i], attempt));
    if (attempt.pinned && request.offset == 0 && !answer.hits.empty()) answer.hits.front().pinned = true;
    return answer;
  }

  /// Which of the question's words were looked for, and which others stood for them.
  void tell_words(const Attempt& attempt, SearchAnswer& answer) const {
    const ParsedQuery& parsed = attempt.parsed_for(answer.lang);
    for (const Clause& clause : parsed.clauses) {
      if (clause.stop) continue;
      if (clause.known) {
        answer.kept.push_back(clause.typed);
      } else if (const QueryTerm* term = stand_in(clause, parsed, attempt)) {
        answer.stand_ins.push_back({clause.typed, term->written});
      } else if (clause.misspelt()) {
        answer.stand_ins.push_back({clause.typed, ""});
      } else if (!clause.ways.empty() && !attempt.ranked.empty()) {
        answer.dropped.push_back(clause.typed);  // what resembles it, the first result hasn't either
      }
    }
  }

  /// The first of the words for one that no article has which the first result holds.
  const QueryTerm* stand_in(const Clause& clause, const ParsedQuery& parsed, const Attempt& attempt) const {
    if (attempt.ranked.empty()) return nullptr;
    for (const std::vector<std::size_t>& way : clause.ways) {
      const QueryTerm& term = parsed.terms[way.front()];
      if (!term.written.empty() && asker.packed_frequencies(attempt.ranked.front().document, term.term) != 0)
        return &term;
    }
    return nullptr;
  }

  Hit present(const Candidate& candidate, const Attempt& attempt) {
    const StoredArticle& article = candidate.article;
    Snippet snippet = make_snippet(article, attempt.parsed_for(article.lang).terms,
                                   index->languages->rules_for(article.lang), asker.reader());
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
    const Attempt attempt = state.ask(query, request);
    State::Correction correction = state.correction(query, attempt, request);
    SearchAnswer answer = state.present(correction.surely ? correction.attempt : attempt, request);
    answer.correction = std::move(correction.query);
    answer.corrected = correction.surely;
    if (answer.corrected)
      answer.normalised = attempt.parsed_for(answer.lang).normalised;  // of what was asked
    return answer;
  });
}

std::string Searcher::normalised(const std::string& text, const std::string& lang) {
  return state_->asker.normalised(text, lang);
}

Explanation Searcher::explain(const SearchRequest& request, const std::string& id) {
  State& state = *state_;
  return guarded(*state.index, [&] {
    const std::string query = language::to_nfc(language::cut_utf8(request.query, kLongestQueryBytes));
    const Attempt attempt = state.ask(query, request);
    const State::Correction correction = state.correction(query, attempt, request);
    Explanation explanation =
        correction.surely ? search::explain(*state.index, state.asker, correction.attempt, correction.query,
                                            request.category, id)
                          : search::explain(*state.index, state.asker, attempt, query, request.category, id);
    explanation.query = query;
    explanation.asked_lang = request.lang;
    explanation.correction = correction.query;
    explanation.dropped = dropped_words(attempt.parsed);
    return explanation;
  });
}

std::vector<Suggestion> Searcher::suggest(const std::string& typed, const std::string& lang,
                                          std::size_t limit, const CompletionsByLanguage* queries) {
  State& state = *state_;
  const std::string start = language::to_nfc(language::cut_utf8(typed, kLongestTypedBytes));
  const std::vector<std::string> all = state.languages_by_preference(lang);
  std::vector<std::string> tags = language::guess_languages(start, all, *state.index->languages);
  const auto suggest_in = [&](std::vector<std::string> some, bool only_as_typed) {
    return search::suggest({start, std::move(some), limit, only_as_typed}, {state.index->titles, queries},
                           *state.index->languages, state.asker.reader());
  };
  if (lang.empty() || tags.size() < 2) return suggest_in(std::move(tags), false);
  std::vector<Suggestion> preferred = suggest_in({tags.front()}, false);
  if (!preferred.empty()) return preferred;
  tags.erase(tags.begin());
  return suggest_in(std::move(tags), true);
}

std::optional<StoredArticle> Searcher::article(const std::string& id) {
  return guarded(*state_->index, [&] { return state_->asker.find(name_term(kIdPrefix, id)); });
}

std::optional<std::string> Searcher::resolve_alias(const std::string& old_id) {
  return guarded(*state_->index, [&]() -> std::optional<std::string> {
    const std::optional<StoredArticle> article = state_->asker.find(name_term(kAliasPrefix, old_id));
    if (!article) return std::nullopt;
    return std::string(article->id);
  });
}

std::vector<StoredArticle> Searcher::translations(const StoredArticle& article) {
  return guarded(*state_->index, [&] {
    const std::string term = name_term(kTranslationPrefix, article.translation_key);
    std::vector<StoredArticle> found;
    const Xapian::Database& database = state_->asker.database();
    for (auto item = database.postlist_begin(term); item != database.postlist_end(term); ++item)
      found.push_back(state_->asker.article_at(*item));
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.lang < b.lang; });
    return found;
  });
}

std::vector<StoredArticle> Searcher::related(const StoredArticle& article, std::size_t most) {
  State& state = *state_;
  return guarded(*state.index, [&] {
    const std::vector<Xapian::docid>& near = state.related(article);
    std::vector<StoredArticle> found;
    for (std::size_t i = 0; i < std::min(most, near.size()); ++i)
      found.push_back(state.asker.article_at(near[i]));
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
