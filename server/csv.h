// SPDX-License-Identifier: GPL-3.0-or-later
// Cells of CSV (RFC 4180), safe to open in a spreadsheet.
#pragma once

#include <string>
#include <string_view>

namespace firstline::server {

/// A cell for text from outside. What a spreadsheet would run as a formula (it begins with = + - @, a tab or
/// a carriage return) gets an apostrophe before it (OWASP, "CSV Injection").
std::string csv_text(std::string_view text);

/// A cell for what is ours: a number or a time; a negative number stays one.
std::string csv_plain(std::string_view text);

}  // namespace firstline::server
