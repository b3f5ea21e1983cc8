// SPDX-License-Identifier: GPL-3.0-or-later
// What is posted as JSON: "click", "feedback" or "contact" on the first line, the body behind.
#include "tests/fuzz/site.h"
#include "tests/fuzz/target.h"
#include "tests/server/small_site.h"

namespace firstline::fuzz {
namespace {

constexpr std::size_t kMostBytes = 64 << 10;  // server/http/http.h: of a body

void run(std::string_view bytes) {
  const std::string_view kind = take_line(bytes);
  server::Request request = tests::SmallSite::request("POST", "/api/v1/click");
  if (kind == "feedback" || kind == "contact") request.path = "/api/v1/" + std::string(kind);
  request.content_type = "application/json";
  request.body = bytes;
  const server::Response response = answer(request);
  expect(response.status == 204 || response.status >= 400, "an event is taken or refused");
}

const Target target("events", kMostBytes, run);

}  // namespace
}  // namespace firstline::fuzz
