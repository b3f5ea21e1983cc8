// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ip_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string_view>

#include "base/split.h"

namespace firstline::server {
namespace {

constexpr int kIpv4Bits = 32;
constexpr int kIpv6Bits = 128;

std::optional<in_addr> ipv4_of(const std::string& address) {
  constexpr std::string_view kMapped = "::ffff:";
  in_addr found{};
  const std::string plain = address.starts_with(kMapped) ? address.substr(kMapped.size()) : address;
  if (::inet_pton(AF_INET, plain.c_str(), &found) != 1) return std::nullopt;
  return found;
}

std::optional<in6_addr> ipv6_of(const std::string& address) {
  in6_addr found{};
  const std::string plain = address.substr(0, address.find('%'));  // without the interface
  if (::inet_pton(AF_INET6, plain.c_str(), &found) != 1) return std::nullopt;
  return found;
}

}  // namespace

std::string network_of(const std::string& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (const auto ipv4 = ipv4_of(address)) return ::inet_ntop(AF_INET, &*ipv4, text.data(), text.size());
  auto ipv6 = ipv6_of(address);
  if (!ipv6) return address;
  if (IN6_IS_ADDR_LOOPBACK(&*ipv6)) return "::1";
  std::fill(ipv6->s6_addr + 8, ipv6->s6_addr + 16, 0);
  return std::string(::inet_ntop(AF_INET6, &*ipv6, text.data(), text.size())) + "/64";
}

bool is_loopback(const std::string& address) {
  constexpr std::uint32_t kLoopbackNet = 127;
  if (const auto ipv4 = ipv4_of(address)) return ntohl(ipv4->s_addr) >> 24U == kLoopbackNet;
  const auto ipv6 = ipv6_of(address);
  return ipv6 && IN6_IS_ADDR_LOOPBACK(&*ipv6);
}

std::optional<AddressRanges::Bytes> AddressRanges::bytes_of(const std::string& address) {
  Bytes bytes{};
  if (const auto ipv4 = ipv4_of(address)) {
    bytes[10] = bytes[11] = 0xff;
    std::memcpy(bytes.data() + 12, &ipv4->s_addr, 4);
    return bytes;
  }
  const auto ipv6 = ipv6_of(address);
  if (!ipv6) return std::nullopt;
  std::copy(std::begin(ipv6->s6_addr), std::end(ipv6->s6_addr), bytes.begin());
  return bytes;
}

AddressRanges::Bytes AddressRanges::cut(Bytes address, int bits) {
  for (int i = 0; i < static_cast<int>(address.size()); ++i) {
    const int kept = std::clamp(bits - i * 8, 0, 8);
    address[static_cast<std::size_t>(i)] &= static_cast<std::uint8_t>(0xff00 >> kept);
  }
  return address;
}

std::optional<AddressRanges> AddressRanges::parse(const std::string& text, std::string& wrong) {
  AddressRanges ranges;
  for (const std::string& part : base::split_filled(text, ", ")) {
    wrong = part;
    const std::size_t slash = std::min(part.find('/'), part.size());
    const std::string address = part.substr(0, slash);
    const std::optional<Bytes> bytes = bytes_of(address);
    if (!bytes) return std::nullopt;
    const int all = address.find(':') == std::string::npos ? kIpv4Bits : kIpv6Bits;
    int bits = all;
    if (slash < part.size()) {
      const char* const end = part.data() + part.size();
      const auto [stop, error] = std::from_chars(part.data() + slash + 1, end, bits);
      if (error != std::errc() || stop != end || bits < 0 || bits > all) return std::nullopt;
    }
    bits += kIpv6Bits - all;
    ranges.ranges_.push_back({cut(*bytes, bits), bits});
  }
  wrong.clear();
  return ranges;
}

bool AddressRanges::contains(const std::string& address) const {
  if (ranges_.empty()) return false;
  const std::optional<Bytes> bytes = bytes_of(address);
  return bytes && std::any_of(ranges_.begin(), ranges_.end(),
                              [&](const Range& range) { return cut(*bytes, range.bits) == range.first; });
}

}  // namespace firstline::server
