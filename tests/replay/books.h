// SPDX-License-Identifier: GPL-3.0-or-later
// What people want to know, and in which words: intents/LANG.tsv and phrases/LANG.tsv.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "language/rules.h"

namespace firstline::replay {

/// Why the engine may have no answer. The names are those of the review.
enum class Cause { kNone, kGap, kVocabulary, kTypo, kLanguage, kFilter, kWeak, kRejected };
const char* cause_name(Cause cause);  ///< "none", "gap", "vocabulary", "typo", "language", ...

/// One need. Its name is stable, and the same in all languages that have it.
struct Intent {
  std::string name;
  Cause kind = Cause::kNone;  ///< none: an article answers it
  std::string wanted;         ///< article in the sample, or empty
  std::string added;          ///< article that is added at half-time, or empty
  std::string category;       ///< the filter that people ask with, or empty
  std::vector<std::string> phrasings;
};

/// One language.
struct Book {
  std::string lang;
  std::vector<Intent> intents;
  /// Around a phrasing: {q} stands for it, {d} for a personal detail, ~ for any digit.
  std::vector<std::string> polite, email, phone, card, harmless;
  std::vector<std::string> helpful, unhelpful;     ///< comments
  std::vector<std::string> message, message_data;  ///< to a person; the second with {d}
};

/// Those of the folder tests/replay, English first. Fails, with file and line, on a row that makes no sense.
std::vector<Book> read_books(const std::filesystem::path& folder);

/// What answers an intent at a time, and the cause if nothing does.
struct Answer {
  std::string article;  ///< empty: none anywhere
  bool answerable = false;
  Cause cause = Cause::kNone;
};
Answer answer_to(const Intent& intent, const std::string& lang, bool after_half_time);

}  // namespace firstline::replay
