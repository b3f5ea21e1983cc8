// SPDX-License-Identifier: GPL-3.0-or-later
// Where one HTTP/1.1 request ends among the bytes of a connection, and whether it may be read at all (RFC
// 9112). The library sees a request only when it has come whole, and nothing but its bytes: what two readers
// would read in two ways (two lengths, a length and chunks, folded lines, line feeds alone) is refused here.
#pragma once

#include <cstddef>
#include <string_view>

namespace firstline::server {

struct RequestLimits {
  std::size_t line_bytes = 8190;      ///< the library's own limit of a request line, its end included
  std::size_t head_bytes = 32 << 10;  ///< request line and headers
  std::size_t headers = 100;
  std::size_t body_bytes = 64 << 10;
};

/// Looks at each byte once. One thread at a time.
class Framing {
 public:
  enum class State { kMore, kWhole, kRefused };

  explicit Framing(const RequestLimits& limits) : limits_(&limits) {}  // outlive it

  /// `bytes`: all since the request's first one; those of earlier calls and what came since. With bytes of
  /// the next request behind it, it is kWhole as well.
  State look(std::string_view bytes);

  /// Of a whole request: its head and body.
  std::size_t size() const { return at_; }
  /// Of a refused one: 400, 413, 414, 415, 431, 501, 505.
  int status() const { return status_; }
  /// The head is here, the body isn't, and the client waits to be told to send it ("Expect: 100-continue").
  bool awaits_continue() const { return continue_ && part_ != Part::kHead; }

 private:
  enum class Part { kHead, kBody, kChunkSize, kChunk, kChunkEnd, kLastChunkEnd };

  bool look_at_line(std::string_view line);
  bool look_at_request_line(std::string_view line);
  bool look_at_header(std::string_view line);
  bool look_at_chunk_size(std::string_view line);
  bool end_head();
  bool refuse(int status);
  std::size_t longest_line() const;

  const RequestLimits* limits_;
  Part part_ = Part::kHead;
  std::size_t at_ = 0;        // what was understood
  std::size_t searched_ = 0;  // no line ends between at_ and here
  std::size_t headers_ = 0;
  std::size_t left_ = 0;  // of the body or the chunk
  std::size_t chunked_bytes_ = 0;
  int status_ = 0;
  int hosts_ = 0;
  bool is_1_1_ = false;
  bool has_length_ = false;
  bool chunked_ = false;
  bool continue_ = false;
  bool whole_ = false;
};

}  // namespace firstline::server
