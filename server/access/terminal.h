// SPDX-License-Identifier: GPL-3.0-or-later
// Reads passwords: from a terminal without showing them, from a pipe as they come.
#pragma once

#include <string>

namespace firstline::server {

/// Whether standard input is a terminal.
bool has_terminal();

/// One line of standard input, without its end. On a terminal it says `prompt` first and shows nothing of
/// what is typed. Fails when there is no line, or it was cancelled with Ctrl-C.
std::string read_secret_line(const std::string& prompt);

}  // namespace firstline::server
