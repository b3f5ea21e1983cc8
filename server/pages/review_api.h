// SPDX-License-Identifier: GPL-3.0-or-later
// What the addresses below /api/v1/review/ share: JSON or CSV, and values that may be absent.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "server/pages/review.h"

namespace firstline::server {

using OrderedJson = nlohmann::ordered_json;

/// `format=csv`; JSON when absent. Fails with BadRequest for anything else.
bool wants_csv(const ReviewRequest& in);

Response json_response(const OrderedJson& json);
/// One row an object, one column a name; texts are made safe for spreadsheets, absent values are empty cells.
/// `name`: of the file that browsers save it as.
Response csv_response(const std::vector<std::string>& columns, const std::vector<OrderedJson>& rows,
                      const std::string& name);

/// The text, or null when it is empty.
OrderedJson text_or_null(const std::string& text);
/// "2026-09-14T09:30:00Z", or null for 0.
OrderedJson time_or_null(std::int64_t at_ms);

}  // namespace firstline::server
