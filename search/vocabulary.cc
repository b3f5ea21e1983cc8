// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/vocabulary.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>

#include "base/file.h"
#include "language/edits.h"
#include "language/utf8.h"
#include "search/ranking.h"
#include "search/record.h"
#include "search/word_runs.h"

namespace firstline::search {
namespace {

using Characters = std::u32string;

std::vector<std::uint32_t> get_numbers(RecordReader& in, const std::string& file) {
  std::vector<std::uint32_t> numbers;
  std::uint64_t last = 0;
  for (std::uint64_t count = in.number(); count > 0; --count) {
    const std::uint64_t gap = in.number();
    if (gap > UINT32_MAX - last || (gap == 0 && !numbers.empty())) fail_damaged(file);
    numbers.push_back(static_cast<std::uint32_t>(last += gap));
  }
  return numbers;
}

/// Whether two words begin with letters of one script.
bool begin_alike(std::string_view a, std::string_view b) {
  const Characters first = language::code_points(a);
  const Characters second = language::code_points(b);
  return !first.empty() && !second.empty() && language::same_script(first.front(), second.front());
}

/// One bit for each letter there is, of 32 kinds. An edit changes two bits at most, which rules out most
/// words at a glance.
std::uint32_t letter_mask(const Characters& characters) {
  std::uint32_t mask = 0;
  for (const char32_t c : characters) mask |= 1U << (c % 32U);
  return mask;
}

}  // namespace

std::string_view Vocabulary::letters(std::size_t word) const {
  const std::uint32_t begin = word == 0 ? 0 : letters_ends_[word - 1];
  return std::string_view(letters_text_).substr(begin, letters_ends_[word] - begin);
}

std::string_view Vocabulary::written(std::size_t word) const {
  const std::uint32_t begin = word == 0 ? 0 : written_ends_[word - 1];
  const std::string_view own = std::string_view(written_text_).substr(begin, written_ends_[word] - begin);
  return own.empty() ? letters(word) : own;
}

std::size_t Vocabulary::find(std::string_view wanted) const {
  std::size_t low = 0;
  std::size_t high = letters_ends_.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (letters(middle) < wanted)
      low = middle + 1;
    else
      high = middle;
  }
  return low < letters_ends_.size() && letters(low) == wanted ? low : kNoWord;
}

std::size_t Vocabulary::find(std::string_view letters, std::string_view written) const {
  std::size_t word = find(letters);
  if (word == kNoWord) return kNoWord;
  while (word < letters_ends_.size() && this->letters(word) == letters && this->written(word) < written)
    ++word;
  return word < letters_ends_.size() && this->letters(word) == letters && this->written(word) == written
             ? word
             : kNoWord;
}

bool Vocabulary::has(std::string_view letters) const {
  return find(letters) != kNoWord;
}

/// Counts for each word of the vocabulary how many runs it shares.
void Vocabulary::count_shared(std::string_view wanted, Scratch& scratch,
                              std::vector<std::uint32_t>& touched) const {
  scratch.assign(letters_ends_.size(), 0);
  for (const std::uint32_t hash : runs_of(wanted, rules_->grams.across)) {
    const auto found = std::lower_bound(run_hashes_.begin(), run_hashes_.end(), hash);
    if (found == run_hashes_.end() || *found != hash) continue;
    const auto run = static_cast<std::size_t>(found - run_hashes_.begin());
    const std::uint32_t begin = run == 0 ? 0 : run_ends_[run - 1];
    std::uint32_t word = 0;
    for (RecordReader in(std::string_view(run_words_).substr(begin, run_ends_[run] - begin));
         !in.rest().empty();) {
      word += static_cast<std::uint32_t>(in.number());
      if (scratch[word]++ == 0) touched.push_back(word);
    }
  }
}

std::vector<RelatedWord> Vocabulary::related(const language::Forms& word, Scratch& scratch) const {
  if (!can_be_misspelt(word.letters)) return {};
  const Characters wanted = language::code_points(word.letters);
  const unsigned most_edits = rules_->grams.across || wanted.size() < ranking::kOneEditFrom ? 0
                              : wanted.size() < ranking::kTwoEditsFrom                      ? 1
                                                                                            : 2;
  std::vector<std::uint32_t> touched;
  count_shared(word.letters, scratch, touched);
  const auto runs = static_cast<double>(runs_of(word.letters, rules_->grams.across).size());

  struct Near {
    double likely = 0;  // to be meant
    std::size_t word = 0;
    RelatedWord found;
  };
  std::vector<Near> near;
  std::vector<std::pair<double, std::size_t>> sharing;
  const auto add_near = [&](std::size_t candidate, unsigned edits, const Characters& characters) {
    RelatedWord found;
    found.written = written(candidate);
    found.edits = edits;
    found.articles = articles_[candidate];
    found.similarity = ranking::kNearWord[edits - 1];
    if (characters.front() != wanted.front()) found.similarity *= ranking::kOtherFirstLetter;
    near.push_back({found.similarity * std::log(2.0 + found.articles), candidate, std::move(found)});
  };
  const std::uint32_t mask = letter_mask(wanted);
  const auto size = static_cast<unsigned>(wanted.size());
  for (const std::uint32_t candidate : touched) {
    const unsigned characters = characters_[candidate];
    if (most_edits > 0 && characters + most_edits >= size && characters <= size + most_edits &&
        static_cast<unsigned>(std::popcount(mask ^ masks_[candidate])) <= 2 * most_edits) {
      const Characters own = language::code_points(letters(candidate));
      const unsigned edits = language::edits_between(wanted, own, most_edits);
      if (edits > 0 && edits <= most_edits) {
        add_near(candidate, edits, own);
        continue;
      }
    }
    const double share = scratch[candidate] / runs;
    // Where words are written together (Korean compounds), a word that stands in this one is meant by it.
    const bool part = rules_->grams.across && word.letters.find(letters(candidate)) != std::string::npos;
    if (part || share >= ranking::kLeastShared) sharing.emplace_back(share, candidate);
  }
  // A short word with two letters swapped may keep none of its runs.
  if (most_edits > 0 && wanted.size() <= ranking::kOneEditFrom + 1)
    for (std::size_t i = 0; i + 1 < wanted.size(); ++i) {
      Characters swapped = wanted;
      std::swap(swapped[i], swapped[i + 1]);
      const std::string swapped_letters = language::to_utf8(swapped);
      const std::size_t first = find(swapped_letters);
      if (first == kNoWord) continue;
      for (std::size_t at = first; at < letters_ends_.size() && letters(at) == swapped_letters; ++at)
        if (scratch[at] == 0) add_near(at, 1, swapped);
    }

  std::vector<RelatedWord> related;
  std::sort(near.begin(), near.end(), [](const Near& a, const Near& b) {
    return a.likely != b.likely ? a.likely > b.likely : a.word < b.word;
  });
  // Of several spellings of the same letters (Serbian has two scripts), the one in the script that was typed.
  for (std::size_t i = 0; i < near.size(); ++i) {
    if (begin_alike(near[i].found.written, word.written)) continue;
    const auto other =
        std::find_if(near.begin() + static_cast<std::ptrdiff_t>(i) + 1, near.end(), [&](const Near& one) {
          return letters(one.word) == letters(near[i].word) && begin_alike(one.found.written, word.written);
        });
    if (other != near.end()) std::swap(near[i], *other);
  }
  for (Near& one : near) {
    if (related.size() == kMostNear) break;
    related.push_back(std::move(one.found));
  }
  if (!related.empty() && related.front().edits == 1) return related;  // what else is like it is so by chance
  const std::size_t most = related.size() + kMostSharing;
  const auto enough = sharing.begin() + static_cast<std::ptrdiff_t>(std::min(sharing.size(), kMostSharing));
  std::partial_sort(sharing.begin(), enough, sharing.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  for (const auto& [share, candidate] : sharing) {
    if (related.size() == most) break;
    related.push_back(
        {std::string(written(candidate)), share * ranking::kSharedLetters, 0, articles_[candidate]});
  }
  return related;
}

WordCounts Vocabulary::counts() const {
  WordCounts counts;
  for (std::size_t word = 0; word < articles_.size(); ++word)
    counts.emplace(written(word), static_cast<std::int32_t>(articles_[word]));
  return counts;
}

void Vocabulary::read(std::string_view packed, const std::string& file) {
  RecordReader in(packed, file);
  const std::uint64_t words = in.number();
  RecordReader list(in.text(), file);
  for (std::uint64_t i = 0; i < words; ++i) {
    articles_.push_back(static_cast<std::uint32_t>(list.number()));
    const std::string_view letters = list.text();
    const std::string_view written = list.text();
    if (letters.empty() || language::find_invalid_utf8(letters) || language::find_invalid_utf8(written) ||
        language::count_characters(letters) > kLongestMisspelt)
      fail_damaged(file);
    letters_text_ += letters;
    letters_ends_.push_back(static_cast<std::uint32_t>(letters_text_.size()));
    characters_.push_back(static_cast<std::uint8_t>(language::count_characters(letters)));
    masks_.push_back(letter_mask(language::code_points(letters)));
    written_text_ += written;
    written_ends_.push_back(static_cast<std::uint32_t>(written_text_.size()));
  }
  run_hashes_ = get_numbers(in, file);
  run_ends_ = get_numbers(in, file);
  run_words_ = in.text();
  check_runs(file);
}

void Vocabulary::check_runs(const std::string& file) const {
  if (run_ends_.size() != run_hashes_.size() ||
      (run_ends_.empty() ? 0 : run_ends_.back()) != run_words_.size())
    fail_damaged(file);
  std::uint32_t begin = 0;
  for (const std::uint32_t end : run_ends_) {
    std::uint64_t next = 0;  // the least that the next word can be
    for (RecordReader in(std::string_view(run_words_).substr(begin, end - begin), file);
         !in.rest().empty();) {
      const std::uint64_t gap = in.number();
      if (gap >= letters_ends_.size() || (gap == 0 && next > 0)) fail_damaged(file);
      next = (next == 0 ? gap : next - 1 + gap) + 1;
      if (next > letters_ends_.size()) fail_damaged(file);
    }
    begin = end;
  }
}

Vocabularies::Vocabularies(const std::filesystem::path& file, const language::Languages& languages) {
  const std::string bytes = base::read_file(file);
  const std::string name = file.string();
  RecordReader in(bytes, name);
  for (std::uint64_t count = in.number(); count > 0; --count) {
    const std::string lang(in.text());
    Vocabulary& vocabulary = by_language_[lang];
    if (vocabulary.rules_ != nullptr) fail_damaged(name);  // the language stands there twice
    vocabulary.rules_ = &languages.rules_for(lang);
    vocabulary.read(in.text(), name);
  }
  if (!in.rest().empty()) fail_damaged(name);
}

const Vocabulary* Vocabularies::find(const std::string& lang) const {
  const auto found = by_language_.find(lang);
  return found == by_language_.end() ? nullptr : &found->second;
}

LanguageWords Vocabularies::counts() const {
  LanguageWords counts;
  for (const auto& [lang, vocabulary] : by_language_) counts[lang] = vocabulary.counts();
  return counts;
}

}  // namespace firstline::search
