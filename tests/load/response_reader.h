// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts what a server sends into its responses.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace firstline::load {

struct Response {
  int status = 0;
  bool closes = false;       ///< says that nothing follows it on this connection
  bool retry_after = false;  ///< says when to come again
  std::string body;
};

/// For answers to GET and POST. A body is as long as Content-Length says; without one, none is expected.
class ResponseReader {
 public:
  using Take = std::function<void(const Response&)>;

  /// More bytes. Calls `take` for each response that is whole; false when they are no response.
  bool feed(std::string_view bytes, const Take& take);
  /// For the next connection.
  void clear() { in_.clear(); }
  /// Whether a response has begun and isn't whole.
  bool is_within() const { return !in_.empty(); }

 private:
  std::string in_;
};

/// The value of a header of `head`, whatever the letters of `name`; empty when it is absent.
std::string_view header_value(std::string_view head, std::string_view name);

}  // namespace firstline::load
