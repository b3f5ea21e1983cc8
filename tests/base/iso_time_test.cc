// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/iso_time.h"

#include <catch2/catch.hpp>

namespace firstline::base {

TEST_CASE("A date is a day in UTC, from its first second to the next day's") {
  const auto day = parse_iso_time("2026-09-14");
  REQUIRE(day);
  CHECK(format_iso_time(day->begin) == "2026-09-14T00:00:00Z");
  CHECK(format_iso_time(day->end) == "2026-09-15T00:00:00Z");
  CHECK(day->date == "2026-09-14");
  CHECK(day->time.empty());
  CHECK(parse_iso_time("1970-01-01")->begin == 0);
  CHECK(format_iso_time(parse_iso_time("2028-02-29")->end) == "2028-03-01T00:00:00Z");
}

TEST_CASE("A time has a zone, and is one point whatever the zone") {
  for (const char* same : {"2026-09-14T14:00Z", "2026-09-14 14:00Z", "2026-09-14T14:00:00+00:00",
                           "2026-09-14T21:00+07:00", "2026-09-14t10:30-0330", "2026-09-15T04:00 +14"}) {
    INFO(same);
    const auto time = parse_iso_time(same);
    REQUIRE(time);
    CHECK(format_iso_time(time->begin) == "2026-09-14T14:00:00Z");
    CHECK(time->end == time->begin);
  }
  const auto time = parse_iso_time("2026-09-14T21:05:30+07:00");
  CHECK(time->time == "21:05");
  CHECK(time->zone_minutes == 7 * 60);
  CHECK(format_iso_time(time->begin) == "2026-09-14T14:05:30Z");
}

TEST_CASE("What is no day, no time or has no zone is nothing") {
  for (const char* wrong : {"",
                            "2026",
                            "2026-09",
                            "2026-9-14",
                            "14.9.2026",
                            "2026-09-31",
                            "2026-13-01",
                            "2026-00-10",
                            "2027-02-29",
                            "1969-12-31",
                            "2026-09-14T",
                            "2026-09-14T14:00",
                            "2026-09-14T24:00Z",
                            "2026-09-14T14:60Z",
                            "2026-09-14T14:00:60Z",
                            "2026-09-14T14Z",
                            "2026-09-14T14:00X",
                            "2026-09-14T14:00Z tomorrow",
                            "2026-09-14T14:00+15:00",
                            "2026-09-14T14:00+07:60",
                            "2026-09-14Z",
                            " 2026-09-14",
                            "2026-09-14 ",
                            "２０２６-09-14",
                            "tomorrow"}) {
    INFO(wrong);
    CHECK_FALSE(parse_iso_time(wrong));
  }
}

TEST_CASE("Zones are named for programs and for people") {
  CHECK(iso_zone(0) == "Z");
  CHECK(iso_zone(7 * 60) == "+07:00");
  CHECK(iso_zone(-(3 * 60 + 30)) == "-03:30");
  CHECK(zone_name(0) == "UTC");
  CHECK(zone_name(7 * 60) == "UTC+7");
  CHECK(zone_name(5 * 60 + 30) == "UTC+5:30");
  CHECK(zone_name(-(3 * 60 + 30)) == "UTC−3:30");
}

}  // namespace firstline::base
