// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random.h"

#include <sodium.h>

#include <array>

#include "base/failure.h"

namespace firstline::base {

std::string random_token() {
  static const int ready = sodium_init();
  if (ready < 0) throw Failure("starting", "libsodium", "no source of randomness");
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  constexpr std::size_t kEncoded = sodium_base64_ENCODED_LEN(16, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  std::array<char, kEncoded> text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text.data();
}

}  // namespace firstline::base
