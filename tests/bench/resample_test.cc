// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/resample.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <set>

#include "tests/support/temporary_folder.h"

namespace firstline::bench {
namespace {

namespace fs = std::filesystem;

struct Shape {
  std::vector<double> sections, bytes;  // of each article, the smallest first
  std::set<std::string> bodies;
  std::set<std::string> titles;
};

/// Of the English sample articles, or of made ones.
Shape shape_of(const fs::path& folder) {
  Shape shape;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".md") continue;
    const std::string text = tests::read_text(entry.path());
    const std::string body = text.substr(text.find("\n---\n") + 5);
    shape.sections.push_back(static_cast<double>(split_pieces(body).size()));
    shape.bytes.push_back(static_cast<double>(body.size()));
    shape.bodies.insert(body);
    shape.titles.insert(text.substr(0, text.find('\n', 4)));
  }
  std::sort(shape.sections.begin(), shape.sections.end());
  std::sort(shape.bytes.begin(), shape.bytes.end());
  return shape;
}

double at(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<std::pair<int, std::string>> pieces(std::string_view markdown) {
  std::vector<std::pair<int, std::string>> list;
  for (const Piece& piece : split_pieces(markdown)) list.emplace_back(piece.level, piece.markdown);
  return list;
}

TEST_CASE("an article is cut at its headings") {
  CHECK(
      pieces("First.\n\n# One\ntext\n### Three\n") ==
      std::vector<std::pair<int, std::string>>{{0, "First.\n\n"}, {1, "# One\ntext\n"}, {3, "### Three\n"}});
  CHECK(pieces("\n\n## Two").size() == 1);
  CHECK(pieces("#hashtag\n####### seven\n").size() == 1);
  CHECK(pieces("").empty());
}

TEST_CASE("a comment in code is no heading") {
  CHECK(pieces("```sh\n# comment\n```\n# One\n").size() == 2);
  CHECK(pieces("1. Do\n\n   ~~~~\n# comment\n~~~\n# still\n   ~~~~\n").size() == 1);
}

TEST_CASE("code without an end is ended, so that it swallows no other piece") {
  CHECK(pieces("```\ncode\n").front().second == "```\ncode\n```\n");
}

TEST_CASE("made articles are shaped as the real ones and differ from one another") {
  const tests::TemporaryFolder folder;
  const fs::path source = tests::source_folder() / "articles/en";
  constexpr std::size_t kMade = 600;
  make_articles(source, folder / "made", kMade);
  const Shape real = shape_of(source);
  const Shape made = shape_of(folder / "made");

  REQUIRE(made.bytes.size() == kMade);
  CHECK(made.bodies.size() > kMade * 95 / 100);
  CHECK(made.titles.size() > kMade * 95 / 100);
  CHECK(mean(made.sections) == Approx(mean(real.sections)).epsilon(0.03));
  CHECK(mean(made.bytes) == Approx(mean(real.bytes)).epsilon(0.05));
  for (const double share : {0.1, 0.5, 0.9}) {
    CHECK(std::abs(at(made.sections, share) - at(real.sections, share)) <= 1);
    CHECK(at(made.bytes, share) == Approx(at(real.bytes, share)).epsilon(0.1));
  }
}

TEST_CASE("the same articles are made every time") {
  const tests::TemporaryFolder folder;
  const fs::path source = tests::source_folder() / "articles";
  for (const char* name : {"once", "again"}) make_articles(source, folder / name, 20);
  CHECK(shape_of(folder / "once").bodies == shape_of(folder / "again").bodies);
}

}  // namespace
}  // namespace firstline::bench
