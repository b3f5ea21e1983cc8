// SPDX-License-Identifier: GPL-3.0-or-later
// Which questions several people asked, from the search log.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/log/entry.h"

namespace firstline::server {

/// One question that several people asked, however they wrote it.
struct AskedQuery {
  std::string query;  ///< as most of them wrote it, without spaces too many
  std::string lang;
  std::uint64_t askers = 0;  ///< sessions, or visitors without one
};

/// The questions since then whose newest answers were `yes` for at least `least` askers, those of most askers
/// first, at most `most`. Only counted searches, of people who can be told apart. Reads beside the writing of
/// rows, and takes seconds where there are millions. Fails when the file can't be read.
std::vector<AskedQuery> answered_queries(const std::string& log, Time since, std::uint64_t least,
                                         std::size_t most);

}  // namespace firstline::server
