// SPDX-License-Identifier: GPL-3.0-or-later
// Completions while a question is typed: titles, and questions that others asked and that were answered.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "language/rules.h"
#include "language/words.h"
#include "search/completions.h"

namespace firstline::search {

/// What was typed is cut to this many bytes of UTF-8: no title is longer.
inline constexpr std::size_t kLongestTypedBytes = 800;

enum class SuggestionKind {
  kArticle,  ///< leads to the article
  kQuery,    ///< leads to a search
};

struct Suggestion {
  SuggestionKind kind = SuggestionKind::kArticle;
  std::string text;
  std::string id;  ///< of the article; empty for a query
  std::string lang;
};

struct SuggestionRequest {
  std::string_view typed;         ///< valid UTF-8
  std::vector<std::string> tags;  ///< the languages to look in
  std::size_t limit = 0;
  bool only_as_typed = false;  ///< nothing with a slip or a word less
};

/// What may be suggested, by language tag.
struct SuggestionSources {
  const CompletionsByLanguage& titles;
  const CompletionsByLanguage* queries = nullptr;  ///< null: none are known
};

/// The best first: those that hold all words as typed, then with slips where there are few, then those that
/// hold most words where there are none. Among these, those that begin with the typed words come first, then
/// titles before queries.
std::vector<Suggestion> suggest(const SuggestionRequest& request, const SuggestionSources& sources,
                                const language::Languages& languages, language::WordReader& reader);

}  // namespace firstline::search
