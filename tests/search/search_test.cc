// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/search/index.h"

using namespace firstline;
using tests::article;
using tests::ids;
using tests::SmallIndex;

namespace {

std::vector<search::Article> five_languages() {
  return {article("en/wifi", "en", "My internet is slow", "Restart the box."),
          article("th/wifi", "th", "เน็ตช้า", "รีสตาร์ทกล่อง"),
          article("sr/wifi", "sr", "Спор интернет", "Поново покрените рутер."),
          article("vi/wifi", "vi", "Mạng chậm", "Khởi động lại bộ phát wifi."),
          article("hi/wifi", "hi", "इंटरनेट धीमा है", "राउटर दोबारा चालू करें।")};
}

}  // namespace

TEST_CASE("Any word may match; the article with more of them comes first") {
  SmallIndex index({article("en/a", "en", "Refunds", "Money back after a refund."),
                    article("en/b", "en", "Cards", "A refund for a lost SIM card.")});
  CHECK(ids(index.ask("refund sim card")) == std::vector<std::string>{"en/b", "en/a"});
}

TEST_CASE("A word in the title outweighs one in the text") {
  SmallIndex index({article("en/a", "en", "Other things", "We mention roaming here, among many words."),
                    article("en/b", "en", "Roaming", "We mention it here, among many other words.")});
  CHECK(ids(index.ask("roaming")).front() == "en/b");
}

TEST_CASE("A writer's weight decides between near equals, and puts no passing mention first") {
  auto plain = article("en/a", "en", "Roaming costs", "Roaming here.");
  auto near = article("en/b", "en", "Roaming costs", "Roaming here and there, in a rather longer text.");
  auto passing = article("en/c", "en", "Travel", "A word on roaming, in a rather longer text than others.");
  CHECK(ids(SmallIndex({plain, near, passing}).ask("roaming")) ==
        std::vector<std::string>{"en/a", "en/b", "en/c"});
  near.weight = 3;
  passing.weight = 3;
  CHECK(ids(SmallIndex({plain, near, passing}).ask("roaming")) ==
        std::vector<std::string>{"en/b", "en/a", "en/c"});
  near.weight = 0.1;
  passing.weight = 1;
  CHECK(ids(SmallIndex({plain, near, passing}).ask("roaming")).front() == "en/a");
}

TEST_CASE("Each language's question finds its article, with and without being told the language") {
  SmallIndex index(five_languages());
  const std::vector<std::pair<std::string, std::string>> questions = {{"slow internet", "en"},
                                                                      {"เน็ตช้ามาก", "th"},
                                                                      {"спор интернет", "sr"},
                                                                      {"mạng chậm", "vi"},
                                                                      {"इंटरनेट धीमा", "hi"}};
  for (const auto& [question, lang] : questions) {
    CHECK(ids(index.ask(question, lang)).front() == lang + "/wifi");
    CHECK(ids(index.ask(question)).front() == lang + "/wifi");
    CHECK(index.ask(question).lang == lang);
  }
}

TEST_CASE("Where the preferred language has no answer, another language's article is shown as such") {
  SmallIndex index(five_languages());
  const auto answer = index.ask("เน็ตช้า", "en");
  REQUIRE_FALSE(answer.hits.empty());
  CHECK(answer.hits.front().lang == "th");
}

TEST_CASE("A mixed question stays in the language that was asked for") {
  SmallIndex index({article("en/esim", "en", "eSIM", "Scan the QR code for your eSIM."),
                    article("hi/esim", "hi", "eSIM", "eSIM का QR कोड स्कैन करें।")});
  CHECK(ids(index.ask("esim qr कोड", "hi")).front() == "hi/esim");
}

TEST_CASE("Words that no article has are told, and the others answer") {
  SmallIndex index(five_languages());
  const auto answer = index.ask("slow flurb internet", "en");
  CHECK(answer.dropped == std::vector<std::string>{"flurb"});
  CHECK(answer.hits.front().id == "en/wifi");
}

TEST_CASE("Queries that are no language are no error") {
  SmallIndex index(five_languages());
  const std::string letters(5000, 'a');
  std::string many;
  for (int i = 0; i < 200; ++i) many += "word" + std::to_string(i) + " ";
  for (const std::string& query :
       {std::string("a AND"), std::string("NOT x"), std::string("\""), std::string("( ) * ?"),
        std::string("!!!"), std::string(), letters, many, std::string("🙂🙂"), std::string("title:x^2")})
    CHECK_NOTHROW(index.ask(query));
  CHECK(index.ask("?!").hits.empty());
  CHECK(index.ask("?!").answered == search::Answered::kNo);
}

TEST_CASE("Pages of results follow each other without gaps or repeats") {
  std::vector<search::Article> articles;
  for (int i = 0; i < 23; ++i)
    articles.push_back(article("en/" + std::to_string(100 + i), "en", "Router", "The router."));
  SmallIndex index(articles);
  std::vector<std::string> all;
  for (const std::size_t offset : {0U, 10U, 20U}) {
    search::SearchRequest request;
    request.query = "router";
    request.offset = offset;
    const auto answer = index.searcher().search(request);
    CHECK(answer.total == 23);
    for (const auto& id : ids(answer)) all.push_back(id);
  }
  std::sort(all.begin(), all.end());
  CHECK(all.size() == 23);
  CHECK(std::unique(all.begin(), all.end()) == all.end());
}

TEST_CASE("A category keeps the others out") {
  auto one = article("en/a", "en", "Router", "x");
  one.category = "Internet & more";
  SmallIndex index({one, article("en/b", "en", "Router too", "y")});
  search::SearchRequest request;
  request.query = "router";
  request.category = "Internet & more";
  CHECK(ids(index.searcher().search(request)) == std::vector<std::string>{"en/a"});
  request.category = "Nothing";
  CHECK(index.searcher().search(request).hits.empty());
}

TEST_CASE("An empty index answers with nothing") {
  SmallIndex index({});
  CHECK(index.ask("router").hits.empty());
  CHECK(index.searcher().suggest("r", "", 8).empty());
}

TEST_CASE("A Vietnamese word typed with its marks finds that word before others of the same letters") {
  SmallIndex index({article("vi/a", "vi", "Dương", "Ông Dương, Dương và Dương."),
                    article("vi/b", "vi", "Đi lại", "Đi qua một con đường, rồi lại đi qua một cây cầu.")});
  CHECK(ids(index.ask("đường", "vi")) == std::vector<std::string>{"vi/b"});
  CHECK(ids(index.ask("duong", "vi")).size() == 2);
}
