// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/framing.h"

#include <catch2/catch.hpp>
#include <string>

namespace firstline::server {
namespace {

struct Read {
  int status = 0;        ///< 200: whole; 100: more is to come; else what it is refused with
  std::size_t size = 0;  ///< of a whole one
  bool operator==(const Read&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Read& read) {
  return out << read.status << " of " << read.size;
}

Read result(const Framing& framing, Framing::State state) {
  if (state == Framing::State::kWhole) return {200, framing.size()};
  return {state == Framing::State::kMore ? 100 : framing.status(), 0};
}

const RequestLimits kLimits{.line_bytes = 100, .head_bytes = 400, .headers = 5, .body_bytes = 50};

Read at_once(const std::string& bytes) {
  Framing framing(kLimits);
  return result(framing, framing.look(bytes));
}

/// As bytes that come one by one.
Read dripping(const std::string& bytes) {
  Framing framing(kLimits);
  for (std::size_t i = 1; i < bytes.size(); ++i) {
    const Framing::State state = framing.look(std::string_view(bytes).substr(0, i));
    if (state != Framing::State::kMore) return result(framing, state);
  }
  return result(framing, framing.look(bytes));
}

Read read(const std::string& bytes) {
  const Read read = at_once(bytes);
  CHECK(dripping(bytes) == read);
  return read;
}

int status(const std::string& bytes) {
  return read(bytes).status;
}

const std::string kGet = "GET / HTTP/1.1\r\nHost: x\r\n";
const std::string kPost = "POST / HTTP/1.1\r\nHost: x\r\n";

}  // namespace

TEST_CASE("A request without a body ends with its head") {
  CHECK(read(kGet + "\r\n") == Read{200, kGet.size() + 2});
  CHECK(read(kGet + "\r\nGET /next") == Read{200, kGet.size() + 2});
  CHECK(status(kGet) == 100);
  CHECK(status("") == 100);
  CHECK(status("GET / HTTP/1.0\r\n\r\n") == 200);
  CHECK(status("GET http://a.example/x?q=%20#y HTTP/1.1\r\nHost: a.example:8080\r\n\r\n") == 200);
  CHECK(status("GET /search?q=ก HTTP/1.1\r\nHost: [::1]:80\r\n\r\n") == 200);
}

TEST_CASE("A body is as long as its head says") {
  const std::string head = kPost + "Content-Length: 5\r\n\r\n";
  CHECK(read(head + "hello") == Read{200, head.size() + 5});
  CHECK(read(head + "hello, world") == Read{200, head.size() + 5});
  CHECK(status(head + "hell") == 100);
  CHECK(status(kPost + "content-length:\t50 \r\n\r\n" + std::string(50, 'x')) == 200);
  CHECK(status(kPost + "Content-Length: 51\r\n\r\n") == 413);
  CHECK(status(kPost + "Content-Length: 99999999999999999999999\r\n\r\n") == 413);
}

TEST_CASE("Chunks end with an empty one") {
  const std::string head = kPost + "Transfer-Encoding: Chunked\r\n\r\n";
  CHECK(read(head + "5\r\nhello\r\n0\r\n\r\nGET") == Read{200, head.size() + 15});
  CHECK(status(head + "A;name=value\r\n0123456789\r\n0\r\n\r\n") == 200);
  CHECK(status(head + "5\r\nhello\r\n0\r\n") == 100);
  CHECK(status(head + "5\r\nhello!\r\n0\r\n\r\n") == 400);
  CHECK(status(head + "5\r\nhello\r\n0\r\nTrailer: x\r\n\r\n") == 400);
  CHECK(status(head + "-5\r\n") == 400);
  CHECK(status(head + "0x5\r\n") == 400);
  CHECK(status(head + "\r\n") == 400);
  CHECK(status(head + "ffffffffffffffffffff\r\n") == 400);
  CHECK(status(head + "33\r\n") == 413);
  CHECK(status(head + "30\r\n" + std::string(48, 'x') + "\r\n3\r\n") == 413);
  CHECK(status(head + "5;" + std::string(300, 'x')) == 400);
  std::string tiny = head;
  for (int i = 0; i < 20; ++i) tiny += "1;" + std::string(100, 'x') + "\r\nx\r\n";
  CHECK(status(tiny) == 413);
}

TEST_CASE("What could be read in two ways is refused") {
  for (const char* headers :
       {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 5\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length: 5, 5\r\n", "Content-Length: +5\r\n",
        "Content-Length: 0x5\r\n", "Content-Length: \r\n", "Content-Length : 5\r\n", " Content-Length: 5\r\n",
        "X: a\r\n folded\r\n", "X: a\n", "X: a\rY: b\r\n", "Host: y\r\n", "no colon\r\n", ": no name\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"}) {
    INFO(headers);
    CHECK(status(kPost + headers + "\r\nhello") == 400);
  }
  CHECK(status(kPost + "X: a" + std::string(1, '\0') + "\r\n") == 400);
  CHECK(status("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n") == 400);
  for (const char* coding : {"gzip", "gzip, chunked", "identity", "xchunked"})
    CHECK(status(kPost + "Transfer-Encoding: " + coding + "\r\n\r\n") == 501);
}

TEST_CASE("What is no request of HTTP/1 is refused") {
  for (const char* bytes :
       {"hello\r\n", "GET\r\n", "GET /\r\n", "GET  HTTP/1.1\r\n", "\r\n", "GET / HTTP/1\r\n",
        "GET / HTTP/1.x\r\n", "GET / http/1.1\r\n", "G(T / HTTP/1.1\r\n", "GET /a b HTTP/1.1\r\n",
        "GET /\t HTTP/1.1\r\n", "GET /\x7f HTTP/1.1\r\n", "\x16\x03\x01\x02\r\n", "GET / HTTP/1.1\n",
        "GET / HTTP/1.1 \r\n"}) {
    INFO(bytes);
    CHECK(status(bytes) == 400);
  }
  for (const char* target :
       {"http://", "http:///a", "http://user@a/", "https://a:99999/", "HTTP://a b/", "http://?q"}) {
    INFO(target);
    CHECK(status(std::string("GET ") + target + " HTTP/1.1\r\n") == 400);
  }
  CHECK(status("GET https://a:443?q HTTP/1.1\r\nHost: x\r\n\r\n") == 200);
  CHECK(status("GET / HTTP/2.0\r\n") == 505);
  CHECK(status("BREW /pot HTTP/1.1\r\n") == 501);
}

TEST_CASE("A host is named once, as a name or an address") {
  CHECK(status("GET / HTTP/1.1\r\n\r\n") == 400);
  for (const char* host : {"", "a b", "a/b", "a,b", "user@a", "a:", "a:x", "a:123456", "[::1", "[]", "[::g]",
                           "a%0d%0aX:1", "<b>", ":80"}) {
    INFO(host);
    CHECK(status(std::string("GET / HTTP/1.1\r\nHost: ") + host + "\r\n\r\n") == 400);
  }
}

TEST_CASE("Lines, headers and their number have limits, told before all has come") {
  CHECK(status("GET /" + std::string(200, 'a')) == 414);
  CHECK(status(kGet + "X: " + std::string(500, 'a')) == 431);
  CHECK(status(kGet + "A: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\n\r\n") == 200);
  CHECK(status(kGet + "A: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\nE: 1\r\n") == 431);
  const RequestLimits usual;
  Framing framing(usual);
  CHECK(result(framing, framing.look(kGet + "X: " + std::string(8 << 10, 'a'))).status == 431);
  std::string all = kGet;
  for (int i = 0; i < 4; ++i) all += "X: " + std::string(90, 'a') + "\r\n";
  CHECK(status(all) == 431);
}

TEST_CASE("A body is taken as it is, not packed") {
  for (const char* coding : {"gzip", "br", "", "identity, gzip"})
    CHECK(status(kPost + "content-encoding: " + coding + "\r\n\r\n") == 415);
  CHECK(status(kPost + "Content-Encoding: Identity\r\n\r\n") == 200);
}

TEST_CASE("A client that asks before it sends its body is known") {
  Framing framing(kLimits);
  const std::string head = kPost + "Content-Length: 5\r\nExpect: 100-Continue\r\n\r\n";
  framing.look(kPost);
  CHECK_FALSE(framing.awaits_continue());
  CHECK(framing.look(head) == Framing::State::kMore);
  CHECK(framing.awaits_continue());
  CHECK(framing.look(head + "hello") == Framing::State::kWhole);
}

}  // namespace firstline::server
