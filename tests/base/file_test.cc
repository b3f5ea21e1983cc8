// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "base/failure.h"
#include "base/resources.h"
#include "tests/support/temporary_folder.h"

namespace firstline::tests {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

std::size_t count_entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST_CASE("A file is read byte for byte, NULs and an empty file too") {
  const TemporaryFolder folder;
  const std::string bytes("a\0b\r\n\xFF", 6);
  CHECK(base::read_file(folder.write("some", bytes)) == bytes);
  CHECK(base::read_file(folder.write("empty", "")).empty());
}

TEST_CASE("What can't be read is a failure that names the path and the reason") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(base::read_file(folder / "missing"), Contains("missing") && Contains("No such file"));
  CHECK_THROWS_WITH(base::read_file(folder.path()), Contains("not a regular file"));
  // A pipe would keep a reader waiting for ever.
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const int keeps_it_open = ::open((folder / "pipe").c_str(), O_RDWR);
  CHECK_THROWS_WITH(base::read_file(folder / "pipe"), Contains("not a regular file"));
  ::close(keeps_it_open);
}

TEST_CASE("A file at the limit is read, a larger one is not") {
  const TemporaryFolder folder;
  const fs::path file = folder.write("ten", "0123456789");
  CHECK(base::read_file(file, 10).size() == 10);
  CHECK_THROWS_WITH(base::read_file(file, 9), Contains("larger than 9 bytes") && Contains(file.string()));
}

TEST_CASE("Replacing a file leaves the new bytes and nothing else behind") {
  const TemporaryFolder folder;
  const fs::path file = folder.write("f", "old and longer");
  base::replace_file(file, "new");
  CHECK(read_text(file) == "new");
  base::replace_file(folder / "not yet there", "first");
  CHECK(read_text(folder / "not yet there") == "first");
  CHECK(count_entries(folder.path()) == 2);
}

TEST_CASE("A reader of a replaced file sees the old one or the new one, whole") {
  const TemporaryFolder folder;
  const std::string a(100'000, 'a');
  const std::string b(200'000, 'b');
  const fs::path file = folder.write("f", a);
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int i = 0; i < 50; ++i) base::replace_file(file, i % 2 == 0 ? b : a);
    done = true;
  });
  std::size_t torn = 0;
  while (!done) {
    const std::string seen = base::read_file(file);
    if (seen != a && seen != b) ++torn;
  }
  writer.join();
  CHECK(torn == 0);
}

TEST_CASE("A file that can't be replaced stays as it was") {
  const TemporaryFolder folder;
  const fs::path file = folder.write("f", "a file, not a folder");
  CHECK_THROWS_AS(base::replace_file(file / "below", "x"), base::Failure);
  CHECK(read_text(file) == "a file, not a folder");
  fs::create_directory(folder / "folder");
  folder.write("folder/kept", "kept");
  CHECK_THROWS_AS(base::replace_file(folder / "folder", "x"), base::Failure);
  CHECK(read_text(folder / "folder/kept") == "kept");
}

TEST_CASE("A copy holds the same bytes and takes the place of a longer file") {
  const TemporaryFolder folder;
  const std::string bytes(3'000'000, 'x');
  const fs::path from = folder.write("from", bytes);
  const fs::path to = folder.write("to", bytes + bytes);
  base::copy_file(from, to);
  CHECK((read_text(to) == bytes));
  CHECK_THROWS_WITH(base::copy_file(folder / "missing", to), Contains("missing"));
}

TEST_CASE("A tree is flushed whole, and a missing one is a failure") {
  const TemporaryFolder folder;
  folder.write("a/b/c", "x");
  CHECK_NOTHROW(base::flush_tree_to_disk(folder.path()));
  CHECK_NOTHROW(base::flush_to_disk(""));  // the parent of a path without a folder
  CHECK_THROWS(base::flush_to_disk(folder / "missing"));
}

TEST_CASE("The folders that ship with the programs are found, and a missing one is named") {
  CHECK(fs::exists(base::find_resource("language/data") / "languages.tsv"));
  CHECK_THROWS_WITH(base::find_resource("no-such-folder"), Contains("no-such-folder"));
}

}  // namespace
}  // namespace firstline::tests
