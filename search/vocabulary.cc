// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/vocabulary.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>

#include "base/file.h"
#include "base/hash.h"
#include "language/utf8.h"
#include "search/ranking.h"
#include "search/record.h"

namespace firstline::search {
namespace {

constexpr std::size_t kLongestCharacters = 40;  // no one misspells a longer word and means it

// A run is three characters of a word with a mark before and after it: even a short word with one slip keeps
// one of them. Where letters are syllables or words (Chinese, Thai), two, without marks.
constexpr std::size_t kRunCharacters = 3;
constexpr std::size_t kRunCharactersAcross = 2;

using Characters = std::u32string;

bool can_be_misspelt(std::string_view letters) {
  const Characters characters = language::code_points(letters);
  return characters.size() <= kLongestCharacters && language::has_letter(characters);
}

/// Hashes of the distinct runs of a word.
std::vector<std::uint32_t> runs_of(std::string_view letters, bool across) {
  const std::string text = across ? std::string(letters) : '^' + std::string(letters) + '$';
  std::vector<std::size_t> begins;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) begins.push_back(i);
  begins.push_back(text.size());
  const std::size_t length = across ? kRunCharactersAcross : kRunCharacters;
  std::vector<std::uint32_t> hashes;
  for (std::size_t i = 0; i + length < begins.size(); ++i)
    hashes.push_back(
        base::short_hash(std::string_view(text).substr(begins[i], begins[i + length] - begins[i])));
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
}

/// Optimal string alignment distance (Damerau-Levenshtein without edits inside a swap); `most` + 1 when it is
/// more than `most`.
unsigned edits_between(const Characters& a, const Characters& b, unsigned most) {
  constexpr std::size_t kWidth = kLongestCharacters + 1;
  std::array<std::array<unsigned, kWidth>, 3> rows{};
  for (unsigned j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::array<unsigned, kWidth>& row = rows[i % 3];
    const std::array<unsigned, kWidth>& above = rows[(i - 1) % 3];
    const std::array<unsigned, kWidth>& two_above = rows[(i + 1) % 3];
    row[0] = static_cast<unsigned>(i);
    unsigned least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], two_above[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
  }
  return std::min(rows[a.size() % 3][b.size()], most + 1);
}

void put_numbers(const std::vector<std::uint32_t>& numbers, RecordWriter& out) {
  out.number(numbers.size());
  std::uint32_t last = 0;  // rising numbers become small ones
  for (const std::uint32_t number : numbers) {
    out.number(number - last);
    last = number;
  }
}

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

struct Entry {
  std::string letters;
  std::string_view written;
  std::uint32_t articles = 0;
};

std::string pack_language(const WordCounts& counts, const language::LanguageRules& rules,
                          language::WordReader& reader) {
  std::vector<Entry> entries;
  for (const auto& [written, articles] : counts) {
    if (articles == 0 || !can_be_misspelt(written)) continue;
    const std::string& letters = reader.forms_of(written, rules).letters;
    if (can_be_misspelt(letters)) entries.push_back({letters, written, articles});  // њ is two: nj
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.letters != b.letters ? a.letters < b.letters : a.written < b.written;
  });

  RecordWriter words;
  std::vector<std::uint64_t> runs;  // hash, then word: one number sorts twice as fast as two
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Entry& entry = entries[i];
    words.number(entry.articles);
    words.text(entry.letters);
    words.text(entry.written == entry.letters ? std::string_view() : entry.written);
    for (const std::uint32_t hash : runs_of(entry.letters, rules.grams.across))
      runs.push_back(std::uint64_t{hash} << 32U | i);
  }
  std::sort(runs.begin(), runs.end());
  RecordWriter run_words;
  std::vector<std::uint32_t> hashes;
  std::vector<std::uint32_t> ends;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const bool first = i == 0 || runs[i] >> 32U != runs[i - 1] >> 32U;
    run_words.number(first ? runs[i] & UINT32_MAX : runs[i] - runs[i - 1]);
    if (first) {
      hashes.push_back(static_cast<std::uint32_t>(runs[i] >> 32U));
      ends.push_back(0);
    }
    ends.back() = static_cast<std::uint32_t>(run_words.record().size());
  }

  RecordWriter out;
  out.number(entries.size());
  out.text(words.record());
  put_numbers(hashes, out);
  put_numbers(ends, out);
  out.text(run_words.record());
  return out.record();
}

}  // namespace

void write_vocabulary(const std::filesystem::path& file, const LanguageWords& words,
                      const language::Languages& languages) {
  language::WordReader reader(languages);
  RecordWriter out;
  out.number(static_cast<std::uint64_t>(
      std::count_if(words.begin(), words.end(), [](const auto& one) { return !one.second.empty(); })));
  for (const auto& [lang, counts] : words) {
    if (counts.empty()) continue;
    out.text(lang);
    out.text(pack_language(counts, languages.rules_for(lang), reader));
  }
  base::replace_file(file, out.record());
}

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
      const unsigned edits = edits_between(wanted, own, most_edits);
      if (edits > 0 && edits <= most_edits) {
        add_near(candidate, edits, own);
        continue;
      }
    }
    const double share = scratch[candidate] / runs;
    if (share >= ranking::kLeastShared) sharing.emplace_back(share, candidate);
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
  for (std::size_t word = 0; word < articles_.size(); ++word) counts.emplace(written(word), articles_[word]);
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
        language::count_characters(letters) > kLongestCharacters)
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
