// SPDX-License-Identifier: GPL-3.0-or-later
// Every URL of the server, as one table.
#pragma once

#include <string_view>

#include "server/http/http.h"
#include "server/site.h"

namespace firstline::server {

/// Whether requests to that path search: only as many at once as there are cores.
bool is_search(std::string_view path);

/// Finds the page and makes it; unknown paths, wrong methods and exceptions become error answers.
Response answer_request(const Site& site, const Request& request);

/// The answer to what is no proper request: a problem document, but a page where a person may have asked.
Response refuse_by_protocol(const Site& site, int status, const Request& request);

}  // namespace firstline::server
