// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/questions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/hash.h"

namespace firstline::server::review {
namespace {

std::string row_key(std::int64_t row, const std::string& lang) {
  return std::to_string(row) + ' ' + lang;
}

/// "[email]" and the like say what was taken out, not what was asked.
std::string without_marks(std::string text) {
  constexpr std::array kMarks = {"[email]", "[phone]", "[card]", "[number]", "[token]"};
  for (const std::string mark : kMarks)
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
      text.replace(at, mark.size(), " ");
  return text;
}

}  // namespace

Questions::Questions(const language::Languages& languages) : languages_(languages), reader_(languages) {}

std::vector<std::string> Questions::words(const std::string& text, const std::string& lang) {
  std::vector<std::string> telling;
  std::vector<std::string> all;
  const std::string clean = without_marks(text);
  for (const language::Word& word : reader_.read(clean, languages_.rules_for(lang))) {
    const language::Forms& forms = *word.forms;
    all.push_back(forms.plain.empty() ? forms.stem : forms.plain);
    if (!forms.stop) telling.push_back(all.back());
  }
  std::vector<std::string>& chosen = telling.empty() ? all : telling;
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  return chosen;
}

std::uint32_t Questions::word_number(const std::string& word) {
  return word_numbers_.emplace(word, static_cast<std::uint32_t>(word_numbers_.size())).first->second;
}

std::uint32_t Questions::find(std::int64_t row, const std::string& lang) const {
  const auto found = text_of_row_.find(row_key(row, lang));
  return found == text_of_row_.end() ? kUnknown : found->second;
}

std::uint32_t Questions::add(std::int64_t row, const std::string& text, const std::string& lang) {
  const std::vector<std::string> own = words(text, lang);
  std::string key;
  for (const std::string& word : own) key += (key.empty() ? "" : " ") + word;
  const auto [place, added] =
      question_of_.emplace(lang + ' ' + key, static_cast<std::uint32_t>(questions_.size()));
  if (added) {
    Question question;
    question.lang = lang;
    question.key = key;
    for (const std::string& word : own) question.words.push_back(word_number(word));
    std::sort(question.words.begin(), question.words.end());
    questions_.push_back(std::move(question));
  }
  const auto number = static_cast<std::uint32_t>(texts_.size());
  texts_.push_back({text, place->second});
  text_of_row_[row_key(row, lang)] = number;
  return number;
}

std::string question_id(const Question& question) {
  return fmt::format("{:016x}", base::long_hash(question.lang + ' ' + question.key));
}

}  // namespace firstline::server::review
