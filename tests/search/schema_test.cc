// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/schema.h"

#include <catch2/catch.hpp>

using namespace firstline::search;

TEST_CASE("A packed frequency gives back each field's frequency and length") {
  const FieldLengths lengths = {400, 6, 30, 4};
  const std::uint32_t wdf = pack_frequencies({7, 1, 2, 3}, lengths);
  const Frequencies expected = {7, 1, 2, 3};
  for (std::size_t field = 0; field < kFields; ++field) {
    CHECK(unpack_frequency(wdf, field) == expected[field]);
    CHECK(unpack_length_code(wdf, field) == length_code(static_cast<Field>(field), lengths[field]));
  }
}

TEST_CASE("Frequencies above the largest count as the largest, and spill into no other field") {
  const std::uint32_t wdf = pack_frequencies({1000, 0, 50, 0}, {60'000, 9, 9, 9});
  CHECK(unpack_frequency(wdf, 0) == 31);
  CHECK(unpack_frequency(wdf, 1) == 0);
  CHECK(unpack_length_code(wdf, 1) == 0);
  CHECK(unpack_frequency(wdf, 2) == 3);
  CHECK(unpack_frequency(wdf, 3) == 0);
}

TEST_CASE("A word of the body alone takes two bytes on disk") {
  CHECK(pack_frequencies({31, 0, 0, 0}, {60'000, 0, 0, 0}) < (1U << 14U));
}

TEST_CASE("Length codes are within a tenth of the body's length") {
  for (std::uint32_t words = 1; words < 55'000; words = words * 9 / 8 + 1) {
    const double about = length_of_code(Field::kBody, length_code(Field::kBody, words));
    CHECK(about == Approx(words).epsilon(0.1));
  }
}
