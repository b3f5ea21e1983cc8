// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ip_address.h"

#include <catch2/catch.hpp>

namespace firstline::server {
namespace {

AddressRanges ranges(const std::string& text) {
  std::string wrong;
  const auto parsed = AddressRanges::parse(text, wrong);
  INFO(wrong);
  REQUIRE(parsed);
  return *parsed;
}

}  // namespace

TEST_CASE("A network is an IPv4 address or an IPv6 /64") {
  CHECK(network_of("203.0.113.7") == "203.0.113.7");
  CHECK(network_of("::ffff:203.0.113.7") == "203.0.113.7");
  CHECK(network_of("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64");
  CHECK(network_of("2001:db8:1:2::9") == network_of("2001:0db8:1:2:ffff::"));
  CHECK(network_of("2001:db8:1:3::9") != network_of("2001:db8:1:2::9"));
  CHECK(network_of("fe80::1%eth0") == "fe80::/64");
  CHECK(network_of("unix") == "unix");
  for (const char* here : {"127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"}) CHECK(is_loopback(here));
  for (const char* there : {"128.0.0.1", "10.127.0.1", "::2", "", "localhost", "::ffff:10.0.0.1"})
    CHECK_FALSE(is_loopback(there));
}

TEST_CASE("Ranges hold the addresses that begin like them, in either family") {
  const AddressRanges private_ones = ranges("10.0.0.0/8, 192.0.2.1,2001:db8:5::/48  ::1");
  for (const char* in :
       {"10.0.0.1", "10.255.255.255", "192.0.2.1", "::ffff:10.1.2.3", "2001:db8:5:9::1", "::1"}) {
    INFO(in);
    CHECK(private_ones.contains(in));
  }
  for (const char* out : {"11.0.0.1", "192.0.2.2", "2001:db8:6::1", "::2", "", "unix", "10.0.0", "a00::1"}) {
    INFO(out);
    CHECK_FALSE(private_ones.contains(out));
  }
  CHECK(ranges("192.0.2.77/25").contains("192.0.2.1"));  // cut to its bits
  CHECK_FALSE(ranges("192.0.2.77/25").contains("192.0.2.128"));
  CHECK(ranges("0.0.0.0/0").contains("203.0.113.7"));
  CHECK_FALSE(ranges("0.0.0.0/0").contains("2001:db8::1"));
  CHECK(ranges("::/0").contains("203.0.113.7"));
  CHECK_FALSE(ranges("").contains("127.0.0.1"));
}

TEST_CASE("What is no address or range is named") {
  for (const char* bad :
       {"proxy", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", "1.2.3", "10.0.0.0/8x", "/8"}) {
    std::string wrong;
    CHECK_FALSE(AddressRanges::parse(std::string("127.0.0.1, ") + bad, wrong));
    CHECK(wrong == bad);
  }
}

}  // namespace firstline::server
