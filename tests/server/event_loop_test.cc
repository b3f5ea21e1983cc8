// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/event_loop.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <future>
#include <string>
#include <vector>

#include "tests/support/patience.h"

namespace firstline::server {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 20s;
const std::string kRequest = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
std::string refusal(int status, const Connection&) {
  return "refused with " + std::to_string(status);
}

HttpLimits patient_limits() {
  HttpLimits limits;
  limits.request_time = 60s;
  limits.keep_alive_time = 60s;
  limits.write_time = 60s;
  return limits;
}

/// The client's end of a connection; the server's end is a Connection.
class Client {
 public:
  Client() {
    std::array<int, 2> ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
    fd_ = ends[0];
    server_ = ends[1];
  }
  Client(Client&& other) noexcept : fd_(std::exchange(other.fd_, -1)), server_(other.server_) {}
  Client& operator=(Client&&) = delete;
  ~Client() { leave(); }
  ConnectionPtr connection(const HttpLimits& limits) const {
    return std::make_shared<Connection>(server_, limits);
  }
  void say(const std::string& bytes = kRequest) const {
    REQUIRE(::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()));
  }
  void leave() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }
  /// All that comes until the end; "…" when it doesn't come within the time.
  std::string hears_until_end(std::chrono::milliseconds time) const {
    std::string heard;
    for (;;) {
      pollfd waiting{fd_, POLLIN, 0};
      if (::poll(&waiting, 1, static_cast<int>(time.count())) <= 0) return heard + "…";
      std::array<char, 4096> bytes;
      const ssize_t count = ::recv(fd_, bytes.data(), bytes.size(), 0);
      if (count <= 0) return heard;
      heard.append(bytes.data(), static_cast<std::size_t>(count));
    }
  }
  bool is_closed_within(std::chrono::milliseconds time) const {
    return hears_until_end(time).find("…") == std::string::npos;
  }
  int fd() const { return fd_; }

 private:
  int fd_ = -1;
  int server_ = -1;
};

/// Keeps what it is given, up to `room`.
class Worker {
 public:
  explicit Worker(std::size_t room = 1000) : room_(room) {}
  bool operator()(const ConnectionPtr& connection) {
    const std::lock_guard lock(mutex_);
    if (given_.size() >= room_) return false;
    given_.push_back(connection);
    changed_.notify_all();
    return true;
  }
  bool has(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kPatience, [&] { return given_.size() >= count; });
  }
  std::vector<ConnectionPtr> given() {
    const std::lock_guard lock(mutex_);
    return given_;
  }
  ConnectionPtr take() {
    const std::lock_guard lock(mutex_);
    ConnectionPtr first = given_.front();
    given_.erase(given_.begin());
    return first;
  }

 private:
  const std::size_t room_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<ConnectionPtr> given_;
};

constexpr std::size_t kMuch = 1 << 30;

/// The client's connection, whose request has come to the worker.
ConnectionPtr asked(const Client& client, const HttpLimits& limits, EventLoop& loop, Worker& worker) {
  client.say();
  loop.add(client.connection(limits));
  REQUIRE(worker.has(1));
  return worker.take();
}

}  // namespace

TEST_CASE("Of many connections, the one whose request is here goes to a worker") {
  const HttpLimits limits = patient_limits();
  Worker worker;
  std::vector<Client> clients(100);
  EventLoop loop(1000, kMuch, std::ref(worker), refusal);
  for (const Client& client : clients) loop.add(client.connection(limits));
  clients[41].say(kRequest.substr(0, 10));
  clients[42].say();
  REQUIRE(worker.has(1));
  CHECK(worker.given()[0]->request() == kRequest);
  CHECK_FALSE(clients[41].is_closed_within(20ms));
  clients[41].say(kRequest.substr(10));
  REQUIRE(worker.has(2));
}

TEST_CASE("A client that leaves is forgotten") {
  const HttpLimits limits = patient_limits();
  Worker worker;
  Client silent;
  Client speaking;
  EventLoop loop(10, kMuch, std::ref(worker), refusal);
  const ConnectionPtr connection = silent.connection(limits);
  loop.add(connection);
  silent.leave();
  loop.add(speaking.connection(limits));
  speaking.say();
  REQUIRE(worker.has(1));
  loop.shut_down();
  CHECK(connection.use_count() == 1);
}

TEST_CASE("A connection is closed when its time is over; one in the middle of a request is told") {
  HttpLimits limits = patient_limits();
  HttpLimits brief = limits;
  brief.request_time = 100ms;
  Worker worker;
  Client patient;
  Client silent;
  Client slow;
  EventLoop loop(10, kMuch, std::ref(worker), refusal);
  loop.add(patient.connection(limits));
  loop.add(silent.connection(brief));
  loop.add(slow.connection(brief));
  slow.say("GET /");
  CHECK(silent.hears_until_end(kPatience) == "");
  CHECK_THAT(slow.hears_until_end(kPatience), Catch::Equals("refused with 408"));
  CHECK_FALSE(patient.is_closed_within(20ms));
  CHECK(worker.given().empty());
}

TEST_CASE("More bytes of a request give it no more time") {
  HttpLimits limits = patient_limits();
  limits.request_time = 300ms;
  Worker worker;
  Client slow;
  EventLoop loop(10, kMuch, std::ref(worker), refusal);
  loop.add(slow.connection(limits));
  const auto start = std::chrono::steady_clock::now();
  while (!slow.is_closed_within(10ms) && std::chrono::steady_clock::now() - start < kPatience)
    ::send(slow.fd(), "x", 1, MSG_NOSIGNAL);
  CHECK(std::chrono::steady_clock::now() - start >= 290ms);
  CHECK(std::chrono::steady_clock::now() - start < kPatience);
}

TEST_CASE("When there are too many, the one with the least time left makes room") {
  HttpLimits limits = patient_limits();
  HttpLimits shorter = limits;
  shorter.request_time = 50s;
  Worker worker;
  Client first;
  Client second;
  Client third;
  EventLoop loop(2, kMuch, std::ref(worker), refusal);
  loop.add(first.connection(limits));
  loop.add(second.connection(shorter));
  loop.add(third.connection(limits));
  CHECK(second.is_closed_within(kPatience));
  first.say();
  third.say();
  CHECK(worker.has(2));
}

TEST_CASE("When clients make us hold too much, those that hold little stay") {
  const HttpLimits limits = patient_limits();
  Worker worker;
  std::vector<Client> large(10);
  Client small;
  EventLoop loop(100, 100'000, std::ref(worker), refusal);
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n";
  for (const Client& client : large) client.say(head + std::string(40'000, 'x'));
  for (const Client& client : large) loop.add(client.connection(limits));
  int closed = 0;
  for (const Client& client : large) closed += client.is_closed_within(20ms) ? 1 : 0;
  CHECK(closed >= 8);
  CHECK(closed < 10);
  loop.add(small.connection(limits));
  small.say();
  CHECK(worker.has(1));
}

TEST_CASE("Who finds no worker is told at once") {
  const HttpLimits limits = patient_limits();
  Worker worker(0);
  Client client;
  EventLoop loop(10, kMuch, std::ref(worker), refusal);
  loop.add(client.connection(limits));
  client.say();
  CHECK(client.hears_until_end(kPatience) == "refused with 503");
}

TEST_CASE("An answer that its client doesn't take holds nobody up, and is given up in the end") {
  HttpLimits limits = patient_limits();
  limits.write_time = 300ms;
  Worker worker;
  Client greedy;
  Client reading;
  EventLoop loop(10, kMuch, std::ref(worker), refusal);
  for (Client* client : {&greedy, &reading}) {
    const ConnectionPtr connection = asked(*client, limits, loop, worker);
    connection->answer(std::string(5 << 20, 'x'), true);
    loop.add(connection);
  }
  CHECK(reading.hears_until_end(kPatience).size() == 5 << 20);
  std::this_thread::sleep_for(400ms);
  CHECK(greedy.hears_until_end(kPatience).size() < 5 << 20);
}

TEST_CASE("Shutting down hears what was said before, sends what was answered, and takes no more") {
  const HttpLimits limits = patient_limits();
  Worker worker;
  Client spoke;
  Client silent;
  Client halfway;
  Client reading;
  Client late;
  EventLoop loop(10, kMuch, std::ref(worker), refusal);
  const ConnectionPtr answered = asked(reading, limits, loop, worker);
  answered->answer(std::string(5 << 20, 'x'), true);
  loop.add(answered);
  loop.add(silent.connection(limits));
  halfway.say("GET /");
  loop.add(halfway.connection(limits));
  spoke.say();
  loop.add(spoke.connection(limits));
  std::string heard;
  std::thread reader([&] { heard = reading.hears_until_end(kPatience); });
  loop.shut_down();
  reader.join();
  CHECK(heard.size() == 5 << 20);
  CHECK(worker.given().size() == 1);
  CHECK(silent.is_closed_within(kPatience));
  CHECK_THAT(halfway.hears_until_end(kPatience), Catch::Equals("refused with 408"));
  loop.add(late.connection(limits));
  CHECK(late.is_closed_within(kPatience));
}

TEST_CASE("What a worker hands back while the loop finishes is given up in time, too") {
  const HttpLimits limits = patient_limits();
  Worker worker;
  Client staying;
  EventLoop loop(10, kMuch, std::ref(worker), refusal);
  const ConnectionPtr connection = asked(staying, limits, loop, worker);
  loop.finish();
  std::this_thread::sleep_for(20ms);  // the loop sleeps by now, with nothing to wait for
  connection->answer("answered", true);
  loop.add(connection);
  CHECK(staying.hears_until_end(kPatience) == "answered");
  CHECK(tests::comes_true([&] { return connection.use_count() == 1; }));
}

TEST_CASE("Shutting down waits for an answer that is just being sent") {
  const HttpLimits limits = patient_limits();
  std::promise<void> inside;
  std::promise<void> release;
  Client client;
  EventLoop loop(
      10, kMuch,
      [&](const ConnectionPtr&) {
        inside.set_value();
        release.get_future().wait();
        return false;
      },
      [](int, const Connection&) { return std::string(5 << 20, 'x'); });
  loop.add(client.connection(limits));
  client.say(kRequest);  // comes in by the loop's thread
  inside.get_future().wait();
  std::thread ending([&] { loop.shut_down(); });
  std::this_thread::sleep_for(100ms);
  release.set_value();
  CHECK(client.hears_until_end(kPatience).size() == 5 << 20);
  ending.join();
}

TEST_CASE("A last answer ends the connection also when it is empty") {
  const HttpLimits limits = patient_limits();
  Worker worker;
  Client client;
  EventLoop loop(10, kMuch, std::ref(worker), refusal);
  const ConnectionPtr connection = asked(client, limits, loop, worker);
  connection->answer("", true);
  loop.add(connection);
  CHECK(client.is_closed_within(kPatience));
}

TEST_CASE("A connection may come back as often as it likes") {
  const HttpLimits limits = patient_limits();
  Worker worker;
  Client client;
  EventLoop loop(10, kMuch, std::ref(worker), refusal);
  loop.add(client.connection(limits));
  for (int round = 1; round <= 200; ++round) {
    client.say();
    REQUIRE(worker.has(1));
    const ConnectionPtr connection = worker.take();
    connection->answer("ok", false);
    loop.add(connection);
  }
  client.say("GET / HTTP/1.1\r\nHost: x\r\nConnection: clo");
  const std::string heard = client.hears_until_end(50ms);
  CHECK(heard.size() == 400 + std::string("…").size());
}

}  // namespace firstline::server
