// SPDX-License-Identifier: GPL-3.0-or-later
// The lists of words that say little.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>

#include "language/utf8.h"
#include "tests/language/reading.h"
#include "tests/support/temporary_folder.h"

namespace firstline::tests {
namespace {

std::vector<std::string> words_in(const std::filesystem::path& file) {
  std::vector<std::string> words;
  std::istringstream lines(read_text(file));
  for (std::string line; std::getline(lines, line);)
    if (!line.empty() && line.front() != '#') words.push_back(line);
  return words;
}

}  // namespace

TEST_CASE("Every language has stop words: sorted, each once, composed, one word a line") {
  for (const language::LanguageRules& row : shipped_languages().all()) {
    if (row.tag == "und") continue;
    const auto file = source_folder() / "language/data/stop" / (row.tag + ".txt");
    INFO(file.string());
    REQUIRE(std::filesystem::exists(file));
    const std::vector<std::string> words = words_in(file);
    CHECK(words.size() >= 30);
    CHECK(std::is_sorted(words.begin(), words.end()));
    CHECK(std::adjacent_find(words.begin(), words.end()) == words.end());
    CHECK(row.stop_words.size() >= words.size() / 2);  // letters/ may make two words one
    for (const std::string& word : words) {
      INFO(word);
      CHECK_FALSE(language::find_invalid_utf8(word));
      CHECK(language::to_nfc(word) == word);
      CHECK(word.find_first_of(" \t\r") == std::string::npos);
    }
  }
}

TEST_CASE("No stop list is without its language") {
  for (const char* folder : {"stop", "letters"})
    for (const auto& entry :
         std::filesystem::directory_iterator(source_folder() / "language/data" / folder)) {
      INFO(entry.path().string());
      CHECK(shipped_languages().rules_for(entry.path().stem().string()).tag == entry.path().stem().string());
    }
}

TEST_CASE("Stop words are known as customers type them") {
  CHECK(forms_of("The", "en").stop);
  CHECK(forms_of("don’t", "en").stop == forms_of("don't", "en").stop);
  CHECK_FALSE(forms_of("password", "en").stop);
  CHECK_FALSE(forms_of("not", "en").stop);
  CHECK(forms_of("како", "sr").stop);
  CHECK(forms_of("kako", "sr").stop);
  CHECK(forms_of("ΠΩΣ", "el").stop);  // without its mark
  CHECK(forms_of("für", "de").stop);
  CHECK(forms_of("fuer", "de").stop);
  CHECK(forms_of("làm", "vi").stop == forms_of("LÀM", "vi").stop);
}

TEST_CASE("A Vietnamese word whose marks make it another is no stop word") {
  const language::LanguageRules& rules = shipped_languages().rules_for("vi");
  for (const char* word : {"mật", "khẩu", "mạng", "gói"}) CHECK(rules.stop_words.count(word) == 0);
}

}  // namespace firstline::tests
