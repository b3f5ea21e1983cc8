// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/redaction/text.h"

#include <algorithm>
#include <array>

#include "language/utf8.h"

namespace firstline::server {
namespace {

/// Never looked into: what is redacted once stays as it is.
constexpr std::array<std::string_view, 6> kPlaceholders = {"[email]",  "[phone]", "[card]",
                                                           "[number]", "[token]", "[link]"};

struct Range {
  char32_t first, last;
};

template <std::size_t kCount>
bool is_in(const std::array<Range, kCount>& ranges, char32_t c) {  // the ranges rise
  const auto* found = std::lower_bound(ranges.begin(), ranges.end(), c,
                                       [](const Range& range, char32_t value) { return range.last < value; });
  return found != ranges.end() && found->first <= c;
}

/// The zeros of Unicode's decimal digits (Nd) in the Basic Multilingual Plane; nine digits follow each.
constexpr std::array<char32_t, 35> kZeros = {
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0};

constexpr std::array<Range, 12> kShapeless = {{{0x80, 0x84},
                                               {0x86, 0x9F},
                                               {0xAD, 0xAD},
                                               {0x34F, 0x34F},
                                               {0x61C, 0x61C},
                                               {0x180B, 0x180F},
                                               {0x200B, 0x200F},
                                               {0x202A, 0x202E},
                                               {0x2060, 0x206F},
                                               {0x20E3, 0x20E3},  // the key around a digit
                                               {0xFE00, 0xFE0F},
                                               {0xFEFF, 0xFEFF}}};

constexpr std::array<Range, 9> kGluedScripts = {{{0x0E00, 0x0EFF},
                                                 {0x1000, 0x109F},
                                                 {0x1780, 0x17FF},
                                                 {0x2E80, 0x2FDF},
                                                 {0x3040, 0x4DBF},
                                                 {0x4E00, 0xA4CF},
                                                 {0xA9E0, 0xA9FF},
                                                 {0xF900, 0xFAFF},
                                                 {0x20000, 0x3FFFF}}};

/// Beyond Latin-1, what is neither a letter nor part of one.
constexpr std::array<Range, 17> kSigns = {{{0x37E, 0x37E},
                                           {0x387, 0x387},
                                           {0x55A, 0x55F},
                                           {0x589, 0x58A},
                                           {0x5BE, 0x5BE},
                                           {0x606, 0x60F},
                                           {0x61B, 0x61F},
                                           {0x66A, 0x66D},
                                           {0x6D4, 0x6D4},
                                           {0x964, 0x965},
                                           {0x970, 0x970},
                                           {0xE4F, 0xE4F},
                                           {0xE5A, 0xE5B},
                                           {0x2000, 0x2BFF},
                                           {0x2E00, 0x2E7F},
                                           {0x3000, 0x303F},
                                           {0xFF5F, 0xFF65}}};

/// 0-9, or -1. Raised, lowered and circled ones too: normalising makes them plain.
int digit_of(char32_t c) {
  for (const char32_t zero : kZeros)
    if (c >= zero && c <= zero + 9) return static_cast<int>(c - zero);
  if (c == 0xB9 || c == 0xB2 || c == 0xB3) return c == 0xB9 ? 1 : static_cast<int>(c - 0xB0);
  if (c == 0x2070 || (c >= 0x2074 && c <= 0x2079)) return static_cast<int>(c - 0x2070);
  if (c >= 0x2080 && c <= 0x2089) return static_cast<int>(c - 0x2080);
  if (c >= 0x2460 && c <= 0x2468) return static_cast<int>(c - 0x245F);
  if (c >= 0x1D7CE && c <= 0x1D7FF) return static_cast<int>((c - 0x1D7CE) % 10);
  return -1;
}

/// The sign that is meant, or 0.
char sign_of(char32_t c) {
  constexpr std::u32string_view kSpaces = U"\u00A0\u1680\u202F\u205F\u3000";
  constexpr std::u32string_view kHyphens = U"\u2043\u2212\uFE58\uFE63";
  constexpr std::u32string_view kDots = U"\u00B7\u2022\u2027\u2219\u22C5\uFE52\uFF61\u3002";
  if ((c >= 0x2000 && c <= 0x200A) || kSpaces.find(c) != kSpaces.npos) return ' ';
  if (c == 0x85 || c == 0x2028 || c == 0x2029) return '\n';
  if ((c >= 0x2010 && c <= 0x2015) || kHyphens.find(c) != kHyphens.npos) return '-';
  if (kDots.find(c) != kDots.npos) return '.';
  if (c == 0x2044 || c == 0x2215) return '/';
  if (c == 0x2018 || c == 0x2019 || c == 0x02BC) return '\'';
  if ((c >= 0x201C && c <= 0x201E) || c == 0xAB || c == 0xBB) return '"';
  if ((c >= 0xA2 && c <= 0xA5) || c == 0xE3F || (c >= 0x20A0 && c <= 0x20CF)) return '$';
  if (c == 0xFE6B) return '@';
  if (c == 0xFE62) return '+';
  return 0;
}

/// 0 for what has no shape.
char fold(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full width
  if (c < 0x80) {
    if (c == '\t') return ' ';
    if (c >= '\n' && c <= '\r') return '\n';
    return c < ' ' || c == 0x7F ? '\0' : static_cast<char>(c);
  }
  if (is_in(kShapeless, c) || (c >= 0xE0000 && c <= 0xE0FFF)) return 0;
  if (const int digit = digit_of(c); digit >= 0) return static_cast<char>('0' + digit);
  if (const char sign = sign_of(c); sign != 0) return sign;
  if (is_in(kGluedScripts, c) && !is_in(kSigns, c)) return kGlued;
  const bool latin1_sign = c < 0xC0 ? c != 0xAA && c != 0xB5 && c != 0xBA : c == 0xD7 || c == 0xF7;
  const bool no_text = (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xFE10 && c <= 0xFE6F) || c >= 0xFFF9;
  const bool letter_beyond = c >= 0x10000 && c < 0x1F000;
  return latin1_sign || is_in(kSigns, c) || (no_text && !letter_beyond) ? kOther : kLetter;
}

/// Of the placeholder that the text begins with, or 0.
std::size_t placeholder_size(std::string_view text) {
  for (const std::string_view placeholder : kPlaceholders)
    if (text.starts_with(placeholder)) return placeholder.size();
  return 0;
}

constexpr std::size_t utf8_size(char32_t c) {
  return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

}  // namespace

FoldedText::FoldedText(std::string_view text) : text_(text) {
  folded_.reserve(text.size());
  places_.reserve(text.size());
  std::size_t at = 0;
  std::size_t placeholder_end = 0;
  const auto see = [&](char folded, std::size_t begin, std::size_t end) {
    if (folded == 0) return;
    folded_ += folded;
    places_.push_back({begin, end});
  };
  while (at < text.size()) {
    const std::string_view rest = text.substr(at);
    const std::size_t valid = language::find_invalid_utf8(rest).value_or(rest.size());
    for (const char32_t c : language::code_points(rest.substr(0, valid))) {
      const std::size_t begin = at;
      at += utf8_size(c);
      if (begin < placeholder_end) continue;
      if (const std::size_t size = c == '[' ? placeholder_size(text.substr(begin)) : 0; size > 0)
        see(kGone, begin, placeholder_end = begin + size);
      else
        see(fold(c), begin, at);
    }
    if (at < text.size()) ++at;  // over the invalid byte
  }
}

void FoldedText::take(std::size_t begin, std::size_t end, std::string_view what) {
  taken_.push_back({{places_[begin].begin, places_[end - 1].end}, what});
  std::fill(folded_.begin() + static_cast<std::ptrdiff_t>(begin),
            folded_.begin() + static_cast<std::ptrdiff_t>(end), kGone);
}

std::string_view FoldedText::written(std::size_t begin, std::size_t end) const {
  if (begin >= end) return {};
  return text_.substr(places_[begin].begin, places_[end - 1].end - places_[begin].begin);
}

std::string FoldedText::result() {
  std::sort(taken_.begin(), taken_.end(),
            [](const Taken& a, const Taken& b) { return a.place.begin < b.place.begin; });
  std::string out;
  out.reserve(text_.size());
  std::size_t kept = 0;
  for (const Taken& taken : taken_) {
    out += text_.substr(kept, taken.place.begin - kept);
    out += taken.what;
    kept = taken.place.end;
  }
  return out += text_.substr(kept);
}

}  // namespace firstline::server
