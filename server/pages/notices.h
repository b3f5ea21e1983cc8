// SPDX-License-Identifier: GPL-3.0-or-later
// Known problems on pages: which are shown, and the values of partials/notices.html.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "search/notices.h"
#include "search/searcher.h"
#include "server/site.h"
#include "server/words.h"

namespace firstline::server {

/// Shown at once; those that began last come first.
inline constexpr std::size_t kMostNotices = 3;

/// The current ones that a question asks about, as typed or as it was understood, in the language that was
/// asked for, else in the answer's; at most kMostNotices. They live as long as the searcher's index.
std::vector<const search::Notice*> notices_for(const Site& site, search::Searcher& searcher,
                                               const search::SearchRequest& asked,
                                               const search::SearchAnswer& answer);

/// What the partial shows of them in the page's language; null when there are none.
nlohmann::json search_notices(const Site& site, const Words& words, search::Searcher& searcher,
                              const search::SearchRequest& asked, const search::SearchAnswer& answer);
/// All current ones, those beyond kMostNotices folded away; null when there are none.
nlohmann::json home_notices(const Site& site, const Words& words, search::Searcher& searcher);

}  // namespace firstline::server
