// SPDX-License-Identifier: GPL-3.0-or-later
// Which form a counted noun takes, and which languages a reader prefers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firstline::language {

/// CLDR's category: "one", "few", "many", "other" …
std::string plural_category(std::string_view tag, std::uint64_t count);

/// The tags of an Accept-Language header, most wanted first; what is no tag is left out.
std::vector<std::string> accepted_languages(std::string_view header);

/// Whether the language is written from right to left.
bool is_right_to_left(std::string_view tag);

}  // namespace firstline::language
