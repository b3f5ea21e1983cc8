// SPDX-License-Identifier: GPL-3.0-or-later
// A whole article's file: front matter, Markdown, sections, HTML.
#include <algorithm>

#include "indexer/article_reader.h"
#include "language/utf8.h"
#include "tests/fuzz/html.h"
#include "tests/fuzz/problems.h"
#include "tests/fuzz/target.h"

namespace firstline::fuzz {
namespace {

void check_plain(const std::string& text) {
  expect_utf8(text, "a section's text is valid UTF-8");
  for (const char c : text)
    expect(static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t' || c == '\r',
           "a section holds no control characters", text);
}

void check(const search::Article& article) {
  const std::string unsafe = unsafe_html(article.html);
  expect(unsafe.empty(), "an article's HTML is safe: " + unsafe, article.html);
  expect_utf8(article.html, "an article's HTML is valid UTF-8");
  expect(!article.title.empty() && !article.sections.empty(), "an article has a title and a section");
  expect_utf8(article.title, "a title is valid UTF-8");
  for (const search::Section& section : article.sections) {
    check_plain(section.text);
    check_plain(section.heading);
    expect(section.heading.find('\n') == std::string::npos, "a heading is one line", section.heading);
    expect(section.anchor.empty() || article.html.find(" id=\"" + section.anchor + "\"") != std::string::npos,
           "a section's anchor stands in the HTML", section.anchor);
    expect(section.anchor.empty() == (&section == &article.sections.front()),
           "all sections but the first have an anchor");
  }
}

void run(std::string_view bytes) {
  const indexer::SourceFile file = {"articles/en/account/x.md", "articles/en/account/x.md", "en/account/x"};
  const indexer::ReadArticle read = indexer::read_article(file, bytes, "en");
  check_problems(read.problems, bytes);
  const bool has_error =
      std::any_of(read.problems.begin(), read.problems.end(),
                  [](const base::Problem& problem) { return problem.severity == base::Severity::kError; });
  expect(read.broken == has_error, "an article is broken when an error says so");
  expect(!read.broken || !read.article, "a broken article is not there");
  for (const indexer::ArticleLink& link : read.links) {
    expect_utf8(link.target, "a link's target is valid UTF-8");
    expect(link.line >= 1 && link.column >= 1, "a link stands somewhere");
  }
  if (read.article) check(*read.article);
}

const Target target("article", indexer::kLargestArticleBytes + 1, run);

}  // namespace
}  // namespace firstline::fuzz
