// SPDX-License-Identifier: GPL-3.0-or-later
// The outside: sockets and HTTP/1.1. A connection waits on the event loop until its request has come whole
// and within the limits (connection.h, framing.h); a worker then answers it, and never waits for a client.
// cpp-httplib's home is http.cc: it parses requests and writes responses; doc/production.md lists its weak
// spots, which are closed here.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/framing.h"

namespace firstline::server {

struct Request {
  std::string method;  ///< HEAD comes as GET; its body is not sent
  bool head = false;
  std::string path;  ///< percent-decoded, without the query; outside text: any bytes
  std::vector<std::pair<std::string, std::string>> parameters;  ///< of the query, decoded, in order
  std::string accept_language;
  std::string remote_address;
  std::string forwarded_for;  ///< X-Forwarded-For: true only from a proxy one trusts
  bool by_tls = false;        ///< X-Forwarded-Proto says https
  std::string user_agent;
  std::string cookies;        ///< "name=value; name=value"
  bool untracked = false;     ///< DNT or Sec-GPC: the customer doesn't want to be told apart
  bool prefetched = false;    ///< a browser asks for what its user may want
  std::string authorization;  ///< "Bearer …"
  std::string host;           ///< as the client wrote it: outside text
  std::string origin;         ///< "https://help.example.com", or "null"; browsers send it with each POST
  std::string
      sec_fetch_site;      ///< "same-origin", "cross-site" …: by newer browsers, with each request over TLS
  std::string csrf_token;  ///< X-CSRF-Token
  std::string if_none_match;  ///< tags of what the client has already
  std::string content_type;
  std::string body;  ///< of a POST

  /// The first value of a parameter; nullptr when it is absent.
  const std::string* parameter(const std::string& name) const;
  /// The value of a cookie; empty when it is absent.
  std::string cookie(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  ///< must hold no outside line breaks

  /// 303: what was posted is done, and the page to read is there, so that a reload does nothing twice.
  static Response see_other(const std::string& url);
};

struct HttpLimits {
  int threads = 64;                            ///< requests served at once, besides heavy ones
  int heavy = 2;                               ///< heavy ones at once: as many as the cores can do
  std::size_t queue = 512;                     ///< of each sort that wait; more get 503 at once
  std::chrono::milliseconds queue_time{3000};  ///< a request that waited for longer gets 503, too
  std::size_t idle =
      10'000;  ///< connections that wait for their clients; more, and one is closed for a new one
  /// What these hold, requests half come and answers half sent; above it, only small requests are taken.
  std::size_t held_bytes = 64 << 20;
  RequestLimits request;
  std::chrono::milliseconds request_time{
      10'000};  ///< from a request's first byte to its last; before the first one, too
  std::chrono::milliseconds keep_alive_time{15'000};  ///< between two requests
  std::chrono::milliseconds write_time{10'000};       ///< for the whole response
};

class HttpServer {
 public:
  using Handler = std::function<Response(const Request&)>;
  /// A request that can't be read (400, 414 …) is answered by `refuse(status, request)`; of it only the path
  /// is known, or nothing. Both run on many threads at once; an exception of `handle` becomes `refuse(500,
  /// …)`.
  using Refuse = std::function<Response(int status, const Request&)>;

  /// Whether requests to that path are heavy: they wait in a line of their own. Must be quick.
  using IsHeavy = std::function<bool(std::string_view path)>;

  HttpServer(const HttpLimits& limits, Handler handle, Refuse refuse, IsHeavy is_heavy = nullptr);
  ~HttpServer();

  /// Takes the port; 0: any free one. The port taken. Fails when it is in use.
  int bind(const std::string& host, int port);
  /// Serves until stop() is called, then finishes what is in flight. Fails when no connection can be
  /// accepted.
  void serve();
  /// From any thread, at any time after bind().
  void stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace firstline::server
