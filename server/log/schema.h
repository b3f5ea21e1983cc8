// SPDX-License-Identifier: GPL-3.0-or-later
// The search log's file: its tables, and how older ones become them. doc/search-log.md tells what they hold.
#pragma once

#include <string>

#include "server/log/database.h"

namespace firstline::server {

/// PRAGMA user_version of the file. Raise it with a migration in schema.cc.
inline constexpr int kLogVersion = 4;

/// Opens the log to write; made when it is not there, brought up to date when it is older. Fails with
/// DatabaseError, on one that a newer program made too. `patience_ms`: how long to wait for other programs.
Database open_log(const std::string& file, int patience_ms);

/// Opens the log to read, beside whoever writes. Fails on one of another version.
Database open_log_for_reading(const std::string& file);

}  // namespace firstline::server
