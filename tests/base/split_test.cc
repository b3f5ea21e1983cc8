// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/split.h"

#include <catch2/catch.hpp>

namespace firstline::base {
namespace {

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("A text is cut at each separator, and empty parts count") {
  CHECK(split("", ',') == Texts{""});
  CHECK(split("a", ',') == Texts{"a"});
  CHECK(split("a,b c,,d,", ',') == Texts{"a", "b c", "", "d", ""});
  CHECK(split(",", ',') == Texts{"", ""});
}

TEST_CASE("Only what stands between the separators, whichever they are") {
  CHECK(split_filled("", ", ").empty());
  CHECK(split_filled(" ,, ", ", ").empty());
  CHECK(split_filled("a", ", ") == Texts{"a"});
  CHECK(split_filled(" a, bc,,d ", ", ") == Texts{"a", "bc", "d"});
  CHECK(split_filled("a b\nc", "\n") == Texts{"a b", "c"});
}

}  // namespace firstline::base
