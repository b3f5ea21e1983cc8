// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/suggest.h"

#include <algorithm>
#include <set>

#include "search/terms.h"

namespace firstline::search {
namespace {

using Xapian::Query;

/// Titles looked at: two letters or more leave fewer than these in a help centre, one letter has no best
/// title.
constexpr Xapian::doccount kMostCandidates = 100;

/// Words of a title, or of what was typed, as they are compared.
std::vector<std::string> letters_of(std::string_view text, const language::LanguageRules& rules,
                                    language::WordReader& reader) {
  std::vector<std::string> letters;
  for (const language::Word& word : reader.read(text, rules)) letters.push_back(word.forms->letters);
  return letters;
}

bool starts_with(std::string_view word, std::string_view start) {
  return word.substr(0, start.size()) == start;
}

struct Candidate {
  bool holds_all = true;
  bool at_start = false;  // the title begins with the first typed word
  std::size_t length = 0;
  double weight = 1.0;
  Suggestion suggestion;

  bool operator<(const Candidate& other) const {
    if (holds_all != other.holds_all) return holds_all;
    if (at_start != other.at_start) return at_start;
    if (weight != other.weight) return weight > other.weight;
    if (length != other.length) return length < other.length;
    return suggestion.id < other.suggestion.id;
  }
};

void collect(const std::string& typed, const std::string& lang, const OpenIndex& index,
             language::WordReader& reader, const Xapian::Database& database,
             std::vector<Candidate>& candidates) {
  const language::LanguageRules& rules = index.languages->rules_for(lang);
  const std::vector<std::string> words = letters_of(typed, rules, reader);
  if (words.empty()) return;
  std::vector<Query> starts;
  for (const std::string& word : words) starts.emplace_back(start_term(word));
  const Query language(name_term(kLanguagePrefix, lang));

  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(Query(Query::OP_FILTER, Query(Query::OP_AND, starts.begin(), starts.end()), language));
  Xapian::MSet found = enquire.get_mset(0, kMostCandidates);
  if (found.empty() && starts.size() > 1) {
    enquire.set_weighting_scheme(Xapian::CoordWeight());
    enquire.set_query(Query(
        Query::OP_FILTER,
        Query(Query::OP_AND_MAYBE, starts.back(), Query(Query::OP_OR, starts.begin(), starts.end() - 1)),
        language));
    found = enquire.get_mset(0, kMostCandidates);
  }
  for (auto item = found.begin(); item != found.end(); ++item) {
    const StoredArticle article = index.store->at(std::stoull(item.get_document().get_data()));
    const std::vector<std::string> title = letters_of(article.title, rules, reader);
    Candidate candidate;
    // The terms hold only the first letters of long words: look at the words themselves.
    candidate.holds_all = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
      return std::any_of(title.begin(), title.end(),
                         [&](const std::string& own) { return starts_with(own, word); });
    });
    candidate.at_start = !title.empty() && starts_with(title.front(), words.front());
    candidate.length = title.size();
    candidate.weight = article.weight;
    candidate.suggestion = {std::string(article.title), std::string(article.id), std::string(article.lang)};
    candidates.push_back(std::move(candidate));
  }
}

}  // namespace

std::vector<Suggestion> suggest_titles(const std::string& typed, const std::vector<std::string>& tags,
                                       const OpenIndex& index, language::WordReader& reader,
                                       const Xapian::Database& database, std::size_t limit) {
  std::vector<Candidate> candidates;
  for (const std::string& tag : tags) collect(typed, tag, index, reader, database, candidates);
  std::sort(candidates.begin(), candidates.end());
  std::vector<Suggestion> suggestions;
  std::set<std::string> seen;
  for (const Candidate& candidate : candidates) {
    if (suggestions.size() == limit) break;
    if (seen.insert(candidate.suggestion.text).second) suggestions.push_back(candidate.suggestion);
  }
  return suggestions;
}

}  // namespace firstline::search
