// SPDX-License-Identifier: GPL-3.0-or-later
// That the rules over #include lines find what breaks them.
#include <catch2/catch.hpp>

#include "tests/structure/layout.h"
#include "tests/structure/rules.h"

namespace firstline::tests {
namespace {

/// A small house that keeps every rule: each library at each of its homes, and a header in each folder.
Tree house() {
  Tree tree;
  for (const FolderRule& rule : kFolders) {
    tree.set(std::string(rule.folder) + "/own.h", "");
    tree.set(std::string(rule.folder) + "/own.cc", "#include \"" + std::string(rule.folder) + "/own.h\"\n");
  }
  for (const LibraryRule& rule : kLibraries) {
    for (const std::string_view home : rule.homes) {
      if (home.empty()) continue;
      std::string path(home);
      if (path.ends_with("*.cc")) path.replace(path.size() - 4, 1, "home");
      const std::string* before = tree.text(path);
      const std::string start(rule.header_starts[0]);
      tree.set(path, (before != nullptr ? *before : "") + "#include <" + start +
                         (start.ends_with('/') ? "x>\n" : ">\n"));
    }
  }
  return tree;
}

Breaks with_include(const std::string& path, const std::string& header, Breaks (*rule)(const Tree&)) {
  Tree tree = house();
  tree.set(path, "#include " + header + "\n");
  return rule(tree);
}

}  // namespace

TEST_CASE("A house that keeps the rules of includes breaks none") {
  CHECK(broken_include_direction(house()).empty());
  CHECK(broken_library_homes(house()).empty());
  CHECK(broken_inner_headers(house()).empty());
}

TEST_CASE("Each folder may include the folders before it and no other") {
  constexpr std::array<std::string_view, 6> kOrder = {"base",    "language", "search",
                                                      "indexer", "server",   "tests"};
  for (std::size_t from = 0; from < kOrder.size(); ++from) {
    for (std::size_t to = 0; to < kOrder.size(); ++to) {
      const std::string file = std::string(kOrder[from]) + "/file.cc";
      const std::string header = "\"" + std::string(kOrder[to]) + "/own.h\"";
      CAPTURE(file, header);
      const bool programs_meet = kOrder[from] == "server" && kOrder[to] == "indexer";
      const bool allowed = to <= from && !programs_meet;
      CHECK(with_include(file, header, broken_include_direction).empty() == allowed);
    }
  }
}

TEST_CASE("An include can't hide by the way it is written") {
  const Breaks expected = {"base/file.cc:1: base/ may not include server/own.h"};
  CHECK(with_include("base/file.cc", "\"server/own.h\"", broken_include_direction) == expected);
  CHECK(with_include("base/file.cc", "<server/own.h>", broken_include_direction) == expected);
  CHECK(with_include("base/file.cc", "\"../server/own.h\"", broken_include_direction) == expected);
  CHECK(with_include("base/file.cc", "<base/../server/own.h>", broken_include_direction) == expected);
  CHECK(with_include("base/file.cc", "\"server/own.h\"  // only this once", broken_include_direction) ==
        expected);
  CHECK(
      broken_include_direction({{"server/own.h", ""}, {"base/file.cc", "\n  #  include\"server/own.h\""}}) ==
      Breaks{"base/file.cc:2: base/ may not include server/own.h"});
  CHECK(
      broken_include_direction({{"server/own.h", ""}, {"base/x.h", "#include_next <server/own.h>"}}).size() ==
      1);
  CHECK(with_include("base/file.cc", "HEADER", broken_include_direction).size() == 1);
  CHECK(with_include("base/file.cc", "\"no/such.h\"", broken_include_direction).size() == 1);
  CHECK(with_include("common/file.h", "<string>", broken_include_direction).size() == 1);
  CHECK(with_include("file.cc", "<string>", broken_include_direction).size() == 1);
}

TEST_CASE("A comment, a folder's own header and the standard library break nothing") {
  CHECK(with_include("server/file.cc", "\"own.h\"", broken_include_direction).empty());
  CHECK(with_include("server/pages/file.cc", "\"../own.h\"", broken_include_direction).empty());
  CHECK(with_include("base/file.cc", "<sys/stat.h>", broken_include_direction).empty());
  CHECK(broken_include_direction({{"server/own.h", ""}, {"base/file.cc", "// #include \"server/own.h\"\n"}})
            .empty());
}

TEST_CASE("No library may be included away from its home") {
  for (const LibraryRule& rule : kLibraries) {
    for (const std::string_view start : rule.header_starts) {
      if (start.empty()) continue;
      const std::string header = "<" + std::string(start) + (start.ends_with('/') ? "x.h>" : ">");
      for (const char* path : {"base/file.cc", "language/own.h", "search/own.h", "indexer/own.cc",
                               "server/pages/file.cc", "tests/trips/file.cc", "tests/bench.cc"}) {
        CAPTURE(path, header);
        CHECK(with_include(path, header, broken_library_homes) ==
              Breaks{std::string(path) + ":1: not a home of " + std::string(rule.library)});
      }
      CHECK(with_include("tests/bench/file.cc", header, broken_library_homes).empty());
    }
  }
}

TEST_CASE("Only the sources and the inner headers of search/ include Xapian") {
  CHECK(with_include("search/another.cc", "<xapian.h>", broken_library_homes).empty());
  CHECK(with_include("search/another.h", "<xapian.h>", broken_library_homes).size() == 1);
  CHECK(with_include("search/another.h", "\"xapian.h\"", broken_library_homes).size() == 1);
  CHECK(with_include("language/another.cc", "<unicode/uchar.h>", broken_library_homes).empty());
  CHECK(with_include("language/another.h", "<unicode/uchar.h>", broken_library_homes).size() == 1);
}

TEST_CASE("A library whose home disappears is noticed") {
  for (const LibraryRule& rule : kLibraries) {
    for (const std::string_view home : rule.homes) {
      if (home.empty()) continue;
      const Tree whole = house();
      Tree tree = whole;
      for (const auto& [path, text] : whole.files()) {
        const bool at_home = home.ends_with("*.cc")
                                 ? path.starts_with(home.substr(0, home.find('*'))) && path.ends_with(".cc")
                                 : path == home;
        // The file may stand empty: a home is where the library is used. Other libraries may live in it too.
        if (at_home) tree.set(path, "");
      }
      CAPTURE(home);
      const Breaks breaks = broken_library_homes(tree);
      const std::string expected =
          std::string(home) + ": the home of " + std::string(rule.library) + " is gone";
      CHECK(std::find(breaks.begin(), breaks.end(), expected) != breaks.end());
    }
  }
}

TEST_CASE("Nothing outside search/ includes an inner header of it") {
  for (const std::string_view header : kInnerHeaders) {
    const std::string quoted = "\"" + std::string(header) + "\"";
    CAPTURE(quoted);
    CHECK(with_include("search/file.cc", quoted, broken_inner_headers).empty());
    CHECK(with_include("server/file.cc", quoted, broken_inner_headers) ==
          Breaks{"server/file.cc:1: " + std::string(header) + " is an inner header of search/"});
    CHECK(with_include("tests/server/file.cc", quoted, broken_inner_headers).size() == 1);
    CHECK(with_include("tests/search/file.cc", quoted, broken_inner_headers).empty());
  }
  CHECK(broken_inner_headers({}).size() == kInnerHeaders.size());
}

TEST_CASE("A folder of the program doesn't get an inner header through another header either") {
  Tree tree = house();
  tree.set("search/snippet.h", "#include \"search/query.h\"\n");
  tree.set("server/shapes.h", "#include \"search/snippet.h\"\n");
  tree.set("server/file.cc", "#include \"server/shapes.h\"\n");
  tree.set("tests/search/snippet_test.cc", "#include \"search/snippet.h\"\n");
  CHECK(broken_inner_headers(tree) ==
        Breaks{"server/file.cc: gets search/query.h through search/snippet.h",
               "server/shapes.h: gets search/query.h through search/snippet.h"});
}

}  // namespace firstline::tests
