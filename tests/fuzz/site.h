// SPDX-License-Identifier: GPL-3.0-or-later
// A help centre that answers a fuzzer's requests, behind the parsing of HTTP.
#pragma once

#include <string_view>

#include "server/http/http.h"

namespace firstline::fuzz {

/// An answer's own rules, whatever was asked: no error of the server's, no line break in a header, valid
/// UTF-8, JSON that is JSON, XML that is XML, and no markup that came from outside.
server::Response answer(const server::Request& request);

/// Puts a line "Name: value" into the request, as the HTTP server does; of names it doesn't know, nothing.
void read_header(std::string_view line, server::Request& request);

/// The id of a search that the site's log knows, and the article it showed.
struct KnownSearch {
  const char* id;
  const char* article;
};
inline constexpr KnownSearch kKnownSearch = {"fuzz-search-1", "en/account/reset-password"};

}  // namespace firstline::fuzz
