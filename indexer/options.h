// SPDX-License-Identifier: GPL-3.0-or-later
// firstline-index's command line.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/logging.h"

namespace firstline::indexer {

struct Options {
  std::filesystem::path articles;
  std::filesystem::path index;
  std::string default_language = "en";
  bool rebuild = false;  ///< read everything anew
  bool check = false;    ///< report problems, write nothing
  bool strict = false;   ///< any problem publishes nothing
  bool watch = false;    ///< go on, and republish saved changes
  bool json = false;     ///< problems and summary as JSON
  base::Verbosity verbosity = base::Verbosity::kNormal;
};

/// Fills `options`; an exit code when the program has nothing more to do.
std::optional<int> parse_options(int argc, const char* const* argv, Options& options);

}  // namespace firstline::indexer
