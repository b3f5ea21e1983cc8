// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/failure.h"

namespace firstline::base {

namespace {

void start_sodium() {
  static const int ready = sodium_init();
  if (ready < 0) throw Failure("starting", "libsodium", "no source of randomness");
}

}  // namespace

std::string random_token() {
  start_sodium();
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  constexpr std::size_t kEncoded = sodium_base64_ENCODED_LEN(16, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  std::array<char, kEncoded> text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text.data();
}

bool is_token(std::string_view text) {
  constexpr std::size_t kLength = 22;
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return text.size() == kLength && std::all_of(text.begin(), text.end(), allowed);
}

SecretKey::SecretKey() {
  start_sodium();
  randombytes_buf(bytes_.data(), bytes_.size());
}

SecretKey::~SecretKey() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

std::uint64_t SecretKey::hash(std::string_view text) const {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> full{};
  static_assert(crypto_generichash_BYTES_MIN >= sizeof(std::uint64_t));
  crypto_generichash(full.data(), full.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), bytes_.data(), bytes_.size());
  std::uint64_t hash = 0;
  std::memcpy(&hash, full.data(), sizeof hash);
  return hash;
}

}  // namespace firstline::base
