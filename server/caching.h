// SPDX-License-Identifier: GPL-3.0-or-later
// What browsers and proxies may keep of an answer, and for how long.
#pragma once

#include <string_view>

#include "server/http/http.h"

namespace firstline::server {

/// The last touch of a response:
///   - Vary: Accept-Encoding, and Accept-Language where the answer is chosen `by_language`.
///   - Cache-Control: no-cache where nothing is said: kept, but asked for anew each time, so that a new
///     generation shows at once. One that sets a cookie is not kept at all.
///   - An ETag for what may be kept, from the body alone: it stays while the page stays, from generation to
///     generation and from start to start. Weak (RFC 9110, 8.8.3), since it is the same packed and unpacked.
///   - 304 without a body when the client has that body already.
void add_caching_headers(const Request& request, bool by_language, Response& response);

/// Whether If-None-Match names that tag, or any ("*"); compared weakly (RFC 9110, 13.1.2).
bool names_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace firstline::server
