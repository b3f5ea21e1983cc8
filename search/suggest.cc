// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/suggest.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "search/completion_matcher.h"

namespace firstline::search {
namespace {

/// With so many that are as typed, what is like a misspelt one would rather be noise.
constexpr std::size_t kFew = 3;

struct Source {
  const std::string& tag;
  SuggestionKind kind;
  const Completions& completions;
  CompletionMatcher matcher;
};

struct Found {
  const Source* source;
  Match match;

  const Completions& completions() const { return source->completions; }
  auto key() const {
    return std::tuple(match.left_out, match.edits, match.place, source->kind, match.loose,
                      -completions().weight(match.text), completions().words(match.text).size(),
                      completions().text(match.text), completions().id(match.text));
  }
};

/// Equal for texts that differ only in marks, case and punctuation.
std::u32string letters_of(const Found& found) {
  std::u32string letters;
  for (const std::uint32_t word : found.completions().words(found.match.text))
    letters.append(found.completions().letters(word)).append(U" ");
  return letters;
}

class Suggestions {
 public:
  explicit Suggestions(std::size_t limit) : limit_(limit) {}

  bool full() const { return list_.size() >= limit_; }
  std::size_t size() const { return list_.size(); }
  std::vector<Suggestion> take() { return std::move(list_); }

  /// Two articles with titles that differ in marks or case are two suggestions; a query that differs so from
  /// what is there already is none.
  void add(const Found& found) {
    if (full()) return;
    const std::string_view text = found.completions().text(found.match.text);
    const bool is_new_spelling = spellings_.insert(letters_of(found)).second;
    const bool is_new_text = texts_.insert(text).second;
    if (found.source->kind == SuggestionKind::kQuery ? !is_new_spelling : !is_new_text) return;
    list_.push_back({found.source->kind, std::string(text),
                     std::string(found.completions().id(found.match.text)), found.source->tag});
  }

 private:
  std::size_t limit_;
  std::vector<Suggestion> list_;
  std::set<std::string_view> texts_;
  std::set<std::u32string> spellings_;
};

bool is_worth(Tolerance step, std::size_t found) {
  switch (step) {
    case Tolerance::kSlips:
      return found < kFew;
    case Tolerance::kMostWords:
      return found == 0;
    default:
      return true;
  }
}

}  // namespace

std::vector<Suggestion> suggest(const SuggestionRequest& request, const SuggestionSources& sources,
                                const language::Languages& languages, language::WordReader& reader) {
  std::vector<Source> all;
  all.reserve(2 * request.tags.size());
  for (const std::string& tag : request.tags) {
    const Typed words = read_typed(request.typed, languages.rules_for(tag), reader);
    const auto add = [&](SuggestionKind kind, const CompletionsByLanguage& texts) {
      if (const auto found = texts.find(tag); found != texts.end())
        all.push_back({tag, kind, found->second, CompletionMatcher(found->second, words)});
    };
    add(SuggestionKind::kArticle, sources.titles);
    if (sources.queries != nullptr) add(SuggestionKind::kQuery, *sources.queries);
  }

  Suggestions suggestions(request.limit);
  for (const Tolerance step :
       {Tolerance::kAsTyped, Tolerance::kOtherMarks, Tolerance::kSlips, Tolerance::kMostWords}) {
    if (request.only_as_typed && step > Tolerance::kOtherMarks) break;
    if (suggestions.full() || !is_worth(step, suggestions.size())) break;
    std::vector<Found> found;
    for (Source& source : all)  // twice as many as needed: some may be repeats
      for (const Match& match : source.matcher.find(step, 2 * request.limit))
        found.push_back({&source, match});
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.key() < b.key(); });
    for (const Found& each : found) suggestions.add(each);
  }
  return suggestions.take();
}

}  // namespace firstline::search
