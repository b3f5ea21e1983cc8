// SPDX-License-Identifier: GPL-3.0-or-later
// The known weak spots of the HTTP library, against the real program with the limits that it ships with.
#include <sys/resource.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <fstream>
#include <memory>
#include <thread>

#include "tests/trips/serving/small_centre.h"

namespace firstline::tests {
namespace {

using Catch::Contains;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

const SmallCentre& centre() {
  static const SmallCentre centre;
  return centre;
}

const RunningServer& server() {
  static const RunningServer server(centre().index(), centre().log());
  return server;
}
int port() {
  return server().port();
}

/// The most memory that the server ever had, in MB.
long peak_memory_mb() {
  std::ifstream status("/proc/" + std::to_string(server().id()) + "/status");
  for (std::string word; status >> word;)
    if (word == "VmHWM:") {
      long kilobytes = 0;
      status >> kilobytes;
      return kilobytes / 1024;
    }
  return -1;
}

bool is_served() {
  return get(port(), search_path("refund", "&lang=en")).status == 200;
}

}  // namespace

TEST_CASE("Dripping clients are cut off at the deadline while all others are served") {
  std::vector<std::unique_ptr<HttpClient>> drips;
  for (int i = 0; i < 20; ++i) {
    drips.push_back(std::make_unique<HttpClient>(port()));
    drips.back()->send("GET / HTTP/1.1\r\nX-Slow: ");
  }
  const auto start = Clock::now();
  std::vector<bool> open(drips.size(), true);
  int left = static_cast<int>(drips.size());
  while (left > 0 && Clock::now() - start < 40s) {
    const auto asked = Clock::now();
    REQUIRE(is_served());
    CHECK(Clock::now() - asked < 5s);
    for (std::size_t i = 0; i < drips.size(); ++i)
      if (open[i] && !drips[i]->send("x")) {
        open[i] = false;
        --left;
      }
    std::this_thread::sleep_for(100ms);
  }
  CHECK(left == 0);
  CHECK(Clock::now() - start > 8s);
}

TEST_CASE("Endless lines, headers and bodies are cut off without taking memory") {
  REQUIRE(is_served());
  const long before = peak_memory_mb();
  const std::string block(1 << 18, 'a');
  std::string headers = "GET / HTTP/1.1\r\n";
  for (int i = 0; i < 20'000; ++i) headers += "X-Header-" + std::to_string(i) + ": value\r\n";
  const std::string chunks =
      "POST /api/v1/search HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n40000\r\n";
  for (const std::string& start :
       {std::string("GET /"), std::string("GET / HTTP/1.1\r\nX-Endless: "), headers, chunks}) {
    INFO(start.substr(0, 40));
    HttpClient client(port());
    client.send(start);
    int sent = 0;
    while (sent < 400 && client.send(block)) ++sent;
    CHECK(sent < 400);
    CHECK(client.closed_within(20s));
    CHECK(is_served());
  }
  CHECK(peak_memory_mb() - before < 40);
}

TEST_CASE("After a refusal the connection closes at once") {
  HttpClient client(port());
  CHECK(client.get("/search?q=" + std::string(20'000, 'a')).status == 414);
  const auto refused = Clock::now();
  CHECK(client.closed_within(20s));
  CHECK(Clock::now() - refused < 2s);
}

TEST_CASE("Long paths are only not found") {
  for (const std::size_t length : {2'000, 4'000, 8'000}) {
    CHECK(get(port(), "/" + std::string(length, 'a')).status == 404);
    std::string deep;
    while (deep.size() < length) deep += "/a";
    CHECK(get(port(), deep).status == 404);
  }
}

TEST_CASE("Encoded line breaks forge neither a header nor a line of the log") {
  const std::string evil = "%0d%0aX-Evil:%201%0d%0a2026-01-01%20error%20forged";
  for (const std::string& target :
       {"/articles/" + evil, "/api/v1/search?q=" + evil, "/search?q=" + evil + "&lang=" + evil, "/" + evil}) {
    const HttpResponse response =
        get(port(), target, "Accept-Language: en" + evil + "\r\nX-Forwarded-For: " + evil + "\r\n");
    CHECK(response.status != 0);
    CHECK(response.headers.count("x-evil") == 0);
  }
  CHECK_THAT(server().err(), !Contains("\n2026-01-01 error forged") && !Contains("X-Evil"));
}

TEST_CASE("Overlapping ranges ask for nothing more than the whole") {
  std::string ranges = "Range: bytes=0-";
  while (ranges.size() < 7'000) ranges += ",0-";
  const HttpResponse whole = get(port(), "/assets/style.css");
  const HttpResponse ranged = get(port(), "/assets/style.css", ranges + "\r\n");
  CHECK(ranged.status == 200);
  CHECK(ranged.body == whole.body);
  CHECK(get(port(), "/healthz", "Range: bytes=" + std::string(8'000, '1') + "-\r\n").status == 200);
}

TEST_CASE("Small answers on an open connection don't wait for each other") {
  HttpClient client(port());
  const auto start = Clock::now();
  for (int i = 0; i < 100; ++i) REQUIRE(client.get("/healthz").status == 200);
  CHECK(Clock::now() - start < 2s);  // with Nagle's algorithm and delayed acknowledgements, 40 ms each
}

TEST_CASE("More than 1,024 idle connections keep nobody from an answer") {
  rlimit limit{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &limit) == 0);
  const rlimit raised{std::max<rlim_t>(limit.rlim_cur, std::min<rlim_t>(limit.rlim_max, 4096)),
                      limit.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &raised) == 0);
  if (raised.rlim_cur < 1300) {
    WARN("this machine allows too few descriptors");
    return;
  }
  std::vector<std::unique_ptr<HttpClient>> idle;
  for (int i = 0; i < 1100; ++i) idle.push_back(std::make_unique<HttpClient>(port()));
  const auto asked = Clock::now();
  CHECK(is_served());
  HttpClient client(port());
  for (int i = 0; i < 20; ++i) REQUIRE(client.get("/healthz").status == 200);
  CHECK(Clock::now() - asked < 5s);
  CHECK(idle.back()->get("/healthz").status == 200);  // its descriptor is above 1,024 there
  CHECK(idle.front()->get("/healthz").status == 200);
}

TEST_CASE("HEAD has no body, and requests in one go are answered in order") {
  HttpClient client(port());
  client.send(
      "HEAD /?lang=en HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\nHEAD /nope "
      "HTTP/1.1\r\nHost: x\r\n\r\n");
  const HttpResponse head = client.read_response(true);
  CHECK(head.status == 200);
  CHECK(std::stoul(head.headers.at("content-length")) > 1000);
  CHECK(client.read_response().body == "ok\n");
  CHECK(client.read_response(true).status == 404);
  CHECK(client.get("/healthz").body == "ok\n");
}

TEST_CASE("The program was still the same one at the end of all this") {
  CHECK(is_served());
  CHECK_THAT(server().err(), !Contains("error"));
}

}  // namespace firstline::tests
