// SPDX-License-Identifier: GPL-3.0-or-later
// One client's connection: the bytes that came and weren't served yet, those of an answer that weren't sent
// yet, and until when the client has time. Nothing here waits. One thread at a time: it goes from the event
// loop to a worker and back.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "server/http/framing.h"
#include "server/http/http.h"

namespace firstline::server {

class Connection {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// Takes the socket over. `limits` outlive it.
  Connection(int fd, const HttpLimits& limits);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  enum class Need {
    kInput,    ///< more of a request, or a next one
    kOutput,   ///< that the client takes more of its answer
    kWorker,   ///< its request is here, whole or refused
    kNothing,  ///< it is over
  };
  /// Sends what is to be sent and takes what came, as far as that goes without waiting.
  Need advance();

  /// The bytes of the request that is here; of a refused one all that came.
  std::string_view request() const;
  /// The status it is refused with; 0: it isn't.
  int refused() const { return framing_.status(); }
  /// Ends the request that is here, and sends this when it advances. `last`: then the connection ends.
  void answer(std::string response, bool last);
  /// Its time is over: sends this if it goes at once.
  void say_last(std::string_view response) const;

  int fd() const { return fd_; }
  const std::string& address() const { return address_; }
  /// When it is to be given up, in its present need.
  Time until() const { return until_; }
  void hurry(Time until) { until_ = std::min(until_, until); }
  /// Since when its request waits for a worker.
  Time whole_since() const { return whole_since_; }
  /// Its request is the first one, or comes after a pause.
  bool is_newcomer() const;
  /// Between two requests.
  bool is_idle() const { return in_.empty() && out_.empty() && !leaving_; }
  /// A part of a request has come.
  bool is_amid_request() const { return !in_.empty() && out_.empty() && !leaving_; }
  /// Memory that the client makes us hold.
  std::size_t held_bytes() const { return in_.capacity() + out_.capacity(); }

 private:
  bool send_some();
  bool receive_some();
  void look();
  void leave();
  bool drain();

  const int fd_;
  const HttpLimits& limits_;
  const std::string address_;
  std::string in_;   // from the first byte of the first unanswered request on
  std::string out_;  // of it, sent_ bytes are sent
  std::size_t sent_ = 0;
  Framing framing_;
  Framing::State state_ = Framing::State::kMore;
  Time until_;
  Time whole_since_;
  Time answered_at_;
  std::size_t drained_ = 0;
  bool told_to_continue_ = false;
  bool ended_ = false;    // by the client
  bool last_ = false;     // nothing more after what is sent now
  bool leaving_ = false;  // all is sent; what still comes is thrown away
};

using ConnectionPtr = std::shared_ptr<Connection>;

}  // namespace firstline::server
