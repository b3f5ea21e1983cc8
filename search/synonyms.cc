// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/synonyms.h"

#include <algorithm>

namespace firstline::search {
namespace {

Phrase read_phrase(const std::string& text, const language::LanguageRules& rules,
                   language::WordReader& reader) {
  Phrase phrase;
  for (const language::Word& word : reader.read(text, rules)) phrase.push_back(*word.forms);
  return phrase;
}

/// A word typed without marks meets the marked one, as everywhere.
bool meets(const language::Forms& typed, const language::Forms& listed) {
  return typed.stem == listed.stem || (!typed.marked && !typed.plain.empty() && typed.plain == listed.plain);
}

bool same(const Phrase& a, const Phrase& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](const auto& x, const auto& y) { return x.stem == y.stem; });
}

}  // namespace

Synonyms::Synonyms(const std::vector<SynonymGroup>& groups, const language::LanguageRules& rules,
                   language::WordReader& reader) {
  for (const SynonymGroup& group : groups) {
    std::vector<Phrase> to;
    for (const std::string& phrase : group.to) to.push_back(read_phrase(phrase, rules, reader));
    for (const std::string& text : group.from) {
      Rule rule{read_phrase(text, rules, reader), {}};
      if (rule.from.empty()) continue;
      for (const Phrase& other : to)
        if (!other.empty() && !same(other, rule.from)) rule.to.push_back(other);
      const language::Forms& first = rule.from.front();
      by_first_stem_.emplace(first.plain.empty() ? first.stem : first.plain, std::move(rule));
    }
  }
}

Synonyms::Match Synonyms::find(const Phrase& words, std::size_t at) const {
  Match match;
  const language::Forms& first = words[at];
  const auto [begin, end] = by_first_stem_.equal_range(first.plain.empty() ? first.stem : first.plain);
  for (auto rule = begin; rule != end; ++rule) {
    const Phrase& from = rule->second.from;
    if (from.size() < match.words || at + from.size() > words.size()) continue;
    if (!std::equal(from.begin(), from.end(), words.begin() + static_cast<std::ptrdiff_t>(at),
                    [](const auto& listed, const auto& typed) { return meets(typed, listed); }))
      continue;
    if (from.size() > match.words) match = {from.size(), {}};
    for (const Phrase& other : rule->second.to) match.others.push_back(&other);
  }
  return match;
}

}  // namespace firstline::search
