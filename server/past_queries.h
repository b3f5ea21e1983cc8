// SPDX-License-Identifier: GPL-3.0-or-later
// Questions that others asked and that were answered, for completing what is being typed. Read from the log
// at the start and every few minutes, beside the answering of requests.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "language/rules.h"
#include "search/completions.h"
#include "server/clock.h"
#include "server/log/periodic_reading.h"

namespace firstline::server {

/// Whether one customer's question may be shown to others: short, without anything that looks like an
/// address, a number of a person or a link. `query` is valid UTF-8.
bool may_be_shown(std::string_view query);

/// The questions of the last 90 days that at least 3 asked. Keeps what the completions are views of. Fails
/// when the log can't be read.
std::shared_ptr<const search::CompletionsByLanguage> read_past_queries(
    const std::string& log, const language::Languages& languages, std::chrono::system_clock::time_point now);

/// Any thread.
class PastQueries {
 public:
  /// Returns at once; the first reading of the file `log` begins then.
  PastQueries(std::string log, std::shared_ptr<const language::Languages> languages, Clock clock);

  /// What was read last; null until something was.
  std::shared_ptr<const search::CompletionsByLanguage> completions() const { return reading_.newest(); }

 private:
  PeriodicReading<search::CompletionsByLanguage> reading_;
};

}  // namespace firstline::server
