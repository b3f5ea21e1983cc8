// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/hand.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "language/utf8.h"
#include "tests/relevance/slips.h"

namespace firstline::replay {
namespace {

constexpr std::size_t kShortestSlippedWord = 4;
constexpr std::size_t kMostStarts = 5;

/// The letters of a keyboard, row by row.
using Keyboard = std::array<std::u32string_view, 3>;
constexpr std::array<Keyboard, 5> kKeyboards = {{
    {U"qwertyuiop", U"asdfghjkl", U"zxcvbnm"},
    {U"qwertzuiopšđ", U"asdfghjklčćž", U"yxcvbnm"},
    {U"љњертзуиопшђ", U"асдфгхјклчћж", U"ѕџцвбнм"},
    {U"ๆไำพะัีรนยบล", U"ฟหกดเ้่าสวง", U"ผปแอิืทมใฝ"},  // Kedmanee
    {U"ौैाीूबहगदजड़", U"ोे्िुपरकतचट", U"ॆंमनवलसय"},      // InScript
}};

bool parts_words(char32_t letter) {
  return letter <= U'@' || (letter >= U'[' && letter <= U'`') || (letter >= U'{' && letter <= U'¿');
}

/// Where words begin, and how many characters they have.
std::vector<std::pair<std::size_t, std::size_t>> words_of(std::u32string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> words;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    while (i < text.size() && !parts_words(text[i])) ++i;
    if (i > begin) words.emplace_back(begin, i - begin);
    while (i < text.size() && parts_words(text[i])) ++i;
  }
  return words;
}

/// The key beside, or diagonally below or above; the same where no keyboard has the letter.
char32_t key_beside(char32_t letter, Dice& dice) {
  for (const Keyboard& keyboard : kKeyboards) {
    for (std::size_t row = 0; row < keyboard.size(); ++row) {
      const std::size_t place = keyboard[row].find(letter);
      if (place == std::u32string_view::npos) continue;
      std::u32string beside;
      const auto add = [&](std::size_t r, std::size_t p) {
        if (p < keyboard[r].size()) beside += keyboard[r][p];
      };
      if (place > 0) add(row, place - 1);
      add(row, place + 1);
      if (row > 0) add(row - 1, place);
      if (row + 1 < keyboard.size()) add(row + 1, place);
      return beside[dice.below(beside.size())];
    }
  }
  return letter;
}

std::u32string with_slip(std::u32string word, Dice& dice) {
  const std::size_t from = dice.chance(0.1) ? 0 : 1;
  const std::size_t at = from + dice.below(word.size() - from);
  switch (dice.below(4)) {
    case 0: {
      const std::size_t left = at + 1 < word.size() ? at : at - 1;
      std::swap(word[left], word[left + 1]);
      break;
    }
    case 1:
      word.erase(at, 1);
      break;
    case 2:
      word.insert(at, 1, word[at]);
      break;
    default:
      word[at] = key_beside(word[at], dice);
  }
  return word;
}

/// Of the Latin and Cyrillic letters that the five languages use; others have no capitals, or stay.
char32_t upper(char32_t letter) {
  if (letter >= U'a' && letter <= U'z') return letter - 32;
  if (letter >= U'à' && letter <= U'þ' && letter != U'÷') return letter - 32;
  if (letter >= U'а' && letter <= U'я') return letter - 32;
  if (letter >= U'ѐ' && letter <= U'џ') return letter - 80;
  if (letter == U'ž' || letter == U'ơ') return letter == U'ž' ? U'Ž' : U'Ơ';
  if (letter == U'ư') return U'Ư';
  // In these blocks a capital stands right before its small letter.
  const bool pairs = (letter >= 0x100 && letter < 0x138) || (letter >= 0x14A && letter < 0x178) ||
                     (letter >= 0x1EA0 && letter < 0x1F00);
  return pairs && letter % 2 == 1 ? letter - 1 : letter;
}

std::string without_last_marks(std::u32string_view start, const language::Languages& languages) {
  const std::size_t space = start.rfind(U' ');
  const std::size_t begin = space == std::u32string_view::npos ? 0 : space + 1;
  const std::string last = language::to_utf8(start.substr(begin));
  return language::to_utf8(start.substr(0, begin)) + relevance::without_marks(last, languages).value_or(last);
}

}  // namespace

Habits draw_habits(const std::string& lang, Dice& dice) {
  Habits habits;
  if (lang == "sr") {
    habits.latin = dice.chance(0.55);
    habits.unmarked = habits.latin && dice.chance(0.5);
    habits.dj = dice.chance(0.5);
  } else if (lang == "vi") {
    habits.unmarked = dice.chance(0.45);
  }
  constexpr std::array<double, 3> kLetters = {0.8, 0.17, 0.03};
  habits.letters = static_cast<Habits::Case>(dice.weighted(kLetters));
  habits.ends_sentences = dice.chance(0.12);
  return habits;
}

std::string as_typed(std::string text, const Habits& habits, const language::Languages& languages) {
  if (habits.latin) text = relevance::serbian_latin(text);
  if (!habits.unmarked) return text;
  constexpr std::string_view kDj = "đ";
  for (std::size_t at = 0; habits.latin && habits.dj && (at = text.find(kDj, at)) != std::string::npos;)
    text.replace(at, kDj.size(), "dj");
  return relevance::without_marks(text, languages).value_or(text);
}

std::string finished(std::string text, const Habits& habits, Dice& dice) {
  std::u32string letters = language::code_points(text);
  if (habits.letters == Habits::Case::kSentence && !letters.empty()) letters[0] = upper(letters[0]);
  if (habits.letters == Habits::Case::kUpper)
    for (char32_t& letter : letters) letter = upper(letter);
  if (habits.ends_sentences) {
    constexpr std::array<std::u32string_view, 5> kEnds = {U"?", U".", U"??", U"!", U" ?"};
    constexpr std::array<double, 5> kWeights = {6, 2, 1, 1, 1};
    letters += kEnds[dice.weighted(kWeights)];
  }
  return language::to_utf8(letters);
}

std::optional<std::string> slipped(const std::string& text, Dice& dice) {
  const std::u32string letters = language::code_points(text);
  std::vector<std::pair<std::size_t, std::size_t>> words = words_of(letters);
  std::erase_if(words, [](const auto& word) { return word.second < kShortestSlippedWord; });
  if (words.empty()) return std::nullopt;
  const auto [begin, size] = dice.draw(words);
  std::u32string wrong = letters;
  while (wrong == letters)  // "ll" swapped is no slip
    wrong = letters.substr(0, begin) + with_slip(letters.substr(begin, size), dice) +
            letters.substr(begin + size);
  return language::to_utf8(wrong);
}

std::vector<std::string> typed_starts(const std::string& text, const std::string& lang, Dice& dice,
                                      const language::Languages& languages) {
  const std::u32string letters = language::code_points(text);
  std::vector<std::string> starts;
  const std::size_t stride = letters.size() / kMostStarts;
  for (std::size_t size = 2 + dice.below(3); size < letters.size(); size += 2 + stride + dice.below(3)) {
    if (letters[size - 1] == U' ') continue;
    const std::u32string_view start = std::u32string_view(letters).substr(0, size);
    const bool late_marks = lang == "vi" && dice.chance(0.5);
    if (size > 3 && dice.chance(0.03))  // one too many, and back
      starts.push_back(language::to_utf8(std::u32string(start) + start.back()));
    starts.push_back(late_marks ? without_last_marks(start, languages) : language::to_utf8(start));
  }
  return starts;
}

std::optional<std::string> early_start(const std::string& text, Dice& dice) {
  const std::u32string letters = language::code_points(text);
  std::vector<std::size_t> ends;
  for (std::size_t i = 3; i + 2 < letters.size(); ++i)
    if (letters[i] == U' ') ends.push_back(i);
  if (ends.empty() && letters.size() >= 12 && letters.find(U' ') == std::u32string::npos)
    ends.push_back(4 + dice.below(letters.size() - 8));
  if (ends.empty()) return std::nullopt;
  return language::to_utf8(std::u32string_view(letters).substr(0, dice.draw(ends)));
}

}  // namespace firstline::replay
