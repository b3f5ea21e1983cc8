// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/rules.h"

#include <fmt/format.h>
#include <unicode/uvernum.h>

#include <algorithm>
#include <array>

#include "base/failure.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/split.h"
#include "language/normalise.h"
#include "language/stemmer.h"

namespace firstline::language {
namespace {

/// Raise it when the code of this folder reads words otherwise than before.
constexpr int kReadingVersion = 3;

constexpr std::size_t kColumns = 9;

std::string unless_dash(const std::string& cell) {
  return cell == "-" ? std::string() : cell;
}

/// Calls `use(line, number)` for every line that is neither empty nor a comment.
template <typename Use>
void for_each_line(const std::string& text, Use use) {
  int number = 0;
  for (const std::string& line : base::split(text, '\n')) {
    ++number;
    if (!line.empty() && line.front() != '#') use(line, number);
  }
}

LetterRules read_letters(const std::string& text, const std::filesystem::path& path) {
  LetterRules letters;
  for_each_line(text, [&](const std::string& line, int number) {
    const std::size_t space = line.find(' ');
    if (space == std::string::npos || space == 0)
      throw base::Failure("reading", fmt::format("{}:{}", path.string(), number),
                          "expected letters, a space, letters");
    letters.emplace_back(line.substr(0, space), line.substr(space + 1));
  });
  return letters;
}

GramRules read_grams(const std::string& cell, const std::string& place) {
  const std::string_view letters = std::string_view(cell).substr(0, 1);
  const std::string_view where = std::string_view(cell).substr(letters.size());
  if (letters < "2" || letters > "5" || (where != "word" && where != "text"))
    throw base::Failure("reading", place,
                        "grams is '" + cell + "', not a number from 2 to 5 and word or text");
  return {static_cast<std::size_t>(letters.front() - '0'), where == "text"};
}

LanguageRules read_row(const std::string& line, const std::string& place) {
  const std::vector<std::string> cells = base::split(line, '\t');
  if (cells.size() != kColumns)
    throw base::Failure("reading", place,
                        fmt::format("{} columns where {} were expected", cells.size(), kColumns));
  LanguageRules row;
  row.tag = cells[0];
  row.name = cells[1];
  row.stemmer = unless_dash(cells[2]);
  if (!row.stemmer.empty() && !Stemmer::exists(row.stemmer))
    throw base::Failure("reading", place, "there is no Snowball stemmer '" + row.stemmer + "'");
  if (cells[3] == "marks")
    row.fold = Fold::kMarks;
  else if (cells[3] == "typed")
    row.fold = Fold::kTyped;
  else if (cells[3] == "none")
    row.fold = Fold::kNone;
  else
    throw base::Failure("reading", place, "fold is '" + cells[3] + "', not marks, typed or none");
  row.grams = read_grams(cells[4], place);
  if (cells[5] != "pairs" && cells[5] != "-")
    throw base::Failure("reading", place, "pairs is '" + cells[5] + "', not pairs or -");
  row.pairs = cells[5] == "pairs";
  row.splits = unless_dash(cells[6]);
  if (const std::string scripts = unless_dash(cells[7]); !scripts.empty())
    row.scripts = base::split(scripts, ',');
  row.telling_letters = unless_dash(cells[8]);
  return row;
}

void read_stop_words(const std::string& text, const LetterRules& fold_letters, LanguageRules& row) {
  for_each_line(text, [&](const std::string& line, int) {
    const std::string word = apply_letters(casefold(line), row.letters);
    row.stop_words.insert(word);
    if (row.fold != Fold::kNone) row.stop_words.insert(fold_marks(word, fold_letters));
  });
}

}  // namespace

Languages Languages::load(const std::filesystem::path& data) {
  Languages languages;
  std::string everything = fmt::format("{} {} {}\n", kReadingVersion, U_ICU_VERSION, Stemmer::version());
  const auto read = [&](const std::filesystem::path& path) {
    std::string text = base::read_file(path);
    everything += text;
    return text;
  };

  const std::filesystem::path table = data / "languages.tsv";
  for_each_line(read(table), [&](const std::string& line, int number) {
    languages.rows_.push_back(read_row(line, fmt::format("{}:{}", table.string(), number)));
  });
  if (languages.rows_.empty() || languages.rows_.front().tag != "und")
    throw base::Failure("reading", table.string(), "the first row must be 'und'");
  languages.fold_letters_ = read_letters(read(data / "fold.txt"), data / "fold.txt");
  for (std::size_t i = 0; i < languages.rows_.size(); ++i) {
    LanguageRules& row = languages.rows_[i];
    row.number = i;
    const std::filesystem::path letters = data / "letters" / (row.tag + ".txt");
    if (std::filesystem::exists(letters)) row.letters = read_letters(read(letters), letters);
    const std::filesystem::path stop_words = data / "stop" / (row.tag + ".txt");
    if (std::filesystem::exists(stop_words)) read_stop_words(read(stop_words), languages.fold_letters_, row);
  }
  languages.fingerprint_ = base::content_hash(everything);
  return languages;
}

const LanguageRules& Languages::rules_for(std::string_view tag) const {
  for (const std::string_view name : {tag, tag.substr(0, tag.find('-'))})
    for (const LanguageRules& row : rows_)
      if (row.tag == name) return row;
  return rows_.front();
}

bool is_language_tag(std::string_view tag) {
  constexpr std::size_t kLongest = 35;  // RFC 5646, 4.4.1; ICU takes no more than 156
  if (tag.size() > kLongest) return false;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const std::vector<std::string> parts = base::split(tag, '-');
  const std::string& primary = parts.front();
  if (primary.size() < 2 || primary.size() > 3 || !std::all_of(primary.begin(), primary.end(), is_letter))
    return false;
  return std::all_of(parts.begin() + 1, parts.end(), [&](const std::string& part) {
    return part.size() >= 2 && part.size() <= 8 && std::all_of(part.begin(), part.end(), [&](char c) {
             return is_letter(c) || (c >= '0' && c <= '9');
           });
  });
}

}  // namespace firstline::language
