// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>
#include <set>

#include "server/access/lockout.h"

namespace firstline::server {
namespace {

using namespace std::chrono_literals;

const TimePoint kNoon{std::chrono::milliseconds(1'790'000'000'000)};
constexpr const char* kHome = "203.0.113.7";
constexpr const char* kElsewhere = "198.51.100.9";

/// The seconds to wait when one try fails; -1 when it may not be made. `at` after noon.
class Tries {
 public:
  long fail(const std::string& name, const std::string& address, std::chrono::seconds at) {
    const Lockout::Try tried = lockout.begin(name, address, kNoon + at);
    return tried.wait > 0s ? -1 : tried.next_wait.count();
  }
  long wait(const std::string& name, const std::string& address, std::chrono::seconds at) {
    const Lockout::Try tried = lockout.begin(name, address, kNoon + at);
    lockout.withdraw(tried);
    return tried.wait.count();
  }
  bool succeed(const std::string& name, const std::string& address, std::chrono::seconds at) {
    const Lockout::Try tried = lockout.begin(name, address, kNoon + at);
    if (tried.wait > 0s) return false;
    lockout.succeed(tried, name, address);
    return true;
  }
  Lockout lockout;
};

}  // namespace

TEST_CASE("After five failures 30 s, then twice as long each, up to 15 minutes") {
  Tries tries;
  for (int i = 0; i < 4; ++i) CHECK(tries.fail("ann", kHome, 0s) == 0);
  std::chrono::seconds at = 0s;
  for (const long expected : {30, 60, 120, 240, 480, 900, 900}) {
    CHECK(tries.fail("ann", kHome, at) == expected);
    CHECK(tries.fail("ann", kHome, at) == -1);  // and doesn't count
    CHECK(tries.wait("ann", kHome, at + 10s) == expected - 10);
    at += std::chrono::seconds(expected);
    CHECK(tries.wait("ann", kHome, at - 1s) == 1);
    CHECK(tries.wait("ann", kHome, at) == 0);
  }
}

TEST_CASE("Failures are forgotten after an hour without one") {
  Tries tries;
  for (int i = 0; i < 5; ++i) tries.fail("ann", kHome, 0s);
  CHECK(tries.fail("ann", kHome, 3601s) == 0);
  for (int i = 0; i < 3; ++i) CHECK(tries.fail("ann", kHome, 3602s) == 0);
  CHECK(tries.fail("ann", kHome, 3603s) == 30);
}

TEST_CASE("A name is locked from everywhere, an address for every name") {
  Tries tries;
  for (int i = 0; i < 5; ++i) tries.fail("ann", "198.51.100." + std::to_string(i), 0s);
  CHECK(tries.wait("ann", kHome, 1s) == 29);
  CHECK(tries.wait("bob", kHome, 1s) == 0);
  for (int i = 0; i < 5; ++i) tries.fail("name" + std::to_string(i), kElsewhere, 10s);
  CHECK(tries.wait("bob", kElsewhere, 11s) == 29);
  CHECK(tries.wait("bob", kHome, 11s) == 0);
}

TEST_CASE("A stranger who keeps a name locked doesn't lock it out of where it signed in before") {
  Tries tries;
  CHECK(tries.succeed("ann", kHome, 0s));
  std::chrono::seconds at = 10s;
  for (int i = 0; i < 40; ++i) {
    const long wait = tries.fail("ann", kElsewhere, at);
    at += std::chrono::seconds(std::max(wait, 1L));
  }
  CHECK(tries.wait("ann", "192.0.2.1", at - 1s) == 1);  // the name is locked
  CHECK(tries.wait("ann", kHome, at - 1s) == 0);
  CHECK(tries.succeed("ann", kHome, at - 1s));
  CHECK(tries.wait("ann", "192.0.2.1", at - 1s) == 1);  // and that gives the stranger nothing
}

TEST_CASE("Where a name is known it has a count of its own, and a limit too") {
  Tries tries;
  CHECK(tries.succeed("ann", kHome, 0s));
  for (int i = 0; i < 5; ++i) tries.fail("bob", kHome, 1s);  // a colleague in the same office
  CHECK(tries.wait("bob", kHome, 2s) == 29);
  CHECK(tries.wait("ann", kHome, 2s) == 0);
  for (int i = 0; i < 4; ++i) CHECK(tries.fail("ann", kHome, 3s) == 0);
  CHECK(tries.fail("ann", kHome, 3s) == 30);
  CHECK(tries.wait("ann", kElsewhere, 4s) == 0);
  CHECK(tries.succeed("ann", kHome, 40s));
  CHECK(tries.fail("ann", kHome, 41s) == 0);  // forgotten by the success
  CHECK(tries.wait("ann", kHome, 42s) == 0);
  const auto month = std::chrono::duration_cast<std::chrono::seconds>(kKnownFor);
  for (int i = 0; i < 5; ++i) tries.fail("bob", kHome, month + 60s);
  CHECK(tries.wait("ann", kHome, month + 61s) > 0);  // known no more
}

TEST_CASE("Who has a name of their own doesn't clear what they tried with others'") {
  Tries tries;
  for (int round = 0; round < 2; ++round)
    for (int i = 0; i < 2; ++i) tries.fail("ann", kElsewhere, 0s);
  CHECK(tries.succeed("mallory", kElsewhere, 1s));
  CHECK(tries.fail("ann", kElsewhere, 2s) == 30);
}

TEST_CASE("From the machine itself there is a way in while strangers keep the name locked") {
  Tries tries;
  for (int i = 0; i < 5; ++i) tries.fail("ann", kElsewhere, 0s);
  CHECK(tries.wait("ann", kHome, 1s) == 29);
  CHECK(tries.succeed("ann", "127.0.0.1", 1s));
  for (int i = 0; i < 5; ++i) tries.fail("name" + std::to_string(i), "::1", 2s);
  CHECK(tries.wait("bob", "::1", 3s) == 29);  // tries there are counted, too
}

TEST_CASE("A thousand tries at once are five; one that came to nothing counts as none") {
  Lockout lockout;
  int made = 0;
  std::vector<Lockout::Try> open;
  for (int i = 0; i < 1000; ++i) {
    open.push_back(lockout.begin("ann", kHome, kNoon));
    made += open.back().wait == 0s ? 1 : 0;
  }
  CHECK(made == kFreeFailures);
  for (const Lockout::Try& each : open) lockout.withdraw(each);
  for (int i = 0; i < 4; ++i) CHECK(lockout.begin("ann", kHome, kNoon).next_wait == 0s);
  CHECK(lockout.begin("ann", kHome, kNoon).next_wait == kFirstLock);
  const Lockout::Try later = lockout.begin("ann", kHome, kNoon + 31s);
  CHECK(later.next_wait == 60s);
  lockout.withdraw(later);
  CHECK(lockout.begin("ann", kHome, kNoon + 32s).wait == 0s);  // the lock is over still
}

TEST_CASE("A clock that is set back makes nobody wait longer than the lock") {
  Tries tries;
  for (int i = 0; i < 5; ++i) tries.fail("ann", kHome, 600s);
  CHECK(tries.wait("ann", kHome, 0s) == 30);
}

TEST_CASE("Any number of addresses and names takes no more memory than a few thousand; the known stay") {
  Tries tries;
  CHECK(tries.succeed("ann", kHome, 0s));
  for (int i = 0; i < 5; ++i) tries.fail("ann", kHome, 0s);
  for (int i = 0; i < 200'000; ++i)
    tries.fail(
        "n" + std::to_string(i),
        "10." + std::to_string(i >> 16) + "." + std::to_string(i >> 8 & 255) + "." + std::to_string(i & 255),
        1s);
  CHECK(tries.lockout.bytes() < 8U << 20U);
  CHECK(tries.wait("ann", kHome, 2s) == 28);
  CHECK(tries.succeed("ann", kHome, 31s));
}

}  // namespace firstline::server
