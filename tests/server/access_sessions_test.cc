// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions, and how passwords wait their turn.
#include <atomic>
#include <catch2/catch.hpp>
#include <ctime>
#include <limits>
#include <thread>
#include <vector>

#include "base/random.h"
#include "base/secrets.h"
#include "server/access/password_check.h"
#include "server/access/sessions.h"

namespace firstline::server {
namespace {

using namespace std::chrono_literals;
using Time = Sessions::Time;

const Time kNoon{std::chrono::milliseconds(1'790'000'000'000)};

User user(const std::string& name, const std::string& password_hash = "hash") {
  return {name, Role::kLead, password_hash, {}};
}

/// Users with these names, who need no real hashes here.
Users users(const std::vector<User>& list) {
  Users users;
  for (const User& each : list) users.put(each);
  return users;
}

}  // namespace

TEST_CASE("A session is found by its token until it was idle for 12 hours") {
  Sessions sessions;
  const Users all = users({user("ann")});
  const std::string token = sessions.begin(user("ann"), kNoon);
  CHECK(base::is_token(token));
  CHECK(sessions.find(token, all, kNoon + 12h) == "ann");
  CHECK(sessions.find(token, all, kNoon + 24h) == "ann");  // used in between
  CHECK(sessions.find(token, all, kNoon - 1h) == "ann");   // a clock set back
  CHECK_FALSE(sessions.find(token, all, kNoon + 36h + 1s));
  CHECK_FALSE(sessions.find(token, all, kNoon + 24h));  // gone for good
  CHECK(sessions.count() == 0);
}

TEST_CASE("A session ends after 7 days however much it is used") {
  Sessions sessions;
  const Users all = users({user("ann")});
  const std::string token = sessions.begin(user("ann"), kNoon);
  for (int hours = 0; hours <= 7 * 24; hours += 6)
    CHECK(sessions.find(token, all, kNoon + std::chrono::hours(hours)));
  CHECK_FALSE(sessions.find(token, all, kNoon + 168h + 1s));
}

TEST_CASE("What is no token, was never given or has ended finds nobody") {
  Sessions sessions;
  const Users all = users({user("ann")});
  const std::string token = sessions.begin(user("ann"), kNoon);
  const std::string other = sessions.begin(user("ann"), kNoon);
  CHECK(token != other);
  CHECK_FALSE(sessions.find("", all, kNoon));
  CHECK_FALSE(sessions.find(base::random_token(), all, kNoon));
  CHECK_FALSE(sessions.find(base::secret_hash(token), all, kNoon));
  sessions.end(token);
  CHECK_FALSE(sessions.find(token, all, kNoon));
  CHECK(sessions.find(other, all, kNoon) == "ann");
}

TEST_CASE("A session ends with its user or the user's password") {
  Sessions sessions;
  const std::string ann = sessions.begin(user("ann"), kNoon);
  const std::string bob = sessions.begin(user("bob"), kNoon);
  CHECK_FALSE(sessions.find(ann, users({user("bob")}), kNoon));
  CHECK_FALSE(sessions.find(bob, users({user("bob", "another hash")}), kNoon));
  CHECK_FALSE(sessions.find(bob, users({user("bob")}), kNoon));  // not back with the old one either
}

TEST_CASE("A user has 20 sessions at most, all together 2,000: the one idle longest ends") {
  Sessions sessions;
  std::vector<User> list;
  for (int i = 0; i < 120; ++i) list.push_back(user("u" + std::to_string(i)));
  const Users all = users(list);
  const std::string others = sessions.begin(list[1], kNoon - 1h);
  const std::string first = sessions.begin(list[0], kNoon);
  const std::string second = sessions.begin(list[0], kNoon + 1s);
  CHECK(sessions.find(first, all, kNoon + 2s));
  for (std::size_t i = 0; i + 1 < kSessionsPerUser; ++i) sessions.begin(list[0], kNoon + 3s);
  CHECK(sessions.count() == kSessionsPerUser + 1);
  CHECK(sessions.find(first, all, kNoon + 4s));
  CHECK_FALSE(sessions.find(second, all, kNoon + 4s));
  CHECK(sessions.find(others, all, kNoon + 4s));
  for (const User& each : list)
    for (std::size_t i = 0; i < kSessionsPerUser; ++i) sessions.begin(each, kNoon + 5s);
  CHECK(sessions.count() == kMostSessions);
}

TEST_CASE("A password is right, wrong, or of nobody; what nobody has takes as long") {
  PasswordCheck check(4);
  const std::string hash = base::hash_password("correct horse");
  CHECK(check.check(hash, "correct horse", false) == PasswordAnswer::kRight);
  // The processor's time: the machine's other work doesn't count. Nobody's would be next to none.
  const auto time_of = [&check](const std::string& each) {
    std::clock_t best = std::numeric_limits<std::clock_t>::max();
    for (int i = 0; i < 5; ++i) {
      const std::clock_t begin = std::clock();
      CHECK(check.check(each, "wrong horse", false) == PasswordAnswer::kWrong);
      best = std::min(best, std::clock() - begin);
    }
    return best;
  };
  const std::clock_t wrong = time_of(hash), nobody = time_of("");
  CHECK(nobody > wrong / 2);
  CHECK(nobody < wrong * 2);
}

TEST_CASE("Those that don't fit in the queue are told at once; known ones have places of their own") {
  PasswordCheck check(2);
  const std::string hash = base::hash_password("correct horse");
  std::atomic<int> busy = 0, answered = 0;
  std::vector<std::thread> strangers;
  for (int i = 0; i < 40; ++i)
    strangers.emplace_back([&] {
      const bool is_busy = check.check("", "guess", false) == PasswordAnswer::kBusy;
      ++(is_busy ? busy : answered);
    });
  CHECK(check.check(hash, "correct horse", true) == PasswordAnswer::kRight);
  for (std::thread& each : strangers) each.join();
  CHECK(busy + answered == 40);
  CHECK(answered >= 2);
  CHECK(busy >= 20);
}

}  // namespace firstline::server
