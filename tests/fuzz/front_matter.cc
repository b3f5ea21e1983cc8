// SPDX-License-Identifier: GPL-3.0-or-later
// The YAML on top of an article's or a notice's file.
#include "indexer/front_matter.h"

#include <algorithm>

#include "indexer/source_text.h"
#include "language/rules.h"
#include "tests/fuzz/problems.h"
#include "tests/fuzz/target.h"

namespace firstline::fuzz {
namespace {

constexpr std::size_t kMostBytes = 80 << 10;  // 64 KiB are read
constexpr double kLargestWeight = 100;
constexpr std::size_t kLongestValueBytes = 2000;

void check_text(const std::string& text) {
  expect_utf8(text, "a value is valid UTF-8");
  expect(text.size() <= kLongestValueBytes, "a value has its limit");
  for (const char c : text)
    expect(static_cast<unsigned char>(c) >= 0x20, "a value holds no control characters");
}

void check_text(const std::optional<std::string>& text) {
  if (text) check_text(*text);
}

void check(const indexer::FrontMatter& front) {
  for (const auto* text : {&front.title, &front.description, &front.lang, &front.category, &front.updated,
                           &front.translation_key})
    check_text(*text);
  for (const auto* list : {&front.tags, &front.aliases, &front.keywords})
    for (const std::string& text : *list) check_text(text);
  expect(front.weight > 0 && front.weight <= kLargestWeight, "a weight stays in its range");
  expect(!front.lang || language::is_language_tag(*front.lang), "lang is a language tag");
}

void check(const indexer::NoticeFrontMatter& front) {
  check_text(front.title);
  check_text(front.lang);
  for (const auto* list : {&front.words, &front.articles})
    for (const indexer::PlacedText& item : *list) {
      check_text(item.text);
      expect(item.line >= 1 && item.column >= 1, "a text stands somewhere");
    }
  for (const auto* time : {&front.from, &front.until, &front.next_update})
    if (*time) expect((*time)->begin <= (*time)->end, "a time begins before it ends");
}

void run(std::string_view bytes) {
  const std::string path = "articles/en/x.md";
  const std::string_view source = indexer::without_bom(bytes);
  if (const auto problem = indexer::check_bytes(source, path)) {
    check_problems({*problem}, source);
    return;
  }
  const indexer::SplitSource split = indexer::split_source(source);
  expect(split.front_matter.size() + split.body.size() <= source.size(),
         "the parts are no more than the whole");
  expect(source.ends_with(split.body), "the body is the end of the file");
  const std::string_view before = source.substr(0, source.size() - split.body.size());
  expect(split.body_line == 1 + std::count(before.begin(), before.end(), '\n') || split.body.empty(),
         "the body's line is counted");
  std::vector<base::Problem> problems;
  check(indexer::read_front_matter(split.front_matter, path, problems));
  check(indexer::read_notice_front_matter(split.front_matter, path, problems));
  check_problems(problems, source);
}

const Target target("front_matter", kMostBytes, run);

}  // namespace
}  // namespace firstline::fuzz
