// SPDX-License-Identifier: GPL-3.0-or-later
// The HTTP server over real sockets, with limits short enough to wait for.
#include "server/http.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "base/failure.h"
#include "tests/support/http_client.h"

namespace firstline::server {
namespace {

using namespace std::chrono_literals;
using Catch::Contains;
using tests::HttpClient;
using tests::HttpResponse;

constexpr auto kPatience = 20s;

HttpLimits short_limits() {
  HttpLimits limits;
  limits.threads = 4;
  limits.queue = 8;
  limits.request_time = 500ms;
  limits.keep_alive_time = 500ms;
  limits.write_time = 500ms;
  return limits;
}

Response echo(const Request& request) {
  Response response;
  response.body = request.method + " " + request.path;
  for (const auto& [name, value] : request.parameters) response.body += "\n" + name + "=" + value;
  return response;
}

/// A server that runs for as long as the object lives.
class Served {
 public:
  explicit Served(const HttpLimits& limits = short_limits(), HttpServer::Handler handle = echo)
      : http_(limits, std::move(handle), [](int status, const Request& request) {
          return Response{status, "text/plain", "refused " + std::to_string(status) + " " + request.path, {}};
        }) {
    port_ = http_.bind("127.0.0.1", 0);
    thread_ = std::thread([this] { http_.serve(); });
  }
  ~Served() { stop(); }
  int port() const { return port_; }
  void ask_to_stop() { http_.stop(); }
  void stop() {
    http_.stop();
    if (thread_.joinable()) thread_.join();
  }

 private:
  HttpServer http_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace

TEST_CASE("A request comes in whole: method, decoded path, parameters in order") {
  const Served served;
  CHECK(tests::get(served.port(), "/a%20b/%E0%B8%81?q=a%3Db&x=1&q=2").body == "GET /a b/ก\nq=a=b\nx=1\nq=2");
  CHECK(tests::get(served.port(), "/?#x").body == "GET /");
}

TEST_CASE("The client's address is the socket's, whatever the headers say") {
  const Served served(short_limits(), [](const Request& request) {
    return Response{200, "text/plain", request.remote_address + "|" + request.accept_language, {}};
  });
  CHECK(tests::get(served.port(), "/",
                   "REMOTE_ADDR: 6.6.6.6\r\nX-Forwarded-For: 6.6.6.6\r\nAccept-Language: th\r\n")
            .body == "127.0.0.1|th");
}

TEST_CASE("HEAD is answered like GET, without the body") {
  const Served served;
  HttpClient client(served.port());
  client.send("HEAD /page HTTP/1.1\r\nHost: x\r\n\r\nGET /next HTTP/1.1\r\nHost: x\r\n\r\n");
  const HttpResponse head = client.read_response(true);
  CHECK(head.status == 200);
  CHECK(head.headers.at("content-length") == "9");
  CHECK(client.read_response().body == "GET /next");
}

TEST_CASE("Requests that come in one go are answered in their order") {
  const Served served;
  HttpClient client(served.port());
  std::string all;
  for (int i = 0; i < 100; ++i) all += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  client.send(all);
  for (int i = 0; i < 100; ++i) REQUIRE(client.read_response().body == "GET /" + std::to_string(i));
}

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

TEST_CASE("A client that doesn't read its answer is left after a while") {
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
  const HttpResponse refused = late.get("/");
  CHECK(refused.status == 503);
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
  for (const char* start : {"GET /", "GET / HTTP/1.1\r\nX-Endless: ", "GET / HTTP/1.1\r\n",
                            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFF\r\n",
                            "POST / HTTP/1.1\r\nContent-Length: 9999999999\r\n\r\n"}) {
    INFO(start);
    HttpClient client(served.port());
    client.send(start);
    for (int blocks = 0; blocks < 64 && client.send(block); ++blocks) {
    }
    CHECK(client.closed_within(kPatience));
  }
  CHECK(tests::get(served.port(), "/still").body == "GET /still");
}

TEST_CASE("A line that is too long is refused with the path that it began with, and the connection ends") {
  const Served served;
  HttpClient client(served.port());
  const HttpResponse response = client.get("/api/v1/search?q=" + std::string(10'000, 'a'));
  CHECK(response.status == 414);
  CHECK(response.body == "refused 414 /api/v1/search");
  CHECK(client.closed_within(kPatience));
}

TEST_CASE("What is no HTTP is refused") {
  const Served served;
  for (const char* bytes : {"hello\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/7.0\r\n\r\n",
                            "\x16\x03\x01\x02\x01\r\n\r\n", "\r\n\r\n", "BREW /pot HTTP/1.1\r\n\r\n"}) {
    INFO(bytes);
    HttpClient client(served.port());
    client.send(bytes);
    const int status = client.read_response().status;
    CHECK((status == 400 || status == 0));
    CHECK(client.closed_within(kPatience));
  }
  CHECK(tests::get(served.port(), "/").status == 200);
}

TEST_CASE("An error ends the connection and says so; a good answer keeps it") {
  const Served served(short_limits(), [](const Request& request) {
    return Response{request.path == "/missing" ? 404 : 200, "text/plain", "x", {}};
  });
  HttpClient client(served.port());
  const HttpResponse good = client.get("/");
  CHECK(good.headers.count("connection") == 0);
  const HttpResponse bad = client.get("/missing");
  CHECK(bad.headers.at("connection") == "close");
  CHECK(bad.headers.count("keep-alive") == 0);
  CHECK(client.closed_within(kPatience));
}

TEST_CASE("A body that nobody reads can't pass for the next request") {
  const Served served;
  HttpClient client(served.port());
  client.send(
      "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n    "
      "  ");
  CHECK(client.read_response().body == "POST /a");
  CHECK(client.read_response().status == 0);
}

TEST_CASE("Range headers are as if they weren't there") {
  const Served served(short_limits(), [](const Request&) {
    return Response{200, "text/plain", "0123456789", {}};
  });
  std::string endless = "Range: bytes=0-0";
  while (endless.size() < 8000) endless += ",-";
  for (const std::string& header :
       {std::string("Range: bytes=0-1"), std::string("Range: bytes=0-,0-,0-"), endless,
        std::string("rAnGe: bytes=nonsense"), std::string("Range: bytes=") + std::string(8000, '1') + "-"}) {
    const HttpResponse response = tests::get(served.port(), "/", header + "\r\n");
    CHECK(response.status == 200);
    CHECK(response.body == "0123456789");
    CHECK(response.headers.count("accept-ranges") == 0);
  }
}

TEST_CASE("Answers are packed for those who can unpack them") {
  const Served served(short_limits(), [](const Request&) {
    return Response{200, "text/html", std::string(5000, 'x'), {}};
  });
  CHECK(tests::get(served.port(), "/").body.size() == 5000);
  const HttpResponse packed = tests::get(served.port(), "/", "Accept-Encoding: gzip, br\r\n");
  CHECK(packed.headers.at("content-encoding") == "gzip");
  CHECK(packed.body.size() < 500);
  CHECK(tests::get(served.port(), "/", "Accept-Encoding: br\r\n").headers.count("content-encoding") == 0);
}

TEST_CASE("An exception becomes a 500 that tells nothing") {
  const Served served(short_limits(),
                      [](const Request&) -> Response { throw std::runtime_error("the secret is 42"); });
  const HttpResponse response = tests::get(served.port(), "/boom");
  CHECK(response.status == 500);
  CHECK(response.body == "refused 500 /boom");
  for (const auto& [name, value] : response.headers) CHECK_THAT(value, !Contains("secret"));
}

TEST_CASE("Stopping finishes what is in flight and lets idle connections go") {
  std::promise<void> inside;
  std::promise<void> release;
  const std::shared_future<void> released(release.get_future());
  Served served(short_limits(), [&](const Request& request) {
    if (request.path == "/slow") {
      inside.set_value();
      released.wait();
    }
    return Response{200, "text/plain", "finished", {}};
  });
  HttpClient idle(served.port());
  CHECK(idle.get("/").status == 200);
  HttpClient slow(served.port());
  slow.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  inside.get_future().wait();
  served.ask_to_stop();
  CHECK(idle.closed_within(kPatience));
  CHECK_THROWS(HttpClient(served.port()));
  release.set_value();
  const HttpResponse response = slow.read_response();
  CHECK(response.body == "finished");
  CHECK(response.headers.at("connection") == "close");
  served.stop();
}

TEST_CASE("Stopping before serving is heard, too") {
  HttpServer http(short_limits(), echo, [](int status, const Request&) {
    return Response{status, "", "", {}};
  });
  http.bind("127.0.0.1", 0);
  http.stop();
  auto served = std::async(std::launch::async, [&] { http.serve(); });
  CHECK(served.wait_for(kPatience) == std::future_status::ready);
}

TEST_CASE("A port is never shared") {
  const Served served;
  HttpServer second(short_limits(), echo, [](int status, const Request&) {
    return Response{status, "", "", {}};
  });
  CHECK_THROWS_AS(second.bind("127.0.0.1", served.port()), base::Failure);
  CHECK_THROWS_WITH(second.bind("127.0.0.1", served.port()),
                    Contains(std::to_string(served.port())) && Contains("in use"));
}

TEST_CASE("An address that isn't there is told") {
  HttpServer http(short_limits(), echo, [](int status, const Request&) {
    return Response{status, "", "", {}};
  });
  CHECK_THROWS_AS(http.bind("no.such.host.invalid", 0), base::Failure);
  CHECK_THROWS_AS(http.bind("203.0.113.1", 0), base::Failure);  // reserved for documentation: nobody's own
}

}  // namespace firstline::server
