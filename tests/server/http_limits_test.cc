// SPDX-License-Identifier: GPL-3.0-or-later
// The HTTP server over real sockets: what it bears of many and of bad clients.
#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <mutex>
#include <thread>

#include "server/http/http.h"
#include "tests/server/served.h"
#include "tests/support/http_client.h"

namespace firstline::server {
namespace {

using namespace std::chrono_literals;
using tests::HttpClient;
using tests::HttpResponse;

}  // namespace

TEST_CASE("A request may come byte by byte") {
  const Served served;
  HttpClient client(served.port());
  for (const char c : std::string("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")) client.send(std::string(1, c));
  CHECK(client.read_response().body == "GET /slow");
}

TEST_CASE("A request that drips in is cut off at its deadline while others are served") {
  const Served served;
  HttpClient drip(served.port());
  std::atomic<bool> over = false;
  drip.send("GET / HTTP/1.1\r\n");
  std::thread dripping([&] {
    while (!over && drip.send("X")) std::this_thread::sleep_for(50ms);
  });
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 10; ++i) CHECK(tests::get(served.port(), "/other").status == 200);
  CHECK(drip.closed_within(kPatience));
  CHECK(std::chrono::steady_clock::now() - start >= 400ms);
  over = true;
  dripping.join();
}

TEST_CASE("A client that doesn't read its answer holds no thread") {
  HttpLimits limits = short_limits();
  limits.threads = 1;
  const Served served(limits, [](const Request& request) {
    return Response{200, "text/plain", std::string(request.path == "/big" ? 64 << 20 : 1, 'x'), {}};
  });
  HttpClient greedy(served.port());
  greedy.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(tests::get(served.port(), "/").status == 200);  // the only thread is free again
}

TEST_CASE("Silent connections hold no thread, and are closed in the end") {
  HttpLimits limits = short_limits();
  limits.threads = 1;
  limits.request_time = 3000ms;
  const Served served(limits);
  std::vector<std::unique_ptr<HttpClient>> silent;
  for (int i = 0; i < 60; ++i) silent.push_back(std::make_unique<HttpClient>(served.port()));
  const auto start = std::chrono::steady_clock::now();
  CHECK(tests::get(served.port(), "/").status == 200);
  CHECK(std::chrono::steady_clock::now() - start < 2500ms);
  for (const auto& client : silent) CHECK(client->closed_within(kPatience));
}

TEST_CASE("A silent connection is closed in time also when nothing else happens") {
  const Served served;
  for (int i = 0; i < 5; ++i) {
    std::this_thread::sleep_for(50ms);  // the server sleeps by now, with nothing to wait for
    HttpClient silent(served.port());
    REQUIRE(silent.closed_within(kPatience));
  }
}

TEST_CASE("Many clients with open connections share few threads") {
  HttpLimits limits = short_limits();
  limits.threads = 2;
  limits.keep_alive_time = 20'000ms;
  limits.queue = 64;
  const Served served(limits);
  std::vector<std::unique_ptr<HttpClient>> clients;
  for (int i = 0; i < 40; ++i) clients.push_back(std::make_unique<HttpClient>(served.port()));
  for (int round = 0; round < 5; ++round)
    for (const auto& client : clients) REQUIRE(client->get("/x").body == "GET /x");
}

TEST_CASE("When too many requests wait, more are turned away at once") {
  std::promise<void> release;
  const std::shared_future<void> released(release.get_future());
  std::atomic<int> inside = 0;
  HttpLimits limits = short_limits();
  limits.threads = 1;
  limits.queue = 2;
  limits.request_time = 20'000ms;
  limits.queue_time = 20'000ms;
  const Served served(limits, [&](const Request&) {
    ++inside;
    released.wait();
    return Response{200, "text/plain", "done", {}};
  });
  std::vector<std::unique_ptr<HttpClient>> clients;
  const auto ask = [&] {
    clients.push_back(std::make_unique<HttpClient>(served.port()));
    clients.back()->send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  };
  ask();
  while (inside == 0) std::this_thread::sleep_for(1ms);
  for (int i = 0; i < 6; ++i) ask();
  int turned_away = 0;
  for (std::size_t i = clients.size() - 1; i > 0 && turned_away < 4; --i)
    if (clients[i]->closed_within(2s)) ++turned_away;
  CHECK(turned_away == 4);
  HttpClient late(served.port());
  const HttpResponse refused = late.get("/late");
  CHECK(refused.status == 503);
  CHECK(refused.body == "refused 503 /late");
  CHECK(refused.headers.at("connection") == "close");
  CHECK(refused.headers.at("retry-after") == "2");
  release.set_value();
  CHECK(clients[0]->read_response().body == "done");
}

TEST_CASE("An idle connection is closed after a while, a busy one stays") {
  const Served served;
  HttpClient idle(served.port());
  HttpClient busy(served.port());
  CHECK(idle.get("/").status == 200);
  const auto until = std::chrono::steady_clock::now() + 1200ms;
  while (std::chrono::steady_clock::now() < until) {
    REQUIRE(busy.get("/").status == 200);
    std::this_thread::sleep_for(20ms);
  }
  CHECK(idle.closed_within(kPatience));
}

TEST_CASE("A head or body beyond the limits ends the connection") {
  HttpLimits limits = short_limits();
  limits.request_time = 60'000ms;  // not because of that
  const Served served(limits);
  const std::string block(1 << 16, 'a');
  for (const char* start : {"GET /", "GET / HTTP/1.1\r\nX-Endless: ", "GET / HTTP/1.1\r\nHost: x\r\n",
                            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFF\r\n",
                            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999\r\n\r\n"}) {
    INFO(start);
    HttpClient client(served.port());
    client.send(start);
    for (int blocks = 0; blocks < 64 && client.send(block); ++blocks) {
    }
    CHECK(client.closed_within(kPatience));
  }
  CHECK(tests::get(served.port(), "/still").body == "GET /still");
}

TEST_CASE("Who asks for the first time is served before those who ask again and again") {
  std::promise<void> release;
  const std::shared_future<void> released(release.get_future());
  std::mutex mutex;
  std::vector<std::string> served_paths;
  HttpLimits limits = short_limits();
  limits.threads = 1;
  limits.queue_time = limits.request_time = 20'000ms;
  const Served served(limits, [&](const Request& request) {
    if (request.path == "/hold") released.wait();
    const std::lock_guard lock(mutex);
    served_paths.push_back(request.path);
    return Response{200, "text/plain", "done", {}};
  });
  HttpClient again(served.port());
  CHECK(again.get("/warm").status == 200);
  HttpClient hold(served.port());
  hold.send("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
  std::this_thread::sleep_for(100ms);
  again.send("GET /again HTTP/1.1\r\nHost: x\r\n\r\n");
  std::this_thread::sleep_for(100ms);
  HttpClient fresh(served.port());
  fresh.send("GET /new HTTP/1.1\r\nHost: x\r\n\r\n");
  std::this_thread::sleep_for(100ms);
  release.set_value();
  CHECK(fresh.read_response().status == 200);
  CHECK(again.read_response().status == 200);
  const std::lock_guard lock(mutex);
  CHECK(served_paths == std::vector<std::string>{"/warm", "/hold", "/new", "/again"});
}

TEST_CASE("Heavy requests wait in a line of their own, and no more are at work than may be") {
  std::promise<void> release;
  const std::shared_future<void> released(release.get_future());
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  HttpLimits limits = short_limits();
  limits.threads = 1;
  limits.heavy = 2;
  limits.queue_time = limits.request_time = 20'000ms;
  const Served served(
      limits,
      [&](const Request& request) {
        if (request.path == "/light") return Response{200, "text/plain", "light", {}};
        const int now = ++inside;
        for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
        }
        released.wait();
        --inside;
        return Response{200, "text/plain", "heavy", {}};
      },
      [](std::string_view path) { return path == "/heavy"; });
  std::vector<std::unique_ptr<HttpClient>> clients;
  for (int i = 0; i < 6; ++i) {
    clients.push_back(std::make_unique<HttpClient>(served.port()));
    clients.back()->send(std::string("GET ") + (i % 2 == 0 ? "/heavy" : "HTTP://x/%68eavy") +
                         " HTTP/1.1\r\nHost: x\r\n\r\n");
  }
  while (inside < 2) std::this_thread::sleep_for(1ms);
  CHECK(tests::get(served.port(), "/light").body == "light");
  release.set_value();
  for (const auto& client : clients) CHECK(client->read_response().body == "heavy");
  // On open connections the two sorts may follow each other.
  for (const char* path : {"/light", "/heavy", "/light"}) CHECK(clients[0]->get(path).status == 200);
  CHECK(most == 2);
}

TEST_CASE("A request that waited for too long is turned away") {
  HttpLimits limits = short_limits();
  limits.threads = 1;
  limits.queue_time = 50ms;
  const Served served(limits, [&](const Request&) {
    std::this_thread::sleep_for(200ms);
    return Response{200, "text/plain", "done", {}};
  });
  HttpClient first(served.port());
  HttpClient second(served.port());
  first.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  second.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  std::vector<HttpResponse> responses = {first.read_response(), second.read_response()};
  if (responses[0].status == 503) std::swap(responses[0], responses[1]);
  CHECK(responses[0].body == "done");
  CHECK(responses[1].status == 503);
  CHECK(responses[1].headers.at("retry-after") == "2");
}

}  // namespace firstline::server
