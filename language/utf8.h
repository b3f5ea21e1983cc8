// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of text: validity, counting, cutting. All offsets are bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace firstline::language {

/// Where the first byte stands that is not valid UTF-8; nothing when all is.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// How many code points valid UTF-8 holds.
std::size_t count_characters(std::string_view text);

/// The code points of valid UTF-8, and back.
std::u32string code_points(std::string_view text);
std::string to_utf8(std::u32string_view characters);

/// Whether one of them is a letter.
bool has_letter(std::u32string_view characters);

/// Whether both are written in the same script (Unicode's property).
bool same_script(char32_t a, char32_t b);

/// The largest prefix of at most `limit_bytes` that cuts no code point.
std::string_view cut_utf8(std::string_view text, std::size_t limit_bytes);

/// Canonical composed form (NFC) of valid UTF-8.
std::string to_nfc(std::string_view text);

/// Line and column (both from 1, columns in code points) of a byte offset.
struct Place {
  int line = 1;
  int column = 1;
};
Place place_of(std::string_view text, std::size_t offset_bytes);

}  // namespace firstline::language
