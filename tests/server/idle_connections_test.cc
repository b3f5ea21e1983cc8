// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/idle_connections.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <vector>

namespace firstline::server {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 20s;

/// A connection's two ends; the server's belongs to whom it is given.
struct Pair {
  int client = -1;
  int server = -1;
  Pair() {
    std::array<int, 2> ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
    client = ends[0];
    server = ends[1];
  }
  Pair(Pair&& other) noexcept : client(std::exchange(other.client, -1)), server(other.server) {}
  Pair& operator=(Pair&&) = delete;
  ~Pair() {
    if (client >= 0) ::close(client);
  }
  void say() const { REQUIRE(::send(client, "x", 1, MSG_NOSIGNAL) == 1); }
  bool is_closed_within(std::chrono::milliseconds time) const {
    pollfd waiting{client, POLLIN, 0};
    char byte = 0;
    return ::poll(&waiting, 1, static_cast<int>(time.count())) > 0 && ::recv(client, &byte, 1, 0) <= 0;
  }
};

/// Keeps what it is given, and closes it at the end.
class Receiver {
 public:
  ~Receiver() {
    for (const int fd : given_) ::close(fd);
  }
  void operator()(int fd) {
    const std::lock_guard lock(mutex_);
    given_.push_back(fd);
    changed_.notify_all();
  }
  bool has(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kPatience, [&] { return given_.size() >= count; });
  }
  std::vector<int> given() {
    const std::lock_guard lock(mutex_);
    return given_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<int> given_;
};

IdleConnections::Time later(std::chrono::milliseconds time) {
  return std::chrono::steady_clock::now() + time;
}

}  // namespace

TEST_CASE("Of many idle connections, the one whose client speaks is handed over") {
  Receiver receiver;
  std::vector<Pair> pairs(100);
  IdleConnections idle(1000, [&](int fd) { receiver(fd); });
  for (const Pair& pair : pairs) idle.add(pair.server, later(60s));
  pairs[42].say();
  REQUIRE(receiver.has(1));
  CHECK(receiver.given() == std::vector<int>{pairs[42].server});
  CHECK_FALSE(pairs[41].is_closed_within(20ms));
}

TEST_CASE("A client that leaves is handed over too, so that its connection can be closed") {
  Receiver receiver;
  Pair pair;
  IdleConnections idle(10, [&](int fd) { receiver(fd); });
  idle.add(pair.server, later(60s));
  ::shutdown(pair.client, SHUT_RDWR);
  CHECK(receiver.has(1));
}

TEST_CASE("A connection is closed when its time is over, whatever the order of coming") {
  Receiver receiver;
  Pair patient;
  Pair brief;
  IdleConnections idle(10, [&](int fd) { receiver(fd); });
  idle.add(patient.server, later(60s));
  idle.add(brief.server, later(50ms));
  CHECK(brief.is_closed_within(kPatience));
  CHECK_FALSE(patient.is_closed_within(20ms));
  CHECK(receiver.given().empty());
}

TEST_CASE("When there are too many, the one with the least time left makes room") {
  Receiver receiver;
  Pair first;
  Pair second;
  Pair third;
  IdleConnections idle(2, [&](int fd) { receiver(fd); });
  idle.add(first.server, later(60s));
  idle.add(second.server, later(50s));
  idle.add(third.server, later(70s));
  CHECK(second.is_closed_within(kPatience));
  first.say();
  third.say();
  CHECK(receiver.has(2));
}

TEST_CASE("Shutting down hands over what was said before, closes the rest and takes no more") {
  Receiver receiver;
  Pair spoke;
  Pair silent;
  Pair late;
  IdleConnections idle(10, [&](int fd) { receiver(fd); });
  idle.add(silent.server, later(60s));
  spoke.say();
  idle.add(spoke.server, later(60s));
  idle.shut_down();
  CHECK(receiver.given() == std::vector<int>{spoke.server});
  CHECK(silent.is_closed_within(kPatience));
  idle.add(late.server, later(60s));
  CHECK(late.is_closed_within(kPatience));
}

TEST_CASE("A connection may come back as often as it likes") {
  std::mutex mutex;
  std::condition_variable changed;
  int rounds = 0;
  Pair pair;
  IdleConnections* again = nullptr;
  IdleConnections idle(10, [&](int fd) {
    char byte = 0;
    const bool said = ::recv(fd, &byte, 1, 0) == 1;  // Catch2 checks on one thread only
    again->add(fd, later(60s));
    const std::lock_guard lock(mutex);
    if (said) ++rounds;
    changed.notify_all();
  });
  again = &idle;
  idle.add(pair.server, later(60s));
  for (int round = 1; round <= 200; ++round) {
    pair.say();
    std::unique_lock lock(mutex);
    REQUIRE(changed.wait_for(lock, kPatience, [&] { return rounds == round; }));
  }
}

}  // namespace firstline::server
