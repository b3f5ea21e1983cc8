// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/sources.h"

#include <catch2/catch.hpp>

#include "search/generation.h"
#include "tests/support/temporary_folder.h"

namespace firstline::tests {
namespace {

using indexer::Source;
using indexer::Sources;

Sources some_sources() {
  Source source;
  source.hash = "0123456789abcdef0123456789abcdef";
  source.id = "th/บิล";
  source.published = true;
  source.broken = true;
  source.aliases = {"old", "", "older"};
  source.links = {{"en/a", 3, 400}, {"../up", 100'000, 1}};
  source.problems = {
      {"articles/th/บิล.md", 2, 7, base::Severity::kWarning, "unknown-key", "unknown key 'a\nb'"},
      {"articles/th/บิล.md", 9, 1, base::Severity::kError, "nul-byte", ""}};
  return {{"articles/a.md", {}}, {"articles/th/บิล.md", source}};
}

TEST_CASE("What a run knew of the files is what the next one reads") {
  const TemporaryFolder folder;
  indexer::save_sources(folder.path(), some_sources());
  const Sources loaded = indexer::load_sources(folder.path());
  REQUIRE(loaded.size() == 2);
  const Source was = some_sources().at("articles/th/บิล.md");
  const Source& is = loaded.at("articles/th/บิล.md");
  CHECK(is.hash == was.hash);
  CHECK(is.id == was.id);
  CHECK(is.published);
  CHECK(is.broken);
  CHECK(is.aliases == was.aliases);
  CHECK(is.problems == was.problems);
  REQUIRE(is.links.size() == 2);
  CHECK(is.links[0].target == "en/a");
  CHECK(is.links[0].column == 400);
  CHECK(is.links[1].line == 100'000);
  CHECK_FALSE(loaded.at("articles/a.md").published);
}

TEST_CASE("No memory of the last run is an empty one") {
  const TemporaryFolder folder;
  CHECK(indexer::load_sources(folder.path()).empty());
  indexer::save_sources(folder.path(), {});
  CHECK(indexer::load_sources(folder.path()).empty());
}

TEST_CASE("A memory cut anywhere, or of another layout, is an empty one") {
  const TemporaryFolder folder;
  indexer::save_sources(folder.path(), some_sources());
  const std::string whole = read_text(folder / search::kSourcesFile);
  for (std::size_t bytes = 0; bytes < whole.size(); ++bytes) {
    folder.write(search::kSourcesFile, whole.substr(0, bytes));
    REQUIRE(indexer::load_sources(folder.path()).empty());
  }
  std::string other = whole;
  ++other[5];
  folder.write(search::kSourcesFile, other);
  CHECK(indexer::load_sources(folder.path()).empty());
  folder.write(search::kSourcesFile, whole);
  CHECK(indexer::load_sources(folder.path()).size() == 2);
}

}  // namespace
}  // namespace firstline::tests
