// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/generations.h"

#include <fmt/format.h>

#include <charconv>

namespace firstline::load {
namespace {

constexpr std::size_t kSlowPace = 10;  // publications to one of the notice and the synonyms
constexpr std::string_view kArticleMark = "gen";
constexpr std::string_view kNoticeMark = "slow";
constexpr std::size_t kDigits = 6;

std::string article(const std::string& part, std::size_t number) {
  const std::string mark = fmt::format("{}{:06}", kArticleMark, number);
  return fmt::format(
      "---\ntitle: Zephyrlamp {0} {1}\ndescription: The {0} of the Zephyrlamp as of {1}.\ncategory: Lamps\n"
      "updated: 2026-11-22\n---\n\nThe Zephyrlamp {0} is {1} now.\n",
      part, mark);
}

/// Calls `take` with each number that follows `mark`.
template <class Take>
void each_number(std::string_view body, std::string_view mark, const Take& take) {
  for (std::size_t at = body.find(mark); at != std::string_view::npos; at = body.find(mark, at + 1)) {
    const std::string_view digits = body.substr(at + mark.size(), kDigits);
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error == std::errc() && end == digits.data() + kDigits) take(number);
  }
}

}  // namespace

void write_publication(const Centre& centre, std::size_t number) {
  centre.write("en/lamps/light.md", article("light", number));
  centre.write("en/lamps/sound.md", article("sound", number));
  if (number % kSlowPace != 0) return;
  centre.write(
      "notices/en/lamps.md",
      fmt::format("---\ntitle: Zephyrlamps are dim {0}{1:06}\nwords: [zephyrlamp]\n---\n\nWe know.\n",
                  kNoticeMark, number));
  centre.append("synonyms.txt", fmt::format("\nzephyrword{}, zephyrlamp\n", number));
}

std::vector<std::string> publication_targets() {
  // As tests of ours: what the server remembers of customers, up to a limit of its own, isn't measured here.
  const std::string question = "?q=zephyrlamp&lang=en&channel=test";
  return {"/api/v1/search" + question, "/search" + question, "/articles/en/lamps/light"};
}

std::size_t least_times(std::size_t target) {
  return target == kArticle ? 2 : 4;  // two titles, two snippets
}

Shown read_answer(std::string_view body, std::size_t target) {
  Shown shown;
  bool is_mixed = false;
  each_number(body, kArticleMark, [&](std::size_t number) {
    is_mixed = is_mixed || (shown.times > 0 && number != shown.number);
    shown.number = number;
    ++shown.times;
  });
  // What one may ask about stands with its notice, of the same publication.
  std::size_t notices = 0;
  each_number(body, kNoticeMark, [&](std::size_t number) {
    is_mixed = is_mixed || !shown.number || number != *shown.number - *shown.number % kSlowPace;
    ++notices;
  });
  if (target != kArticle && notices == 0) is_mixed = true;
  if (is_mixed) shown.number.reset();
  return shown;
}

}  // namespace firstline::load
