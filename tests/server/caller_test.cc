// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/counting/caller.h"

#include <catch2/catch.hpp>

namespace firstline::server {
namespace {

using namespace std::chrono_literals;

const Time kNoon = from_milliseconds(1'790'000'000'000);

Request browser(const std::string& address, const std::string& forwarded_for = "") {
  Request request;
  request.remote_address = address;
  request.forwarded_for = forwarded_for;
  request.user_agent = "Mozilla/5.0 (Linux; Android 14)";
  return request;
}

}  // namespace

TEST_CASE("The client's address is the last one that no trusted proxy has") {
  std::string wrong;
  Callers callers(AddressRanges::parse("10.0.0.0/24", wrong).value(), DeclaredBots::load_shipped());
  CHECK(callers.address(browser("203.0.113.7", "198.51.100.1")) == "203.0.113.7");  // forged
  CHECK(callers.address(browser("10.0.0.1", "203.0.113.7")) == "203.0.113.7");
  CHECK(callers.address(browser("10.0.0.1", "6.6.6.6, 203.0.113.7 ,10.0.0.2")) == "203.0.113.7");
  CHECK(callers.address(browser("10.0.0.1", "10.0.0.2")) == "10.0.0.2");
  CHECK(callers.address(browser("10.0.0.1", "203.0.113.7,")) == "10.0.0.1");
  CHECK(callers.address(browser("10.0.0.1")) == "10.0.0.1");
  for (const char* written : {"203.0.113.7:4711", "203.0.113.7"})
    CHECK(callers.address(browser("10.0.0.1", written)) == "203.0.113.7");
  for (const char* written : {"[2001:db8::7]:4711", "[2001:db8::7]", "2001:db8::7"})
    CHECK(callers.address(browser("10.0.0.1", written)) == "2001:db8::7");
  for (const char* broken : {"[", "[]", ":", "::", ":1", "]:1"})
    CHECK(callers.address(browser("10.0.0.1", broken)) != "127.0.0.1");
  callers.trust({});
  CHECK(callers.address(browser("10.0.0.1", "203.0.113.7")) == "10.0.0.1");
}

TEST_CASE("A visitor is the same for a day, another one the next day, and none after a restart") {
  Callers callers({}, DeclaredBots::load_shipped());
  const auto visitor = [&](const Request& request, Time at) {
    return callers.caller(request, "", at).asker.visitor;
  };
  const std::uint64_t today = visitor(browser("203.0.113.7"), kNoon);
  CHECK(today != 0);
  CHECK(visitor(browser("203.0.113.7"), kNoon + 1h) == today);
  CHECK(visitor(browser("203.0.113.8"), kNoon) != today);
  CHECK(visitor(browser("203.0.113.7"), kNoon + 24h) != today);
  CHECK(visitor(browser("203.0.113.7"), kNoon) == today);  // around midnight both keys are there
  visitor(browser("203.0.113.7"), kNoon + 48h);
  visitor(browser("203.0.113.7"), kNoon + 72h);
  CHECK(visitor(browser("203.0.113.7"), kNoon) != today);  // the key is gone
  Callers restarted({}, DeclaredBots::load_shipped());
  CHECK(restarted.caller(browser("203.0.113.7"), "", kNoon).asker.visitor != today);
  Request other_browser = browser("203.0.113.7");
  other_browser.user_agent += " Firefox";
  CHECK(restarted.caller(other_browser, "", kNoon).asker.visitor !=
        restarted.caller(browser("203.0.113.7"), "", kNoon).asker.visitor);
}

TEST_CASE("Who doesn't want to be told apart isn't in the log, but typing and reloads are still seen") {
  Callers callers({}, DeclaredBots::load_shipped());
  Request request = browser("203.0.113.7");
  const std::string client = callers.caller(request, "", kNoon).client;
  request.untracked = true;
  const Caller caller = callers.caller(request, "", kNoon);
  CHECK(caller.asker.visitor == 0);
  CHECK(caller.asker.session == 0);
  CHECK(caller.client == client);
}

TEST_CASE("A session stands before the visitor; a program without one asks for many people") {
  Callers callers({}, DeclaredBots::load_shipped());
  Request request = browser("203.0.113.7");
  const Caller caller = callers.caller(request, "abc", kNoon);
  CHECK(caller.asker.session == session_hash("abc"));
  CHECK(caller.client == callers.caller(browser("203.0.113.9"), "abc", kNoon).client);
  CHECK(caller.client != callers.caller(request, "abd", kNoon).client);
  request.user_agent = "python-requests/2.31";
  CHECK(callers.caller(request, "", kNoon).client.empty());
  CHECK(callers.caller(request, "abc", kNoon).client == caller.client);
}

TEST_CASE("A caller that says it is a robot is one") {
  Callers callers({}, DeclaredBots::load_shipped());
  Request request = browser("203.0.113.7");
  CHECK_FALSE(callers.caller(request, "", kNoon).declared_bot);
  request.user_agent = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
  CHECK(callers.caller(request, "", kNoon).declared_bot);
}

}  // namespace firstline::server
