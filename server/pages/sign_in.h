// SPDX-License-Identifier: GPL-3.0-or-later
// The review's pages around signing in: the form, and what is said instead of a page one may not see.
#pragma once

#include <string>

#include "server/http/http.h"
#include "server/site.h"

namespace firstline::server {

/// A page of the review's frame that says one thing, in English. `text` may be empty.
Response review_notice(const Site& site, int status, const std::string& heading, const std::string& text);

/// How to make the first user, for whoever sits at this machine.
Response setup_page(const Site& site);

}  // namespace firstline::server
