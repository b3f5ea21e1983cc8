// SPDX-License-Identifier: GPL-3.0-or-later
// `firstline-server user add|password|remove|list|token|untoken`: the users file from the command line,
// beside a server that runs or without one.
#pragma once

namespace firstline::server {

/// Whether `firstline-server user` was called.
bool asks_for_user(int argc, const char* const* argv);

/// The exit code. Fails with base::Failure when it can't go on.
int run_user_command(int argc, const char* const* argv);

}  // namespace firstline::server
