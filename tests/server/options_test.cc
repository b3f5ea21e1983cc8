// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/options.h"

#include <catch2/catch.hpp>
#include <vector>

namespace firstline::server {
namespace {

std::string address(const std::string& text) {
  const auto parsed = parse_address(text);
  return parsed ? parsed->host + " " + std::to_string(parsed->port) : "none";
}

struct Parsed {
  std::optional<int> code;
  Options options;
};
Parsed parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "firstline-server");
  Parsed parsed;
  parsed.code = parse_options(static_cast<int>(arguments.size()), arguments.data(), parsed.options);
  return parsed;
}

}  // namespace

TEST_CASE("An address is a host and a port") {
  CHECK(address("127.0.0.1:8080") == "127.0.0.1 8080");
  CHECK(address("localhost:0") == "localhost 0");
  CHECK(address("0.0.0.0:65535") == "0.0.0.0 65535");
  CHECK(address("[::1]:80") == "::1 80");
  CHECK(address("[2001:db8::7]:443") == "2001:db8::7 443");
}

TEST_CASE("What is no address is none") {
  for (const char* text :
       {"", ":", "8080", ":8080", "localhost", "localhost:", "localhost:http", "localhost:-1",
        "localhost:65536", "localhost:80x", "localhost: 80", "[]:80", "localhost:99999999999"}) {
    INFO(text);
    CHECK(address(text) == "none");
  }
}

TEST_CASE("The server needs an index and a log, and has a default for the rest") {
  const Parsed parsed = parse({"--index", "run/index", "--log", "run/log.db"});
  REQUIRE_FALSE(parsed.code);
  CHECK(parsed.options.index == "run/index");
  CHECK(parsed.options.log == "run/log.db");
  CHECK(parsed.options.host == "127.0.0.1");
  CHECK(parsed.options.port == 8080);
  CHECK(parse({"--index", "run/index"}).code == 2);
  CHECK(parse({"--log", "run/log.db"}).code == 2);
}

TEST_CASE("Where to listen can be said") {
  const Parsed parsed = parse({"--index", "i", "--log", "l", "--listen", "[::1]:0", "--threads", "3"});
  REQUIRE_FALSE(parsed.code);
  CHECK(parsed.options.host == "::1");
  CHECK(parsed.options.port == 0);
  CHECK(parsed.options.threads == 3);
  CHECK(parse({"--index", "i", "--log", "l", "--listen", "nowhere"}).code == 2);
  CHECK(parse({"--index", "i", "--log", "l", "--threads", "0"}).code == 2);
}

TEST_CASE("A log behind a URL is refused, since nothing could write it") {
  CHECK(parse({"--index", "i", "--log", "postgres://db/firstline"}).code == 2);
}

}  // namespace firstline::server
