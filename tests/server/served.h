// SPDX-License-Identifier: GPL-3.0-or-later
// An HTTP server over real sockets that runs for as long as its object lives, with limits short enough to
// wait for.
#pragma once

#include <chrono>
#include <string>
#include <thread>
#include <utility>

#include "server/http/http.h"

namespace firstline::server {

inline constexpr std::chrono::seconds kPatience{20};

inline HttpLimits short_limits() {
  HttpLimits limits;
  limits.threads = 4;
  limits.queue = 8;
  limits.request_time = std::chrono::milliseconds(500);
  limits.keep_alive_time = std::chrono::milliseconds(500);
  limits.write_time = std::chrono::milliseconds(500);
  return limits;
}

inline Response echo(const Request& request) {
  Response response;
  response.body = request.method + " " + request.path;
  for (const auto& [name, value] : request.parameters) response.body += "\n" + name + "=" + value;
  return response;
}

/// A server that runs for as long as the object lives.
class Served {
 public:
  explicit Served(const HttpLimits& limits = short_limits(), HttpServer::Handler handle = echo,
                  HttpServer::IsHeavy is_heavy = nullptr)
      : http_(
            limits, std::move(handle),
            [](int status, const Request& request) {
              return Response{
                  status, "text/plain", "refused " + std::to_string(status) + " " + request.path, {}};
            },
            std::move(is_heavy)) {
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

}  // namespace firstline::server
