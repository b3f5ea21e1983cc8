// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/consonants.h"

#include <unicode/translit.h>

#include <cstdint>
#include <memory>

namespace firstline::language {
namespace {

constexpr std::string_view kLetters = "bcdfgjklmnpqrstvwz";
constexpr std::string_view kReadAs = "bkdpgjklmnpkrstvvs";

}  // namespace

std::string consonants(std::string_view word) {
  static thread_local const std::unique_ptr<icu::Transliterator> to_latin = [] {
    UErrorCode error = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, error));
  }();
  if (!to_latin) return "";
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())));
  to_latin->transliterate(text);
  std::string latin;
  text.toUTF8String(latin);
  std::string kept;
  for (std::size_t i = 0; i < latin.size(); ++i) {
    char letter = latin[i];
    const char next = i + 1 < latin.size() ? latin[i + 1] : ' ';
    if (letter == 'c' && (next == 'e' || next == 'i')) letter = 's';
    const std::size_t known = kLetters.find(letter);
    if (known == std::string_view::npos) continue;
    if (kept.empty() || kept.back() != kReadAs[known]) kept += kReadAs[known];
  }
  return kept.size() < 3 ? "" : kept;
}

}  // namespace firstline::language
