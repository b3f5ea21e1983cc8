// SPDX-License-Identifier: GPL-3.0-or-later
// What the harness says is only as good as its clients: they are tried on a server that does as it is told.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <thread>

#include "tests/load/asker.h"
#include "tests/load/attackers.h"
#include "tests/load/generations.h"
#include "tests/load/response_reader.h"
#include "tests/load/table.h"

namespace firstline::load {
namespace {

/// Answers whatever comes with the same bytes; closes each connection after a while.
class ToldServer {
 public:
  ToldServer(std::string answer, double life_s) : answer_(std::move(answer)), life_s_(life_s) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(listener_, 4096) == 0);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~ToldServer() {
    ended_ = true;
    thread_.join();
    ::close(listener_);
  }
  int port() const { return port_; }

 private:
  struct Guest {
    int fd;
    Time since;
  };

  int accept() const { return ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC); }

  void serve() {
    std::vector<Guest> guests;
    while (!ended_) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      for (int fd = accept(); fd >= 0; fd = accept()) guests.push_back({fd, Clock::now()});
      std::erase_if(guests, [&](const Guest& guest) {
        std::array<char, 4096> block;
        const ssize_t count = ::recv(guest.fd, block.data(), block.size(), 0);
        if (count > 0 && !answer_.empty()) ::send(guest.fd, answer_.data(), answer_.size(), MSG_NOSIGNAL);
        if (count != 0 && Clock::now() < guest.since + seconds(life_s_)) return false;
        ::close(guest.fd);
        return true;
      });
    }
    for (const Guest& guest : guests) ::close(guest.fd);
  }

  const std::string answer_;
  const double life_s_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> ended_ = false;
  std::thread thread_;
};

constexpr double kForEver = 1000;
const std::string kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

const std::vector<std::string> kTargets = {"/"};

/// What one asker is told in a tenth of a second.
Answers answers_of(const ToldServer& server) {
  Answers answers;
  Crowd crowd(server.port());
  const auto askers = make_askers(crowd, kTargets, 1, answers);
  const Time end = Clock::now() + seconds(0.1);
  crowd.run_until([&] { return Clock::now() > end; });
  return answers;
}

}  // namespace

TEST_CASE("Responses are cut as Content-Length says, wherever the bytes are parted") {
  const std::string bytes =
      "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabcHTTP/1.1 503 Busy\r\nRetry-After: 1\r\n"
      "Connection: close\r\nContent-Length: 0\r\n\r\n";
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, bytes.size()}) {
    ResponseReader reader;
    std::vector<Response> responses;
    for (std::size_t i = 0; i < bytes.size(); i += step)
      REQUIRE(reader.feed(std::string_view(bytes).substr(i, step),
                          [&](const Response& response) { responses.push_back(response); }));
    REQUIRE(responses.size() == 2);
    CHECK(responses[0].status == 200);
    CHECK(responses[0].body == "abc");
    CHECK_FALSE(responses[0].closes);
    CHECK_FALSE(responses[0].retry_after);
    CHECK(responses[1].status == 503);
    CHECK(responses[1].closes);
    CHECK(responses[1].retry_after);
  }
  CHECK_FALSE(ResponseReader().feed("hello", [](const Response&) {}));
}

TEST_CASE("An asker tells answers, refusals, and connections that break") {
  const Answers fine = answers_of({kOk, kForEver});
  CHECK(fine.count(200) > 2);
  CHECK(fine.failed() == 0);
  const Answers refused = answers_of({"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", kForEver});
  CHECK(refused.count(503) == refused.failed());
  CHECK(refused.bare_refusals == refused.count(503));
  const Answers cut = answers_of({"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok", 0.01});
  CHECK(cut.count(200) == 0);
  CHECK(cut.lost > 0);
}

TEST_CASE("A new customer's time is from the first step to the last byte") {
  const ToldServer server(kOk, kForEver);
  Answers answers;
  Crowd crowd(server.port());
  NewCustomers customers(crowd, "/", 100, answers);
  customers.start();
  const Time end = Clock::now() + seconds(0.2);
  crowd.run_until([&] { return Clock::now() > end; });
  customers.stop();
  crowd.run_until([&] { return customers.all_left(); });
  CHECK(answers.count(200) == customers.came());
  CHECK(answers.count(200) > 5);
  for (const double time : answers.ok_us) CHECK(time > 0);
}

TEST_CASE("Attackers are timed until the server closes, and counted when it doesn't") {
  constexpr double kLife = 0.2;
  const auto attacked = [](double life_s) {
    const ToldServer server("", life_s);
    Crowd crowd(server.port());
    Attack attack(crowd, "/", "/", 1);
    attack.start();
    const Time start = Clock::now();
    crowd.run_until([&] { return Clock::now() > start + seconds(kLife); });
    attack.stop();
    const double patience = life_s == kForEver ? 1 : 20;
    crowd.run_until([&] { return attack.all_closed() || Clock::now() > start + seconds(patience); });
    attack.finish();
    return std::pair(*attack.kinds()[0], attack.all_closed());
  };
  const auto [closed, all_closed] = attacked(kLife);
  CHECK(all_closed);
  CHECK(closed.left_open == 0);
  CHECK(closed.closed >= closed.attackers);
  CHECK(closed.longest_s >= kLife);
  const Kind open = attacked(kForEver).first;
  CHECK(open.left_open == open.attackers);
  CHECK(open.closed == 0);
}

TEST_CASE("An answer that shows two publications, or half of one, is found out") {
  const std::string whole = "slow000010 gen000012 gen000012 gen000012 gen000012";
  CHECK(read_answer(whole, 0).number == 12);
  CHECK(read_answer(whole, 0).times == least_times(0));
  CHECK_FALSE(read_answer("slow000010 gen000012 gen000013", 0).number);
  CHECK_FALSE(read_answer("slow000020 gen000012 gen000012", 0).number);  // the notice of another one
  CHECK_FALSE(read_answer("gen000012 gen000012", 0).number);             // no notice
  CHECK(read_answer("gen000012", 2).times < least_times(2));
  CHECK(read_answer("nothing", 2).times == 0);
}

TEST_CASE("The table fails by what is judged, and by what was not measured") {
  Table kept({.times = false, .memory = false});
  kept.count("counted", 0, 0);
  kept.time("timed", 1, 2);
  kept.memory("memory", 1, 2);
  CHECK(kept.all_reached());
  Table late({.times = true, .memory = false});
  late.time("timed", 1, 2);
  CHECK_FALSE(late.all_reached());
  Table large({.times = false, .memory = true});
  large.memory("memory", 1, 2);
  CHECK_FALSE(large.all_reached());
  Table unmeasured({.times = false, .memory = false});
  unmeasured.count("counted", 1, std::nan(""));
  CHECK_FALSE(unmeasured.all_reached());
}

}  // namespace firstline::load
