// SPDX-License-Identifier: GPL-3.0-or-later
// Passwords, tokens and signatures: what must not be guessed, read from a stolen file or forged. With
// base/random.h a home of libsodium. Any thread.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace firstline::base {

/// What checking one password takes: Argon2id with libsodium's "interactive" limits, 2 passes over 64 MiB.
/// About 0.1 s of one core. RFC 9106 and OWASP's password storage guide ask for no less.
inline constexpr std::size_t kPasswordBytes = std::size_t{64} << 20;
inline constexpr unsigned kPasswordPasses = 2;

/// "$argon2id$v=19$m=65536,t=2,p=1$…": with a salt of its own, so equal passwords have different hashes.
/// Fails when the memory is not to be had.
std::string hash_password(std::string_view password);

/// Whether a text is a hash as hash_password() makes it, with the same memory and passes: others could take
/// any time and memory.
bool is_password_hash(std::string_view text);

/// Takes as long for a wrong password as for the right one.
bool password_matches(const std::string& hash, std::string_view password);

/// 256 random bits as 43 letters, digits, '-' and '_' (base64url).
std::string random_secret();

/// BLAKE2b-256 as 64 hexadecimal digits, without a key and fast: right for random secrets, which nobody finds
/// by trying. Wrong for passwords.
std::string secret_hash(std::string_view secret);

/// Whether a text has the form of one.
bool is_secret_hash(std::string_view text);

/// Compares in a time that depends on the lengths only.
bool same_secret(std::string_view a, std::string_view b);

/// 256 random bits that stay in memory, and are wiped at the end.
class SigningKey {
 public:
  SigningKey();
  ~SigningKey();
  SigningKey(const SigningKey&) = delete;

  /// BLAKE2b with this key, 128 bits as 22 letters (base64url): nobody makes it without the key.
  std::string sign(std::string_view text) const;

 private:
  std::array<unsigned char, 32> bytes_;
};

}  // namespace firstline::base
