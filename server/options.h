// SPDX-License-Identifier: GPL-3.0-or-later
// firstline-server's command line.
#pragma once

#include <optional>
#include <string>

#include "base/logging.h"

namespace firstline::server {

struct Options {
  std::string index;
  std::string log;  ///< SQLite file
  std::string host = "127.0.0.1";
  int port = 8080;        ///< 0: any free one
  std::string templates;  ///< folder
  int threads = 64;       ///< requests served at once
  base::Verbosity verbosity = base::Verbosity::kNormal;
};

/// Fills `options`; an exit code when the program has nothing more to do.
std::optional<int> parse_options(int argc, const char* const* argv, Options& options);

/// "HOST:PORT", "[::1]:80"; nothing when it is not of that form.
struct Address {
  std::string host;
  int port = 0;
};
std::optional<Address> parse_address(const std::string& text);

}  // namespace firstline::server
