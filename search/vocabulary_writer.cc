// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <deque>
#include <set>

#include "base/file.h"
#include "search/record.h"
#include "search/vocabulary.h"
#include "search/word_runs.h"

namespace firstline::search {
namespace {

void put_numbers(const std::vector<std::uint32_t>& numbers, RecordWriter& out) {
  out.number(numbers.size());
  std::uint32_t last = 0;  // rising numbers become small ones
  for (const std::uint32_t number : numbers) {
    out.number(number - last);
    last = number;
  }
}

}  // namespace

/// Puts a language's part of the file together: the former words, each with its place, and what has changed.
class VocabularyPacker {
 public:
  VocabularyPacker(const Vocabulary* former, const language::LanguageRules& rules,
                   language::WordReader& reader)
      : former_(former), rules_(rules), reader_(reader) {
    if (former != nullptr) counts_.assign(former->articles_.begin(), former->articles_.end());
  }

  /// Empty when no word is left. Former words keep their order and needn't be read again, which is most of
  /// the time.
  std::string pack(const WordCounts& changes) {
    for (const auto& [written, change] : changes) add(written, change);
    std::sort(added_.begin(), added_.end(), before);
    std::vector<Entry> entries;
    auto next = added_.begin();
    for (std::size_t word = 0; word < counts_.size(); ++word) {
      if (counts_[word] <= 0) continue;
      const Entry entry{former_->letters(word), former_->written(word), counts_[word]};
      for (; next != added_.end() && before(*next, entry); ++next) entries.push_back(*next);
      entries.push_back(entry);
    }
    entries.insert(entries.end(), next, added_.end());
    return entries.empty() ? std::string() : pack_entries(entries);
  }

 private:
  struct Entry {
    std::string_view letters, written;
    std::int64_t articles = 0;
  };

  static bool before(const Entry& a, const Entry& b) {
    return a.letters != b.letters ? a.letters < b.letters : a.written < b.written;
  }

  void add(const std::string& written, std::int64_t change) {
    if (change == 0 || !can_be_misspelt(written)) return;
    const std::string& letters = reader_.forms_of(written, rules_).letters;
    const std::size_t word = former_ == nullptr ? Vocabulary::kNoWord : former_->find(letters, written);
    if (word != Vocabulary::kNoWord)
      counts_[word] += change;
    else if (change > 0 && can_be_misspelt(letters))  // њ is two: nj
      added_.push_back({letters_.emplace_back(letters), written, change});
  }

  std::string pack_entries(const std::vector<Entry>& entries) const {
    RecordWriter words;
    std::vector<std::uint64_t> runs;  // hash, then word: one number sorts twice as fast as two
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const Entry& entry = entries[i];
      words.number(static_cast<std::uint64_t>(entry.articles));
      words.text(entry.letters);
      words.text(entry.written == entry.letters ? std::string_view() : entry.written);
      for (const std::uint32_t hash : runs_of(entry.letters, rules_.grams.across))
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

  const Vocabulary* former_;
  const language::LanguageRules& rules_;
  language::WordReader& reader_;
  std::vector<std::int64_t> counts_;  // of the former words
  std::vector<Entry> added_;
  std::deque<std::string> letters_;  // of the added ones
};

void write_vocabulary(const std::filesystem::path& file, const LanguageWords& changes,
                      const language::Languages& languages, const Vocabularies* former) {
  static const WordCounts kUnchanged;
  language::WordReader reader(languages);
  std::set<std::string> tags;
  for (const auto& [lang, counts] : changes) tags.insert(lang);
  if (former != nullptr)
    for (const auto& [lang, vocabulary] : former->by_language_) tags.insert(lang);
  std::vector<std::pair<std::string, std::string>> packed;
  for (const std::string& lang : tags) {
    const auto found = changes.find(lang);
    VocabularyPacker packer(former == nullptr ? nullptr : former->find(lang), languages.rules_for(lang),
                            reader);
    std::string words = packer.pack(found == changes.end() ? kUnchanged : found->second);
    if (!words.empty()) packed.emplace_back(lang, std::move(words));
  }
  RecordWriter out;
  out.number(packed.size());
  for (const auto& [lang, words] : packed) {
    out.text(lang);
    out.text(words);
  }
  base::replace_file(file, out.record());
}

}  // namespace firstline::search
