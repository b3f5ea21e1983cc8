// SPDX-License-Identifier: GPL-3.0-or-later
// Time comes in from outside, so that tests can set it.
#pragma once

#include <chrono>
#include <functional>

namespace firstline::server {

using Clock = std::function<std::chrono::system_clock::time_point()>;

}  // namespace firstline::server
