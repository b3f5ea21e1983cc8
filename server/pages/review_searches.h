// SPDX-License-Identifier: GPL-3.0-or-later
// Which searches a URL asks for, on the page and in the API.
#pragma once

#include <cstddef>

#include "server/pages/review.h"

namespace firstline::server {

/// `group`, `article`, `text`, `what`, `left_out` (0 or 1), `offset` and `limit` (50; at most `most`). Fails
/// with BadRequest.
review::Review::Wanted read_wanted(const ReviewRequest& in, std::size_t most = 50);

}  // namespace firstline::server
