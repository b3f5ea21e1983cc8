// SPDX-License-Identifier: GPL-3.0-or-later
// The shapes of the JSON API's answers.
#pragma once

#include <string>
#include <vector>

#include "search/searcher.h"
#include "server/http/http.h"

namespace firstline::server {

/// What /api/v1/search says; of known problems only when there are `notices`.
std::string search_json(const std::string& query, const std::string& search_id,
                        const search::SearchAnswer& answer, double took_ms,
                        const std::vector<const search::Notice*>& notices = {});
std::string suggest_json(const std::string& query, const std::vector<search::Suggestion>& suggestions);

/// An RFC 9457 problem.
Response problem_response(int status, const std::string& detail);

/// The words of a status code, "Not Found".
const char* status_title(int status);

}  // namespace firstline::server
