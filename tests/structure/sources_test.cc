// SPDX-License-Identifier: GPL-3.0-or-later
// That the rules over single files find what breaks them, and that a tree is read whole.
#include <catch2/catch.hpp>

#include "tests/structure/layout.h"
#include "tests/structure/rules.h"
#include "tests/support/temporary_folder.h"

namespace firstline::tests {
namespace {

const std::string kLicence = "SPDX-License-Identifier: GPL-3.0-or-later";

bool has_licence(const std::string& path, const std::string& text) {
  return missing_licences({{path, text}}).empty();
}

bool speaks(const std::string& text) {
  return silent_headers({{"base/x.h", text}}).empty();
}

bool is_private(const std::string& text) {
  return !private_paths({{"doc/x.md", text}}).empty();
}

std::string lines(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "x\n";
  return text;
}

}  // namespace

TEST_CASE("A source file without its licence on top is noticed") {
  CHECK(missing_licences({{"base/x.cc", "#include <string>\n"}}) ==
        Breaks{"base/x.cc:1: should be: // " + kLicence});
  for (const char* path : {"base/x.cc", "base/x.h", "base/x.cpp"}) {
    CAPTURE(path);
    CHECK(has_licence(path, "// " + kLicence + "\n"));
    CHECK_FALSE(has_licence(path, ""));
    CHECK_FALSE(has_licence(path, "\n// " + kLicence + "\n"));
    CHECK_FALSE(has_licence(path, "// SPDX-License-Identifier: MIT\n"));
  }
  for (const char* path :
       {"CMakeLists.txt", "tests/x/CMakeLists.txt", "tests/x.sh", "Makefile", "base/x.cmake"}) {
    CAPTURE(path);
    CHECK(has_licence(path, "# " + kLicence));
    CHECK(has_licence(path, "#!/bin/sh\n# " + kLicence + "\n"));
    CHECK_FALSE(has_licence(path, "#!/bin/sh\n"));
    CHECK_FALSE(has_licence(path, "# What it does.\n# " + kLicence + "\n"));
  }
  CHECK(has_licence("articles/en/x.md", "# No code\n"));
}

TEST_CASE("A header that doesn't say what it is for, or could be read twice, is noticed") {
  const std::string licence = "// " + kLicence + "\n";
  CHECK(speaks(licence + "// Reads whole files.\n#pragma once\n"));
  CHECK_FALSE(speaks(licence + "#pragma once\n"));
  CHECK_FALSE(speaks(licence + "//\n#pragma once\n"));
  CHECK_FALSE(speaks(licence + "// Files.\n#pragma once\n"));
  CHECK_FALSE(speaks(licence + "#pragma once\n// Reads whole files.\n"));
  CHECK_FALSE(speaks(licence + "// Reads whole files.\n"));
  CHECK_FALSE(speaks(licence + "// Reads whole files.\n#include <string>\n#pragma once\n"));
  CHECK_FALSE(speaks(licence + "// Reads whole files.\n// #pragma once\n"));
}

TEST_CASE("C++ under another suffix is noticed") {
  CHECK(foreign_suffixes({{"base/x.cc", ""}, {"base/x.h", ""}, {"base/x.txt", ""}}).empty());
  CHECK(foreign_suffixes({{"base/x.cpp", ""}, {"base/x.hpp", ""}, {"base/x.inc", ""}}).size() == 3);
}

TEST_CASE("A file of code that is too long is noticed, one that just fits isn't") {
  for (const char* path :
       {"base/x.cc", "tests/x/x_test.cc", "base/x.h", "tests/x.sh", "Makefile", "CMakeLists.txt",
        "templates/assets/x.css", "templates/pages/x.html", "tests/trips/x.mjs"}) {
    CAPTURE(path);
    CHECK(long_files({{path, lines(400)}}).empty());
    CHECK(long_files({{path, lines(401)}}) == Breaks{std::string(path) + ": 401 lines, more than 400"});
    CHECK(long_files({{path, lines(400) + "the last line has no end"}}).size() == 1);
  }
  for (const char* path :
       {"doc/x.md", "language/data/x.txt", "tests/golden/x.html", "templates/words/x.json"}) {
    CAPTURE(path);
    CHECK(long_files({{path, lines(401)}}).empty());
  }
}

TEST_CASE("A path of somebody's own machine is noticed") {
  // In pieces, so that this file doesn't hold what the rule looks for.
  const std::string s = "/";
  CHECK(private_paths({{"Makefile", "all:\n\tls " + s + "home/ann/x\n"}}) ==
        Breaks{"Makefile:2: a path below " + s + "home/"});
  CHECK(is_private(s + "root/x"));
  CHECK(is_private("`" + s + "work/main`"));
  CHECK(is_private("\"" + s + "Users/ann\""));
  CHECK(is_private(s + "tmp/brief"));
  CHECK(is_private(s + "tmp/brief.md"));
  CHECK(is_private("DIR=" + s + "work/main"));
  CHECK(is_private("file://" + s + "home/ann"));
  CHECK(is_private("-I" + s + "work/main"));
  CHECK(is_private("see x" + s + "work/x and " + s + "work/x"));
  CHECK(private_paths({{"link", s + "home/ann/x"}, {"articles/x.bin", std::string("\0", 1) + s + "root/x"}})
            .size() == 2);
}

TEST_CASE("Other paths are nobody's own") {
  const std::string s = "/";
  CHECK_FALSE(is_private("templates" + s + "home/x.html"));
  CHECK_FALSE(is_private("https://example.com" + s + "work/x"));
  CHECK_FALSE(is_private("${DIR}" + s + "work/x, $(DIR)" + s + "root/x, ~" + s + "work/x"));
  CHECK_FALSE(is_private("at home" + s + "work, " + s + "root and " + s + "home"));
  CHECK_FALSE(is_private(s + "tmp/x " + s + "var/lib/x " + s + "homework/x"));
}

TEST_CASE("A tree holds every file of ours and nothing that is built, fetched or kept by git") {
  const TemporaryFolder root;
  root.write("base/deep/x.cc", "one");
  root.write("tests/build/x", "a folder of this name further down is ours");
  root.write(".ci/x", "hidden");
  root.write("build/x", "");
  root.write("run/x", "");
  root.write(".git/x", "");
  root.write("tests/browser/node_modules/x", "");
  std::filesystem::create_symlink("elsewhere", root / "link");
  const Tree tree = read_tree(root.path());
  REQUIRE(tree.files().size() == 4);
  CHECK(*tree.text("base/deep/x.cc") == "one");
  CHECK(*tree.text("link") == "elsewhere");
  CHECK(tree.text("base/deep") == nullptr);
  CHECK(tree.has("base/deep"));
  CHECK(tree.has("base/"));
  CHECK(tree.has(".ci/x"));
  CHECK(tree.has("tests/build"));
  CHECK_FALSE(tree.has("bas"));
  CHECK_FALSE(tree.has("base/x.cc"));
}

}  // namespace firstline::tests
