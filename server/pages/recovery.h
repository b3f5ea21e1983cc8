// SPDX-License-Identifier: GPL-3.0-or-later
// What the search made of the question's words, said to the customer, each with its way back.
#pragma once

#include <nlohmann/json.hpp>

#include "search/searcher.h"
#include "server/words.h"

namespace firstline::server {

/// Puts into the results page's values: `correction` and the sentence around it, `corrected_text` (its
/// results are shown), `dropped_text` (words that no article has), `stand_in_text` (words that were taken for
/// others), `as_typed_text` and the link that undoes it, `language_text` (the answers are in another
/// language). Empty where there is nothing to say. `asked.lang` is the language of the page's articles.
void put_recovery(nlohmann::json& values, const search::SearchAnswer& answer,
                  const search::SearchRequest& asked, const Words& words);

}  // namespace firstline::server
