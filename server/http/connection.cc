// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/connection.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "server/http/sockets.h"

namespace firstline::server {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kReadBlock = 16 << 10;
/// Read in one go; then others have their turn.
constexpr int kReadsAtOnce = 4;
/// After the last answer a client may still send; closed at once, the connection would be reset and could
/// take the answer with it.
constexpr auto kLinger = std::chrono::milliseconds(500);
constexpr std::size_t kMostDrained = 256 << 10;
/// Programs don't pause, people do.
constexpr auto kPause = std::chrono::seconds(1);
/// More than that isn't kept for the next request.
constexpr std::size_t kKeptBuffer = 4 << 10;

/// The number of bytes, 0 when there are none now, -1 at the end or after an error.
ssize_t receive_now(int fd, char* bytes, std::size_t count) {
  for (;;) {
    const ssize_t received = ::recv(fd, bytes, count, MSG_DONTWAIT);
    if (received > 0) return received;
    if (received < 0 && errno == EINTR) continue;
    return received < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? 0 : -1;
  }
}

void send_if_it_goes(int fd, std::string_view bytes) {
  [[maybe_unused]] const ssize_t ignored =
      ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

}  // namespace

Connection::Connection(int fd, const HttpLimits& limits)
    : fd_(fd),
      limits_(limits),
      address_(peer_address(fd)),
      framing_(limits.request),
      until_(Clock::now() + limits.request_time) {}

Connection::~Connection() {
  ::close(fd_);
}

Connection::Need Connection::advance() {
  if (!send_some()) return Need::kNothing;
  if (!out_.empty()) return Need::kOutput;
  if (leaving_) return drain() ? Need::kInput : Need::kNothing;
  look();
  for (int i = 0; i < kReadsAtOnce && state_ == Framing::State::kMore && !ended_ && receive_some(); ++i)
    look();
  if (state_ != Framing::State::kMore) return Need::kWorker;
  return ended_ ? Need::kNothing : Need::kInput;
}

std::string_view Connection::request() const {
  return std::string_view(in_).substr(0, refused() != 0 ? in_.size() : framing_.size());
}

bool Connection::is_newcomer() const {
  return answered_at_ == Time() || whole_since_ - answered_at_ >= kPause;
}

void Connection::answer(std::string response, bool last) {
  if (last || refused() != 0)
    in_.clear();
  else
    in_.erase(0, framing_.size());
  if (in_.capacity() > kKeptBuffer) in_.shrink_to_fit();
  framing_ = Framing(limits_.request);
  state_ = Framing::State::kMore;
  told_to_continue_ = false;
  out_ = std::move(response);
  sent_ = 0;
  last_ = last;
  answered_at_ = Clock::now();
  until_ = answered_at_ + limits_.write_time;
}

void Connection::say_last(std::string_view response) const {
  send_if_it_goes(fd_, response);
}

/// False: the client is gone.
bool Connection::send_some() {
  if (leaving_ || (out_.empty() && !last_)) return true;
  while (sent_ < out_.size()) {
    const ssize_t count = ::send(fd_, out_.data() + sent_, out_.size() - sent_, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count > 0)
      sent_ += static_cast<std::size_t>(count);
    else if (errno == EAGAIN || errno == EWOULDBLOCK)
      return true;
    else if (errno != EINTR)
      return false;
  }
  out_ = {};
  if (last_) {
    leave();
  } else {
    const auto now = Clock::now();
    until_ = now + (in_.empty() ? limits_.keep_alive_time : limits_.request_time);
  }
  return true;
}

/// False: nothing came.
bool Connection::receive_some() {
  std::array<char, kReadBlock> block;
  const ssize_t count = receive_now(fd_, block.data(), block.size());
  if (count < 0) ended_ = true;
  if (count <= 0) return false;
  if (in_.empty()) until_ = Clock::now() + limits_.request_time;
  in_.append(block.data(), static_cast<std::size_t>(count));
  return true;
}

void Connection::look() {
  if (in_.empty() || state_ != Framing::State::kMore) return;
  state_ = framing_.look(in_);
  if (state_ != Framing::State::kMore) {
    whole_since_ = Clock::now();
  } else if (framing_.awaits_continue() && !told_to_continue_) {
    told_to_continue_ = true;
    send_if_it_goes(fd_, "HTTP/1.1 100 Continue\r\n\r\n");
  }
}

void Connection::leave() {
  ::shutdown(fd_, SHUT_WR);
  leaving_ = true;
  until_ = Clock::now() + kLinger;
}

/// False: the client has closed, or goes on for too long.
bool Connection::drain() {
  std::array<char, kReadBlock> block;
  for (int i = 0; i < kReadsAtOnce; ++i) {
    const ssize_t count = receive_now(fd_, block.data(), block.size());
    if (count <= 0) return count == 0;
    drained_ += static_cast<std::size_t>(count);
  }
  return drained_ < kMostDrained;
}

}  // namespace firstline::server
