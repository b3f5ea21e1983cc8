// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/counting/rephrasing.h"

#include <algorithm>
#include <vector>

#include "language/edits.h"
#include "language/normalise.h"
#include "language/utf8.h"

namespace firstline::server {
namespace {

using Words = std::vector<std::u32string>;

// Nobody retypes a longer text word by word; comparing letters would cost much and tell little.
constexpr std::size_t kMostWordsCompared = 24;
constexpr std::size_t kLongestWordCompared = 40;

constexpr std::size_t kShortWord = 4;

bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';  // folding made those of all scripts plain
}

/// Signs say nothing about what is asked. Brackets stay: they mark what was redacted.
bool is_sign(char32_t c) {
  if (c < 0x80)
    return !is_digit(c) && !(c >= U'a' && c <= U'z') && !(c >= U'A' && c <= U'Z') && c != U'[' && c != U']';
  return c <= 0xBF || (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) || c == 0x0964 ||
         c == 0x0965;  // Latin-1's, General Punctuation, CJK's, the dandas of Hindi
}

std::string squeezed(std::string_view text) {
  std::u32string out;
  bool space = false;
  for (const char32_t c : language::code_points(text)) {
    if (c == U'\'') continue;  // "dont" is "don't"
    if (is_sign(c)) {
      space = !out.empty();
      continue;
    }
    if (space) out += U' ';
    space = false;
    out += c;
  }
  return language::to_utf8(out);
}

/// NFKC makes two of what is one letter of Thai.
constexpr std::u32string_view kSaraAm = U"\u0E4D\u0E32";

/// A sign that makes no letter of its own: leaving out a half letter of Hindi is one slip, not two.
bool is_joining(char32_t c) {
  return c == 0x093C || c == 0x094D;  // nukta, virama
}

Words words_of(std::string_view text) {
  Words words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    std::u32string word = language::code_points(text.substr(0, end));
    word.erase(std::remove_if(word.begin(), word.end(), is_joining), word.end());
    for (std::size_t at = word.find(kSaraAm); at != std::u32string::npos; at = word.find(kSaraAm, at))
      word.replace(at, kSaraAm.size(), 1, U'\u0E33');
    if (!word.empty()) words.push_back(std::move(word));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

bool goes_on(std::string_view shorter, std::string_view longer) {
  return !shorter.empty() && longer.size() > shorter.size() && longer.starts_with(shorter);
}

/// Stems tell it without spaces, letters without marks.
bool ends_at_word(const AskedText& shorter, const AskedText& longer) {
  const auto before_space = [](std::string_view start, std::string_view whole) {
    return goes_on(start, whole) && whole[start.size()] == ' ';
  };
  return before_space(shorter.normalised, longer.normalised) || before_space(shorter.folded, longer.folded);
}

std::u32string digits_of(std::u32string_view text) {
  std::u32string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
  return digits;
}

unsigned slips_allowed(const std::u32string& a, const std::u32string& b) {
  const std::size_t letters = std::max(a.size(), b.size());
  if (letters > kLongestWordCompared) return 0;
  if (a.front() != b.front()) return letters >= 6 ? 1 : 0;
  return letters < 3 ? 0 : letters < 8 ? 1 : 2;
}

/// Whether they differ by two neighbours that changed places.
bool are_swapped(const std::u32string& a, const std::u32string& b) {
  if (a.size() != b.size() || a.size() < 3) return false;
  const auto [here, there] = std::mismatch(a.begin(), a.end(), b.begin());
  return here != a.end() && here + 1 != a.end() && here[0] == there[1] && here[1] == there[0] &&
         std::equal(here + 2, a.end(), there + 2);
}

bool is_slip(const std::u32string& a, const std::u32string& b) {
  if (digits_of(a) != digits_of(b)) return false;
  if (are_swapped(a, b)) return true;
  const unsigned most = slips_allowed(a, b);
  return most > 0 && language::edits_between(a, b, most) <= most;
}

/// Whether the longer list is the shorter one with words put in.
bool has_all_words(const Words& shorter, const Words& longer) {
  std::size_t met = 0;
  for (const std::u32string& word : longer)
    if (met < shorter.size() && word == shorter[met]) ++met;
  return met == shorter.size();
}

/// A letter left out or typed twice, wherever it stands; with more of the question around it, any one letter.
bool is_slip_amid(const std::u32string& a, const std::u32string& b, std::size_t same_words) {
  constexpr std::size_t kShortest = 4;
  if (same_words == 0 || std::max(a.size(), b.size()) < kShortest || digits_of(a) != digits_of(b))
    return false;
  return (a.size() != b.size() || same_words > 1) && language::edits_between(a, b, 1) <= 1;
}

bool is_corrected(const Words& first, const Words& then) {
  if (first.size() != then.size()) return false;
  std::size_t same = 0;
  for (std::size_t i = 0; i < first.size(); ++i) same += first[i] == then[i] ? 1 : 0;
  const bool one_differs = same + 1 == first.size();
  bool short_word = false;
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (first[i] == then[i]) continue;
    if (one_differs && is_slip_amid(first[i], then[i], same)) return true;
    if (!is_slip(first[i], then[i])) return false;
    if (std::max(first[i].size(), then[i].size()) > kShortWord) continue;
    if (short_word) return false;
    short_word = true;
  }
  return true;
}

std::u32string joined(Words::const_iterator begin, Words::const_iterator end) {
  std::u32string text;
  for (; begin != end; ++begin) text += *begin;
  return text;
}

/// Where words are not parted by spaces, a slip moves what is found to be a word, and makes scraps of it.
/// What has both ends in common is left out; two whole words are compared as such, anything else may have one
/// slip.
bool is_corrected_unspaced(const Words& first, const Words& then) {
  constexpr std::size_t kShortestText = 5;
  constexpr std::size_t kLongestText = 200;
  constexpr std::size_t kShortestWord = 3;  // code points; below it is a scrap
  const std::u32string a = joined(first.begin(), first.end());
  const std::u32string b = joined(then.begin(), then.end());
  if (std::min(a.size(), b.size()) < kShortestText || std::max(a.size(), b.size()) > kLongestText)
    return false;
  const auto [differ_first, differ_then] =
      std::mismatch(first.begin(), first.end(), then.begin(), then.end());
  auto end_first = first.end();
  auto end_then = then.end();
  while (end_first != differ_first && end_then != differ_then && *(end_first - 1) == *(end_then - 1)) {
    --end_first;
    --end_then;
  }
  if (end_first - differ_first == 1 && end_then - differ_then == 1 &&
      (std::min(differ_first->size(), differ_then->size()) >= kShortestWord || differ_first->front() < 0x80))
    return is_slip(*differ_first, *differ_then);
  return digits_of(a) == digits_of(b) && language::edits_between(a, b, 1) <= 1;
}

/// A slip may also have parted or joined words.
bool is_parted_otherwise(const Words& first, const Words& then) {
  constexpr std::size_t kShortest = 6;  // letters, of a text in which one is a slip
  constexpr std::size_t kLongest = 200;
  const std::u32string a = joined(first.begin(), first.end());
  const std::u32string b = joined(then.begin(), then.end());
  if (a == b) return true;
  const bool fewer = first.size() < then.size();
  if (first.size() == then.size() || has_all_words(fewer ? first : then, fewer ? then : first)) return false;
  return std::min(a.size(), b.size()) >= kShortest && std::max(a.size(), b.size()) <= kLongest &&
         a.front() == b.front() && digits_of(a) == digits_of(b) && language::edits_between(a, b, 1) <= 1;
}

/// "reset pasw", then "reset password": kLonger, else kOther.
Rephrasing with_slip_longer(const Words& first, const Words& then) {
  constexpr Rephrasing kNot = {};
  if (first.size() > then.size()) return kNot;
  unsigned slips = 0;
  for (std::size_t i = 0; i + 1 < first.size(); ++i) {
    if (first[i] == then[i]) continue;
    if (!is_slip(first[i], then[i]) || ++slips > 1) return kNot;
  }
  const std::u32string& last = first.back();
  const std::u32string& whole = then[first.size() - 1];
  if (whole == last || (slips == 0 && is_slip(last, whole)))
    return first.size() < then.size() ? Rephrasing{Step::kLonger, false} : kNot;
  if (whole.starts_with(last)) return {Step::kLonger, true};
  if (slips > 0 || last.size() < kShortWord || last.size() > kLongestWordCompared) return kNot;
  for (const std::size_t letters : {last.size() - 1, last.size(), last.size() + 1}) {
    const std::u32string start = whole.substr(0, letters);
    if (start.front() == last.front() && digits_of(start) == digits_of(last) &&
        language::edits_between(last, start, 1) <= 1)
      return {Step::kLonger, true};
  }
  return kNot;
}

/// "passwordd", then "password": the letter that was taken away was typed twice.
bool ends_in_doubled(const std::string& longer, const std::string& shorter) {
  const std::u32string letters = language::code_points(longer);
  return letters.size() >= kShortWord && letters[letters.size() - 1] == letters[letters.size() - 2] &&
         !is_digit(letters.back()) && language::code_points(shorter).size() + 1 == letters.size();
}

/// Whether what was being typed at the end of the first is what was taken out of the second: "call 0170 12",
/// then "call [phone]".
bool goes_on_redacted(const std::string& first, const std::string& then) {
  constexpr std::size_t kLongest = 60;  // bytes of what was not yet known to be an address or a number
  const auto differ = std::mismatch(first.begin(), first.end(), then.begin(), then.end()).first;
  for (std::size_t at = then.find('['); at != std::string::npos; at = then.find('[', at + 1)) {
    if (at > static_cast<std::size_t>(differ - first.begin())) return false;
    const std::size_t end = then.find(']', at);
    if (end != std::string::npos && first.size() > at && first.size() - at <= kLongest &&
        first.compare(at, end + 1 - at, then, at, end + 1 - at) != 0)
      return true;
  }
  return false;
}

}  // namespace

AskedText asked_text(std::string_view query, std::string_view normalised, std::string_view lang,
                     const language::Languages& languages) {
  const language::LanguageRules& rules = languages.rules_for(lang);
  std::string read = language::casefold(query);
  if (rules.scripts.size() > 1) read = language::apply_letters(read, rules.letters);
  return {squeezed(language::fold_marks(read, languages.fold_letters())), std::string(normalised)};
}

Rephrasing rephrasing(const AskedText& first, const AskedText& then) {
  if (first.folded == then.folded)
    return {first.normalised == then.normalised ? Step::kSame : Step::kCorrected};  // the latter by marks
  if (first.folded.empty() || then.folded.empty()) return {};
  if (goes_on(first.folded, then.folded)) return {Step::kLonger, !ends_at_word(first, then)};
  if (goes_on(then.folded, first.folded)) {
    if (ends_in_doubled(first.folded, then.folded)) return {Step::kCorrected};
    return {Step::kShorter, !ends_at_word(then, first)};
  }
  if (first.normalised == then.normalised) return {Step::kCorrected};
  if (goes_on_redacted(first.folded, then.folded)) return {Step::kLonger, true};

  Words words_first = words_of(first.folded);
  Words words_then = words_of(then.folded);
  Words stems_first = words_of(first.normalised);
  Words stems_then = words_of(then.normalised);
  const bool unspaced = stems_first.size() > words_first.size() || stems_then.size() > words_then.size();
  if (unspaced) {
    words_first = std::move(stems_first);
    words_then = std::move(stems_then);
  }
  if (words_first.empty() || words_then.empty() ||
      std::max(words_first.size(), words_then.size()) > kMostWordsCompared)
    return {};
  if (unspaced ? is_corrected_unspaced(words_first, words_then)
               : is_corrected(words_first, words_then) || is_parted_otherwise(words_first, words_then))
    return {Step::kCorrected};
  return with_slip_longer(words_first, words_then);
}

bool begin_alike(const AskedText& first, const AskedText& then) {
  constexpr std::size_t kUnsettled = 2;  // characters that an input method is still composing
  const std::u32string a = language::code_points(first.folded);
  const std::u32string b = language::code_points(then.folded);
  const std::size_t shorter = std::min(a.size(), b.size());
  const std::size_t alike =
      static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  return alike > 0 && alike + kUnsettled >= shorter;
}

}  // namespace firstline::server
