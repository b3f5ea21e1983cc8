// SPDX-License-Identifier: GPL-3.0-or-later
// What was asked: texts as typed, and the question that several texts are: the same words but for order, stop
// words, forms, marks and script.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "language/words.h"

namespace firstline::server::review {

/// One text as people typed it (redacted): a row of the log's queries.
struct AskedText {
  std::string text;
  std::uint32_t question = 0;
};

struct Question {
  std::string lang;
  std::string key;                   ///< its words, sorted: tells it from others of its language
  std::vector<std::uint32_t> words;  ///< numbers of them
  std::vector<std::uint32_t> shown;  ///< articles (names of the log) that it was first answered with
};

/// Numbers are places, given in the order of arrival, for as long as this lives. One thread at a time.
class Questions {
 public:
  /// `languages` must outlive it.
  explicit Questions(const language::Languages& languages);

  /// The number of a text; `row`: its number in the log, which may be given to another text later.
  std::uint32_t add(std::int64_t row, const std::string& text, const std::string& lang);
  /// The same, when it was added already; else kUnknown.
  std::uint32_t find(std::int64_t row, const std::string& lang) const;
  static constexpr std::uint32_t kUnknown = ~0U;

  const AskedText& text(std::uint32_t number) const { return texts_[number]; }
  const Question& question(std::uint32_t number) const { return questions_[number]; }
  Question& question(std::uint32_t number) { return questions_[number]; }
  std::uint32_t count() const { return static_cast<std::uint32_t>(questions_.size()); }
  std::uint32_t texts() const { return static_cast<std::uint32_t>(texts_.size()); }

  /// The words that a text is compared by, sorted, each once: without stop words, unless there are no others,
  /// and without what redaction put in.
  std::vector<std::string> words(const std::string& text, const std::string& lang);
  /// The number of a word among all questions'.
  std::uint32_t word_number(const std::string& word);

 private:
  const language::Languages& languages_;
  language::WordReader reader_;
  std::vector<AskedText> texts_;
  std::vector<Question> questions_;
  std::unordered_map<std::string, std::uint32_t> text_of_row_;  // by row and language
  std::unordered_map<std::string, std::uint32_t> question_of_;  // by language and key
  std::unordered_map<std::string, std::uint32_t> word_numbers_;
};

/// What names a question for good, in the log's tables and in links: 16 hexadecimal digits.
std::string question_id(const Question& question);

}  // namespace firstline::server::review
