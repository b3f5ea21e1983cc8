// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/options.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "base/failure.h"

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

TEST_CASE("The public address is scheme and host; another is an error") {
  CHECK(parse({"--index", "i", "--log", "l"}).options.url.empty());
  const Parsed parsed = parse({"--index", "i", "--log", "l", "--url", "https://Help.example.com/"});
  REQUIRE_FALSE(parsed.code);
  CHECK(parsed.options.url == "https://help.example.com");
  for (const char* wrong : {"help.example.com", "https://help.example.com/faq", "ftp://help.example.com"}) {
    INFO(wrong);
    CHECK(parse({"--index", "i", "--log", "l", "--url", wrong}).code == 2);
  }
}

TEST_CASE("The thresholds of an answer are numbers from 0 to 1, and not set unless said") {
  const Parsed plain = parse({"--index", "i", "--log", "l"});
  CHECK_FALSE(plain.options.thresholds.weak_from);
  CHECK_FALSE(plain.options.thresholds.yes_from);
  const Parsed set = parse({"--index", "i", "--log", "l", "--weak-from", "0.25", "--yes-from", "1"});
  REQUIRE_FALSE(set.code);
  CHECK(set.options.thresholds.weak_from == 0.25);
  CHECK(set.options.thresholds.yes_from == 1);
  for (const char* wrong : {"-0.1", "1.1", "half", ""}) {
    INFO(wrong);
    CHECK(parse({"--index", "i", "--log", "l", "--weak-from", wrong}).code == 2);
    CHECK(parse({"--index", "i", "--log", "l", "--yes-from", wrong}).code == 2);
  }
}

TEST_CASE("Thresholds out of order are refused, in the file's company too") {
  const auto shipped = load_confidence({});
  CHECK(load_confidence({0.1, 0.2})->weak_from() == 0.1);
  CHECK(load_confidence({0.1, 0.2})->yes_from() == 0.2);
  CHECK(load_confidence({{}, 1.0})->weak_from() == shipped->weak_from());
  CHECK_THROWS_AS(load_confidence({0.5, 0.4}), base::Failure);
  CHECK_THROWS_AS(load_confidence({1.0, {}}), base::Failure);
  CHECK_THROWS_AS(load_confidence({std::nan(""), {}}), base::Failure);
}

TEST_CASE("explain is a command of its own, with flags of its own") {
  const auto explain = [](std::vector<const char*> arguments, ExplainOptions& options) {
    arguments.insert(arguments.begin(), {"firstline-server", "explain"});
    REQUIRE(asks_to_explain(static_cast<int>(arguments.size()), arguments.data()));
    return parse_explain_options(static_cast<int>(arguments.size()), arguments.data(), options);
  };
  ExplainOptions options;
  REQUIRE_FALSE(
      explain({"--index", "i", "--lang", "sr-Latn", "--id", "a/b", "--format=json", "a b"}, options));
  CHECK(options.index == "i");
  CHECK(options.lang == "sr-Latn");
  CHECK(options.id == "a/b");
  CHECK(options.format == "json");
  CHECK(options.question == "a b");
  CHECK(explain({"a b"}, options) == 2);
  CHECK(explain({"--index", "i"}, options) == 2);
  CHECK(explain({"--index", "i", "--log", "l", "a b"}, options) == 2);
  CHECK(explain({"--index", "i", "--format", "xml", "a b"}, options) == 2);
  CHECK(explain({"--index", "i", "--lang", "?", "a b"}, options) == 2);
  CHECK(explain({"--index", "i", "\xff"}, options) == 2);
  const std::vector<const char*> serve = {"firstline-server", "--index", "explain"};
  CHECK_FALSE(asks_to_explain(3, serve.data()));
}

TEST_CASE("A log behind a URL is refused, since nothing could write it") {
  CHECK(parse({"--index", "i", "--log", "postgres://db/firstline"}).code == 2);
}

}  // namespace firstline::server
