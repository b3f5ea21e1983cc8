// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/crowd.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace firstline::load {
namespace {

constexpr int kMostEvents = 256;                              // looked at in one go
constexpr auto kBetweenLooks = std::chrono::milliseconds(5);  // whether all is done

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_in socket_address(std::uint32_t host, int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(host);
  return address;
}

void set(int fd, int level, int option, int value) {
  if (::setsockopt(fd, level, option, &value, sizeof value) != 0) fail("setsockopt");
}

}  // namespace

std::uint32_t address(std::uint8_t group, std::size_t number) {
  constexpr std::size_t kPerByte = 250;  // no zero, no 255
  const auto part = [](std::size_t value) { return static_cast<std::uint32_t>(1 + value % kPerByte); };
  return 127U << 24U | static_cast<std::uint32_t>(group) << 16U | part(number / kPerByte) << 8U |
         part(number);
}

std::string address_text(std::uint32_t address) {
  const auto byte = [&](unsigned shift) { return std::to_string(address >> shift & 255U); };
  return byte(24) + "." + byte(16) + "." + byte(8) + "." + byte(0);
}

Crowd::Crowd(int port) : port_(port), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  if (epoll_ < 0) fail("epoll");
}

Crowd::~Crowd() {
  ::close(epoll_);
}

void Crowd::watch(Visitor& visitor, int fd, std::uint32_t events) {
  const auto place = static_cast<std::size_t>(fd);
  if (slots_.size() <= place) slots_.resize(place + 1);
  slots_[place].visitor = &visitor;
  ++slots_[place].turn;
  epoll_event event{};
  event.events = events;
  event.data.u64 = static_cast<std::uint64_t>(slots_[place].turn) << 32U | place;
  if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event) != 0) fail("epoll");
}

void Crowd::change(int fd, std::uint32_t events) {
  const auto place = static_cast<std::size_t>(fd);
  epoll_event event{};
  event.events = events;
  event.data.u64 = static_cast<std::uint64_t>(slots_[place].turn) << 32U | place;
  if (::epoll_ctl(epoll_, EPOLL_CTL_MOD, fd, &event) != 0) fail("epoll");
}

void Crowd::forget(int fd) {
  slots_[static_cast<std::size_t>(fd)].visitor = nullptr;
}

void Crowd::ring_alarms() {
  const Time now = Clock::now();
  while (!alarms_.empty() && alarms_.top().time <= now) {
    const Alarm alarm = alarms_.top();
    alarms_.pop();
    if (alarm.visitor->alarm_ != alarm.time) continue;  // replaced
    alarm.visitor->alarm_ = {};
    alarm.visitor->on_time();
  }
}

void Crowd::run_until(const std::function<bool()>& done) {
  std::array<epoll_event, kMostEvents> events;
  while (!done()) {
    Time until = Clock::now() + kBetweenLooks;
    if (!alarms_.empty()) until = std::min(until, alarms_.top().time);
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    const int count =
        ::epoll_wait(epoll_, events.data(), kMostEvents, static_cast<int>(std::max<long>(wait, 0)));
    for (int i = 0; i < count; ++i) {
      const std::uint64_t data = events[static_cast<std::size_t>(i)].data.u64;
      const Slot slot = slots_[data & 0xFFFFFFFFU];
      if (slot.visitor != nullptr && slot.turn == data >> 32U)
        slot.visitor->handle(events[static_cast<std::size_t>(i)].events);
    }
    ring_alarms();
  }
}

Visitor::~Visitor() {
  disconnect();
}

void Visitor::connect(std::uint32_t from, int receive_buffer) {
  fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd_ < 0) fail("socket");
  set(fd_, IPPROTO_TCP, TCP_NODELAY, 1);
  set(fd_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);  // a port is taken for one server, not for all
  if (receive_buffer > 0) set(fd_, SOL_SOCKET, SO_RCVBUF, receive_buffer);
  const sockaddr_in own = socket_address(from, 0);
  if (::bind(fd_, reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0) fail("bind");
  const sockaddr_in server = socket_address(INADDR_LOOPBACK, crowd_.port());
  const int result = ::connect(fd_, reinterpret_cast<const sockaddr*>(&server), sizeof server);
  const bool failed = result != 0 && errno != EINPROGRESS;
  state_ = State::kConnecting;
  deaf_ = false;
  reading_ = true;
  out_.clear();
  events_ = EPOLLOUT;  // ready when it is connected, or failed: then the socket knows why
  crowd_.watch(*this, fd_, events_);
  if (failed) lose();
}

void Visitor::send(std::string_view bytes) {
  if (state_ != State::kConnected || deaf_) return;
  out_ += bytes;
  flush();
}

void Visitor::read_answers(bool yes, int receive_buffer) {
  reading_ = yes;
  if (state_ != State::kConnected) return;
  if (receive_buffer > 0) set(fd_, SOL_SOCKET, SO_RCVBUF, receive_buffer);
  update_events();
}

void Visitor::disconnect(Leave leave) {
  if (fd_ < 0) return;
  if (leave == Leave::kByReset) {
    const linger at_once{1, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  crowd_.forget(fd_);
  ::close(fd_);
  fd_ = -1;
  state_ = State::kAway;
}

void Visitor::wake_at(Time time) {
  alarm_ = time;
  crowd_.alarms_.push({time, this});
}

void Visitor::update_events() {
  std::uint32_t wanted = reading_ ? EPOLLIN : EPOLLRDHUP;
  if (!deaf_ && (!out_.empty() || has_more())) wanted |= EPOLLOUT;
  if (wanted == events_) return;
  events_ = wanted;
  crowd_.change(fd_, events_);
}

void Visitor::handle(std::uint32_t events) {
  if (state_ == State::kConnecting) return finish_connecting();
  if (reading_ && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) {
    const int before = fd_;
    receive();
    if (fd_ != before || state_ != State::kConnected) return;
  } else if (!reading_ && (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0) {
    return lose();
  }
  if ((events & EPOLLOUT) != 0) {
    flush();
    if (out_.empty() && !deaf_ && has_more()) on_sent();
  }
}

void Visitor::finish_connecting() {
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) return lose();
  state_ = State::kConnected;
  update_events();
  on_connected();
}

void Visitor::receive() {
  static thread_local std::array<char, 1U << 16U> block;
  const ssize_t count = ::recv(fd_, block.data(), block.size(), 0);
  if (count > 0) return on_bytes({block.data(), static_cast<std::size_t>(count)});
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
  lose();
}

void Visitor::flush() {
  while (!out_.empty()) {
    const ssize_t count = ::send(fd_, out_.data(), out_.size(), MSG_NOSIGNAL);
    if (count > 0) {
      out_.erase(0, static_cast<std::size_t>(count));
    } else {
      // The other side is gone; what it still said can be read, and then its end.
      if (errno != EAGAIN && errno != EINTR) {
        deaf_ = true;
        out_.clear();
      }
      break;
    }
  }
  update_events();
}

void Visitor::lose() {
  disconnect();
  on_closed();
}

}  // namespace firstline::load
