// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/rules.h"

#include <fmt/format.h>
#include <unicode/uvernum.h>

#include <algorithm>
#include <array>

#include "base/failure.h"
#include "base/file.h"
#include "base/hash.h"
#include "language/stemmer.h"

namespace firstline::language {
namespace {

/// Raise it when the code of this folder reads words otherwise than before.
constexpr int kReadingVersion = 2;

constexpr std::size_t kColumns = 7;

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string unless_dash(const std::string& cell) {
  return cell == "-" ? std::string() : cell;
}

/// Calls `use(line, number)` for every line that is neither empty nor a comment.
template <typename Use>
void for_each_line(const std::string& text, Use use) {
  int number = 0;
  for (const std::string& line : split(text, '\n')) {
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

LanguageRules read_row(const std::string& line, const std::string& place) {
  const std::vector<std::string> cells = split(line, '\t');
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
  row.splits = unless_dash(cells[4]);
  if (const std::string scripts = unless_dash(cells[5]); !scripts.empty()) row.scripts = split(scripts, ',');
  row.telling_letters = unless_dash(cells[6]);
  return row;
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
  for (std::size_t i = 0; i < languages.rows_.size(); ++i) {
    LanguageRules& row = languages.rows_[i];
    row.number = i;
    const std::filesystem::path letters = data / "letters" / (row.tag + ".txt");
    if (std::filesystem::exists(letters)) row.letters = read_letters(read(letters), letters);
  }
  languages.fold_letters_ = read_letters(read(data / "fold.txt"), data / "fold.txt");
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
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const std::vector<std::string> parts = split(tag, '-');
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
