// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/words.h"

#include <optional>
#include <unordered_map>

#include "language/normalise.h"
#include "language/stemmer.h"
#include "language/utf8.h"

namespace firstline::language {
namespace {

struct ViewHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

/// What reading one language needs.
struct Tools {
  explicit Tools(const LanguageRules& rules) : breaker(rules), stemmer(rules.stemmer) {}
  Breaker breaker;
  Stemmer stemmer;
  std::unordered_map<std::string, Forms, ViewHash, std::equal_to<>> remembered;
};

Forms make_forms(std::string_view word, const LanguageRules& rules, const LetterRules& fold_letters,
                 const Stemmer& stemmer) {
  Forms forms;
  forms.written = casefold(cut_utf8(word, kLongestWordBytes));
  const std::string read = apply_letters(forms.written, rules.letters);
  std::string stem = read;
  stemmer.stem(stem);
  switch (rules.fold) {
    case Fold::kMarks:
      forms.stem = fold_marks(stem, fold_letters);
      forms.letters = fold_marks(read, fold_letters);
      break;
    case Fold::kTyped:
      forms.stem = stem;
      forms.plain = fold_marks(stem, fold_letters);
      forms.marked = forms.plain != forms.stem;
      forms.letters = fold_marks(read, fold_letters);
      break;
    case Fold::kNone:
      forms.stem = stem;
      forms.letters = read;
      break;
  }
  if (forms.stem.empty()) forms.stem = read.empty() ? std::string(word) : read;  // a word of marks alone
  if (forms.letters.empty()) forms.letters = forms.stem;
  if (forms.written.empty()) forms.written = forms.letters;
  // A word without its marks may be a stop word; a marked one that differs from it in its marks is another
  // word.
  forms.stop = rules.stop_words.count(rules.fold == Fold::kMarks ? forms.letters : read) != 0;
  for (std::string* form : {&forms.written, &forms.stem, &forms.plain, &forms.letters})
    form->resize(
        cut_utf8(*form, kLongestWordBytes).size());  // compatibility forms can be longer than the word
  return forms;
}

}  // namespace

struct WordReader::State {
  State(const Languages& all, std::size_t most) : languages(all), most_words(most), tools(all.all().size()) {}

  Tools& tools_for(const LanguageRules& rules) {
    std::optional<Tools>& slot = tools[rules.number];
    if (!slot) slot.emplace(rules);
    return *slot;
  }

  const Languages& languages;
  const std::size_t most_words;
  std::vector<std::optional<Tools>> tools;
  std::vector<Span> spans;
};

WordReader::WordReader(const Languages& languages, std::size_t remembered_words)
    : state_(std::make_unique<State>(languages, remembered_words)) {}
WordReader::~WordReader() = default;
WordReader::WordReader(WordReader&&) noexcept = default;

const Forms& WordReader::forms_of(std::string_view word, const LanguageRules& rules) {
  Tools& tools = state_->tools_for(rules);
  const auto found = tools.remembered.find(word);
  if (found != tools.remembered.end()) return found->second;
  return tools.remembered
      .emplace(word, make_forms(word, rules, state_->languages.fold_letters(), tools.stemmer))
      .first->second;
}

std::vector<Word> WordReader::read(std::string_view text, const LanguageRules& rules) {
  Tools& tools = state_->tools_for(rules);
  if (tools.remembered.size() > state_->most_words) tools.remembered.clear();
  state_->spans.clear();
  tools.breaker.find_words(text, state_->spans);
  std::vector<Word> words;
  words.reserve(state_->spans.size());
  for (const Span span : state_->spans)
    words.push_back({span, &forms_of(text.substr(span.begin, span.bytes), rules)});
  return words;
}

}  // namespace firstline::language
