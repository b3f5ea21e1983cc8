// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the parameters of a URL; what makes no sense is a BadRequest that names the parameter.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/http.h"

namespace firstline::server {

/// The longest question, in characters. Real ones have under 200.
inline constexpr std::size_t kLongestQueryCharacters = 1000;

/// `q`: valid UTF-8, control characters as blanks. Empty when absent. 414 when too long.
std::string query_parameter(const Request& request);

/// `lang`: a language tag, or empty when absent.
std::string language_parameter(const Request& request);

/// Valid UTF-8 of at most `most` bytes; empty when absent.
std::string text_parameter(const Request& request, const std::string& name, std::size_t most);

std::size_t number_parameter(const Request& request, const std::string& name, std::size_t absent,
                             std::size_t least, std::size_t most);

/// The parameters of a raw query ("q=a%3Db&lang=th"): '+' is a blank, a key without '=' has an empty value.
std::vector<std::pair<std::string, std::string>> parse_query_string(const std::string& query);

/// The fields of a posted HTML form, application/x-www-form-urlencoded. 415 for another type, 413 above
/// `most_bytes`, 400 for more than 100 fields.
using FormFields = std::vector<std::pair<std::string, std::string>>;
FormFields posted_form(const Request& request, std::size_t most_bytes = 8 << 10);

/// The same, or multipart/form-data (server/multipart.h), of any length that the server takes: forms with
/// texts that customers write.
FormFields posted_text_form(const Request& request);

/// The first value of a field; empty when it is absent.
std::string form_field(const FormFields& fields, std::string_view name);

inline constexpr std::size_t kAnyLength = static_cast<std::size_t>(-1);

/// A field that people typed: no blanks at its ends, "\n" between lines, no other control characters. 400
/// when it is not valid UTF-8 or longer than `most_bytes`.
std::string typed_text(std::string text, std::string_view name, std::size_t most_bytes = kAnyLength);
std::string typed_text(const FormFields& fields, std::string_view name, std::size_t most_bytes = kAnyLength);

/// Whether there is nothing but blanks.
bool is_blank(const std::string& text);

}  // namespace firstline::server
