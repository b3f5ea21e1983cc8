// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/metrics.h"

#include <fmt/format.h>

#include <iterator>

namespace firstline::server {

void Metrics::count_response(int status) {
  const auto digit = static_cast<std::size_t>(status / 100);
  if (digit < responses_.size()) ++responses_[digit];
}

void Metrics::count_limited(Metered what) {
  ++limited_[static_cast<std::size_t>(what)];
}

void Metrics::count_search(search::Answered answered, double took_ms) {
  ++searches_[static_cast<std::size_t>(answered)];
  search_microseconds_ += static_cast<std::uint64_t>(took_ms * 1000);
}

std::string Metrics::text(std::uint64_t lost, std::size_t waiting, const std::string& generation) const {
  std::string out;
  const auto add = [&](const char* name, const char* help) {
    fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} counter\n", name, help);
  };
  add("firstline_http_responses_total", "Responses sent, by class of status.");
  for (std::size_t digit = 2; digit < responses_.size(); ++digit)
    fmt::format_to(std::back_inserter(out), "firstline_http_responses_total{{status=\"{}xx\"}} {}\n", digit,
                   responses_[digit].load());
  add("firstline_rate_limited_total", "Requests refused because one client sent too many.");
  for (const auto& [what, name] : {std::pair(Metered::kSearch, "search"), std::pair(Metered::kPost, "post"),
                                   std::pair(Metered::kSignIn, "sign-in")})
    fmt::format_to(std::back_inserter(out), "firstline_rate_limited_total{{of=\"{}\"}} {}\n", name,
                   limited_[static_cast<std::size_t>(what)].load());
  add("firstline_searches_total", "Searches answered, by how sure the engine was.");
  for (const search::Answered answered :
       {search::Answered::kYes, search::Answered::kWeak, search::Answered::kNo})
    fmt::format_to(std::back_inserter(out), "firstline_searches_total{{answered=\"{}\"}} {}\n",
                   search::answered_name(answered), searches_[static_cast<std::size_t>(answered)].load());
  add("firstline_search_seconds_total", "Time spent on searches.");
  fmt::format_to(std::back_inserter(out), "firstline_search_seconds_total {:.6f}\n",
                 static_cast<double>(search_microseconds_) / 1e6);
  add("firstline_search_log_lost_total", "Searches, clicks, votes and messages that could not be logged.");
  fmt::format_to(std::back_inserter(out), "firstline_search_log_lost_total {}\n", lost);
  fmt::format_to(std::back_inserter(out),
                 "# HELP firstline_search_log_waiting Kept in memory until the log can be written again.\n"
                 "# TYPE firstline_search_log_waiting gauge\nfirstline_search_log_waiting {}\n",
                 waiting);
  fmt::format_to(std::back_inserter(out),
                 "# HELP firstline_index_generation The generation of the index that is served.\n"
                 "# TYPE firstline_index_generation gauge\nfirstline_index_generation {}\n",
                 std::stoull(generation));
  return out;
}

}  // namespace firstline::server
