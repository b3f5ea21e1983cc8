// SPDX-License-Identifier: GPL-3.0-or-later
// Text in XML documents, whatever it holds.
#pragma once

#include <string>
#include <string_view>

namespace firstline::server {

inline constexpr const char* kXmlDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Valid UTF-8 for between tags or in an attribute's quotes: & < > " ' escaped; characters that XML 1.0 has
/// no way to write (its section 2.2: most control characters, U+FFFE, U+FFFF) left out.
std::string xml_text(std::string_view text);

}  // namespace firstline::server
