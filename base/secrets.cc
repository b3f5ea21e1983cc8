// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/secrets.h"

#include <sodium.h>

#include <algorithm>
#include <cerrno>

#include "base/failure.h"

namespace firstline::base {
namespace {

// One place that says it: users' files hold it as text.
constexpr std::string_view kHashStart = "$argon2id$v=19$m=65536,t=2,p=1$";
static_assert(kPasswordBytes == std::size_t{65536} << 10 && kPasswordPasses == 2);
constexpr std::size_t kSaltLetters = 22;  // 16 bytes
constexpr std::size_t kHashLetters = 43;  // 32 bytes

void start_sodium() {
  static const int ready = sodium_init();
  if (ready < 0) throw Failure("starting", "libsodium", "no source of randomness");
}

template <std::size_t kBytes>
std::string base64url(const std::array<unsigned char, kBytes>& bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::array<char, sodium_base64_ENCODED_LEN(kBytes, kVariant)> text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kVariant);
  return text.data();
}

bool is_base64(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
  });
}

}  // namespace

std::string hash_password(std::string_view password) {
  start_sodium();
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), kPasswordPasses, kPasswordBytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw Failure("hashing", "a password", "not enough memory");
  return text.data();
}

bool is_password_hash(std::string_view text) {
  if (text.size() != kHashStart.size() + kSaltLetters + 1 + kHashLetters || !text.starts_with(kHashStart))
    return false;
  text.remove_prefix(kHashStart.size());
  return is_base64(text.substr(0, kSaltLetters)) && text[kSaltLetters] == '$' &&
         is_base64(text.substr(kSaltLetters + 1));
}

bool password_matches(const std::string& hash, std::string_view password) {
  start_sodium();
  errno = 0;
  if (crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0) return true;
  if (errno == ENOMEM) throw Failure("checking", "a password", "not enough memory");
  return false;
}

std::string random_secret() {
  start_sodium();
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return base64url(bytes);
}

std::string secret_hash(std::string_view secret) {
  start_sodium();
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(secret.data()),
                     secret.size(), nullptr, 0);
  std::array<char, 2 * crypto_generichash_BYTES + 1> text{};
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  return text.data();
}

bool is_secret_hash(std::string_view text) {
  return text.size() == 2 * crypto_generichash_BYTES && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

SigningKey::SigningKey() {
  start_sodium();
  randombytes_buf(bytes_.data(), bytes_.size());
}

SigningKey::~SigningKey() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

std::string SigningKey::sign(std::string_view text) const {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> signature{};
  crypto_generichash(signature.data(), signature.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), bytes_.data(), bytes_.size());
  return base64url(signature);
}

}  // namespace firstline::base
