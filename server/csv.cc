// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/csv.h"

namespace firstline::server {

std::string csv_plain(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

std::string csv_text(std::string_view text) {
  const bool is_formula = text.find_first_of("=+-@\t\r") == 0;
  return csv_plain(is_formula ? "'" + std::string(text) : std::string(text));
}

}  // namespace firstline::server
