// SPDX-License-Identifier: GPL-3.0-or-later
// synonyms.txt and pins.txt: the same bytes as either.
#include "search/curation.h"

#include "language/utf8.h"
#include "search/synonyms.h"
#include "tests/fuzz/languages.h"
#include "tests/fuzz/problems.h"
#include "tests/fuzz/target.h"

namespace firstline::fuzz {
namespace {

constexpr std::size_t kMostBytes = 64 << 10;
constexpr std::size_t kMostPhrases = 50;

std::string joined(const std::vector<std::string>& phrases) {
  std::string line;
  for (const std::string& phrase : phrases) line += ", " + phrase;  // the first comma: '#' begins no comment
  return line;
}

/// In a question of all its phrases each is found, and nothing reaches beyond the question.
void look_up(const std::vector<search::SynonymGroup>& groups, const char* lang) {
  static Fresh<language::WordReader> fresh(
      [] { return std::make_unique<language::WordReader>(languages()); });
  language::WordReader& reader = fresh.get();
  const language::LanguageRules& rules = languages().rules_for(lang);
  const search::Synonyms synonyms(groups, rules, reader);
  for (const search::SynonymGroup& group : groups)
    for (const std::string& text : group.from) {
      search::Phrase words;
      for (const language::Word& word : reader.read(text, rules)) words.push_back(*word.forms);
      for (std::size_t at = 0; at < words.size(); ++at) {
        const search::Synonyms::Match match = synonyms.find(words, at);
        expect(at + match.words <= words.size(), "a synonym ends where the question ends", text);
        expect(at > 0 || match.words == words.size() || words.empty(), "a listed phrase is found", text);
      }
    }
}

void check_synonyms(std::string_view bytes) {
  std::vector<base::Problem> problems;
  const std::vector<search::SynonymGroup> groups = search::parse_synonyms(bytes, "synonyms.txt", problems);
  check_problems(problems, bytes);
  std::string text;
  for (const search::SynonymGroup& group : groups) {
    expect(!group.from.empty() && !group.to.empty(), "a group has phrases");
    expect(group.from.size() <= kMostPhrases && group.to.size() <= kMostPhrases, "a group has its limit");
    for (const auto* phrases : {&group.from, &group.to})
      for (const std::string& phrase : *phrases) {
        expect(!phrase.empty(), "a phrase is not empty");
        expect_utf8(phrase, "a phrase is valid UTF-8");
      }
    text += joined(group.from) + " => " + joined(group.to) + "\n";
  }
  std::vector<base::Problem> none;
  const std::vector<search::SynonymGroup> again = search::parse_synonyms(text, "synonyms.txt", none);
  expect(none.empty() && again.size() == groups.size(), "groups written again can be read", text);
  for (std::size_t i = 0; i < groups.size(); ++i)
    expect(groups[i].from == again[i].from && groups[i].to == again[i].to,
           "groups written again say the same", text);
  for (const char* lang : {"en", "th"}) look_up(groups, lang);
}

void check_pins(std::string_view bytes) {
  std::vector<base::Problem> problems;
  const std::vector<search::Pin> pins = search::parse_pins(bytes, "pins.txt", problems);
  check_problems(problems, bytes);
  std::string text = "\n";
  for (const search::Pin& pin : pins) {
    expect(!pin.query.empty() && !pin.id.empty(), "a pin has a question and an article");
    expect_utf8(pin.query + pin.id, "a pin is valid UTF-8");
    text += pin.query + " => " + pin.id + "\n";
  }
  std::vector<base::Problem> none;
  const std::vector<search::Pin> again = search::parse_pins(text, "pins.txt", none);
  expect(none.empty() && again.size() == pins.size(), "pins written again can be read", text);
  for (std::size_t i = 0; i < pins.size(); ++i)
    expect(pins[i].query == again[i].query && pins[i].id == again[i].id, "pins written again say the same",
           text);
}

void run(std::string_view bytes) {
  check_synonyms(bytes);
  check_pins(bytes);
}

const Target target("curation", kMostBytes, run);

}  // namespace
}  // namespace firstline::fuzz
