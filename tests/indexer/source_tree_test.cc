// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source_tree.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "tests/support/temporary_folder.h"

namespace firstline::tests {
namespace {

namespace fs = std::filesystem;

struct Found {
  std::vector<std::string> ids;
  std::vector<std::string> shown;
  std::vector<base::Problem> problems;
};

Found find(const fs::path& folder) {
  Found found;
  for (const indexer::SourceFile& file : indexer::find_sources(folder, found.problems)) {
    found.ids.push_back(file.id);
    found.shown.push_back(file.shown);
  }
  return found;
}

using Ids = std::vector<std::string>;

TEST_CASE("Every .md file below the folder is an article, sorted by id") {
  const TemporaryFolder folder;
  for (const char* name :
       {"en/b.md", "en/a/deep/er.md", "top.md", "en/a.txt", "en/md", "en/.md", "en/a.MD", "README.md.bak"})
    folder.write(name, "x");
  CHECK(find(folder.path()).ids == Ids{"en/a/deep/er", "en/b", "top"});
  CHECK(find(folder.path()).problems.empty());
}

TEST_CASE("Hidden files and folders are passed over") {
  const TemporaryFolder folder;
  for (const char* name : {".git/x.md", "en/.a.md.swp", "en/.b.md", "en/c.md"}) folder.write(name, "x");
  CHECK(find(folder.path()).ids == Ids{"en/c"});
}

TEST_CASE("Names with blanks, dots and other scripts are kept") {
  const TemporaryFolder folder;
  for (const char* name : {"en/my bill.md", "th/บิล.md", "en/v2.1.md", "en/a.md.md"}) folder.write(name, "x");
  CHECK(find(folder.path()).ids == Ids{"en/a.md", "en/my bill", "en/v2.1", "th/บิล"});
}

TEST_CASE("A file is shown by the path that the user gave") {
  const TemporaryFolder folder;
  folder.write("en/a.md", "x");
  CHECK(find(folder.path()).shown == Ids{folder.path().string() + "/en/a.md"});
  CHECK(find(folder.path().string() + "/").shown == Ids{folder.path().string() + "/en/a.md"});
}

TEST_CASE("A decomposed name gives a composed id") {
  const TemporaryFolder folder;
  folder.write("en/cafe\u0301.md", "x");
  CHECK(find(folder.path()).ids == Ids{"en/caf\u00E9"});
}

TEST_CASE("bad-name is a name that is not UTF-8") {
  const TemporaryFolder folder;
  folder.write("caf\xE9.md", "x");
  folder.write("ok.md", "x");
  const Found found = find(folder.path());
  CHECK(found.ids == Ids{"ok"});
  REQUIRE(found.problems.size() == 1);
  CHECK(found.problems[0].rule == "bad-name");
}

TEST_CASE("Links to files and folders are followed") {
  const TemporaryFolder folder;
  const TemporaryFolder elsewhere;
  elsewhere.write("sub/x.md", "x");
  folder.write("a.md", "x");
  fs::create_directory_symlink(elsewhere / "sub", folder / "linked");
  fs::create_symlink(elsewhere / "sub/x.md", folder / "b.md");
  CHECK(find(folder.path()).ids == Ids{"a", "b", "linked/x"});
}

TEST_CASE("link-loop is a link to a folder that it stands in, and is not followed") {
  const TemporaryFolder folder;
  folder.write("en/a.md", "x");
  fs::create_directory_symlink("..", folder / "en/up");
  fs::create_directory_symlink(".", folder / "en/self");
  const Found found = find(folder.path());
  CHECK(found.ids == Ids{"en/a"});
  REQUIRE(found.problems.size() == 2);
  for (const base::Problem& problem : found.problems) {
    CHECK(problem.rule == "link-loop");
    CHECK(problem.severity == base::Severity::kWarning);
  }
}

TEST_CASE("unreadable is a link that leads nowhere, and what is no file") {
  const TemporaryFolder folder;
  fs::create_symlink("nowhere.md", folder / "dead.md");
  fs::create_symlink("itself.md", folder / "itself.md");
  REQUIRE(::mkfifo((folder / "pipe.md").c_str(), 0600) == 0);
  const Found found = find(folder.path());
  CHECK(found.ids.empty());
  CHECK(found.problems.size() == 3);
  for (const base::Problem& problem : found.problems) CHECK(problem.rule == "unreadable");
}

TEST_CASE("A folder called like an article is a folder") {
  const TemporaryFolder folder;
  folder.write("folder.md/a.md", "x");
  CHECK(find(folder.path()).ids == Ids{"folder.md/a"});
}

TEST_CASE("A folder that isn't there, or is a file, is a failure that says so") {
  const TemporaryFolder folder;
  folder.write("file", "x");
  CHECK_THROWS_WITH(find(folder / "missing"), Catch::Matchers::Contains("no such folder"));
  CHECK_THROWS_WITH(find(folder / "file"), Catch::Matchers::Contains("not a folder"));
}

}  // namespace
}  // namespace firstline::tests
