// SPDX-License-Identifier: GPL-3.0-or-later
// A small HTTP/1.1 client over loopback: sends what it is told to, byte by byte, and keeps connections open.
#pragma once

#include <chrono>
#include <map>
#include <string>

namespace firstline::tests {

struct HttpResponse {
  int status = 0;                              ///< 0: the connection was closed without an answer
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
};

class HttpClient {
 public:
  explicit HttpClient(int port);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// GET on the open connection. `headers`: whole lines, each ending in "\r\n".
  HttpResponse get(const std::string& target, const std::string& headers = "");
  /// Bytes as they are. False when the other side has closed.
  bool send(const std::string& bytes);
  /// The next response (its body by Content-Length, none after `head`).
  HttpResponse read_response(bool head = false);
  /// Whether the other side closes within that time.
  bool closed_within(std::chrono::milliseconds time);

 private:
  bool fill();
  int fd_ = -1;
  std::string in_;
};

/// One GET on a connection of its own.
HttpResponse get(int port, const std::string& target, const std::string& headers = "");

/// %XX for all but letters and digits.
std::string percent_encoded(const std::string& text);

}  // namespace firstline::tests
