// SPDX-License-Identifier: GPL-3.0-or-later
// Small things with sockets and descriptors that know no HTTP. Any thread.
#pragma once

#include <chrono>
#include <cstddef>

namespace firstline::server {

/// Waits for poll() events; poll() knows no largest descriptor. False at the deadline.
bool wait_for(int fd, short events, std::chrono::steady_clock::time_point deadline);

/// Closes a socket so that what was sent arrives: with unread bytes a plain close would reset the connection
/// and could take the response with it. Takes up to 200 ms of a client that goes on sending.
void close_gently(int fd);

/// How many descriptors there may be, after asking for all that are allowed.
std::size_t raise_descriptor_limit();

}  // namespace firstline::server
