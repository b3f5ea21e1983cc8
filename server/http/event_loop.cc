// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/event_loop.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <system_error>

#include "base/failure.h"

namespace firstline::server {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kMostEvents = 128;  // looked at in one go
/// Requests of that size are taken whatever others hold.
constexpr std::size_t kSmallRequest = 4 << 10;
/// For requests that were on their way when the server was asked to stop.
constexpr auto kLastMoment = std::chrono::seconds(1);

[[noreturn]] void fail() {
  throw base::Failure("waiting for requests", "epoll", std::generic_category().message(errno));
}

}  // namespace

EventLoop::EventLoop(std::size_t most, std::size_t most_bytes, Ready ready, Refusal refusal)
    : most_(most), most_bytes_(most_bytes), ready_(std::move(ready)), refusal_(std::move(refusal)) {
  epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
  wake_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = wake_;
  if (epoll_ < 0 || wake_ < 0 || ::epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &event) != 0) fail();
  thread_ = std::thread([this] { run(); });
}

EventLoop::~EventLoop() {
  shut_down();
  ::close(wake_);
  ::close(epoll_);
}

void EventLoop::add(ConnectionPtr connection) {
  for (;;) {
    const Connection::Need need = connection->advance();
    if (need == Connection::Need::kNothing) return;
    if (need != Connection::Need::kWorker) return park(std::move(connection), need);
    if (ready_(connection)) return;
    connection->answer(refusal_(503, *connection), true);
  }
}

void EventLoop::park(ConnectionPtr connection, Connection::Need need) {
  const int fd = connection->fd();
  ConnectionPtr closed;  // after the lock
  const std::lock_guard lock(mutex_);
  if (finishing_) {
    if (connection->is_idle()) return;
    connection->hurry(Clock::now() + kLastMoment);
  }
  const std::size_t held = connection->held_bytes();
  if (held > kSmallRequest && held_bytes_ + held > most_bytes_) return;
  if (parked_.size() >= most_) closed = take(by_time_.begin()->second);

  const auto place = by_time_.emplace(connection->until(), fd).first;
  const bool is_soonest = place == by_time_.begin();
  held_bytes_ += held;
  parked_.emplace(fd, std::move(connection));
  // First known, then watched: its first event may come before this function ends.
  epoll_event event{};
  event.events = (need == Connection::Need::kOutput ? EPOLLOUT : EPOLLIN) | EPOLLONESHOT;
  event.data.fd = fd;
  if (::epoll_ctl(epoll_, EPOLL_CTL_MOD, fd, &event) != 0 &&
      (errno != ENOENT || ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event) != 0))
    closed = take(fd);
  if (is_soonest) wake();
}

ConnectionPtr EventLoop::take(int fd) {
  const auto found = parked_.find(fd);
  if (found == parked_.end()) return nullptr;
  ConnectionPtr connection = std::move(found->second);
  parked_.erase(found);
  by_time_.erase({connection->until(), fd});
  held_bytes_ -= connection->held_bytes();
  return connection;
}

void EventLoop::finish() {
  std::unique_lock lock(mutex_);
  finishing_ = true;
  wake();
  emptied_.wait(lock, [this] { return advanced_all_ && parked_.empty(); });
}

void EventLoop::shut_down() {
  if (!thread_.joinable()) return;
  finish();
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake();
  thread_.join();
}

void EventLoop::wake() const {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t ignored = ::write(wake_, &one, sizeof one);
}

int EventLoop::wait_ms() const {
  if (by_time_.empty()) return -1;
  constexpr long kLongest = 60'000;
  const auto left = by_time_.begin()->first - Clock::now();
  return static_cast<int>(
      std::clamp<long>(std::chrono::ceil<std::chrono::milliseconds>(left).count(), 0, kLongest));
}

/// What the clients have said before the end is still heard.
void EventLoop::advance_all() {
  std::vector<ConnectionPtr> all;
  {
    const std::lock_guard lock(mutex_);
    while (!parked_.empty()) all.push_back(take(parked_.begin()->first));
  }
  for (ConnectionPtr& connection : all) add(std::move(connection));
  const std::lock_guard lock(mutex_);
  advanced_all_ = true;
}

void EventLoop::close_expired() {
  std::vector<ConnectionPtr> expired;
  {
    const std::lock_guard lock(mutex_);
    const Connection::Time now = Clock::now();
    while (!by_time_.empty() && by_time_.begin()->first <= now)
      expired.push_back(take(by_time_.begin()->second));
  }
  for (const ConnectionPtr& connection : expired)
    if (connection->is_amid_request()) connection->say_last(refusal_(408, *connection));
}

void EventLoop::run() {
  std::array<epoll_event, kMostEvents> events;
  for (;;) {
    int timeout = 0;
    bool to_advance_all = false;
    {
      const std::lock_guard lock(mutex_);
      if (ending_ && parked_.empty()) return;  // an answer may still be on its way
      timeout = wait_ms();
      to_advance_all = finishing_ && !advanced_all_;
    }
    if (to_advance_all) advance_all();
    const int count = ::epoll_wait(epoll_, events.data(), kMostEvents, to_advance_all ? 0 : timeout);
    for (int i = 0; i < count; ++i) {
      const int fd = events[static_cast<std::size_t>(i)].data.fd;
      if (fd == wake_) {
        std::uint64_t told = 0;
        [[maybe_unused]] const ssize_t ignored = ::read(wake_, &told, sizeof told);
        continue;
      }
      ConnectionPtr connection;
      {
        const std::lock_guard lock(mutex_);
        connection = take(fd);
      }
      if (connection) add(std::move(connection));
    }
    close_expired();
    const std::lock_guard lock(mutex_);
    if (parked_.empty()) emptied_.notify_all();
  }
}

}  // namespace firstline::server
