// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/queries.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "base/file.h"
#include "language/rules.h"
#include "tests/bench/random.h"
#include "tests/relevance/slips.h"
#include "tests/support/temporary_folder.h"

namespace firstline::bench {
namespace {

/// Words of `least` to `most` letters a-z in the titles, each once, sorted.
std::vector<std::string> known_words(const std::vector<std::string>& titles, std::size_t least,
                                     std::size_t most) {
  std::set<std::string> words;
  for (const std::string& title : titles)
    for (std::string& word : split_words(title)) {
      for (char& c : word)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      if (word.size() >= least && word.size() <= most &&
          std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
        words.insert(std::move(word));
    }
  return {words.begin(), words.end()};
}

/// `count` of some words, each once as long as there are others.
std::vector<std::string> draw_words(const std::vector<std::string>& words, std::size_t count,
                                    Random& random) {
  std::vector<std::string> left;
  std::vector<std::string> drawn;
  while (drawn.size() < count) {
    if (left.empty()) left = words;
    std::swap(left[random.below(left.size())], left.back());
    drawn.push_back(std::move(left.back()));
    left.pop_back();
  }
  return drawn;
}

std::string join(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

std::string random_word(std::size_t letters, Random& random) {
  std::string word;
  while (word.size() < letters) word += static_cast<char>('a' + random.below(26));
  return word;
}

/// Letters of one script that follow one another in Unicode.
struct Letters {
  char32_t first;
  char32_t last;
};

/// Alphabets, abugidas, syllables, and those whose words are found with a dictionary (Thai to Han).
constexpr std::array<Letters, 20> kScripts = {{
    {U'a', U'z'},           {U'α', U'ω'},           {U'а', U'я'},           {U'\u0561', U'\u0586'},
    {U'\u05D0', U'\u05EA'}, {U'\u0628', U'\u063A'}, {U'\u10D0', U'\u10F0'}, {U'\u0915', U'\u0939'},
    {U'\u0995', U'\u09A8'}, {U'\u0A15', U'\u0A28'}, {U'\u0C15', U'\u0C28'}, {U'\u1208', U'\u121F'},
    {U'\u3042', U'\u3093'}, {U'\u30A2', U'\u30F3'}, {U'\uAC00', U'\uD7A3'}, {U'\u0E01', U'\u0E2E'},
    {U'\u0E99', U'\u0E9F'}, {U'\u1780', U'\u17A2'}, {U'\u1000', U'\u1021'}, {U'\u4E00', U'\u9FA5'},
}};

/// UTF-8.
void append(char32_t letter, std::string& text) {
  constexpr unsigned kRest = 0x3F;
  if (letter < 0x80) {
    text += static_cast<char>(letter);
  } else if (letter < 0x800) {
    text += static_cast<char>(0xC0U | (letter >> 6U));
    text += static_cast<char>(0x80U | (letter & kRest));
  } else {
    text += static_cast<char>(0xE0U | (letter >> 12U));
    text += static_cast<char>(0x80U | ((letter >> 6U) & kRest));
    text += static_cast<char>(0x80U | (letter & kRest));
  }
}

/// Short runs of letters, each of another script, without blanks.
std::string mixed_scripts(std::size_t letters, Random& random) {
  constexpr std::size_t kLongestRun = 8;
  std::string text;
  while (letters > 0) {
    const Letters& script = kScripts[random.below(kScripts.size())];
    const std::size_t run = std::min(letters, 1 + random.below(kLongestRun));
    for (std::size_t i = 0; i < run; ++i)
      append(script.first + static_cast<char32_t>(random.below(script.last - script.first + 1)), text);
    letters -= run;
  }
  return text;
}

const std::vector<std::string>& stop_words() {
  static const std::vector<std::string> words = {
      "a",  "an",  "and", "are",  "as",   "at",    "be",    "by",  "can", "do",   "for",  "from", "how",
      "i",  "if",  "in",  "is",   "it",   "my",    "of",    "on",  "or",  "that", "the",  "this", "to",
      "up", "was", "we",  "what", "when", "where", "which", "who", "why", "will", "with", "you",
  };
  return words;
}

}  // namespace

std::vector<std::string> split_words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::vector<std::string> read_queries(const std::filesystem::path& file) {
  std::istringstream lines(base::read_file(file));
  std::vector<std::string> queries;
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) queries.push_back(line);
  if (queries.empty()) throw std::runtime_error(file.string() + " has no queries");
  return queries;
}

std::vector<std::string> make_queries(const std::vector<std::string>& titles, std::size_t count) {
  std::vector<std::vector<std::string>> cut;
  for (const std::string& title : titles)
    if (std::vector<std::string> words = split_words(title); !words.empty()) cut.push_back(std::move(words));
  if (cut.empty()) throw std::runtime_error("there are no titles to make queries of");
  Random random;
  std::vector<std::string> queries;
  while (queries.size() < count) {
    const std::size_t wanted = std::size_t{1} << (queries.size() % 3);  // 1, 2, 4
    const std::vector<std::string>& title = random.draw(cut);
    const std::size_t words = std::min(wanted, title.size());
    const auto from = title.begin() + static_cast<std::ptrdiff_t>(random.below(title.size() - words + 1));
    queries.push_back(join({from, from + static_cast<std::ptrdiff_t>(words)}));
  }
  return queries;
}

std::vector<std::string> first_characters(const std::vector<std::string>& queries, std::size_t characters) {
  std::vector<std::string> starts;
  for (const std::string& query : queries) {
    std::size_t bytes = 0;
    std::size_t left = characters;
    for (; bytes < query.size(); ++bytes)
      if ((static_cast<unsigned char>(query[bytes]) & 0xC0U) != 0x80U && left-- == 0) break;
    if (bytes < query.size()) starts.push_back(query.substr(0, bytes));
  }
  return starts;
}

std::vector<std::string> misspelt(const std::vector<std::string>& queries) {
  const language::Languages languages = language::Languages::load(tests::source_folder() / "language/data");
  std::vector<relevance::JudgedQuery> judged(queries.size());
  for (std::size_t i = 0; i < queries.size(); ++i) {
    judged[i].query = queries[i];
    judged[i].lang = "en";
  }
  relevance::Slips slips(judged, languages);
  std::vector<std::string> wrong;
  for (const relevance::JudgedQuery& query : judged)
    if (auto slipped = slips.slip(query)) wrong.push_back(std::move(*slipped));
  return wrong;
}

std::vector<BadInput> bad_inputs(const std::vector<std::string>& titles, std::size_t count) {
  // At most four letters: 200 words and the blanks between them fit into 1,000 characters.
  const std::vector<std::string> short_words = known_words(titles, 2, 4);
  const std::vector<std::string> long_words = misspelt(known_words(titles, 5, 12));
  Random random;
  std::vector<BadInput> inputs;
  const auto add = [&](const std::string& name, const auto& make) {
    inputs.push_back({name, {}});
    for (std::size_t i = 0; i < count; ++i) inputs.back().queries.push_back(make());
  };
  if (!short_words.empty()) add("200 words", [&] { return join(draw_words(short_words, 200, random)); });
  add("one word of 5,000 letters", [&] { return random_word(5000, random); });
  add("500 letters of many scripts", [&] { return mixed_scripts(500, random); });
  if (!long_words.empty()) add("48 misspelt words", [&] { return join(draw_words(long_words, 48, random)); });
  add("stop words only", [&] { return join(draw_words(stop_words(), 2 + random.below(6), random)); });
  return inputs;
}

}  // namespace firstline::bench
