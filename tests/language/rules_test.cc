// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/rules.h"

#include <catch2/catch.hpp>

#include "tests/language/reading.h"
#include "tests/support/temporary_folder.h"

namespace firstline::tests {
namespace {

using Catch::Matchers::Contains;
using language::Languages;

constexpr const char* kUnd = "und\tOther\t-\tmarks\t4word\t-\t-\t-\t-\n";

/// A folder of language data with these rows.
class Data : public TemporaryFolder {
 public:
  explicit Data(const std::string& rows) {
    write("languages.tsv", rows);
    write("fold.txt", "đ d\n");
  }
  Languages load() const { return Languages::load(path()); }
};

TEST_CASE("The shipped table has the languages of the sample help centre") {
  const Languages& languages = shipped_languages();
  CHECK(languages.all().front().tag == "und");
  CHECK(languages.rules_for("en").stemmer == "english");
  CHECK(languages.rules_for("th").fold == language::Fold::kNone);
  CHECK(languages.rules_for("sr").scripts == std::vector<std::string>{"Cyrl", "Latn"});
  CHECK(languages.rules_for("vi").fold == language::Fold::kTyped);
  CHECK(languages.rules_for("hi").stemmer == "hindi");
  for (std::size_t i = 0; i < languages.all().size(); ++i) CHECK(languages.all()[i].number == i);
}

TEST_CASE("A tag finds its own row, else that of its primary subtag, else und") {
  const Data data(
      std::string(kUnd) +
      "pt\tPortuguês\t-\tmarks\t4word\t-\t-\tLatn\t-\npt-BR\tBrasil\t-\tnone\t4word\t-\t-\tLatn\t-\n");
  const Languages languages = data.load();
  CHECK(languages.rules_for("pt-BR").name == "Brasil");
  CHECK(languages.rules_for("pt-PT").name == "Português");
  CHECK(languages.rules_for("xx").tag == "und");
  CHECK(languages.rules_for("").tag == "und");
}

TEST_CASE("A row of the wrong width is refused with its file and line") {
  const Data data(std::string("# comment\n\n") + kUnd + "en\tEnglish\tenglish\n");
  CHECK_THROWS_WITH(data.load(), Contains("languages.tsv:4") && Contains("3 columns where 9 were expected"));
}

TEST_CASE("A stemmer that doesn't exist is refused with its file and line") {
  const Data data(std::string(kUnd) + "en\tEnglish\tenglisch\tmarks\t4word\t-\t-\tLatn\t-\n");
  CHECK_THROWS_WITH(data.load(), Contains("languages.tsv:2") && Contains("'englisch'"));
}

TEST_CASE("A fold that doesn't exist is refused with its file and line") {
  const Data data(std::string(kUnd) + "en\tEnglish\tenglish\tmark\t4word\t-\t-\tLatn\t-\n");
  CHECK_THROWS_WITH(data.load(),
                    Contains("languages.tsv:2") && Contains("'mark'") && Contains("marks, typed or none"));
}

TEST_CASE("The table must begin with und, and must be there") {
  CHECK_THROWS_WITH(Data("en\tEnglish\tenglish\tmarks\t4word\t-\t-\tLatn\t-\n").load(), Contains("'und'"));
  CHECK_THROWS_WITH(Data("").load(), Contains("'und'"));
  const TemporaryFolder empty;
  CHECK_THROWS_WITH(Languages::load(empty.path()), Contains("languages.tsv"));
}

TEST_CASE("A letter rule without a blank is refused with its file and line") {
  const Data data(kUnd);
  data.write("letters/und.txt", "# ok\na b\nab\n");
  CHECK_THROWS_WITH(data.load(), Contains("letters/und.txt:3") && Contains("expected letters"));
  data.write("letters/und.txt", "a b\n");
  data.write("fold.txt", " d\n");
  CHECK_THROWS_WITH(data.load(), Contains("fold.txt:1"));
}

TEST_CASE("A letter rule may leave a letter out") {
  const Data data(kUnd);
  data.write("letters/und.txt", "x \n");
  CHECK(data.load().rules_for("und").letters == language::LetterRules{{"x", ""}});
}

TEST_CASE("The fingerprint changes with every file of the rules, and only then") {
  const Data data(kUnd);
  data.write("letters/und.txt", "a b\n");
  const std::string first = data.load().fingerprint();
  CHECK(data.load().fingerprint() == first);

  data.write("letters/und.txt", "a c\n");
  const std::string letters = data.load().fingerprint();
  CHECK(letters != first);
  data.write("fold.txt", "đ dd\n");
  const std::string fold = data.load().fingerprint();
  CHECK(fold != letters);
  data.write("languages.tsv", std::string(kUnd) + "en\tEnglish\tenglish\tmarks\t4word\t-\t-\tLatn\t-\n");
  CHECK(data.load().fingerprint() != fold);
}

TEST_CASE("A language tag is two or three letters, then subtags") {
  for (const char* tag : {"th", "sr-Latn", "pt-BR", "fil", "zh-Hant-TW", "es-419"})
    CHECK(language::is_language_tag(tag));
  for (const char* tag : {"", "t", "thai", "th-", "-th", "th_TH", "t1", "th-é", "en-waytoolongsub", "../x"})
    CHECK_FALSE(language::is_language_tag(tag));
  CHECK(language::is_language_tag("zh-Hant-TW-abcdefgh-12345678-x12345"));
  std::string longer = "en";  // each part is one, and ICU would take no more than 156 letters
  while (longer.size() <= 156) longer += "-abcdefgh";
  CHECK_FALSE(language::is_language_tag(longer));
}

}  // namespace
}  // namespace firstline::tests
