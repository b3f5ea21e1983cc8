// SPDX-License-Identifier: GPL-3.0-or-later
// The search log as text, to be moved, merged, replayed, or read by other programs.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <ostream>
#include <string>

#include "server/log/database.h"
#include "server/log/entry.h"

namespace firstline::server {

enum class LogFormat { kJson, kCsv };

struct LogPart {
  std::optional<Time> since;             ///< from then on
  std::optional<std::uint64_t> session;  ///< of one session only (session_hash)
};

/// Searches and events in order of time, one JSON object or CSV row each; doc/search-log.md lists the fields.
/// Streams: a log of any size takes little memory. CSV cells that a spreadsheet would run as a formula begin
/// with an apostrophe. Fails with DatabaseError.
void export_log(Database& database, const LogPart& part, LogFormat format, std::ostream& out);

struct Imported {
  std::uint64_t searches = 0;
  std::uint64_t events = 0;
  std::uint64_t known = 0;            ///< in the log already
  std::vector<std::string> problems;  ///< lines that make no sense, each named; at most kMostProblems
  std::uint64_t skipped = 0;          ///< such lines
  static constexpr std::size_t kMostProblems = 20;
};

/// Reads what export_log() wrote as JSON. What is in the log already, by search id, stays as it is, so the
/// same file may be read twice. Texts are redacted again. All or nothing but for lines that make no sense.
Imported import_log(Database& database, std::istream& in);

/// "2026-09-01", "2026-09-01T12:30:00Z" (UTC), or "7d", "24h" before now. Nothing when it is neither.
std::optional<Time> parse_since(const std::string& text, Time now);

}  // namespace firstline::server
