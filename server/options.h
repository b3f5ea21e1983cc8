// SPDX-License-Identifier: GPL-3.0-or-later
// firstline-server's command lines: the server's, and that of `firstline-server explain`.
#pragma once

#include <optional>
#include <string>

#include "server/settings.h"

namespace firstline::server {

struct Options : Settings {
  std::string index;
  std::string log;  ///< SQLite file
  std::string host = "127.0.0.1";
  int port = 8080;        ///< 0: any free one
  std::string templates;  ///< folder
  int threads = 64;       ///< requests served at once
  int searches = 0;       ///< at once; 0: as many as there are cores
  std::string users;      ///< file of those who may see the review; empty: nobody
  std::string messages;   ///< file of messages to a person; empty: beside the log
  std::string proposals;  ///< file that leads add proposals to; empty: beside the log
  std::string clock;      ///< file that tells the time, for replays; empty: the system's
  std::string config;     ///< file that the options were read from, or empty
  bool operator==(const Options&) const = default;
};

/// Fills `options`; an exit code when the program has nothing more to do.
std::optional<int> parse_options(int argc, const char* const* argv, Options& options);

struct ExplainOptions {
  std::string index;
  std::string question;
  std::string lang;  ///< or empty: the letters tell
  std::string id;    ///< of the one article to explain; empty: the first results
  std::string format = "text";
  Thresholds thresholds;
};

/// Whether `firstline-server explain` was called; the rest of its arguments follow that word.
bool asks_to_explain(int argc, const char* const* argv);
std::optional<int> parse_explain_options(int argc, const char* const* argv, ExplainOptions& options);

/// "HOST:PORT", "[::1]:80"; nothing when it is not of that form.
struct Address {
  std::string host;
  int port = 0;
};
std::optional<Address> parse_address(const std::string& text);

}  // namespace firstline::server
