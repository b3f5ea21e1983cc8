// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/host.h"

#include <catch2/catch.hpp>
#include <string>

namespace firstline::server {

TEST_CASE("A host is a name or an address, perhaps with a port") {
  for (const char* good :
       {"help.example.com", "localhost", "localhost:8080", "127.0.0.1:1", "[::1]:80", "[2001:db8::7]",
        "HELP.example.com:65535", "a-b_c.example", "xn--80aswg.xn--90a3ac"}) {
    INFO(good);
    CHECK(is_host(good));
  }
  for (const std::string bad : {"",
                                ":80",
                                "help.example.com:",
                                "help.example.com:0",
                                "help.example.com:65536",
                                "a:80:90",
                                "a:+1",
                                "a..b",
                                ".a",
                                "a.",
                                "-a",
                                "a-",
                                "a b",
                                "a/b",
                                "a\\b",
                                "a?b",
                                "a#b",
                                "a@b",
                                "user:secret@help.example.com",
                                "a\"b",
                                "a<b",
                                "a>b",
                                "a'b",
                                "a&b",
                                "a\r\nX: y",
                                "a\nb",
                                "a\tb",
                                "[::1",
                                "[]",
                                "[::1]80",
                                "[::1]:",
                                "[help]",
                                "помоћ.срб",
                                "%61",
                                "a,b",
                                "a;b"}) {
    INFO(bad);
    CHECK_FALSE(is_host(bad));
  }
  CHECK_FALSE(is_host(std::string("a\0b", 3)));
  CHECK_FALSE(is_host(std::string(64, 'a')));
  CHECK_FALSE(is_host("a." + std::string(260, 'b')));
}

}  // namespace firstline::server
