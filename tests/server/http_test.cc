// SPDX-License-Identifier: GPL-3.0-or-later
// The HTTP server over real sockets: what requests and answers are.
#include "server/http/http.h"

#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "base/failure.h"
#include "tests/server/served.h"
#include "tests/support/http_client.h"

namespace firstline::server {
namespace {

using namespace std::chrono_literals;
using Catch::Contains;
using tests::HttpClient;
using tests::HttpResponse;

}  // namespace

TEST_CASE("A request comes in whole: method, decoded path, parameters in order") {
  const Served served;
  CHECK(tests::get(served.port(), "/a%20b/%E0%B8%81?q=a%3Db&x=1&q=2").body == "GET /a b/ก\nq=a=b\nx=1\nq=2");
  CHECK(tests::get(served.port(), "/?#x").body == "GET /");
  CHECK(tests::get(served.port(), "/?q=a?b??&x=?").body == "GET /\nq=a?b??\nx=?");
}

TEST_CASE("The client's address is the socket's, whatever the headers say") {
  const Served served(short_limits(), [](const Request& request) {
    return Response{200, "text/plain", request.remote_address + "|" + request.accept_language, {}};
  });
  CHECK(tests::get(served.port(), "/",
                   "REMOTE_ADDR: 6.6.6.6\r\nX-Forwarded-For: 6.6.6.6\r\nAccept-Language: th\r\n")
            .body == "127.0.0.1|th");
}

TEST_CASE("What several proxies say of the client stays in order, whatever the client said first") {
  const Served served(short_limits(), [](const Request& request) {
    return Response{200, "text/plain", request.forwarded_for, {}};
  });
  CHECK(tests::get(served.port(), "/",
                   "X-Forwarded-For: 6.6.6.6\r\nx-forwarded-for: 198.51.100.1, 203.0.113.9\r\n")
            .body == "6.6.6.6, 198.51.100.1, 203.0.113.9");
  CHECK_THAT(tests::get(served.port(), "/", "X-Forwarded-For: 127.0.0.1%00, 203.0.113.9\r\n").body,
             Catch::EndsWith(", 203.0.113.9"));
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

TEST_CASE("A line that is too long is refused with the path that it began with, and the connection ends") {
  const Served served;
  HttpClient client(served.port());
  const HttpResponse response = client.get("/api/v1/search?q=" + std::string(10'000, 'a'));
  CHECK(response.status == 414);
  CHECK(response.body == "refused 414 /api/v1/search");
  CHECK(client.closed_within(kPatience));
}

TEST_CASE("What is no HTTP is refused, and the connection ends") {
  const Served served;
  for (const auto& [bytes, status] : std::vector<std::pair<std::string, int>>{
           {"hello\r\n\r\n", 400},
           {"\x16\x03\x01\x02\x01\r\n\r\n", 400},
           {"\r\n\r\n", 400},
           {"GET / HTTP/1.1\r\n\r\n", 400},
           {"GET / HTTP/7.0\r\n\r\n", 505},
           {"BREW /pot HTTP/1.1\r\n\r\n", 501},
           {"POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400}}) {
    INFO(bytes);
    HttpClient client(served.port());
    client.send(bytes);
    const HttpResponse response = client.read_response();
    CHECK(response.status == status);
    CHECK(response.headers.at("connection") == "close");
    CHECK(client.closed_within(kPatience));
  }
  CHECK(tests::get(served.port(), "/").status == 200);
}

TEST_CASE("A target may name its host itself") {
  const Served served(short_limits(), [](const Request& request) {
    return Response{200, "text/plain", request.host + " " + request.path, {}};
  });
  CHECK(tests::get(served.port(), "http://help.example.com/a?q=1").body == "help.example.com /a");
  CHECK(tests::get(served.port(), "http://help.example.com:81").body == "help.example.com:81 /");
  CHECK(tests::get(served.port(), "/http://x/").body == "localhost /http://x/");
}

TEST_CASE("A client that asks whether to send its body is told to, once") {
  const Served served(short_limits(), [](const Request& request) {
    return Response{200, "text/plain", request.body, {}};
  });
  HttpClient client(served.port());
  client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  CHECK(client.read_response(true).status == 100);
  client.send("hello");
  const HttpResponse response = client.read_response();
  CHECK(response.status == 200);
  CHECK(response.body == "hello");
}

TEST_CASE("A body may come in chunks") {
  const Served served(short_limits(), [](const Request& request) {
    return Response{200, "text/plain", request.body, {}};
  });
  HttpClient client(served.port());
  client.send("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
  client.send("7\r\n, world\r\n0\r\n\r\nGET /next HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(client.read_response().body == "hello, world");
  CHECK(client.read_response().status == 200);
}

TEST_CASE("A POST that says no length has no body; a packed one isn't unpacked") {
  const Served served(short_limits(), [](const Request& request) {
    return Response{200, "text/plain", request.method + " " + std::to_string(request.body.size()), {}};
  });
  HttpClient client(served.port());
  client.send("POST /a HTTP/1.1\r\nHost: x\r\n\r\nGET /next HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(client.read_response().body == "POST 0");
  CHECK(client.read_response().body == "GET 0");
  HttpClient packing(served.port());
  packing.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 20\r\n\r\n");
  CHECK(packing.read_response().status == 415);
}

TEST_CASE("Who says that a request is the last one is believed, however it is written") {
  HttpLimits limits = short_limits();
  limits.keep_alive_time = 60'000ms;
  const Served served(limits);
  for (const char* value : {"close", "Close", "TE, CLOSE"}) {
    HttpClient client(served.port());
    CHECK(client.get("/", std::string("Connection: ") + value + "\r\n").status == 200);
    CHECK(client.closed_within(kPatience));
  }
}

TEST_CASE("An error of the request's own keeps the connection, as a good answer does") {
  const Served served(short_limits(), [](const Request& request) {
    return Response{request.path == "/missing" ? 404 : 200, "text/plain", "x", {}};
  });
  HttpClient client(served.port());
  for (const char* path : {"/", "/missing", "/"}) CHECK(client.get(path).headers.count("connection") == 0);
}

TEST_CASE("A body that nobody reads can't pass for the next request") {
  const Served served;
  HttpClient client(served.port());
  client.send(
      "PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 41\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n    "
      "  GET /next HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(client.read_response().body == "PUT /a");
  CHECK(client.read_response().body == "GET /next");
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
