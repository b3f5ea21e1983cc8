// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/xml.h"

namespace firstline::server {

std::string xml_text(std::string_view text) {
  constexpr std::string_view kNoCharacter = "\xEF\xBF\xBE";       // U+FFFE
  constexpr std::string_view kOtherNoCharacter = "\xEF\xBF\xBF";  // U+FFFF
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view three = text.substr(i, kNoCharacter.size());
    if (three == kNoCharacter || three == kOtherNoCharacter) {
      i += kNoCharacter.size() - 1;
      continue;
    }
    const char c = text[i];
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\'')
      out += "&#39;";
    else if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r')
      out += c;
  }
  return out;
}

}  // namespace firstline::server
