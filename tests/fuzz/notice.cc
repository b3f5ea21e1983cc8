// SPDX-License-Identifier: GPL-3.0-or-later
// A notice's file, and the file of an index that keeps notices.
#include "indexer/notices.h"
#include "language/rules.h"
#include "search/notices.h"
#include "tests/fuzz/html.h"
#include "tests/fuzz/languages.h"
#include "tests/fuzz/problems.h"
#include "tests/fuzz/target.h"

namespace firstline::fuzz {
namespace {

constexpr std::size_t kMostBytes = 64 << 10;  // the same reader as an article's, which takes more

void check_kept(const search::Notice& notice) {
  const std::string bytes = search::write_notices({notice});
  const std::vector<search::Notice> again = search::read_notices(bytes);
  expect(again.size() == 1 && search::write_notices(again) == bytes, "a notice is kept as it is");
  const search::NoticeBoard board({notice}, {}, languages(), {notice.lang, "en"}, "en");
  const std::int64_t now = notice.from;
  for (const search::Notice* current : board.current(notice.lang, now))
    expect(current->is_current(now), "what is shown is current");
}

void run(std::string_view bytes) {
  const indexer::SourceFile file = {"articles/notices/en/x.md", "articles/notices/en/x.md", "notices/en/x"};
  static Fresh<language::WordReader> reader(
      [] { return std::make_unique<language::WordReader>(languages()); });
  const indexer::ReadNotice read = indexer::read_notice(file, bytes, "en", languages(), reader.get());
  check_problems(read.problems, bytes);
  if (!read.notice) return;
  const search::Notice& notice = *read.notice;
  expect(!read.broken && !notice.title.empty(), "a notice has a title");
  expect(notice.from < notice.until, "a notice is seen at some time");
  expect_utf8(notice.title, "a title is valid UTF-8");
  expect_utf8(notice.html, "a notice's HTML is valid UTF-8");
  for (const std::string& words : notice.words) expect_utf8(words, "words are valid UTF-8");
  const std::string unsafe = unsafe_html(notice.html);
  expect(unsafe.empty(), "a notice's HTML is safe: " + unsafe, notice.html);
  expect(notice.html.find(" id=\"") == std::string::npos, "a notice's HTML has no ids", notice.html);
  check_kept(notice);
}

const Target target("notice", kMostBytes, run);

}  // namespace
}  // namespace firstline::fuzz
