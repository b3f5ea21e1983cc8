// SPDX-License-Identifier: GPL-3.0-or-later
// A question in, ranked answers out: the middle of the answering trip.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "search/confidence.h"
#include "search/explain.h"
#include "search/open_index.h"
#include "search/suggest.h"

namespace firstline::search {

/// Questions are cut to this many bytes of UTF-8.
inline constexpr std::size_t kLongestQueryBytes = 4000;

struct SearchRequest {
  std::string query;     ///< valid UTF-8, as typed
  std::string lang;      ///< preferred language, or empty: guessed from the letters
  std::string category;  ///< exactly as the articles name it, or empty: all
  std::size_t limit = 10;
  std::size_t offset = 0;
  bool as_typed = false;  ///< only articles with all words (but stop words) as typed, or their synonyms
};

struct Hit {
  std::string id;
  std::string anchor;  ///< of the best section; empty: the article's start
  std::string title;
  std::string section;  ///< heading of the best section, or empty
  std::string snippet;  ///< escaped HTML, <mark> only
  std::string lang;
  std::string category;
  double score = 0;
  bool pinned = false;
};

/// A word that no article has, and the one it was taken for.
struct StandIn {
  std::string typed;
  std::string found;  ///< as an article writes it; empty: several, none of which the first result has
};

struct SearchAnswer {
  std::string lang;         ///< the language that was searched; of the first result where several fit
  std::uint64_t total = 0;  ///< exact in a small index, an estimate above
  Answered answered = Answered::kNo;
  double confidence = 0;
  ConfidenceSignals signals;         ///< what the confidence was made of
  std::string correction;            ///< the question in a spelling that has better results, or empty
  bool corrected = false;            ///< the results are those of `correction`: only it is surely answered
  std::vector<std::string> dropped;  ///< words as typed that nothing was found for
  std::vector<StandIn> stand_ins;    ///< of the words that no article has and others stand for
  std::vector<std::string> kept;     ///< the other words but stop words: what was looked for as typed
  std::vector<Hit> hits;
  std::string normalised;  ///< the question's words as they are looked up, for grouping
};

/// One thread at a time; keeps the index open.
class Searcher {
 public:
  explicit Searcher(std::shared_ptr<const OpenIndex> index);
  ~Searcher();

  SearchAnswer search(const SearchRequest& request);

  /// A text as SearchAnswer::normalised has the query, read in that language.
  std::string normalised(const std::string& text, const std::string& lang);

  /// Where that answer's ranking and confidence come from (explain.h): of the first results, or of the
  /// article `id` wherever it stands. Fails when there is no such article.
  Explanation explain(const SearchRequest& request, const std::string& id = {});

  /// What `typed` may become (suggest.h). `lang` is preferred: where it has nothing, other languages that the
  /// letters fit answer, if they have exactly that. Empty: all that the letters fit. `queries`: what others
  /// asked, or null.
  std::vector<Suggestion> suggest(const std::string& typed, const std::string& lang, std::size_t limit,
                                  const CompletionsByLanguage* queries = nullptr);

  /// The article of that id; nothing when there is none.
  std::optional<StoredArticle> article(const std::string& id);
  /// The id that an old id leads to now.
  std::optional<std::string> resolve_alias(const std::string& old_id);
  /// The articles that translate one another, itself included, by language.
  std::vector<StoredArticle> translations(const StoredArticle& article);
  /// Articles of its language about the same thing, by its title and keywords: the nearest first, `most` at
  /// most (of 8), none that shares little.
  std::vector<StoredArticle> related(const StoredArticle& article, std::size_t most);

  const OpenIndex& index() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// One article of a generation's folder, whatever its language rules: what the indexer keeps live when its
/// file breaks. Nothing when there is none.
std::optional<Article> find_stored_article(const std::filesystem::path& generation, const std::string& id);

}  // namespace firstline::search
