// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/generation.h"

#include <catch2/catch.hpp>

#include "base/failure.h"
#include "search/index_writer.h"
#include "tests/search/index.h"

using namespace firstline;
using search::PublishLock;
using tests::article;
using tests::TemporaryFolder;

namespace {

void publish(const PublishLock& lock, const std::vector<search::Article>& articles) {
  const auto generation = lock.start_generation();
  search::IndexWriter writer = search::IndexWriter::create(generation, *tests::languages(), 1);
  for (const search::Article& one : articles) writer.put(0, one);
  writer.finish("en");
  lock.publish(generation);
}

std::string message_of(const std::filesystem::path& index) {
  try {
    search::open_index(search::live_generation(index), tests::languages());
  } catch (const base::Failure& failure) {
    return failure.what();
  }
  return "";
}

}  // namespace

TEST_CASE("A second indexer on one directory is turned away") {
  const TemporaryFolder folder;
  const PublishLock first(folder / "index");
  CHECK_THROWS_WITH(PublishLock(folder / "index"), Catch::Contains("another firstline-index"));
}

TEST_CASE("A directory of another program is left alone") {
  const TemporaryFolder folder;
  folder.write("photos/cat.jpg", "meow");
  CHECK_THROWS_WITH(PublishLock(folder / "photos"), Catch::Contains("cat.jpg"));
  CHECK_THROWS_WITH(search::live_generation(folder / "photos"), Catch::Contains("is not an index"));
  CHECK(tests::read_text(folder / "photos/cat.jpg") == "meow");
}

TEST_CASE("What a killed indexer left is removed, and the live generation stays") {
  const TemporaryFolder folder;
  const PublishLock lock(folder / "index");
  publish(lock, {article("a", "en", "A", "x")});
  const auto live = search::live_generation(folder / "index");
  const auto killed = lock.start_generation();
  folder.write("index/generations/" + killed.filename().string() + "/half", "x");
  CHECK(search::live_generation(folder / "index") == live);
  CHECK(lock.start_generation() == killed);
  CHECK_FALSE(std::filesystem::exists(killed / "half"));
}

TEST_CASE("The generation before the live one is kept, older ones go") {
  const TemporaryFolder folder;
  const PublishLock lock(folder / "index");
  for (int i = 0; i < 4; ++i) publish(lock, {article("a", "en", "A", "x")});
  int kept = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder / "index/generations"))
    ++kept;
  CHECK(kept == 2);
  CHECK(search::live_generation(folder / "index").filename() == "0000000004");
}

TEST_CASE("An index of another format, or with other language rules, says which program to run") {
  const TemporaryFolder folder;
  const PublishLock lock(folder / "index");
  publish(lock, {article("a", "en", "A", "x")});
  const auto live = search::live_generation(folder / "index");
  search::Manifest manifest = search::read_manifest(live);
  manifest.fingerprint = "other";
  search::write_manifest(live, manifest);
  CHECK_THAT(message_of(folder / "index"),
             Catch::Contains("other language rules") && Catch::Contains("firstline-index"));
  manifest.format = 99;
  search::write_manifest(live, manifest);
  CHECK_THAT(message_of(folder / "index"),
             Catch::Contains("its format is 99") && Catch::Contains("firstline-index"));
  folder.write("index/generations/" + live.filename().string() + "/manifest.json", "{\"format\": 1");
  CHECK_THAT(message_of(folder / "index"), Catch::Contains("damaged") && Catch::Contains("--rebuild"));
}

TEST_CASE("A changed copy counts what it replaced, added and removed") {
  const TemporaryFolder folder;
  const PublishLock lock(folder / "index");
  publish(lock,
          {article("a", "en", "A", "one two"), article("b", "th", "B", "x"), article("c", "en", "C", "y")});
  const auto generation = lock.start_generation();
  search::IndexWriter writer =
      search::IndexWriter::extend(generation, search::live_generation(folder / "index"), *tests::languages());
  writer.put(0, article("a", "en", "A", "one two three four"));
  writer.put(0, article("d", "vi", "D", "z"));
  writer.remove("b");
  writer.remove("never there");
  const search::Manifest manifest = writer.finish("en");
  lock.publish(generation);
  CHECK(manifest.articles() == 3);
  CHECK(manifest.languages.count("th") == 0);
  CHECK(manifest.languages.at("vi").articles == 1);
  CHECK(manifest.languages.at("en").words[0] == 5 + 2);  // titles are part of the body
  search::Searcher searcher(
      search::open_index(search::live_generation(folder / "index"), tests::languages()));
  CHECK(searcher.article("d"));
  CHECK_FALSE(searcher.article("b"));
  search::SearchRequest request;
  request.query = "three";
  CHECK(searcher.search(request).hits.size() == 1);
}
