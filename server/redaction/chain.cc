// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/redaction/chain.h"

#include <algorithm>
#include <array>

#include "language/normalise.h"

namespace firstline::server {
namespace {

constexpr std::size_t kLongestUnit = 12;  // characters

std::size_t digits_end(std::string_view s, std::size_t at) {
  while (at < s.size() && is_digit(s[at])) ++at;
  return at;
}

template <std::size_t kCount>
bool is_one_of(const std::array<std::string_view, kCount>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::size_t hex_literal_end(std::string_view s, std::size_t at) {
  constexpr std::size_t kLongest = 16;
  if (at + 2 >= s.size() || s[at] != '0' || (s[at + 1] | 0x20) != 'x') return at;
  std::size_t end = at + 2;
  while (end < s.size() && (is_digit(s[end]) || ((s[end] | 0x20) >= 'a' && (s[end] | 0x20) <= 'f'))) ++end;
  return end > at + 2 && end <= at + 2 + kLongest ? end : at;
}

NumberChain::NumberChain(const FoldedText& text, std::size_t at) : text_(text), s_(text.view()) {
  std::size_t next = at;
  char joint = 0;
  do {
    groups_.push_back({next, digits_end(s_, next), joint});
    joint = read_joint(groups_.back().end, next);
  } while (joint != 0);
}

/// The joint to the group at `next`; 0 when what begins at `at` joins nothing.
char NumberChain::read_joint(std::size_t at, std::size_t& next) const {
  constexpr std::size_t kLongest = 4;
  constexpr std::string_view kSigns = "-./_,";
  char sign = 0;
  bool loose = false;
  for (next = at; next < s_.size() && next < at + kLongest && !is_digit(s_[next]); ++next) {
    const char c = s_[next];
    if (c == '(' || c == ')' || c == ' ')
      loose = true;
    else if (sign == 0 && kSigns.find(c) != kSigns.npos)
      sign = c;
    else
      return 0;
  }
  if (next >= s_.size() || !is_digit(s_[next]) || hex_literal_end(s_, next) > next) return 0;
  if (!loose) return sign;
  return sign == '.' || sign == ',' ? '\0' : ' ';  // a sentence's end
}

int NumberChain::value(std::size_t i) const {
  constexpr std::size_t kMostDigits = 6;
  if (size(i) > kMostDigits) return 999'999;
  int number = 0;
  for (std::size_t at = begin(i); at < end(i); ++at) number = 10 * number + (s_[at] - '0');
  return number;
}

bool NumberChain::is_year(std::size_t i) const {
  if (size(i) != 4) return false;
  const int year = value(i);
  return (year >= 1900 && year <= 2100) || (year >= 2440 && year <= 2645);
}

std::size_t NumberChain::count_digits(std::size_t first, std::size_t last) const {
  std::size_t count = 0;
  for (std::size_t i = first; i < last; ++i) count += size(i);
  return count;
}

std::string NumberChain::digits(std::size_t first, std::size_t last) const {
  std::string digits;
  for (std::size_t i = first; i < last; ++i) digits += s_.substr(begin(i), size(i));
  return digits;
}

bool NumberChain::has_unit(std::size_t first, std::size_t last) const {
  constexpr std::array<std::string_view, 51> kAfter = {
      "đ",     "vnd",   "vnđ",     "đồng", "dong", "rsd",   "din",  "dinar", "dinara", "dinari", "рсд",
      "дин",   "динар", "динара",  "thb",  "baht", "inr",   "rs",   "rupee", "rupees", "रुपये",    "रुपए",
      "रुपया",  "usd",   "dollars", "eur",  "euro", "euros", "eura", "evra",  "евра",   "gbp",    "pounds",
      "bytes", "bits",  "kb",      "mb",   "gb",   "tb",    "мб",   "гб",    "kbps",   "mbps",   "gbps",
      "mbit",  "мбит",  "khz",     "mhz",  "ghz",  "hz",    "ms"};
  constexpr std::array<std::string_view, 9> kBefore = {"rs",  "inr", "usd", "rsd", "thb",
                                                       "vnd", "eur", "gbp", "रु"};
  constexpr std::string_view kBaht = "บาท";
  std::size_t at = groups_[last - 1].end;
  if (at < s_.size() && s_[at] == ' ') ++at;
  if (at < s_.size() && s_[at] == '$') return at + 1 == s_.size() || !is_digit(s_[at + 1]);
  std::size_t end = at;
  while (end < s_.size() && end < at + kLongestUnit && is_letter(s_[end]) &&
         (s_[end] == kGlued) == (s_[at] == kGlued))
    ++end;
  const std::string_view after = text_.written(at, end);
  if (after.starts_with(kBaht) || is_one_of(kAfter, language::casefold(after))) return true;
  at = groups_[first].begin;
  if (at > 0 && s_[at - 1] == ' ') --at;
  if (at > 0 && s_[at - 1] == '.') --at;
  if (at > 0 && s_[at - 1] == '$') return true;
  std::size_t begin = at;
  while (begin > 0 && begin + kLongestUnit > at && is_letter(s_[begin - 1])) --begin;
  return is_one_of(kBefore, language::casefold(text_.written(begin, at)));
}

// What customers ask about. Each returns how many groups from i on it is made of; 0: it isn't.

/// 22.11.2026, 2026-11-22, 11/22/2026, 15-22.11.2026.
std::size_t NumberChain::date(std::size_t i) const {
  const char sign = joint(i + 1);
  if (sign == '-' && size(i) <= 2 && joint(i + 2) != '-' && is_plain_date(i + 1)) return 4;
  return is_plain_date(i) ? 3 : 0;
}

bool NumberChain::is_plain_date(std::size_t i) const {
  const char sign = joint(i + 1);
  if (i + 2 >= count() || !is_tight(sign) || sign != joint(i + 2)) return false;
  const std::size_t first = is_year(i + 2) ? i : i + 1;
  if ((first != i && !is_year(i)) || size(first) > 2 || size(first + 1) > 2) return false;
  const auto [least, most] = std::minmax({value(first), value(first + 1)});
  return least >= 1 && least <= 12 && most <= 31;
}

/// 192.168.1.1, 10.0.0.0/24, 192.168.1.2-50.
std::size_t NumberChain::ip_address(std::size_t i) const {
  for (std::size_t k = i; k < i + 4; ++k)
    if (size(k) == 0 || size(k) > 3 || leads_zero(k) || value(k) > 255 || (k > i && joint(k) != '.'))
      return 0;
  if (joint(i + 4) == '.') return 0;
  const bool net = joint(i + 4) == '/' && value(i + 4) <= 32;
  const bool range = joint(i + 4) == '-' && value(i + 4) <= 255 && joint(i + 5) != '.';
  return net || range ? 5 : 4;
}

/// 10.0.19045, 17.5.1, 3.0.0.4.386_51668.
std::size_t NumberChain::version(std::size_t i) const {
  std::size_t end = i + 1;
  bool short_one = size(i) == 1;
  for (; joint(end) == '.' && end < i + 6; ++end) {
    if (size(end) > 5) return 0;
    short_one = short_one || size(end) == 1;
  }
  const bool american =
      end == i + 4 && size(i) == 1 && size(i + 1) == 3 && size(i + 2) == 3 && size(i + 3) == 4;
  const bool brief = size(i) <= 2 && count_digits(i, end) <= 8;
  if (end < i + 3 || joint(end) == '.' || size(i) > 3 || leads_zero(i) || american || !(short_one || brief))
    return 0;
  const bool build = (joint(end) == '_' || joint(end) == '-') && size(end) <= 5 && !is_tight(joint(end + 1));
  return build ? end - i + 1 : end - i;
}

/// 1.299.000, 1.299.000,50, 1 299 000, 99.99, a build as 22621.3007. In 1,299,000 the commas part it.
std::size_t NumberChain::amount(std::size_t i, bool follows) const {
  constexpr std::size_t kMost = 6;
  const char sign = joint(i + 1);
  if (leads_zero(i) || (sign != '.' && (sign != ' ' || follows))) return 0;
  std::size_t end = i + 1;
  while (size(i) <= 3 && joint(end) == sign && size(end) == 3 && end < i + kMost) ++end;
  if (end > i + 1 && joint(end) != sign) {
    const std::size_t digits = count_digits(i, end);
    const bool round = sign == '.' && value(end - 1) == 0;
    const bool cents = joint(end) == ',' && size(end) <= 2;
    if (cents) ++end;
    if (digits <= 8 || (digits <= 12 && (round || has_unit(i, end)))) return end - i;
  }
  const bool exact = size(i + 1) <= 2 || (size(i) == 5 && size(i + 1) <= 4);
  const bool next = joint(i + 2) == '.' || joint(i + 2) == ',';
  return sign == '.' && size(i) <= 6 && exact && !next ? 2 : 0;
}

/// 08.00.
std::size_t NumberChain::time(std::size_t i) const {
  const bool clock =
      joint(i + 1) == '.' && size(i) <= 2 && size(i + 1) == 2 && value(i) <= 24 && value(i + 1) < 60;
  return clock && joint(i + 2) != '.' ? 2 : 0;
}

/// 2024-2025, 1000/500 (speeds), 8080-8090 and 10000-20000 (ports).
std::size_t NumberChain::pair(std::size_t i) const {
  const char sign = joint(i + 1);
  if ((sign != '-' && sign != '/') || leads_zero(i) || leads_zero(i + 1) || is_tight(joint(i + 2))) return 0;
  if (size(i) > 5 || size(i + 1) > 5) return 0;
  if (sign == '/') return size(i) <= 4 && size(i + 1) <= 4 ? 2 : 0;
  constexpr int kMobile = 60'000;  // from here on India's 5-5 begin
  const int from = value(i);
  const int to = value(i + 1);
  const bool near = size(i) == size(i + 1) && to - from <= 100 && from < kMobile;
  const bool port = to > 9'999 && to <= 65'535 && from < kMobile;
  return (is_year(i) && is_year(i + 1)) || (from < to && (near || port)) ? 2 : 0;
}

std::size_t NumberChain::harmless_one(std::size_t i, std::size_t first) const {
  if (const std::size_t count = std::max(date(i), ip_address(i)); count > 0) return count;
  const bool follows = first < i;
  if (follows && leads_zero(first)) return 0;  // "0912 345.678"
  for (const std::size_t count : {amount(i, follows), version(i), time(i), pair(i)})
    if (count > 0) return count;
  return 0;
}

// What is joined to it tightly must be harmless too: "7.00-22.00" is, "12.34-56789" isn't.
std::size_t NumberChain::harmless(std::size_t i, std::size_t first) const {
  constexpr int kMost = 4;
  std::size_t end = i;
  for (int k = 0; k < kMost; ++k) {
    const std::size_t count = harmless_one(end, end == i ? first : end);
    if (count == 0) return 0;
    end += count;
    if (!is_tight(joint(end))) return end - i;
  }
  return 0;
}

}  // namespace firstline::server
