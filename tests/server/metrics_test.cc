// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/metrics.h"

#include <catch2/catch.hpp>

namespace firstline::server {

using Catch::Contains;

TEST_CASE("Metrics start at nothing and count by class") {
  Metrics metrics;
  CHECK_THAT(metrics.text(0, 0, "0000000001"),
             Contains("firstline_http_responses_total{status=\"2xx\"} 0\n"));
  metrics.count_response(200);
  metrics.count_response(200);
  metrics.count_response(404);
  metrics.count_response(503);
  metrics.count_response(-1);
  metrics.count_response(1000);
  metrics.count_search(search::Answered::kYes, 1.5);
  metrics.count_search(search::Answered::kNo, 0.5);
  const std::string text = metrics.text(7, 3, "0000000042");
  CHECK_THAT(text, Contains("firstline_http_responses_total{status=\"2xx\"} 2\n"));
  CHECK_THAT(text, Contains("firstline_http_responses_total{status=\"4xx\"} 1\n"));
  CHECK_THAT(text, Contains("firstline_http_responses_total{status=\"5xx\"} 1\n"));
  CHECK_THAT(text, Contains("firstline_searches_total{answered=\"yes\"} 1\n"));
  CHECK_THAT(text, Contains("firstline_searches_total{answered=\"weak\"} 0\n"));
  CHECK_THAT(text, Contains("firstline_searches_total{answered=\"no\"} 1\n"));
  CHECK_THAT(text, Contains("firstline_search_seconds_total 0.002000\n"));
  CHECK_THAT(text, Contains("firstline_search_log_lost_total 7\n"));
  CHECK_THAT(text, Contains("firstline_search_log_waiting 3\n"));
  CHECK_THAT(text, Contains("firstline_index_generation 42\n"));
}

TEST_CASE("Every metric says what it is") {
  const std::string text = Metrics().text(0, 0, "0000000001");
  std::size_t samples = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    REQUIRE(end != std::string::npos);
    const std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.front() == '#') continue;
    ++samples;
    const std::string name = line.substr(0, line.find_first_of("{ "));
    CHECK_THAT(text, Contains("# HELP " + name + " "));
    CHECK_THAT(text, Contains("# TYPE " + name + " "));
  }
  CHECK(samples >= 10);
}

}  // namespace firstline::server
