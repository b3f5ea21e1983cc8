// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/relevance/slips.h"

#include <algorithm>
#include <array>
#include <random>

#include "language/normalise.h"

namespace firstline::relevance {
namespace {

constexpr std::uint32_t kSeed = 20'260'401;

/// Where the keys beside each letter are, on the keyboard most people have (QWERTY); of the same row and the
/// ones above and below.
constexpr std::array<std::string_view, 26> kNeighbours = {
    "qwsz",   "vghn",  "xdfv", "serfcx", "wsdr", "drtgvc", "ftyhbv", "gyujnb", "ujko",
    "huikm",  "jiolm", "kop",  "njk",    "bhjm", "iklp",   "ol",     "wa",     "edft",
    "awedxz", "rfgy",  "yhji", "cfgb",   "qase", "zsdc",   "tghu",   "asx"};

std::u32string decode(std::string_view text) {
  std::u32string points;
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t point = size == 1 ? first : first & (0x7FU >> size);
    for (std::size_t k = 1; k < size; ++k)
      point = point << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3F);
    points += point;
    i += size;
  }
  return points;
}

std::string encode(std::u32string_view points) {
  std::string text;
  for (const char32_t point : points) {
    const std::size_t size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (size == 1) {
      text += static_cast<char>(point);
      continue;
    }
    text += static_cast<char>((0xF00U >> size & 0xFF) | point >> 6 * (size - 1));
    for (std::size_t k = size - 1; k-- > 0;) text += static_cast<char>(0x80 | (point >> 6 * k & 0x3F));
  }
  return text;
}

bool has_digit(std::u32string_view word) {
  for (const char32_t point : word)
    if (point >= U'0' && point <= U'9') return true;
  return false;
}

/// FNV-1a, so that a query's slip does not depend on the queries before it.
std::uint32_t hash(std::string_view text) {
  std::uint32_t value = 2166136261;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 16777619;
  return value;
}

/// The same on every machine, which the standard's distributions are not.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  /// 0 to `sides` - 1.
  std::size_t roll(std::size_t sides) { return engine_() % sides; }

 private:
  std::mt19937 engine_;
};

char32_t other_letter(char32_t letter, const std::u32string& letters, Dice& dice) {
  if (letter >= U'A' && letter <= U'Z') letter += U'a' - U'A';
  if (letter >= U'a' && letter <= U'z') {
    const std::string_view keys = kNeighbours[letter - U'a'];
    return static_cast<unsigned char>(keys[dice.roll(keys.size())]);
  }
  return letters[dice.roll(letters.size())];
}

std::u32string slipped(std::u32string word, const std::u32string& letters, Dice& dice) {
  enum Kind { kSwap, kLeaveOut, kDouble, kReplace, kKinds };
  const std::size_t from = dice.roll(10) == 0 ? 0 : 1;
  const std::size_t at = from + dice.roll(word.size() - from);
  switch (static_cast<Kind>(dice.roll(kKinds))) {
    case kSwap: {
      const std::size_t left = at + 1 < word.size() ? at : at - 1;
      std::swap(word[left], word[left + 1]);
      break;
    }
    case kLeaveOut:
      word.erase(at, 1);
      break;
    case kDouble:
      word.insert(at, 1, word[at]);
      break;
    default:
      word[at] = other_letter(word[at], letters, dice);
  }
  return word;
}

bool is_latin_or_greek(char32_t point) {
  return point < 0x250 || (point >= 0x300 && point < 0x400) || (point >= 0x1E00 && point < 0x2000);
}

constexpr std::array<std::pair<char32_t, std::string_view>, 30> kSerbianLatin = {{
    {U'а', "a"},  {U'б', "b"}, {U'в', "v"}, {U'г', "g"}, {U'д', "d"},  {U'ђ', "đ"},  {U'е', "e"}, {U'ж', "ž"},
    {U'з', "z"},  {U'и', "i"}, {U'ј', "j"}, {U'к', "k"}, {U'л', "l"},  {U'љ', "lj"}, {U'м', "m"}, {U'н', "n"},
    {U'њ', "nj"}, {U'о', "o"}, {U'п', "p"}, {U'р', "r"}, {U'с', "s"},  {U'т', "t"},  {U'ћ', "ć"}, {U'у', "u"},
    {U'ф', "f"},  {U'х', "h"}, {U'ц', "c"}, {U'ч', "č"}, {U'џ', "dž"}, {U'ш', "š"},
}};

}  // namespace

Slips::Slips(const std::vector<JudgedQuery>& queries, const language::Languages& languages)
    : languages_(languages), reader_(languages) {
  for (const JudgedQuery& query : queries)
    for (const language::Word& word : reader_.read(query.query, languages_.rules_for(query.lang))) {
      const std::u32string letters =
          decode(std::string_view(query.query).substr(word.span.begin, word.span.bytes));
      if (!has_digit(letters)) letters_[query.lang] += letters;
    }
}

std::optional<std::string> Slips::slip(const JudgedQuery& query) {
  std::vector<language::Span> spans;
  for (const language::Word& word : reader_.read(query.query, languages_.rules_for(query.lang))) {
    const std::u32string letters =
        decode(std::string_view(query.query).substr(word.span.begin, word.span.bytes));
    if (letters.size() >= kShortestSlippedWord && !has_digit(letters)) spans.push_back(word.span);
  }
  if (spans.empty()) return std::nullopt;
  Dice dice(kSeed ^ hash(query.lang + "\t" + query.query));
  const language::Span span = spans[dice.roll(spans.size())];
  const std::u32string word = decode(std::string_view(query.query).substr(span.begin, span.bytes));
  std::u32string wrong = word;
  while (wrong == word) wrong = slipped(word, letters_.at(query.lang), dice);  // "ll" swapped is no slip
  std::string text = query.query;
  return text.replace(span.begin, span.bytes, encode(wrong));
}

std::optional<std::string> without_marks(std::string_view text, const language::Languages& languages) {
  const std::string small = language::casefold(text);
  const std::u32string points = decode(small);
  std::string plain;
  for (std::size_t i = 0; i < points.size();) {
    std::size_t end = i + 1;
    while (end < points.size() && is_latin_or_greek(points[end]) == is_latin_or_greek(points[i])) ++end;
    const std::string part = encode(std::u32string_view(points).substr(i, end - i));
    plain += is_latin_or_greek(points[i]) ? language::fold_marks(part, languages.fold_letters()) : part;
    i = end;
  }
  return plain == small ? std::nullopt : std::optional(plain);
}

std::string serbian_latin(std::string_view text) {
  std::string latin;
  for (const char32_t point : decode(text)) {
    // Cyrillic capitals stand 32 before the small letters, the Serbian ones (Ђ to Џ) 80 before.
    const char32_t small = point >= U'А' && point <= U'Я'   ? point + 32
                           : point >= U'Ѐ' && point <= U'Џ' ? point + 80
                                                            : point;
    const auto* found = std::find_if(kSerbianLatin.begin(), kSerbianLatin.end(),
                                     [small](const auto& pair) { return pair.first == small; });
    latin += found == kSerbianLatin.end() ? encode(std::u32string(1, point)) : std::string(found->second);
  }
  return latin;
}

}  // namespace firstline::relevance
