// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/sockets.h"

#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace firstline::server {

bool wait_for(int fd, short events, std::chrono::steady_clock::time_point deadline) {
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now())
            .count();
    if (left <= 0) return false;
    pollfd waiting{fd, events, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(left) + 1);
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

void close_gently(int fd) {
  constexpr auto kLinger = std::chrono::milliseconds(200);
  constexpr int kMostReads = 16;
  ::shutdown(fd, SHUT_WR);
  std::array<char, 16 << 10> rest;
  const auto deadline = std::chrono::steady_clock::now() + kLinger;
  for (int reads = 0; reads < kMostReads; ++reads)
    if (!wait_for(fd, POLLIN, deadline) || ::recv(fd, rest.data(), rest.size(), 0) <= 0) break;
  ::close(fd);
}

std::size_t raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

}  // namespace firstline::server
