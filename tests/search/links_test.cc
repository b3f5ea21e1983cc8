// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/links.h"

#include <catch2/catch.hpp>

using namespace firstline::search;

TEST_CASE("Ids of any script become URLs and come back") {
  const std::string id = "th/บิล/ขอ เงินคืน?";
  const std::string url = article_url(id, "ใช้เวลา");
  for (const char c : url) CHECK(static_cast<unsigned char>(c) < 0x80);
  CHECK(url.find('?') == std::string::npos);
  const std::size_t hash = url.find('#');
  CHECK(percent_decode(url.substr(0, hash)) == "/articles/" + id);
  CHECK(percent_decode(url.substr(hash + 1)) == "ใช้เวลา");
}

TEST_CASE("Percent signs that begin no byte stay as they are") {
  CHECK(percent_decode("100% %4 %zz %41") == "100% %4 %zz A");
}
