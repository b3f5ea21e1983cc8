// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/past_queries.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "language/normalise.h"
#include "language/utf8.h"
#include "language/words.h"
#include "server/log/asked_queries.h"

namespace firstline::server {
namespace {

constexpr auto kBetweenReadings = std::chrono::minutes(3);

constexpr auto kRemembered = std::chrono::hours(24 * 90);
constexpr std::uint64_t kLeastAskers = 3;
constexpr std::size_t kMostQueries = 20'000;

// Longer questions are told to one company by one customer; no one else types them.
constexpr std::size_t kShortestShown = 2;
constexpr std::size_t kLongestShown = 80;  // characters

// "Windows 11" may be shown, a part of a telephone number may not.
constexpr std::size_t kMostDigitsInRow = 2;
constexpr std::size_t kMostDigits = 3;

/// The zeros of the scripts in use; nine digits follow each.
constexpr std::array<char32_t, 18> kZeros = {U'0',   0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66,
                                             0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
                                             0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810};

bool is_digit(char32_t c) {
  return std::any_of(kZeros.begin(), kZeros.end(), [c](char32_t zero) { return c >= zero && c <= zero + 9; });
}

struct KeptQueries {
  std::vector<AskedQuery> queries;
  std::vector<std::string> words;  // of each
  search::CompletionsByLanguage completions;
};

}  // namespace

bool may_be_shown(std::string_view query) {
  const std::string folded = language::casefold(query);  // full-width signs become plain ones
  for (const std::string_view sign : {"@", "://", "www.", "\\", "["})
    if (folded.find(sign) != std::string::npos) return false;
  const std::u32string characters = language::code_points(folded);
  std::size_t digits = 0;
  std::size_t in_row = 0;
  for (const char32_t c : characters) {
    in_row = is_digit(c) ? in_row + 1 : 0;
    if (in_row > 0) ++digits;
    if (in_row > kMostDigitsInRow || digits > kMostDigits) return false;
  }
  return characters.size() >= kShortestShown && characters.size() <= kLongestShown;
}

std::shared_ptr<const search::CompletionsByLanguage> read_past_queries(
    const std::string& log, const language::Languages& languages, std::chrono::system_clock::time_point now) {
  auto kept = std::make_shared<KeptQueries>();
  kept->queries = answered_queries(log, now - kRemembered, kLeastAskers, kMostQueries);
  kept->queries.erase(std::remove_if(kept->queries.begin(), kept->queries.end(),
                                     [](const AskedQuery& asked) { return !may_be_shown(asked.query); }),
                      kept->queries.end());
  language::WordReader reader(languages);
  for (const AskedQuery& asked : kept->queries)
    kept->words.push_back(
        search::completion_words(reader.read(asked.query, languages.rules_for(asked.lang))));
  std::map<std::string_view, std::vector<search::CompletionText>> texts;
  for (std::size_t i = 0; i < kept->queries.size(); ++i) {
    const AskedQuery& asked = kept->queries[i];
    texts[asked.lang].push_back({asked.query, "", static_cast<double>(asked.askers), kept->words[i]});
  }
  for (const auto& [lang, own] : texts) kept->completions.emplace(lang, search::Completions(own));
  return {kept, &kept->completions};
}

PastQueries::PastQueries(std::string log, std::shared_ptr<const language::Languages> languages, Clock clock)
    : reading_([log = std::move(log), languages = std::move(languages),
                clock = std::move(clock)] { return read_past_queries(log, *languages, clock()); },
               kBetweenReadings, "past questions are not suggested anew") {}

}  // namespace firstline::server
