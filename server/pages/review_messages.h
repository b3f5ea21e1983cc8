// SPDX-License-Identifier: GPL-3.0-or-later
// Customers' messages, for leads: what the page and the API share.
#pragma once

#include "server/messages/messages.h"
#include "server/pages/review.h"

namespace firstline::server {

/// For leads only: messages hold personal data. Who may not read them is told so (403); what the file of
/// messages can't do now is 503.
Response make_with_messages(const ReviewRequest& in, Response (*make)(const ReviewRequest&, Messages&));

/// `lang`, `status` (open, answered or all, which is meant when it is absent), `offset` and `limit`. Fails
/// with BadRequest.
MessageFilter read_message_filter(const ReviewRequest& in, std::size_t page, std::size_t most);

/// "open", "answered", "all".
const char* message_status_name(MessageStatus status);

/// The number at the end of a path, behind `prefix`. Fails with BadRequest (404).
std::int64_t message_number(const Request& request, std::string_view prefix);

}  // namespace firstline::server
