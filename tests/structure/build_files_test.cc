// SPDX-License-Identifier: GPL-3.0-or-later
// That the rules over build files find what breaks them.
#include <catch2/catch.hpp>

#include "tests/structure/layout.h"
#include "tests/structure/rules.h"

namespace firstline::tests {
namespace {

/// The build files of a small house that keeps every rule.
Tree house() {
  return {
      {"CMakeLists.txt",
       "add_library(firstline_flags INTERFACE)\n"
       "target_link_libraries(firstline_flags INTERFACE Threads::Threads)\nadd_subdirectory(base)\n"},
      {"base/CMakeLists.txt",
       "add_library(firstline_base STATIC file.cc)\ntarget_link_libraries(firstline_base PUBLIC "
       "firstline_flags)\n"},
      {"base/file.cc", ""},
      {"language/CMakeLists.txt",
       "add_library(firstline_language STATIC words.cc)\n"
       "target_link_libraries(firstline_language PUBLIC firstline_base)\n"},
      {"language/words.cc", ""},
      {"search/CMakeLists.txt",
       "add_library(firstline_search STATIC)\n"
       "target_link_libraries(firstline_search PUBLIC firstline_language)\n"},
      {"indexer/CMakeLists.txt",
       "add_library(firstline_indexer STATIC)\n"
       "target_link_libraries(firstline_indexer PUBLIC firstline_search)\n"},
      {"server/CMakeLists.txt",
       "add_library(firstline_server STATIC http.cc\n  pages/home.cc)  # not gone.cc\n"
       "target_link_libraries(firstline_server PUBLIC firstline_search)\n"
       "add_executable(firstline-server main.cc)\n"
       "target_link_libraries(firstline-server PRIVATE firstline_server)\n"},
      {"server/http.cc", ""},
      {"server/main.cc", ""},
      {"server/pages/home.cc", ""},
      {"tests/CMakeLists.txt", "add_executable(${name} ${CMAKE_SOURCE_DIR}/tests/support/main.cc)\n"},
      {"tests/base/CMakeLists.txt",
       "firstline_test(base_test SOURCES \"file_test.cc\" LIBRARIES firstline_server)\n"},
      {"tests/base/file_test.cc", ""},
      {"tests/support/main.cc", ""},
  };
}

Breaks with_line(const std::string& path, const std::string& line, Breaks (*rule)(const Tree&)) {
  Tree tree = house();
  tree.set(path, *tree.text(path) + line + "\n");
  return rule(tree);
}

Breaks with_file(const std::string& path, Breaks (*rule)(const Tree&)) {
  Tree tree = house();
  tree.set(path, "");
  return rule(tree);
}

}  // namespace

TEST_CASE("Build files that keep the rules break none") {
  CHECK(broken_link_direction(house()).empty());
  CHECK(unlisted_sources(house()).empty());
  CHECK(collected_sources(house()).empty());
}

TEST_CASE("A folder may link the folders before it and no other") {
  constexpr std::array<std::string_view, 5> kOrder = {"base", "language", "search", "indexer", "server"};
  for (std::size_t from = 0; from < kOrder.size(); ++from) {
    for (std::size_t to = 0; to < kOrder.size(); ++to) {
      const std::string folder(kOrder[from]);
      const std::string library = "firstline_" + std::string(kOrder[to]);
      const bool allowed = to <= from && !(folder == "server" && kOrder[to] == "indexer");
      CAPTURE(folder, library);
      CHECK(with_line(folder + "/CMakeLists.txt",
                      "target_link_libraries(firstline_" + folder + " PRIVATE\n " + library + ")",
                      broken_link_direction)
                .empty() == allowed);
    }
  }
}

TEST_CASE("A link against the direction can't hide in another build file") {
  CHECK(with_line("server/CMakeLists.txt", "target_link_libraries(firstline_base PUBLIC firstline_server)",
                  broken_link_direction) ==
        Breaks{"server/CMakeLists.txt:6: adds to firstline_base, made elsewhere"});
  CHECK(with_line("server/CMakeLists.txt", "target_sources(firstline_search PRIVATE x.cc)",
                  broken_link_direction)
            .size() == 1);
  CHECK(with_line("CMakeLists.txt", "target_link_libraries(firstline_flags INTERFACE firstline_base)",
                  broken_link_direction) == Breaks{"CMakeLists.txt:4: may not link firstline_base"});
  CHECK(with_line("base/CMakeLists.txt",
                  "target_link_libraries(firstline_base PUBLIC firstline_test_support)",
                  broken_link_direction)
            .size() == 1);
  CHECK(with_line("base/CMakeLists.txt", "set(more firstline_search)", broken_link_direction).size() == 1);
  CHECK(with_line("base/CMakeLists.txt", "# target_link_libraries(firstline_base firstline_search)",
                  broken_link_direction)
            .empty());
}

TEST_CASE("A folder without a CMakeLists.txt is noticed") {
  CHECK(broken_link_direction({}).size() == kFolders.size());
}

TEST_CASE("A source file that no CMakeLists.txt of its folder lists is noticed") {
  CHECK(with_file("base/lost.cc", unlisted_sources) ==
        Breaks{"base/lost.cc: no CMakeLists.txt of its folder lists it"});
  CHECK(with_file("server/pages/lost.cc", unlisted_sources).size() == 1);
  CHECK(with_file("tests/base/lost_test.cc", unlisted_sources).size() == 1);
  CHECK(with_file("server/gone.cc", unlisted_sources).size() == 1);    // named in a comment only
  CHECK(with_file("language/file.cc", unlisted_sources).size() == 1);  // listed in another folder
  CHECK(with_file("server/home.cc", unlisted_sources).size() == 1);    // a name within another name
}

TEST_CASE("A build file that collects sources by pattern is noticed") {
  CHECK(with_line("base/CMakeLists.txt", "file(GLOB sources *.cc)", collected_sources) ==
        Breaks{"base/CMakeLists.txt:3: collects files by pattern"});
  CHECK(with_line("tests/CMakeLists.txt", "FILE(\n  GLOB_RECURSE sources *.cc)", collected_sources).size() ==
        1);
  CHECK(with_line("CMakeLists.txt", "aux_source_directory(base sources)", collected_sources).size() == 1);
  CHECK(with_line("base/CMakeLists.txt", "# file(GLOB sources *.cc)", collected_sources).empty());
}

TEST_CASE("A package that is listed twice is noticed") {
  CHECK(repeated_packages({{"packages.txt", "# cmake\ncmake\ng++\n"}}).empty());
  CHECK(repeated_packages({{"packages.txt", "cmake\ng++\ncmake\n"}}) ==
        Breaks{"packages.txt:3: cmake is listed twice"});
  CHECK(repeated_packages({{"packages.txt", "cmake\ncmake \n"}}).size() == 1);
  CHECK(repeated_packages({{"packages.txt", "# nothing\n"}}).size() == 1);
  CHECK(repeated_packages({}).size() == 1);
}

}  // namespace firstline::tests
