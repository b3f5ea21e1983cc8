// SPDX-License-Identifier: GPL-3.0-or-later
// firstline-server's command lines: the server's, and that of `firstline-server explain`.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "base/logging.h"
#include "search/confidence.h"

namespace firstline::server {

/// From which confidence on an answer counts as weak, and as one, 0 to 1. Nothing: as
/// search/data/confidence.tsv says.
struct Thresholds {
  std::optional<double> weak_from;
  std::optional<double> yes_from;
};
/// The shipped model with these. Fails when they are not in order.
std::shared_ptr<const search::ConfidenceModel> load_confidence(const Thresholds& thresholds);

struct Options {
  std::string index;
  std::string log;  ///< SQLite file
  std::string host = "127.0.0.1";
  int port = 8080;                        ///< 0: any free one
  std::string url;                        ///< "https://help.example.com": the site's public address, or empty
  std::string templates;                  ///< folder
  int threads = 64;                       ///< requests served at once
  std::set<std::string> trusted_proxies;  ///< addresses whose X-Forwarded-For is believed
  int retention_days = 365;               ///< searches are deleted after so many
  int answer_hours = 24;                  ///< agreed time to answer what is missing
  std::string users;                      ///< file of those who may see the review; empty: nobody
  std::string messages;                   ///< file of messages to a person; empty: beside the log
  int message_days = 90;                  ///< they are deleted so long after they were answered
  std::string proposals;                  ///< file that leads add proposals to; empty: beside the log
  std::string clock;                      ///< file that tells the time, for replays; empty: the system's
  Thresholds thresholds;
  base::Verbosity verbosity = base::Verbosity::kNormal;
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
