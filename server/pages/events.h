// SPDX-License-Identifier: GPL-3.0-or-later
// What became of a search, as requests tell it.
#pragma once

#include "server/http/http.h"
#include "server/log/search_log.h"
#include "server/site.h"

namespace firstline::server {

/// Results are not looked through further down.
inline constexpr std::size_t kLastPosition = 10'000;

/// Logs what the caller did, now. Robots, and browsers that only look ahead, do nothing: kWritten, too.
Logged record_event(const Site& site, const Request& request, LoggedEvent event);

}  // namespace firstline::server
