// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/completion_matcher.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "language/utf8.h"

namespace firstline::search {
namespace {

// Texts of one kind that are looked at closely. They come in order of rank, and closeness within a kind tells
// little where nothing was misspelt.
constexpr std::size_t kLookedAt = 64;
constexpr std::size_t kLookedAtForSlips = 256;

/// A shorter run of letters stands inside words by chance.
constexpr std::size_t kShortestRunInside = 2;

// Texts that are compared letter by letter with the run that was typed, and how long that may be.
constexpr std::size_t kMostComparedRuns = 400;
constexpr std::size_t kLongestComparedRun = 60;

void sort_and_cut(std::vector<Match>& found, std::size_t limit) {
  std::sort(found.begin(), found.end(), [](const Match& a, const Match& b) {
    return std::tie(a.left_out, a.edits, a.place, a.loose, a.text) <
           std::tie(b.left_out, b.edits, b.place, b.loose, b.text);
  });
  if (found.size() > limit) found.resize(limit);
}

}  // namespace

Typed read_typed(std::string_view typed, const language::LanguageRules& rules, language::WordReader& reader) {
  Typed read;
  read.across = rules.grams.across;
  std::vector<language::Word> words = reader.read(typed, rules);
  if (words.size() > kMostTypedWords) words.resize(kMostTypedWords);
  for (const language::Word& word : words) {
    TypedWord own;
    own.letters = language::code_points(word.forms->letters);
    if (word.forms->marked) own.marked = language::code_points(word.forms->stem);
    own.stop = word.forms->stop && &word != &words.back();
    read.run += own.letters;
    read.words.push_back(std::move(own));
  }
  return read;
}

CompletionMatcher::CompletionMatcher(const Completions& completions, Typed typed)
    : completions_(completions), typed_(std::move(typed)), given_(completions.size()) {}

std::vector<Match> CompletionMatcher::find(Tolerance step, std::size_t limit) {
  if (typed_.words.empty() || completions_.size() == 0) return {};
  const bool has_marks = std::any_of(typed_.words.begin(), typed_.words.end(),
                                     [](const TypedWord& word) { return !word.marked.empty(); });
  if (step == Tolerance::kOtherMarks && !has_marks) return {};
  word_texts_.assign(typed_.words.size(), {});
  return step == Tolerance::kMostWords ? find_with_most_words(limit) : find_with_all_words(step, limit);
}

std::vector<SimilarWords> CompletionMatcher::words_like(const TypedWord& word, Tolerance step) const {
  const WordRange range = completions_.starting_with(word.letters);
  if (step == Tolerance::kAsTyped && !word.marked.empty()) {
    std::vector<SimilarWords> same;
    for (std::uint32_t number = range.first; number < range.end; ++number)
      if (completions_.marked(number).starts_with(word.marked)) same.push_back({{number, number + 1}, 0});
    return same;
  }
  const bool look_around = step == Tolerance::kSlips || (step == Tolerance::kMostWords && range.empty());
  const unsigned edits = edits_allowed(word.letters.size());
  if (look_around && edits > 0) return similar_words(completions_, word.letters, edits);
  if (range.empty()) return {};
  return {{range, 0}};
}

bool CompletionMatcher::gather(std::size_t word, Tolerance step) {
  WordTexts& gathered = word_texts_[word];
  gathered.words = words_like(typed_.words[word], step);
  if (gathered.words.empty()) return false;
  gathered.anywhere = TextSet(completions_.size());
  gathered.in_place = TextSet(completions_.size());
  for (const SimilarWords& similar : gathered.words)
    for (const Occurrence occurrence : completions_.occurrences(similar.words)) {
      gathered.anywhere.add(occurrence.text);
      if (occurrence.position == word) gathered.in_place.add(occurrence.text);
    }
  return true;
}

std::vector<Match> CompletionMatcher::find_with_all_words(Tolerance step, std::size_t limit) {
  // First the words that no text has: where they are not like any either, the others needn't be looked up.
  std::vector<std::size_t> order(typed_.words.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_partition(order.begin(), order.end(), [this](std::size_t word) {
    return completions_.starting_with(typed_.words[word].letters).empty();
  });
  const bool has_all =
      std::all_of(order.begin(), order.end(), [&](std::size_t word) { return gather(word, step); });
  TextSet anywhere(completions_.size());
  TextSet first = anywhere;
  TextSet at_start = anywhere;
  if (has_all) {
    anywhere = word_texts_[0].anywhere;
    at_start = word_texts_[0].in_place;
    for (std::size_t word = 1; word < typed_.words.size(); ++word) {
      anywhere.keep(word_texts_[word].anywhere);
      at_start.keep(word_texts_[word].in_place);
    }
    first = word_texts_[0].in_place;
    first.keep(anywhere);
  }

  std::vector<Match> found;
  const bool slips = step == Tolerance::kSlips;
  const std::size_t most = slips ? kLookedAtForSlips : typed_.words.size() > 1 ? kLookedAt : limit;
  const auto enough = [&] { return !slips && found.size() >= limit; };
  collect(at_start, {0}, most, found);
  if (!enough()) collect_runs(step, most, found);
  if (!enough()) collect(first, {1}, most, found);
  if (!enough()) collect(anywhere, {2}, most, found);
  if (typed_.across && slips) add_similar_runs(found);
  sort_and_cut(found, limit);
  return found;
}

/// Sets of texts that have more and more of the words: the last one, as what the customer is at, then the
/// rarer before the commoner, the stop words at the end. A word that would leave no text is left out.
std::vector<Match> CompletionMatcher::find_with_most_words(std::size_t limit) {
  const std::size_t last = typed_.words.size() - 1;
  std::vector<std::tuple<bool, bool, std::size_t, std::size_t>> order;
  for (std::size_t word = 0; word <= last; ++word) {
    if (!gather(word, Tolerance::kMostWords)) continue;
    std::size_t count = 0;
    for (const SimilarWords& similar : word_texts_[word].words)
      count += completions_.occurrences(similar.words).size();
    order.emplace_back(word != last, typed_.words[word].stop, count, word);
  }
  std::sort(order.begin(), order.end());

  struct Step {
    TextSet texts;
    std::size_t telling = 0;  // words that are no stop words
  };
  std::vector<Step> steps;
  bool has_last = false;
  for (const auto& [not_last, stop, count, word] : order) {
    Step step{word_texts_[word].anywhere, steps.empty() ? 0 : steps.back().telling};
    if (!steps.empty()) step.texts.keep(steps.back().texts);
    if (step.texts.empty()) continue;
    if (!stop) ++step.telling;
    has_last = has_last || word == last;
    steps.push_back(std::move(step));
  }

  const auto all_telling = static_cast<std::size_t>(std::count_if(
      typed_.words.begin(), typed_.words.end(), [](const TypedWord& word) { return !word.stop; }));
  // Without what is being typed one other word says too little.
  const std::size_t needed = std::max<std::size_t>((all_telling + 1) / 2, has_last ? 1 : 2);
  std::vector<Match> found;
  for (std::size_t kept = steps.size(); kept > 0 && found.size() < limit; --kept) {
    if (steps[kept - 1].telling < needed) break;
    const auto left_out = static_cast<unsigned>(typed_.words.size() - kept);
    collect(steps[kept - 1].texts, {2, std::nullopt, left_out}, kLookedAt, found);
  }
  sort_and_cut(found, limit);
  return found;
}

void CompletionMatcher::collect(const TextSet& texts, const Kind& kind, std::size_t most,
                                std::vector<Match>& found) {
  const bool all_alike = typed_.words.size() == 1 && word_texts_[0].words.size() == 1;  // equally near
  std::size_t count = 0;
  texts.for_each([&](std::uint32_t text) {
    if (given_.has(text)) return true;
    given_.add(text);
    Match match{text, kind.left_out, kind.edits.value_or(0), kind.place, 0};
    if (!kind.edits) {
      const Nearness near = all_alike ? Nearness{word_texts_[0].words[0].edits, 0} : nearness(text);
      match.edits = near.edits;
      match.loose = near.loose;
    }
    found.push_back(match);
    return ++count < most;
  });
}

CompletionMatcher::Nearness CompletionMatcher::nearness(std::uint32_t text) const {
  Nearness sum;
  for (std::size_t i = 0; i < typed_.words.size(); ++i) {
    const std::u32string_view typed = typed_.words[i].letters;
    const std::vector<SimilarWords>& similar = word_texts_[i].words;
    std::optional<std::pair<unsigned, unsigned>> nearest;  // edits, loose
    for (const std::uint32_t word : completions_.words(text)) {
      auto range = std::upper_bound(
          similar.begin(), similar.end(), word,
          [](std::uint32_t number, const SimilarWords& each) { return number < each.words.first; });
      if (range == similar.begin() || word >= (--range)->words.end) continue;
      const std::u32string_view own = completions_.letters(word);
      const bool is_start = i + 1 < typed_.words.size() && own.size() > typed.size() + range->edits;
      const std::pair<unsigned, unsigned> here{range->edits,
                                               (is_start ? 1U : 0U) + (own[0] != typed[0] ? 1U : 0U)};
      nearest = nearest ? std::min(*nearest, here) : here;
    }
    if (!nearest) continue;
    sum.edits += nearest->first;
    sum.loose += nearest->second;
  }
  return sum;
}

// ---- Runs

/// Texts with the run of letters that was typed, whatever its words are. Where words are parted by spaces,
/// one that is missing or too many is a slip.
void CompletionMatcher::collect_runs(Tolerance step, std::size_t most, std::vector<Match>& found) {
  if (step != (typed_.across ? Tolerance::kAsTyped : Tolerance::kSlips)) return;
  const unsigned edits = typed_.across ? 0 : 1;
  TextSet at_start(completions_.size());
  TextSet anywhere(completions_.size());
  add_runs(at_start, anywhere);
  collect(at_start, {0, edits}, most, found);
  if (typed_.across && found.size() < most) add_runs_inside(anywhere);
  collect(anywhere, {2, edits}, most, found);
}

void CompletionMatcher::add_runs(TextSet& at_start, TextSet& anywhere) const {
  const std::u32string_view run = typed_.run;
  add_run_from(completions_.starting_with(run), run.size(), at_start, anywhere);
  for (std::size_t letters = 1; letters < run.size(); ++letters) {
    if (completions_.starting_with(run.substr(0, letters)).empty()) return;
    add_run_from(completions_.equal_to(run.substr(0, letters)), letters, at_start, anywhere);
  }
}

/// Runs that begin inside a word.
void CompletionMatcher::add_runs_inside(TextSet& anywhere) const {
  const std::u32string_view run = typed_.run;
  if (run.size() < kShortestRunInside) return;
  TextSet nowhere(completions_.size());
  for (std::uint32_t word = 0; word < completions_.word_count(); ++word) {
    const std::u32string_view letters = completions_.letters(word);
    for (std::size_t at = letters.find(run[0], 1); at != std::u32string_view::npos;
         at = letters.find(run[0], at + 1)) {
      const std::size_t length = std::min(run.size(), letters.size() - at);
      if (letters.substr(at, length) == run.substr(0, length))
        add_run_from({word, word + 1}, length, nowhere, anywhere);
    }
  }
}

/// Adds the texts with one of these words, which cover that many letters of the run, and then its rest.
void CompletionMatcher::add_run_from(WordRange words, std::size_t letters, TextSet& at_start,
                                     TextSet& anywhere) const {
  const std::u32string_view rest = std::u32string_view(typed_.run).substr(letters);
  for (const Occurrence occurrence : completions_.occurrences(words)) {
    if (!rest.empty() && !goes_on(occurrence.text, occurrence.position + std::size_t{1}, rest)) continue;
    anywhere.add(occurrence.text);
    if (occurrence.position == 0) at_start.add(occurrence.text);
  }
}

/// Whether the text's letters from the word of that number on begin with `rest`.
bool CompletionMatcher::goes_on(std::uint32_t text, std::size_t position, std::u32string_view rest) const {
  const std::span<const std::uint32_t> words = completions_.words(text);
  for (; !rest.empty(); ++position) {
    if (position >= words.size()) return false;
    const std::u32string_view letters = completions_.letters(words[position]);
    const std::size_t length = std::min(rest.size(), letters.size());
    if (letters.substr(0, length) != rest.substr(0, length)) return false;
    rest.remove_prefix(length);
  }
  return true;
}

/// Texts with a run that is like the typed one: of those that have most of its words, since a slip spoils
/// only some, and of those with a word like all of it.
void CompletionMatcher::add_similar_runs(std::vector<Match>& found) {
  const std::u32string_view run = typed_.run;
  const unsigned most_edits = edits_allowed(run.size());
  if (most_edits == 0 || run.size() > kLongestComparedRun) return;
  std::vector<std::uint8_t> counts(completions_.size());
  const auto count = [&](WordRange words) {
    for (const Occurrence occurrence : completions_.occurrences(words)) ++counts[occurrence.text];
  };
  for (const SimilarWords& similar : similar_words(completions_, run, most_edits)) count(similar.words);
  for (const TypedWord& word : typed_.words)
    if (word.letters.size() >= kShortestRunInside) count(completions_.starting_with(word.letters));

  std::vector<std::uint32_t> by_count;
  for (std::uint32_t text = 0; text < counts.size(); ++text)
    if (counts[text] > 0 && !given_.has(text)) by_count.push_back(text);
  const std::size_t most = std::min(by_count.size(), kMostComparedRuns);
  std::partial_sort(by_count.begin(), by_count.begin() + static_cast<std::ptrdiff_t>(most), by_count.end(),
                    [&](std::uint32_t a, std::uint32_t b) {
                      return counts[a] != counts[b] ? counts[a] > counts[b] : a < b;
                    });
  for (std::size_t i = 0; i < most; ++i) {
    std::u32string letters;
    for (const std::uint32_t word : completions_.words(by_count[i])) letters += completions_.letters(word);
    const unsigned edits = edits_to_part(run, letters, most_edits);
    if (edits > most_edits) continue;
    given_.add(by_count[i]);
    found.push_back({by_count[i], 0, edits, 2, 0});
  }
}

}  // namespace firstline::search
