// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/leaks.h"

#include <algorithm>
#include <cctype>

#include "language/utf8.h"
#include "tests/replay/details.h"

namespace firstline::replay {
namespace {

constexpr std::size_t kPrefix = 6;  // bytes that needles are sorted by; none is shorter
constexpr std::size_t kTellingGroup = 4;

std::string small(std::string text) {
  for (char& letter : text)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + 32);
  return text;
}

std::string local_part(const std::string& address) {
  return address.substr(0, std::min(address.find('@'), address.find(" (at)")));
}

/// With the digits 0-9, all else as it was; and its groups of digits.
std::string in_plain_digits(const std::string& text, std::vector<std::string>& groups) {
  std::string plain;
  bool in_group = false;
  for (const char32_t letter : language::code_points(text)) {
    const std::string one = language::to_utf8(std::u32string(1, letter));
    const std::string digit = plain_digits(one);
    plain += digit.empty() ? one : digit;
    if (!digit.empty() && !in_group) groups.emplace_back();
    if (!digit.empty()) groups.back() += digit;
    in_group = !digit.empty();
  }
  return plain;
}

std::size_t start_of(std::string_view text) {
  return static_cast<unsigned char>(text[0]) * 256U + static_cast<unsigned char>(text[1]);
}

}  // namespace

std::vector<std::string> spellings(const Planted& planted) {
  std::vector<std::string> all = {planted.text};
  if (planted.kind == Planted::Kind::kEmail) {
    all.push_back(small(planted.text));
    all.push_back(small(local_part(planted.text)));
  } else {
    std::vector<std::string> groups;
    all.push_back(in_plain_digits(planted.text, groups));
    std::string spaced;
    for (const std::string& group : groups) spaced += (spaced.empty() ? "" : " ") + group;
    all.push_back(spaced);
    all.push_back(plain_digits(planted.text));
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

bool shows_part(const std::string& text, const Planted& planted) {
  if (planted.kind == Planted::Kind::kEmail)
    return small(text).find(small(local_part(planted.text))) != std::string::npos;
  std::vector<std::string> groups;
  std::vector<std::string> ignored;
  in_plain_digits(planted.text, groups);
  const std::string plain = in_plain_digits(text, ignored);
  return std::any_of(groups.begin(), groups.end(), [&](const std::string& group) {
    return group.size() >= kTellingGroup && plain.find(group) != std::string::npos;
  });
}

Leaks::Leaks(const Month& month) : starts_(65536) {
  for (const Search& search : month.searches)
    for (const Planted& planted : search.planted) add(planted);
  for (const Event& event : month.events)
    for (const Planted& planted : event.planted) add(planted);
}

void Leaks::add(const Planted& planted) {
  if (!details_.insert(planted.text).second) return;
  ++planted_;
  for (const std::string& spelling : spellings(planted)) {
    if (spelling.size() < kPrefix) continue;
    needles_[spelling.substr(0, kPrefix)].push_back({spelling, planted.text});
    starts_[start_of(spelling)] = true;
  }
}

void Leaks::look(std::string_view bytes, const std::string& where) {
  std::string start;
  for (std::size_t i = 0; i + kPrefix <= bytes.size(); ++i) {
    if (!starts_[start_of(bytes.substr(i, 2))]) continue;
    start.assign(bytes.substr(i, kPrefix));
    const auto same_start = needles_.find(start);
    if (same_start == needles_.end()) continue;
    for (const Needle& needle : same_start->second)
      if (bytes.compare(i, needle.spelling.size(), needle.spelling) == 0)
        found_.emplace(needle.detail, "'" + needle.spelling + "' in " + where);
  }
}

}  // namespace firstline::replay
