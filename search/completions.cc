// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/completions.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "language/utf8.h"

namespace firstline::search {
namespace {

// In completion_words(): after each word, and before its marked form. Both sort before any letter.
constexpr char kEndOfWord = '\n';
constexpr char kMarkedForm = '\t';

std::size_t shared_start(std::u32string_view a, std::u32string_view b) {
  const auto length = static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()));
  return static_cast<std::size_t>(std::mismatch(a.begin(), a.begin() + length, b.begin()).first - a.begin());
}

std::size_t count_words(std::string_view words) {
  return static_cast<std::size_t>(std::count(words.begin(), words.end(), kEndOfWord));
}

/// What ranks a text, in numbers that compare quickly.
struct Rank {
  double weight = 1;
  std::size_t words = 0;
  std::size_t bytes = 0;
  std::uint64_t start = 0;  // the text's first bytes, the first one highest
  std::size_t place = 0;    // of the text
};

std::uint64_t first_bytes(std::string_view text) {
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < sizeof(bytes); ++i)
    bytes = (bytes << 8U) | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
  return bytes;
}

/// Sorted by rank, without repeats of the same weight and without texts that have no words.
std::vector<CompletionText> ranked(const std::vector<CompletionText>& texts) {
  std::vector<Rank> ranks;
  ranks.reserve(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const CompletionText& text = texts[i];
    if (const std::size_t words = count_words(text.words); words > 0)
      ranks.push_back({text.weight, words, text.text.size(), first_bytes(text.text), i});
  }
  std::sort(ranks.begin(), ranks.end(), [&](const Rank& a, const Rank& b) {
    if (a.weight != b.weight) return a.weight > b.weight;
    if (a.words != b.words) return a.words < b.words;
    if (a.bytes != b.bytes) return a.bytes < b.bytes;
    if (a.start != b.start) return a.start < b.start;
    const CompletionText& left = texts[a.place];
    const CompletionText& right = texts[b.place];
    return left.text != right.text ? left.text < right.text : left.id < right.id;
  });
  std::vector<CompletionText> sorted;
  sorted.reserve(ranks.size());
  for (const Rank& rank : ranks) {
    const CompletionText& text = texts[rank.place];
    if (sorted.empty() || sorted.back().text != text.text || sorted.back().weight != text.weight)
      sorted.push_back(text);
  }
  return sorted;
}

}  // namespace

std::string completion_words(const std::vector<language::Word>& words) {
  std::string joined;
  for (const language::Word& word : words) {
    joined += word.forms->letters;
    // Languages whose marks count have no stemmer, or one that leaves beginnings as they are.
    if (word.forms->marked) joined.append(1, kMarkedForm).append(word.forms->stem);
    joined += kEndOfWord;
  }
  return joined;
}

Completions::Completions(const std::vector<CompletionText>& texts) {
  const std::vector<CompletionText> sorted = ranked(texts);
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  std::vector<std::string_view> spelt;
  texts_.reserve(sorted.size());
  for (const CompletionText& text : sorted) {
    for (std::string_view rest = text.words; !rest.empty();) {
      const std::string_view word = rest.substr(0, rest.find(kEndOfWord));
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
      const auto [found, is_new] = numbers.emplace(word, static_cast<std::uint32_t>(spelt.size()));
      if (is_new) spelt.push_back(word);
      words_.push_back(found->second);
    }
    texts_.push_back(
        {text.text, text.id, static_cast<float>(text.weight), static_cast<std::uint32_t>(words_.size())});
  }
  sort_words(spelt);
  list_occurrences();
}

/// Gives the words, numbered as they were met, numbers in sorted order.
void Completions::sort_words(const std::vector<std::string_view>& spelt) {
  std::vector<std::uint32_t> order(spelt.size());
  std::iota(order.begin(), order.end(), 0);
  // UTF-8 sorts as its characters do.
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return spelt[a] < spelt[b]; });
  std::vector<std::uint32_t> sorted_number(spelt.size());
  for (std::uint32_t number = 0; number < order.size(); ++number) {
    sorted_number[order[number]] = number;
    const std::string_view word = spelt[order[number]];
    const std::size_t marked = word.find(kMarkedForm);
    letters_.characters += language::code_points(word.substr(0, marked));
    letters_.ends.push_back(static_cast<std::uint32_t>(letters_.characters.size()));
    if (marked != std::string_view::npos)
      marked_.characters += language::code_points(word.substr(marked + 1));
    marked_.ends.push_back(static_cast<std::uint32_t>(marked_.characters.size()));
    const std::size_t shared = number == 0 ? 0 : shared_start(letters(number - 1), letters(number));
    shared_.push_back(static_cast<std::uint8_t>(std::min<std::size_t>(shared, UINT8_MAX)));
  }
  for (std::uint32_t& word : words_) word = sorted_number[word];
}

void Completions::list_occurrences() {
  occurrence_begins_.assign(word_count() + 1, 0);
  for (const std::uint32_t word : words_) ++occurrence_begins_[word + 1];
  std::partial_sum(occurrence_begins_.begin(), occurrence_begins_.end(), occurrence_begins_.begin());
  occurrences_.resize(words_.size());
  std::vector<std::uint32_t> next(occurrence_begins_.begin(), occurrence_begins_.end() - 1);
  for (std::uint32_t text = 0; text < texts_.size(); ++text) {
    std::uint32_t position = 0;
    for (const std::uint32_t word : words(text))
      occurrences_[next[word]++] = {text, std::min(position++, kLastPosition)};
  }
}

std::span<const std::uint32_t> Completions::words(std::uint32_t number) const {
  const std::uint32_t begin = number == 0 ? 0 : texts_[number - 1].words_end;
  return std::span(words_).subspan(begin, texts_[number].words_end - begin);
}

WordRange Completions::starting_with(std::u32string_view start) const {
  WordRange range{0, static_cast<std::uint32_t>(word_count())};
  const auto narrow = [&](auto goes_before) {
    std::uint32_t low = range.first;
    std::uint32_t high = range.end;
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (goes_before(letters(middle).substr(0, start.size())))
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  };
  range.first = narrow([&](std::u32string_view own) { return own < start; });
  range.end = narrow([&](std::u32string_view own) { return own == start; });
  return range;
}

WordRange Completions::equal_to(std::u32string_view wanted) const {
  WordRange range = starting_with(wanted);
  std::uint32_t end = range.first;
  while (end < range.end && letters(end).size() == wanted.size()) ++end;
  range.end = end;
  return range;
}

std::span<const Occurrence> Completions::occurrences(WordRange words) const {
  return std::span(occurrences_)
      .subspan(occurrence_begins_[words.first],
               occurrence_begins_[words.end] - occurrence_begins_[words.first]);
}

}  // namespace firstline::search
