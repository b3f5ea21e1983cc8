// SPDX-License-Identifier: GPL-3.0-or-later
// A short name for some bytes: tells whether they changed. Not for secrets. Home of xxHash.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace firstline::base {

/// XXH3-128 as 32 hexadecimal digits. Stored in the indexer's list of sources and in the index's fingerprint:
/// changing it makes the next run read everything anew.
std::string content_hash(std::string_view bytes);

/// XXH3-64. Stored in the search log: see server/log/schema.h's version.
std::uint64_t long_hash(std::string_view bytes);

/// 32 bits of XXH3-64, for tables. Stored in the index: see search/schema.h's format version.
std::uint32_t short_hash(std::string_view bytes);

}  // namespace firstline::base
