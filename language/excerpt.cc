// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/excerpt.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "base/failure.h"
#include "language/utf8.h"

namespace firstline::language {
namespace {

/// No character of UTF-8 takes more; blanks that go make room for a few more.
constexpr std::size_t kBytesToRead = 8;

/// What doesn't go before "…".
constexpr std::u16string_view kNotLast = u" .,;:-–—(«„“";

using Make = icu::BreakIterator* (*)(const icu::Locale&, UErrorCode&);

std::unique_ptr<icu::BreakIterator> make_breaks(Make make, const icu::Locale& locale,
                                                const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> breaks(make(locale, status));
  if (U_FAILURE(status) || !breaks) throw base::Failure("loading", "ICU's break rules", u_errorName(status));
  breaks->setText(text);
  return breaks;
}

bool is_blank(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  return u_isUWhiteSpace(point) != 0 || u_charType(point) == U_CONTROL_CHAR;
}

icu::UnicodeString without_runs_of_blanks(std::string_view text) {
  icu::UnicodeString out;
  for (const char32_t c : code_points(text)) {
    if (!is_blank(c))
      out.append(static_cast<UChar32>(c));
    else if (!out.isEmpty() && out.charAt(out.length() - 1) != u' ')
      out.append(u' ');
  }
  return out.trim();
}

std::string to_text(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

}  // namespace

std::string excerpt(std::string_view text, std::size_t most_characters, const std::string& lang) {
  const std::string_view beginning = cut_utf8(text, most_characters * kBytesToRead);
  icu::UnicodeString all = without_runs_of_blanks(beginning);
  const bool has_more = beginning.size() < text.size();
  const auto most = static_cast<std::int32_t>(most_characters);
  if (!has_more && all.countChar32() <= most) return to_text(all);

  const icu::Locale locale(lang.c_str());
  const std::int32_t room = all.moveIndex32(0, most);
  const auto sentences = make_breaks(&icu::BreakIterator::createSentenceInstance, locale, all);
  const std::int32_t sentence = sentences->preceding(room + 1);
  if (sentence >= room / 2 && sentence < all.length())
    return to_text(icu::UnicodeString(all, 0, sentence).trim());

  const std::int32_t words_room = all.moveIndex32(0, most - 1);  // "…" takes the last place
  std::int32_t end =
      make_breaks(&icu::BreakIterator::createWordInstance, locale, all)->preceding(words_room + 1);
  const auto characters = make_breaks(&icu::BreakIterator::createCharacterInstance, locale, all);
  if (end <= 0)
    end = characters->preceding(words_room + 1);
  else if (!characters->isBoundary(end))
    end = characters->preceding(end);
  icu::UnicodeString cut(all, 0, std::max(end, 0));
  while (!cut.isEmpty() && kNotLast.find(cut.charAt(cut.length() - 1)) != std::u16string_view::npos)
    cut.truncate(cut.length() - 1);
  return to_text(cut) + "…";
}

}  // namespace firstline::language
