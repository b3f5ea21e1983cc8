// SPDX-License-Identifier: GPL-3.0-or-later
// Unguessable names. Home of libsodium.
#pragma once

#include <string>

namespace firstline::base {

/// 128 random bits as 22 letters, digits, '-' and '_' (base64url). Safe to call from any thread.
std::string random_token();

}  // namespace firstline::base
