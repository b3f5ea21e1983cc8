// SPDX-License-Identifier: GPL-3.0-or-later
// What an operator may change while the server runs: a change of the file that --config names takes effect
// within a second or two, and at once on SIGHUP.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "base/logging.h"
#include "search/confidence.h"
#include "server/ip_address.h"
#include "server/rate_limits.h"

namespace firstline::server {

/// From which confidence on an answer counts as weak, and as one, 0 to 1. Nothing: as
/// search/data/confidence.tsv says.
struct Thresholds {
  std::optional<double> weak_from;
  std::optional<double> yes_from;
  bool operator==(const Thresholds&) const = default;
};
/// The shipped model with these. Fails when they are not in order.
std::shared_ptr<const search::ConfidenceModel> load_confidence(const Thresholds& thresholds);

struct Settings {
  std::string url;                ///< "https://help.example.com": the site's public address, or empty
  std::set<std::string> hosts;    ///< names that requests may be meant for, in lower case; empty: any
  AddressRanges trusted_proxies;  ///< whose X-Forwarded-For is believed
  Rates rates = kUsualRates;
  int retention_days = 365;  ///< searches are deleted after so many
  int answer_hours = 24;     ///< agreed time to answer what is missing
  int message_days = 90;     ///< messages are deleted so long after they were answered
  Thresholds thresholds;
  base::Verbosity verbosity = base::Verbosity::kNormal;
  bool operator==(const Settings&) const = default;
};

}  // namespace firstline::server
