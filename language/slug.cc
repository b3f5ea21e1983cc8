// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/slug.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include "language/rules.h"

namespace firstline::language {

std::string slug(std::string_view heading) {
  icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(heading.data(), static_cast<std::int32_t>(heading.size())));
  text.toLower(icu::Locale::getRoot());
  icu::UnicodeString name;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    const auto type = static_cast<std::uint32_t>(U_GET_GC_MASK(c));
    if (u_isUWhiteSpace(c))
      name.append(static_cast<UChar32>('-'));
    else if (c == '-' || c == '_' || (type & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0)
      name.append(c);
  }
  std::string out;
  name.toUTF8String(out);
  return out;
}

bool is_known_language(std::string_view tag) {
  if (!is_language_tag(tag)) return false;
  const std::string_view primary = tag.substr(0, tag.find('-'));
  for (const char* const* known = uloc_getISOLanguages(); *known != nullptr; ++known)
    if (primary == *known) return true;
  return false;
}

}  // namespace firstline::language
