// SPDX-License-Identifier: GPL-3.0-or-later
// The rules, held against this repository. That each can be broken is shown in the other tests of this
// folder.
#include <catch2/catch.hpp>

#include "tests/structure/layout.h"
#include "tests/structure/rules.h"
#include "tests/support/temporary_folder.h"

namespace firstline::tests {
namespace {

const Tree& repository() {
  static const Tree tree = read_tree(source_folder());
  return tree;
}

void check_none(const Breaks& breaks) {
  std::string list;
  for (const std::string& each : breaks) list += each + "\n";
  INFO(list);
  CHECK(breaks.empty());
}

}  // namespace

TEST_CASE("The tests read the whole repository") {
  for (const FolderRule& rule : kFolders) {
    const std::string folder = std::string(rule.folder) + "/";
    CAPTURE(folder);
    bool has_code = false;
    for (const auto& [path, text] : repository().files()) {
      has_code = has_code || (path.starts_with(folder) && path.ends_with(".cc") && !text.empty());
    }
    CHECK(has_code);
  }
  CHECK(repository().has("articles/en"));
  CHECK(repository().has("templates/pages"));
  CHECK_FALSE(repository().has("build"));
  CHECK_FALSE(repository().has(".git"));
}

TEST_CASE("A file includes only its own folder and the folders before it") {
  check_none(broken_include_direction(repository()));
}

TEST_CASE("Every library is included at its home only") {
  check_none(broken_library_homes(repository()));
}

TEST_CASE("Xapian's types don't leave search/") {
  check_none(broken_inner_headers(repository()));
}

TEST_CASE("A folder links only the folders before it") {
  check_none(broken_link_direction(repository()));
}

TEST_CASE("Every source file is listed in its folder's CMakeLists.txt") {
  check_none(unlisted_sources(repository()));
}

TEST_CASE("No build file collects sources by pattern") {
  check_none(collected_sources(repository()));
}

TEST_CASE("packages.txt lists no package twice") {
  check_none(repeated_packages(repository()));
}

TEST_CASE("Every path that the documents name is there") {
  check_none(dead_paths(repository()));
}

TEST_CASE("Every source file begins with its licence") {
  check_none(missing_licences(repository()));
}

TEST_CASE("Every header says what it is for and is read once") {
  check_none(silent_headers(repository()));
}

TEST_CASE("C++ is in .cc and .h files") {
  check_none(foreign_suffixes(repository()));
}

TEST_CASE("No file of code or test is longer than 400 lines") {
  check_none(long_files(repository()));
}

TEST_CASE("No file holds a path of somebody's own machine") {
  check_none(private_paths(repository()));
}

}  // namespace firstline::tests
