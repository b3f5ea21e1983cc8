// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/article_store.h"

#include <catch2/catch.hpp>

#include "base/failure.h"
#include "tests/search/index.h"

using namespace firstline;
using tests::article;

namespace {

std::string packed(const search::Article& made) {
  language::WordReader reader(*tests::languages());
  const std::string text = search::snippet_text(made);
  const auto words = reader.read(text, tests::languages()->rules_for(made.lang));
  return search::RecordPacker().pack(made, {10, 2, 1, 0}, {"in the title", "in the body", "title\n"}, text,
                                     words);
}

}  // namespace

TEST_CASE("An article comes back from the store as it went in") {
  search::Article made = article("th/billing/refunds", "th", "ขอเงินคืน", "ข้อความแรก\nย่อหน้าที่สอง",
                                 {{"ใช้เวลานานไหม", "5 ถึง 7 วันทำการ"}, {"", "no heading"}});
  made.description = "d";
  made.category = "บิล";
  made.updated = "2026-09-14";
  made.weight = 2.5;
  made.keywords = {"คืนเงิน", "refund"};
  made.aliases = {"th/old"};
  const tests::TemporaryFolder folder;
  folder.write("articles", "skipped" + packed(made) + "rest");
  const search::ArticleStore store(folder / "articles");
  const search::Article back = store.at(7).to_article();
  CHECK(back.id == made.id);
  CHECK(back.title == made.title);
  CHECK(back.category == made.category);
  CHECK(back.weight == made.weight);
  CHECK(back.keywords == made.keywords);
  CHECK(back.aliases == made.aliases);
  CHECK(back.html == made.html);
  REQUIRE(back.sections.size() == made.sections.size());
  for (std::size_t i = 0; i < made.sections.size(); ++i) {
    CHECK(back.sections[i].text == made.sections[i].text);
    CHECK(back.sections[i].heading == made.sections[i].heading);
    CHECK(back.sections[i].anchor == made.sections[i].anchor);
  }
  CHECK(store.record_bytes(7) == packed(made).size());
  const search::StoredArticle stored = store.at(7);
  CHECK(stored.title_signature == "in the title");
  CHECK(stored.body_signature == "in the body");
  CHECK(stored.title_words == "title\n");
}

TEST_CASE("The store knows where every word stands, after long gaps too") {
  const search::Article made = article("a", "en", "t", "one   ---------------------------------- two three");
  const tests::TemporaryFolder folder;
  folder.write("articles", packed(made));
  const search::ArticleStore store(folder / "articles");
  const search::StoredArticle stored = store.at(0);
  std::vector<language::Span> spans;
  stored.spans(spans);
  const std::string text = stored.text();
  std::vector<std::string> words;
  for (const language::Span span : spans) words.push_back(text.substr(span.begin, span.bytes));
  CHECK(words == std::vector<std::string>{"one", "two", "three"});
}

TEST_CASE("A cut or overwritten record is a failure, not a crash") {
  const std::string whole =
      packed(article("a", "en", "Title", "Some text to be packed, long enough to matter."));
  for (std::size_t keep = 0; keep < whole.size(); ++keep) {
    const tests::TemporaryFolder folder;
    folder.write("articles", whole.substr(0, keep));
    const search::ArticleStore store(folder / "articles");
    CHECK_THROWS_AS(store.at(0), base::Failure);
    CHECK_THROWS_WITH(store.at(0), Catch::Contains("the article store") && Catch::Contains("--rebuild"));
  }
  for (std::size_t byte = 0; byte < whole.size(); ++byte) {
    std::string damaged = whole;
    damaged[byte] = static_cast<char>(damaged[byte] ^ 0x55);
    const tests::TemporaryFolder folder;
    folder.write("articles", damaged);
    const search::ArticleStore store(folder / "articles");
    try {
      store.at(0).to_article();
      std::vector<language::Span> spans;
      store.at(0).spans(spans);
    } catch (const base::Failure&) {
    }
  }
  SUCCEED();
}
