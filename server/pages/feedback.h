// SPDX-License-Identifier: GPL-3.0-or-later
// "Was this helpful?" on articles and under results.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "server/site.h"
#include "server/words.h"

namespace firstline::server {

/// The values of the partial `helpful`. `article`: empty for a vote on the search's results as a whole;
/// `search_id`: empty for an article that nobody searched for.
nlohmann::json vote_values(const Site& site, const Words& words, const std::string& article,
                           const std::string& search_id);

}  // namespace firstline::server
