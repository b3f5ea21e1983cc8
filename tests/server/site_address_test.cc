// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/site_address.h"

#include <catch2/catch.hpp>

#include "server/xml.h"
#include "tests/server/small_site.h"
#include "tests/support/xml.h"

namespace firstline::server {

TEST_CASE("A site's address is http or https and a host") {
  CHECK(parse_site_address("https://help.example.com") == "https://help.example.com");
  CHECK(parse_site_address("HTTPS://Help.Example.com/") == "https://help.example.com");
  CHECK(parse_site_address("http://127.0.0.1:8080/") == "http://127.0.0.1:8080");
  for (const char* bad :
       {"", "help.example.com", "//help.example.com", "ftp://help.example.com", "https://", "https:///",
        "https://help.example.com/help", "https://help.example.com//", "https://help.example.com?x",
        "https://help.example.com#x", "https://me@help.example.com", "https:help.example.com",
        " https://help.example.com", "https://help.example.com ", "javascript://help.example.com"}) {
    INFO(bad);
    CHECK_FALSE(parse_site_address(bad));
  }
}

TEST_CASE("The operator's address wins; else the client's, if it makes sense; else there is none") {
  tests::SmallSite small;
  Site site = small.site();
  Request request;
  CHECK(site_address(site, request).empty());
  CHECK_THROWS(needed_site_address(site, request));
  request.host = "Help.example.com:8080";
  CHECK(site_address(site, request) == "http://help.example.com:8080");
  request.by_tls = true;
  CHECK(site_address(site, request) == "https://help.example.com:8080");
  request.host = "evil\r\nX-Evil: 1";
  CHECK(site_address(site, request).empty());
  site.url = "https://help.example.com";
  CHECK(site_address(site, request) == "https://help.example.com");
  request.host = "elsewhere.example";
  CHECK(needed_site_address(site, request) == "https://help.example.com");
}

TEST_CASE("Any text comes out of XML as it went in, but for what XML can't hold") {
  const auto through = [](const std::string& text) {
    return tests::parse_xml("<a b=\"" + xml_text(text) + "\">" + xml_text(text) + "</a>");
  };
  for (const std::string text : {"<script>alert('1')</script>", "a & b &amp; \"c\"", "]]>",
                                 "ไทย 👩‍👩‍👧", "\t\n", "<!-- --", "<?xml?>"}) {
    INFO(text);
    CHECK(through(text).text == text);
    CHECK(through(text).attributes.at("b") == text);
  }
  CHECK(through(std::string("a\0\x01\x0B\x1F\x7F", 6) + "\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD").text ==
        "a\x7F\xEF\xBF\xBD");
}

TEST_CASE("The tests' own reader refuses what isn't well-formed") {
  for (const std::string bad : {"", "<a>", "<a></b>", "<a/><b/>", "<a>&nbsp;</a>", "<a>&</a>", "<a b=\"<\"/>",
                                "<a b=\"1\" b=\"2\"/>", "<a b='1'/>", "<a>]]></a>", "<a>\x01</a>",
                                "<a>\xff</a>", "<a>\xEF\xBF\xBE</a>", "<a>\xC3</a>", "text<a/>"}) {
    INFO(bad);
    CHECK_THROWS(tests::parse_xml(bad));
  }
}

}  // namespace firstline::server
