// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/notices.h"

#include <catch2/catch.hpp>

#include "base/iso_time.h"
#include "tests/support/temporary_folder.h"

namespace firstline::tests {
namespace {

using Catch::Matchers::Contains;
using indexer::ReadNotice;
using Texts = std::vector<std::string>;

const language::Languages& languages() {
  static const language::Languages all = language::Languages::load(source_folder() / "language/data");
  return all;
}

ReadNotice read(const std::string& source, const std::string& id = "notices/th/slow") {
  language::WordReader reader(languages());
  return indexer::read_notice({id + ".md", "articles/" + id + ".md", id}, source, "en", languages(), reader);
}

/// "2:8 error wrong-type" for each problem.
Texts places(const ReadNotice& result) {
  Texts all;
  for (const base::Problem& problem : result.problems)
    all.push_back(std::to_string(problem.line) + ":" + std::to_string(problem.column) + " " +
                  base::severity_name(problem.severity) + " " + problem.rule);
  return all;
}

/// With front matter that nothing else is wrong with.
ReadNotice with(const std::string& line) {
  return read("---\ntitle: Slow\nwords: [internet]\n" + line + "\n---\nText\n", "notices/slow");
}

}  // namespace

TEST_CASE("A notice takes what the front matter says") {
  const ReadNotice result = read(
      "---\ntitle: Slow\nlang: vi\nwords: [mạng chậm, 4G]\nfrom: 2026-09-14\nuntil: 2026-09-15\n"
      "next_update: 2026-09-14 21:00:30+07:00\narticles: [en/a, en/b]\n---\nWe know.\n");
  CHECK(result.problems.empty());
  REQUIRE(result.notice);
  const search::Notice& notice = *result.notice;
  CHECK(notice.id == "notices/th/slow");
  CHECK(notice.key == "slow");
  CHECK(notice.lang == "vi");
  CHECK(notice.title == "Slow");
  CHECK(notice.html == "<p>We know.</p>\n");
  CHECK(base::format_iso_time(notice.from) == "2026-09-14T00:00:00Z");
  CHECK(base::format_iso_time(notice.until) == "2026-09-16T00:00:00Z");  // its last day counts
  CHECK(notice.next_update == "2026-09-14T21:00+07:00");
  CHECK(notice.words == Texts{"mạng chậm", "4G"});
  CHECK(notice.articles == Texts{"en/a", "en/b"});
}

TEST_CASE("Without dates a notice is shown from now on until it is taken away") {
  const search::Notice notice = *with("").notice;
  CHECK(notice.is_current(0));
  CHECK(notice.is_current(search::kNoEnd - 1));
  CHECK(notice.next_update.empty());
}

TEST_CASE("The folder below notices is the language where it is one, and translations share the rest") {
  const auto notice = [](const std::string& id) { return *read("# A\n\nb", id).notice; };
  CHECK(notice("notices/th/net/slow").lang == "th");
  CHECK(notice("notices/th/net/slow").key == "net/slow");
  CHECK(notice("notices/sr-Latn/slow").lang == "sr-Latn");
  CHECK(notice("notices/slow").lang == "en");
  CHECK(notice("notices/slow").key == "slow");
  CHECK(notice("notices/th").lang == "en");  // a file, not a folder
}

TEST_CASE("A notice's HTML is safe, stands below its title, and has no ids that two of them could share") {
  const ReadNotice result = read(
      "---\ntitle: \"<script>x</script>\"\nwords: a1\n---\n## What we know\n\n<script>alert(1)</script>"
      "<b onclick=x>b</b>\n\n[a](javascript:alert(1)) [r](../../en/refunds.md#how)[^1]\n\n# Top\n\n[^1]: "
      "n\n");
  CHECK(result.notice->title == "<script>x</script>");  // as it is: templates escape it
  CHECK(result.notice->html ==
        "<h4>What we know</h4>\n<p><a href=\"\">a</a> <a href=\"/articles/en/refunds#how\">r</a>"
        "<a href=\"n\">^1</a></p>\n<h4>Top</h4>\n");
  REQUIRE(result.references.size() == 1);
  CHECK(result.references[0].id == "en/refunds");
  CHECK(result.references[0].rule == "broken-link");
  CHECK(result.references[0].line == 9);
}

TEST_CASE("What is wrong with a notice is said where it stands") {
  CHECK(places(with("titel: x")) == Texts{"4:1 warning unknown-key"});
  CHECK_THAT(with("titel: x").problems[0].message, Contains("did you mean 'title'?"));
  CHECK_THAT(with("word: x").problems[0].message, Contains("did you mean 'words'?"));
  CHECK(places(with("category: x")) == Texts{"4:1 warning unknown-key"});
  for (const char* wrong : {"2026-09-31", "tomorrow", "2026-09-14T14:00", "2026-9-1"})
    for (const char* key : {"from", "until", "next_update"}) {
      INFO(key << ": " << wrong);
      const ReadNotice result = with(std::string(key) + ": " + wrong);
      CHECK(places(result) == Texts{"4:" + std::to_string(std::string(key).size() + 3) + " error bad-date"});
      CHECK(result.broken);
      CHECK_FALSE(result.notice);
    }
  CHECK(places(with("until: [a]")) == Texts{"4:8 error wrong-type"});
  CHECK(places(with("from: 2026-09-15\nuntil: 2026-09-14")) == Texts{"5:8 error until-before-from"});
  CHECK(places(with("from: 2026-09-15T10:00Z\nuntil: 2026-09-15T12:00+02:00")) ==
        Texts{"5:8 error until-before-from"});
  CHECK(with("from: 2026-09-15\nuntil: 2026-09-15").problems.empty());
  CHECK(places(with("lang: english")) == Texts{"4:7 error bad-language"});
  CHECK(places(read("---\nwords: internet\n---\nText")) == Texts{"1:1 error no-title"});
  CHECK(places(read("---\ntitle: A\n---\nText")) == Texts{"1:1 warning notice-words"});
  CHECK(places(read("---\ntitle: A\nwords: internet\n---\n")) == Texts{"5:1 warning no-text"});
  CHECK(places(read("---\ntitle: A\n")) == Texts{"1:1 error unclosed-front-matter"});
  CHECK(places(read("a\xFF")) == Texts{"1:2 error not-utf-8"});
}

TEST_CASE("A phrase that every question may have, or no question has, is left out") {
  const ReadNotice result = read(
      "---\ntitle: A\nwords: [how do I, '!!', a1 b c d e f g h i j k, internet]\n---\nText", "notices/en/a");
  CHECK(places(result) ==
        Texts{"3:9 warning notice-words", "3:19 warning notice-words", "3:25 warning notice-words"});
  CHECK(result.notice->words == Texts{"internet"});
}

TEST_CASE("A draft is checked, but is no notice") {
  const ReadNotice result = with("draft: true\nfrom: never");
  CHECK(places(result) == Texts{"5:7 error bad-date"});
  CHECK_FALSE(with("draft: true").broken);
  CHECK_FALSE(with("draft: true").notice);
}

TEST_CASE("Notices are found in their folder, and are no articles") {
  const TemporaryFolder folder;
  folder.write("en/a.md", "x");
  folder.write("en/notices/b.md", "x");  // only the top folder counts
  folder.write("notices/th/c.md", "x");
  folder.write("notices/d.md", "x");
  folder.write("notices/caf\xE9.md", "x");
  std::vector<base::Problem> problems;
  Texts articles;
  for (const auto& file : indexer::find_sources(folder.path().string() + "/", problems))
    articles.push_back(file.id);
  CHECK(articles == Texts{"en/a", "en/notices/b"});
  CHECK(problems.empty());
  Texts notices;
  for (const auto& file : indexer::find_notices(folder.path().string() + "/", problems))
    notices.push_back(file.id);
  CHECK(notices == Texts{"notices/d", "notices/th/c"});
  CHECK(problems.size() == 1);
  CHECK(indexer::find_notices(folder / "en", problems).size() == 1);
  CHECK(indexer::find_notices(folder / "nowhere", problems).empty());
}

TEST_CASE("What became broken keeps the version that was live; what went is gone") {
  const TemporaryFolder folder;
  folder.write("notices/a.md", "---\ntitle: A\nfrom: never\n---\nText");
  folder.write("notices/new.md", "---\ntitle: New\nfrom: never\n---\nText");
  search::Notice live;
  live.id = "notices/a";
  live.title = "As it was";
  search::Notice gone;
  gone.id = "notices/gone";
  std::vector<base::Problem> problems;
  const indexer::ReadNotices all =
      indexer::read_notices_folder(folder.path(), "en", languages(), {live, gone}, problems);
  REQUIRE(all.notices.size() == 1);
  CHECK(all.notices[0].title == "As it was");
}

}  // namespace firstline::tests
