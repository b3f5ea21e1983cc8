// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/words.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "base/failure.h"
#include "tests/support/temporary_folder.h"

namespace firstline::server {
namespace {

using Catch::Contains;
using tests::TemporaryFolder;

Words words(const std::string& tag, std::map<std::string, std::string> texts) {
  return {tag, std::move(texts)};
}

const Dictionary& shipped() {
  static std::vector<std::string> missing;
  static const Dictionary dictionary = Dictionary::load(tests::source_folder() / "templates/words", missing);
  REQUIRE(missing.empty());
  return dictionary;
}

/// A key without the ending that a plural form gives it.
std::string without_plural(const std::string& key) {
  for (const std::string ending : {"_zero", "_one", "_two", "_few", "_many", "_other"})
    if (key.size() > ending.size() && key.compare(key.size() - ending.size(), ending.size(), ending) == 0)
      return key.substr(0, key.size() - ending.size()) + "_*";
  return key;
}

/// "{name}" in a text.
std::set<std::string> placeholders(const std::string& text) {
  std::set<std::string> found;
  for (std::size_t begin = text.find('{'); begin != std::string::npos; begin = text.find('{', begin + 1))
    found.insert(text.substr(begin, text.find('}', begin) - begin + 1));
  return found;
}

}  // namespace

TEST_CASE("Placeholders are filled in once: braces in a customer's words stay") {
  const Words en = words("en", {{"title", "{query} – {site} – {query}"}, {"broken", "{query and {other}"}});
  CHECK(en.text("title", {{"query", "a"}, {"site", "b"}}) == "a – b – a");
  CHECK(en.text("title", {{"query", "{site}"}, {"site", "{query}"}}) == "{site} – {query} – {site}");
  CHECK(en.text("title") == "{query} – {site} – {query}");
  CHECK(en.text("broken", {{"query", "a"}}) == "{query and {other}");
  CHECK(en.text("nobody_knows") == "nobody_knows");
}

TEST_CASE("A counted noun takes the form that its number asks for") {
  const Words sr =
      words("sr", {{"n_one", "{count} чланак"}, {"n_few", "{count} чланка"}, {"n_other", "{count} чланака"}});
  CHECK(sr.counted("n", 1) == "1 чланак");
  CHECK(sr.counted("n", 2) == "2 чланка");
  CHECK(sr.counted("n", 4) == "4 чланка");
  CHECK(sr.counted("n", 5) == "5 чланака");
  CHECK(sr.counted("n", 11) == "11 чланака");
  CHECK(sr.counted("n", 12) == "12 чланака");
  CHECK(sr.counted("n", 21) == "21 чланак");
  CHECK(sr.counted("n", 22) == "22 чланка");
  CHECK(sr.counted("n", 0) == "0 чланака");
  const Words th = words("th", {{"n_other", "{count} บทความ"}});
  CHECK(th.counted("n", 1) == "1 บทความ");
}

TEST_CASE("A date is written as the language writes it, in the era it counts in") {
  CHECK(shipped().words_for("en").date("2026-09-14") == "14 September 2026");
  CHECK(shipped().words_for("th").date("2026-09-14") == "14 กันยายน 2569");
  CHECK(shipped().words_for("sr").date("2026-09-04") == "4. септембра 2026.");
  CHECK(shipped().words_for("en").date("2026-09-14T10:00:00Z") == "14 September 2026");
}

TEST_CASE("What is no date is not written") {
  for (const char* text :
       {"", "2026", "yesterday it was", "2026/09/14", "2026-13-01", "2026-00-01", "20x6-01-01"}) {
    INFO(text);
    CHECK(shipped().words_for("en").date(text).empty());
  }
}

TEST_CASE("A word that a language lacks is English's, and told") {
  TemporaryFolder folder;
  folder.write("en.json",
               R"({"hello": "Hello", "bye": "Bye", "n_one": "{count} x", "n_other": "{count} xs"})");
  folder.write("vi.json", R"({"hello": "Xin chào", "n_other": "{count} y"})");
  folder.write("notes.txt", "not a language");
  std::vector<std::string> missing;
  const Dictionary dictionary = Dictionary::load(folder.path(), missing);
  CHECK(missing == std::vector<std::string>{"vi: bye"});
  CHECK(dictionary.all().size() == 2);
  CHECK(dictionary.words_for("vi").text("hello") == "Xin chào");
  CHECK(dictionary.words_for("vi").text("bye") == "Bye");
  CHECK(dictionary.words_for("vi").counted("n", 1) == "1 y");
}

TEST_CASE("A tag without words of its own has those of its language, else English") {
  CHECK(shipped().words_for("sr-Latn").tag() == "sr-Latn");
  CHECK(shipped().words_for("sr-RS").tag() == "sr");
  CHECK(shipped().words_for("th-TH").tag() == "th");
  CHECK(shipped().words_for("de").tag() == "en");
  CHECK(shipped().words_for("").tag() == "en");
}

TEST_CASE("Broken words are an error that names the file") {
  TemporaryFolder folder;
  std::vector<std::string> missing;
  CHECK_THROWS_WITH(Dictionary::load(folder.path(), missing), Contains("en.json"));
  folder.write("en.json", R"({"hello": "Hello"})");
  folder.write("th.json", R"({"hello": )");
  CHECK_THROWS_WITH(Dictionary::load(folder.path(), missing), Contains("th.json"));
  folder.write("th.json", R"({"hello": {"deep": 1}})");
  CHECK_THROWS_WITH(Dictionary::load(folder.path(), missing), Contains("th.json"));
  for (const char* offset : {"many", "", "543 years", "99999999999"}) {  // else a page with a date would fail
    folder.write("th.json", std::string(R"({"year_offset": ")") + offset + "\"}");
    CHECK_THROWS_WITH(Dictionary::load(folder.path(), missing),
                      Contains("th.json") && Contains("year_offset"));
  }
  CHECK_THROWS_AS(Dictionary::load(folder / "nowhere", missing), base::Failure);
}

TEST_CASE("Every language of the interface has the same words, with the same placeholders") {
  const auto& english = shipped().words_for("en").all();
  std::set<std::string> wanted;
  for (const auto& [key, text] : english) wanted.insert(without_plural(key));
  for (const char* tag : {"en", "th", "sr", "sr-Latn", "vi", "hi", "ar", "he"}) {
    INFO(tag);
    REQUIRE(shipped().has(tag));
    std::set<std::string> own;
    for (const auto& [key, text] : shipped().words_for(tag).all()) {
      INFO(key);
      CHECK_FALSE(text.empty());
      if (key == "year_offset") continue;  // only where another era is counted
      own.insert(without_plural(key));
      if (const auto found = english.find(key); found != english.end())
        CHECK(placeholders(text) == placeholders(found->second));
    }
    CHECK(own == wanted);
  }
}

}  // namespace firstline::server
