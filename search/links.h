// SPDX-License-Identifier: GPL-3.0-or-later
// Where an article stands on the site, and the spelling of URLs. Both programs write links: the indexer
// inside articles, the server around them.
#pragma once

#include <string>
#include <string_view>

namespace firstline::search {

/// Everything but letters, digits, '-', '.', '_', '~' and the bytes of `kept` as %XX.
std::string percent_encode(std::string_view text, std::string_view kept = "");
/// %XX to bytes; what is not two hexadecimal digits stays.
std::string percent_decode(std::string_view text);

/// "/articles/en/account/reset-password#by-email"; an empty anchor is left out.
std::string article_url(std::string_view id, std::string_view anchor = "");

}  // namespace firstline::search
