// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/csv.h"

#include <catch2/catch.hpp>

namespace firstline::server {

TEST_CASE("A cell that a spreadsheet would run as a formula begins with an apostrophe") {
  for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx"}) {
    CAPTURE(text);
    CHECK(csv_text(text) == "'" + std::string(text));
  }
  CHECK(csv_text("\rx") == "\"'\rx\"");
  CHECK(csv_text("=HYPERLINK(\"http://x\",\"y\")") == "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
  CHECK(csv_text("1 = 1") == "1 = 1");
  CHECK(csv_plain("-3") == "-3");
}

TEST_CASE("Commas, quotes and line ends stay inside their cell") {
  CHECK(csv_text("") == "");
  CHECK(csv_text("plain ไทย") == "plain ไทย");
  CHECK(csv_text("a,b") == "\"a,b\"");
  CHECK(csv_text("say \"no\"") == "\"say \"\"no\"\"\"");
  CHECK(csv_plain("two\nlines") == "\"two\nlines\"");
}

}  // namespace firstline::server
