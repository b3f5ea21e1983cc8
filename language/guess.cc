// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/guess.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <set>

namespace firstline::language {
namespace {

/// Calls `use` for each code point of valid UTF-8.
template <typename Use>
void for_each_character(std::string_view text, Use use) {
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT(text.data(), i, size, c);
    if (c >= 0) use(c);
  }
}

/// Whether a language written in `script` (ISO 15924) uses letters of `letters_script`.
bool script_holds(const std::string& script, UScriptCode letters_script) {
  switch (letters_script) {
    case USCRIPT_HAN:
      return script == "Hani" || script == "Jpan" || script == "Kore";
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return script == "Jpan";
    case USCRIPT_HANGUL:
      return script == "Kore";
    default:
      return script == uscript_getShortName(letters_script);
  }
}

int score(std::string_view text, const LanguageRules& rules) {
  std::set<UChar32> telling;
  for_each_character(rules.telling_letters, [&](UChar32 c) { telling.insert(c); });
  constexpr int kTellingLetter = 3;  // one such letter outweighs a short word's worth of shared ones
  int points = 0;
  for_each_character(text, [&](UChar32 c) {
    if (!u_isalpha(c)) return;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    for (const std::string& own : rules.scripts)
      if (script_holds(own, script)) ++points;
    if (telling.count(u_tolower(c)) != 0) points += kTellingLetter;
  });
  return points;
}

}  // namespace

std::vector<std::string> guess_languages(std::string_view text, const std::vector<std::string>& candidates,
                                         const Languages& languages) {
  std::vector<std::string> best;
  int most = -1;
  for (const std::string& candidate : candidates) {
    const int points = score(text, languages.rules_for(candidate));
    if (points > most) {
      most = points;
      best.clear();
    }
    if (points == most) best.push_back(candidate);
  }
  return best;
}

}  // namespace firstline::language
