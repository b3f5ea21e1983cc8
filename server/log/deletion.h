// SPDX-License-Identifier: GPL-3.0-or-later
// Deleting from the search log, so that nothing is left in the file.
#pragma once

#include <cstdint>

#include "server/log/database.h"
#include "server/log/entry.h"

namespace firstline::server {

/// Deletes rows that are older, a part of them at a time, so that others may write in between. Whether it
/// found any.
bool forget_some_before(Database& database, Time time);

/// Deletes all searches of a session and what became of them; how many searches.
std::int64_t forget_session(Database& database, std::uint64_t session);

/// After deleting: questions and names that no row has any more go too, and the space is given back. Writers
/// wait for it.
void shrink(Database& database);

}  // namespace firstline::server
