// SPDX-License-Identifier: GPL-3.0-or-later
// `firstline-server log export|import|forget`: the search log from the command line, beside a server that
// runs or without one.
#pragma once

namespace firstline::server {

/// Whether `firstline-server log` was called.
bool asks_for_log(int argc, const char* const* argv);

/// The exit code. Fails with DatabaseError or base::Failure when it can't go on.
int run_log_command(int argc, const char* const* argv);

}  // namespace firstline::server
