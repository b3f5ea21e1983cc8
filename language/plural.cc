// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/plural.h"

#include <unicode/locid.h>
#include <unicode/plurrule.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>

#include "language/rules.h"

namespace firstline::language {
namespace {

constexpr std::size_t kMostAccepted = 16;  // of a header; browsers send fewer

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::string plural_category(std::string_view tag, std::uint64_t count) {
  thread_local std::map<std::string, std::unique_ptr<icu::PluralRules>> rules;  // costly to make, not to use
  std::unique_ptr<icu::PluralRules>& own = rules[std::string(tag)];
  if (!own) {
    UErrorCode status = U_ZERO_ERROR;
    own.reset(icu::PluralRules::forLocale(icu::Locale(std::string(tag).c_str()), status));
    if (U_FAILURE(status) || !own) return "other";
  }
  std::string category;
  own->select(static_cast<double>(count)).toUTF8String(category);
  return category;
}

std::vector<std::string> accepted_languages(std::string_view header) {
  std::vector<std::pair<double, std::string>> wanted;
  while (!header.empty() && wanted.size() < kMostAccepted) {
    const std::size_t comma = header.find(',');
    const std::string_view item = header.substr(0, comma);
    header.remove_prefix(comma == std::string_view::npos ? header.size() : comma + 1);
    const std::size_t semicolon = item.find(';');
    const std::string tag(trim(item.substr(0, semicolon)));
    double quality = 1;
    if (semicolon != std::string_view::npos) {
      const std::string parameter(trim(item.substr(semicolon + 1)));
      if (parameter.rfind("q=", 0) == 0) quality = std::strtod(parameter.c_str() + 2, nullptr);
    }
    if (is_language_tag(tag) && quality > 0) wanted.emplace_back(quality, tag);
  }
  std::stable_sort(wanted.begin(), wanted.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> tags;
  for (auto& [quality, tag] : wanted) tags.push_back(std::move(tag));
  return tags;
}

bool is_right_to_left(std::string_view tag) {
  return icu::Locale::createFromName(std::string(tag).c_str()).isRightToLeft() != 0;
}

}  // namespace firstline::language
