// SPDX-License-Identifier: GPL-3.0-or-later
// Names for headings, as GitHub makes them, in any script.
#pragma once

#include <string>
#include <string_view>

namespace firstline::language {

/// Lower case, blanks to '-', letters, marks, digits, '-' and '_' kept, the rest dropped. May be empty.
std::string slug(std::string_view heading);

/// Whether the primary subtag is a language that ISO 639 knows ("th", "sr-Latn"; not "tv" or "faq").
bool is_known_language(std::string_view tag);

}  // namespace firstline::language
