// SPDX-License-Identifier: GPL-3.0-or-later
// The articles that most people opened from their searches, for the home page. Read from the log at the start
// and every few minutes, beside the answering of requests.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "server/clock.h"
#include "server/log/periodic_reading.h"

namespace firstline::server {

/// Ids by the language of the questions, what most opened first. They may not exist any more.
using MostReadIds = std::map<std::string, std::vector<std::string>>;

/// Of the last 30 days, what at least 3 people opened. Fails when the log can't be read.
MostReadIds read_most_read(const std::string& log, std::chrono::system_clock::time_point now);

/// Any thread.
class MostRead {
 public:
  /// Returns at once; the first reading of the file `log` begins then.
  MostRead(std::string log, Clock clock);

  /// What was read last; null until something was.
  std::shared_ptr<const MostReadIds> ids() const { return reading_.newest(); }

 private:
  PeriodicReading<MostReadIds> reading_;
};

}  // namespace firstline::server
