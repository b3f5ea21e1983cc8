// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/curation.h"

#include <algorithm>

#include "base/split.h"
#include "language/utf8.h"

namespace firstline::search {
namespace {

constexpr std::size_t kMostPhrases = 50;  // in one group: more is a mistake and would slow each search down

std::string_view trim(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string> split_phrases(std::string_view text) {
  std::vector<std::string> phrases;
  for (const std::string& part : base::split(text, ','))
    if (const std::string_view phrase = trim(part); !phrase.empty()) phrases.emplace_back(phrase);
  return phrases;
}

/// Calls `use(line, number, report)` for each line that says something; `report(rule, message)` adds a
/// problem.
template <typename Use>
void for_each_line(std::string_view text, const std::string& path, std::vector<base::Problem>& problems,
                   Use use) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view whole = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const auto report = [&](int column, const char* rule, std::string message) {
      problems.push_back({path, number, column, base::Severity::kError, rule, std::move(message)});
    };
    if (const auto bad = language::find_invalid_utf8(whole)) {
      report(static_cast<int>(language::count_characters(whole.substr(0, *bad))) + 1, "not-utf-8",
             "this line is not valid UTF-8; it is left out");
      continue;
    }
    const std::string_view line = trim(whole);
    if (!line.empty() && line.front() != '#') use(line, number, report);
  }
}

constexpr std::string_view kArrow = "=>";

}  // namespace

std::vector<SynonymGroup> parse_synonyms(std::string_view text, const std::string& path,
                                         std::vector<base::Problem>& problems) {
  std::vector<SynonymGroup> groups;
  for_each_line(text, path, problems, [&](std::string_view line, int number, const auto& report) {
    SynonymGroup group;
    group.line = number;
    const std::size_t arrow = line.find(kArrow);
    group.from = split_phrases(line.substr(0, arrow));
    group.to =
        arrow == std::string_view::npos ? group.from : split_phrases(line.substr(arrow + kArrow.size()));
    if (arrow == std::string_view::npos ? group.from.size() < 2 : group.from.empty() || group.to.empty())
      report(1, "synonym-syntax", "expected words parted by commas, or \"words => words\"");
    else if (group.from.size() > kMostPhrases || group.to.size() > kMostPhrases)
      report(1, "synonym-syntax", "more than " + std::to_string(kMostPhrases) + " words in one group");
    else
      groups.push_back(std::move(group));
  });
  return groups;
}

std::vector<Pin> parse_pins(std::string_view text, const std::string& path,
                            std::vector<base::Problem>& problems) {
  std::vector<Pin> pins;
  for_each_line(text, path, problems, [&](std::string_view line, int number, const auto& report) {
    const std::size_t arrow = line.find(kArrow);
    Pin pin{std::string(trim(line.substr(0, arrow))), "", number};
    if (arrow != std::string_view::npos) pin.id = trim(line.substr(arrow + kArrow.size()));
    if (pin.query.empty() || pin.id.empty())
      report(1, "pin-syntax", "expected \"query => article id\"");
    else
      pins.push_back(std::move(pin));
  });
  return pins;
}

}  // namespace firstline::search
