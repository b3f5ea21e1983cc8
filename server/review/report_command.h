// SPDX-License-Identifier: GPL-3.0-or-later
// `firstline-server report`: the week in Markdown, beside a server that runs or without one.
#pragma once

namespace firstline::server {

/// Whether `firstline-server report` was called.
bool asks_for_report(int argc, const char* const* argv);

/// The exit code. Fails with base::Failure when it can't go on.
int run_report_command(int argc, const char* const* argv);

}  // namespace firstline::server
