// SPDX-License-Identifier: GPL-3.0-or-later
// A whole request, behind the parsing of HTTP: "GET /path?query" on the first line, then headers, an empty
// line and the body. What it asks, whatever page it is of, gets a proper answer.
#include <optional>

#include "server/http/target.h"
#include "tests/fuzz/site.h"
#include "tests/fuzz/target.h"
#include "tests/server/small_site.h"

namespace firstline::fuzz {
namespace {

constexpr std::size_t kMostBytes = (32 << 10) + (64 << 10);  // server/http/http.h: head and body

/// {}: the server's framing refuses it.
std::optional<server::Request> read_request(std::string_view bytes) {
  const std::string_view line = take_line(bytes);
  const std::size_t blank = std::min(line.find(' '), line.size());
  const std::optional<server::Target> target =
      server::read_target(line.substr(std::min(blank + 1, line.size())));
  if (!target) return std::nullopt;
  server::Request request =
      tests::SmallSite::request(std::string(line.substr(0, blank)), target->path, target->query);
  while (!bytes.empty()) {
    const std::string_view header = take_line(bytes);
    if (header.empty()) break;
    read_header(header, request);
  }
  if (!target->host.empty()) request.host = target->host;
  request.body = bytes;
  return request;
}

void run(std::string_view bytes) {
  if (const std::optional<server::Request> request = read_request(bytes)) answer(*request);
}

const Target target("requests", kMostBytes, run);

}  // namespace
}  // namespace firstline::fuzz
