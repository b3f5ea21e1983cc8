// SPDX-License-Identifier: GPL-3.0-or-later
// Unguessable names and secrets. Home of libsodium.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace firstline::base {

/// 128 random bits as 22 letters, digits, '-' and '_' (base64url). Safe to call from any thread.
std::string random_token();

/// Whether a text has the form of one.
bool is_token(std::string_view text);

/// 256 random bits that stay in memory, and are wiped at the end.
class SecretKey {
 public:
  SecretKey();
  ~SecretKey();
  SecretKey(const SecretKey&) = delete;

  /// BLAKE2b with this key, cut to 64 bits: tells texts apart, and says nothing of them without the key.
  std::uint64_t hash(std::string_view text) const;

 private:
  std::array<unsigned char, 32> bytes_;
};

}  // namespace firstline::base
