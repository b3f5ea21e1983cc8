// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers for operators, in Prometheus' text format. Any thread.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

#include "search/confidence.h"
#include "server/rate_limits.h"

namespace firstline::server {

class Metrics {
 public:
  void count_response(int status);
  void count_limited(Metered what);
  void count_search(search::Answered answered, double took_ms);

  /// `lost`: entries that could not be logged; `waiting`: those that will be, when the log can be written
  /// again. `generation`: the one served.
  std::string text(std::uint64_t lost, std::size_t waiting, const std::string& generation) const;

 private:
  std::array<std::atomic<std::uint64_t>, 6> responses_{};  ///< by the status' first digit
  std::array<std::atomic<std::uint64_t>, 3> limited_{};    ///< by Metered
  std::array<std::atomic<std::uint64_t>, 3> searches_{};   ///< by Answered
  std::atomic<std::uint64_t> search_microseconds_ = 0;
};

}  // namespace firstline::server
