// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/idle_connections.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <system_error>
#include <vector>

#include "base/failure.h"

namespace firstline::server {
namespace {

constexpr int kMostEvents = 128;  // looked at in one go

[[noreturn]] void fail() {
  throw base::Failure("waiting for requests", "epoll", std::generic_category().message(errno));
}

}  // namespace

IdleConnections::IdleConnections(std::size_t most, Ready ready) : most_(most), ready_(std::move(ready)) {
  epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
  wake_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = wake_;
  if (epoll_ < 0 || wake_ < 0 || ::epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &event) != 0) fail();
  thread_ = std::thread([this] { wait(); });
}

IdleConnections::~IdleConnections() {
  shut_down();
  ::close(wake_);
  ::close(epoll_);
}

void IdleConnections::add(int fd, Time until) {
  bool is_soonest = false;
  {
    const std::lock_guard lock(mutex_);
    if (ending_) {
      ::close(fd);
      return;
    }
    if (until_.size() >= most_) close_first();
    // First known, then watched: its first event may come before this function ends.
    until_.emplace(fd, until);
    is_soonest = by_time_.emplace(until, fd).first == by_time_.begin();
    epoll_event event{};
    event.events = EPOLLIN | EPOLLRDHUP;
    event.data.fd = fd;
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event) != 0) {
      take(fd);
      ::close(fd);
      return;
    }
  }
  if (is_soonest) wake();
}

void IdleConnections::shut_down() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake();
  if (thread_.joinable()) thread_.join();
}

void IdleConnections::wake() const {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t ignored = ::write(wake_, &one, sizeof one);
}

int IdleConnections::wait_ms() const {
  if (ending_) return 0;
  if (by_time_.empty()) return -1;
  constexpr long kLongest = 60'000;
  const auto left = by_time_.begin()->first - std::chrono::steady_clock::now();
  return static_cast<int>(
      std::clamp<long>(std::chrono::ceil<std::chrono::milliseconds>(left).count(), 0, kLongest));
}

bool IdleConnections::take(int fd) {
  const auto found = until_.find(fd);
  if (found == until_.end()) return false;
  by_time_.erase({found->second, fd});
  until_.erase(found);
  ::epoll_ctl(epoll_, EPOLL_CTL_DEL, fd, nullptr);
  return true;
}

void IdleConnections::close_first() {
  const int fd = by_time_.begin()->second;
  take(fd);
  ::close(fd);
}

void IdleConnections::wait() {
  std::array<epoll_event, kMostEvents> events;
  for (bool last = false; !last;) {
    int timeout = 0;
    {
      const std::lock_guard lock(mutex_);
      timeout = wait_ms();
    }
    const int count = ::epoll_wait(epoll_, events.data(), kMostEvents, timeout);
    std::vector<int> ready;
    {
      const std::lock_guard lock(mutex_);
      for (int i = 0; i < count; ++i) {
        const int fd = events[static_cast<std::size_t>(i)].data.fd;
        if (fd == wake_) {
          std::uint64_t told = 0;
          [[maybe_unused]] const ssize_t ignored = ::read(wake_, &told, sizeof told);
        } else if (take(fd)) {
          ready.push_back(fd);
        }
      }
      const Time now = std::chrono::steady_clock::now();
      last = ending_ && ready.empty();
      while (!by_time_.empty() && (last || by_time_.begin()->first <= now)) close_first();
    }
    for (const int fd : ready) ready_(fd);
  }
}

}  // namespace firstline::server
