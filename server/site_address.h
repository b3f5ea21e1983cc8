// SPDX-License-Identifier: GPL-3.0-or-later
// Where the site stands on the internet: what makes absolute addresses of its paths.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/http.h"
#include "server/site.h"

namespace firstline::server {

/// "https://help.example.com" of "HTTPS://help.example.com/": scheme, host and port without a '/' behind.
/// Nothing when it is not http or https, or has a name, a path or a query in it. Hosts in other scripts are
/// written as DNS has them (xn--…).
std::optional<std::string> parse_site_address(std::string_view text);

/// What goes before a path to make an absolute URL: the one that the operator named (--url), else the one
/// that the client asked for. Empty when it asked for none, or for nonsense.
std::string site_address(const Site& site, const Request& request);

/// The same for documents that can't do without: 400 when there is none.
std::string needed_site_address(const Site& site, const Request& request);

}  // namespace firstline::server
