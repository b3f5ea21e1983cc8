// SPDX-License-Identifier: GPL-3.0-or-later
// What the limits and the trust in proxies need to know of IP addresses. Any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace firstline::server {

/// "203.0.113.7", "2001:db8:0:1::/64"; an IPv4 address inside IPv6 as itself; else the text as it is. What
/// one customer of a provider has: the rest of an IPv6 address is theirs to choose.
std::string network_of(const std::string& address);
/// 127.0.0.0/8 and ::1.
bool is_loopback(const std::string& address);

/// "10.0.0.0/8, 192.0.2.1, 2001:db8::/32".
class AddressRanges {
 public:
  /// Nothing when a part is neither an address nor a range; it is put in `wrong`. Parted by commas and
  /// blanks.
  static std::optional<AddressRanges> parse(const std::string& text, std::string& wrong);

  bool contains(const std::string& address) const;
  bool operator==(const AddressRanges&) const = default;

 private:
  using Bytes = std::array<std::uint8_t, 16>;  // IPv4 as ::ffff:a.b.c.d
  struct Range {
    Bytes first{};
    int bits = 0;
    bool operator==(const Range&) const = default;
  };
  static std::optional<Bytes> bytes_of(const std::string& address);
  static Bytes cut(Bytes address, int bits);

  std::vector<Range> ranges_;
};

}  // namespace firstline::server
