// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/edits.h"

#include <catch2/catch.hpp>

using firstline::language::edits_between;

TEST_CASE("A letter left out, added, replaced or swapped with its neighbour is one edit") {
  CHECK(edits_between(U"router", U"router", 2) == 0);
  for (const char32_t* typed : {U"ruter", U"rouuter", U"roiter", U"ruoter"})
    CHECK(edits_between(typed, U"router", 2) == 1);
  CHECK(edits_between(U"reuotr", U"router", 3) == 3);
  CHECK(edits_between(U"", U"ab", 2) == 2);
  CHECK(edits_between(U"mật", U"mất", 2) == 1);
}

TEST_CASE("More edits than asked for are one more, whatever they are") {
  CHECK(edits_between(U"router", U"refund", 2) == 3);
  CHECK(edits_between(U"router", U"a much longer text than that", 1) == 2);
  CHECK(edits_between(U"a", U"", 0) == 1);
}
