// SPDX-License-Identifier: GPL-3.0-or-later
// Small things with sockets and descriptors that know no HTTP. Any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace firstline::server {

/// Waits for poll() events; poll() knows no largest descriptor. False at the deadline.
bool wait_for(int fd, short events, std::chrono::steady_clock::time_point deadline);

/// The numeric address of the other side; "::ffff:" before an IPv4 one is left out. Empty when it is gone.
std::string peer_address(int fd);

/// How many descriptors there may be, after asking for all that are allowed.
std::size_t raise_descriptor_limit();

}  // namespace firstline::server
