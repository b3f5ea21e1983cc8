// SPDX-License-Identifier: GPL-3.0-or-later
// One question asked of the articles of some languages: found, compared again, judged. Inner header of
// search/.
#pragma once

#include <xapian.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "language/words.h"
#include "search/open_index.h"
#include "search/query.h"
#include "search/rescore.h"
#include "search/signals.h"
#include "search/synonyms.h"

namespace firstline::search {

struct Candidate {
  StoredArticle article;
  double word_score = 0;  ///< of whole words
  Gain gain;
  double score = 0;  ///< all, times the article's weight
  Xapian::docid document = 0;
};

struct Attempt {
  std::vector<std::string> tags;
  std::vector<ParsedQuery> parsed;  ///< one for each tag
  std::vector<Candidate> ranked;    ///< from the first result on
  std::uint64_t total = 0;
  bool pinned = false;  ///< the first one was chosen by hand
  ConfidenceSignals signals;
  double confidence = 0;

  const ParsedQuery& parsed_for(std::string_view lang) const;
};

/// What asking needs, kept between questions. One thread at a time.
class Asker {
 public:
  explicit Asker(const OpenIndex& index);

  /// Forgets what was looked up for the last question. What is asked from now on is looked for so.
  void begin_search(Matching matching = Matching::kForgiving) {
    related_.begin_search();
    matching_ = matching;
  }

  /// The first `wanted` results, and more where that costs nothing. `category` empty: all.
  Attempt ask(const std::string& query, const std::vector<std::string>& tags, const std::string& category,
              std::size_t wanted);

  /// The article that a term of schema.h names.
  std::optional<StoredArticle> find(const std::string& term) const;
  StoredArticle article_at(Xapian::docid document) const;
  /// What the index holds of the term in the document (schema.h); 0: the document hasn't the term, or is 0.
  std::uint32_t packed_frequencies(Xapian::docid document, const std::string& term) const;
  /// Of the fields of these languages' articles: what BM25 compares a field's length with.
  MeanLengths mean_lengths(const std::vector<std::string>& tags) const;

  const Xapian::Database& database() const { return database_; }
  language::WordReader& reader() { return reader_; }

  /// The question's stems in order, parted by spaces: one shape for all ways of writing it.
  std::string normalised(std::string_view text, std::string_view lang);

 private:
  using Pins = std::map<std::string, std::string>;  // article ids by normalised question
  LanguageView view(const std::string& lang);
  const Pins& pins(const std::string& lang);
  void find_candidates(Attempt& attempt, const MeanLengths& means, const std::string& category,
                       std::size_t wanted) const;
  void compare_again(Attempt& attempt, const MeanLengths& means) const;
  void put_pin_first(Attempt& attempt);
  void judge(Attempt& attempt);
  Evidence evidence(const Attempt& attempt) const;

  const OpenIndex& index_;
  Xapian::Database database_;
  language::WordReader reader_;
  RelatedWords related_;
  Matching matching_ = Matching::kForgiving;
  std::map<std::string, Synonyms> synonyms_;  // by language tag
  std::map<std::string, Pins> pins_;          // by language tag
};

}  // namespace firstline::search
