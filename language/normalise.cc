// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/normalise.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "base/failure.h"

namespace firstline::language {
namespace {

const icu::Normalizer2& casefolder() {
  static const icu::Normalizer2* const normalizer = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) throw base::Failure("loading", "ICU's NFKC_Casefold data", u_errorName(status));
    return found;
  }();
  return *normalizer;
}

const icu::Normalizer2& decomposer() {
  static const icu::Normalizer2* const normalizer = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) throw base::Failure("loading", "ICU's NFD data", u_errorName(status));
    return found;
  }();
  return *normalizer;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool marks_are_ornaments(UChar32 letter) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(letter, &status)) {
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
      return true;
    default:
      return false;
  }
}

/// ๔ and ४ are 4.
void plain_digits(std::string& text) {
  std::string out;
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    const std::int32_t begin = i;
    UChar32 c;
    U8_NEXT(text.data(), i, size, c);
    if (const std::int32_t digit = c > 0x7F ? u_charDigitValue(c) : -1; digit >= 0)
      out += static_cast<char>('0' + digit);
    else
      out.append(text, static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin));
  }
  text = std::move(out);
}

}  // namespace

std::string casefold(std::string_view word) {
  std::string out;
  if (is_ascii(word)) {
    out = word;
    for (char& c : out)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&out);
  casefolder().normalizeUTF8(0, icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())), sink,
                             nullptr, status);
  if (U_FAILURE(status)) return std::string(word);
  plain_digits(out);
  for (const std::string_view apostrophe : {"\u2019", "\u02BC"})  // don’t is don't, to the stemmers too
    for (std::size_t at = out.find(apostrophe); at != std::string::npos; at = out.find(apostrophe, at))
      out.replace(at, apostrophe.size(), "'");
  return out;
}

std::string apply_letters(std::string_view word, const LetterRules& rules) {
  if (rules.empty()) return std::string(word);
  std::string out;
  while (!word.empty()) {
    const std::pair<std::string, std::string>* longest = nullptr;
    for (const auto& rule : rules)
      if (word.substr(0, rule.first.size()) == rule.first &&
          (!longest || rule.first.size() > longest->first.size()))
        longest = &rule;
    if (longest) {
      out += longest->second;
      word.remove_prefix(longest->first.size());
    } else {
      out += word.front();
      word.remove_prefix(1);
    }
  }
  return out;
}

std::string fold_marks(std::string_view word, const LetterRules& letters) {
  if (is_ascii(word)) return std::string(word);
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString decomposed = decomposer().normalize(
      icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size()))),
      status);
  if (U_FAILURE(status)) return std::string(word);
  icu::UnicodeString plain;
  bool drop = false;
  for (std::int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    const UChar32 c = decomposed.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK) {
      if (!drop) plain.append(c);
    } else {
      drop = marks_are_ornaments(c);
      plain.append(c);
    }
  }
  // Composed again: in other scripts the parts belong together.
  icu::UnicodeString composed = plain;
  if (const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status); U_SUCCESS(status))
    composed = nfc->normalize(plain, status);
  std::string out;
  composed.toUTF8String(out);
  return apply_letters(out, letters);
}

}  // namespace firstline::language
