// SPDX-License-Identifier: GPL-3.0-or-later
// The vocabulary's file: damaged, and kept up to date.
#include <catch2/catch.hpp>

#include "base/failure.h"
#include "search/index_writer.h"
#include "search/record.h"
#include "search/vocabulary.h"
#include "tests/search/index.h"

using namespace firstline;
using search::RecordWriter;
using search::Vocabularies;
using tests::article;

namespace {

std::string small_vocabulary() {
  const tests::TemporaryFolder folder;
  search::write_vocabulary(
      folder / "vocabulary",
      {{"en", {{"refund", 3}, {"router", 1}, {"card", 2}}}, {"vi", {{"mật", 2}, {"mạng", 1}}}},
      *tests::languages());
  return tests::read_text(folder / "vocabulary");
}

/// What reading these bytes says; empty: nothing is wrong. What is read is also used.
std::string complaint(const std::string& bytes) {
  const tests::TemporaryFolder folder;
  folder.write("vocabulary", bytes);
  try {
    const Vocabularies read(folder / "vocabulary", *tests::languages());
    language::WordReader reader(*tests::languages());
    search::Vocabulary::Scratch scratch;
    for (const char* lang : {"en", "vi"})
      if (const search::Vocabulary* words = read.find(lang); words != nullptr)
        for (const char* word : {"refnud", "ruoter", "crad", "cardd", "mangg"})
          words->related(reader.forms_of(word, tests::languages()->rules_for(lang)), scratch);
    read.counts();
  } catch (const base::Failure& failure) {
    return failure.what();
  }
  return "";
}

/// A vocabulary of the word "card", in English, with these runs.
std::string with_runs(const std::vector<std::uint64_t>& hash_gaps, const std::vector<std::uint64_t>& end_gaps,
                      const std::string& run_words, const std::string& letters = "card",
                      const std::string& written = "") {
  RecordWriter words;
  words.number(1);
  words.text(letters);
  words.text(written);
  RecordWriter language;
  language.number(1);
  language.text(words.record());
  for (const auto* gaps : {&hash_gaps, &end_gaps}) {
    language.number(gaps->size());
    for (const std::uint64_t gap : *gaps) language.number(gap);
  }
  language.text(run_words);
  RecordWriter file;
  file.number(1);
  file.text("en");
  file.text(language.record());
  return file.record();
}

search::WordCounts english(const std::filesystem::path& index) {
  const Vocabularies read(search::live_generation(index) / search::kVocabularyFile, *tests::languages());
  const search::Vocabulary* words = read.find("en");
  return words == nullptr ? search::WordCounts() : words->counts();
}

}  // namespace

TEST_CASE("A vocabulary that is cut short is a failure that names the file and says what to do") {
  const std::string whole = small_vocabulary();
  REQUIRE(complaint(whole).empty());
  for (std::size_t keep = 0; keep < whole.size(); ++keep) {
    INFO(keep << " of " << whole.size() << " bytes");
    CHECK_THAT(complaint(whole.substr(0, keep)), Catch::Contains("/vocabulary") &&
                                                     Catch::Contains("damaged") &&
                                                     Catch::Contains("firstline-index with --rebuild"));
  }
  CHECK_THAT(complaint(whole + "x"), Catch::Contains("/vocabulary"));
}

TEST_CASE("An overwritten vocabulary is read, or is a failure; nothing is read outside it") {
  const std::string whole = small_vocabulary();
  for (std::size_t byte = 0; byte < whole.size(); ++byte)
    for (const int flip : {0x01, 0x55, 0x7F, 0x80, 0xFF}) {
      std::string damaged = whole;
      damaged[byte] = static_cast<char>(damaged[byte] ^ flip);
      if (const std::string said = complaint(damaged); !said.empty())
        CHECK_THAT(said, Catch::Contains("/vocabulary") && Catch::Contains("--rebuild"));
    }
}

TEST_CASE("Numbers of a vocabulary that point outside are found when it is read") {
  const std::string word_0("\0", 1);
  REQUIRE(complaint(with_runs({5, 5}, {1, 1}, word_0 + word_0)).empty());
  REQUIRE(complaint(with_runs({}, {}, "")).empty());
  const std::vector<std::string> damaged = {
      with_runs({5, 5}, {1}, word_0),                       // a run without an end
      with_runs({5}, {1, 1}, word_0 + word_0),              // an end without a run
      with_runs({5}, {2}, word_0),                          // an end behind the words
      with_runs({5}, {1}, word_0 + word_0),                 // words behind the last end
      with_runs({}, {}, word_0),                            //
      with_runs({5}, {1}, "\x01"),                          // a word that isn't there
      with_runs({5}, {1}, "\xff"),                          // half a number
      with_runs({5}, {2}, word_0 + word_0),                 // one word twice in a run
      with_runs({5, 0}, {1, 1}, word_0 + word_0),           // one run twice
      with_runs({5, 0xFFFFFFFF}, {1, 1}, word_0 + word_0),  // past the last hash
      with_runs({5, 5}, {1, ~std::uint64_t{0}}, word_0),    // an end that would wrap around
      with_runs({5}, {1}, word_0, ""),                      // a word without letters
      with_runs({5}, {1}, word_0, std::string(41, 'a')),    // longer than any
      with_runs({5}, {1}, word_0, "car\xff"),               // not UTF-8
      with_runs({5}, {1}, word_0, "card", "\xe0\xb8"),      //
  };
  for (std::size_t i = 0; i < damaged.size(); ++i) {
    INFO(i);
    CHECK_THAT(complaint(damaged[i]), Catch::Contains("/vocabulary") && Catch::Contains("--rebuild"));
  }
}

TEST_CASE("A server refuses an index whose vocabulary is damaged, and says what to do") {
  tests::SmallIndex index({article("en/a", "en", "Refunds", "Money back.")});
  const auto live = search::live_generation(index.folder());
  std::filesystem::resize_file(live / search::kVocabularyFile, 10);
  CHECK_THROWS_WITH(search::open_index(live, tests::languages()),
                    Catch::Contains("/vocabulary") && Catch::Contains("--rebuild"));
}

TEST_CASE("A word goes with the last article that had it, and a changed article's words change") {
  const tests::TemporaryFolder folder;
  const search::PublishLock lock(folder / "index");
  const auto first = lock.start_generation();
  search::IndexWriter writer = search::IndexWriter::create(first, *tests::languages(), 2);
  writer.put(0, article("a", "en", "Router", "reset reset"));
  writer.put(1, article("b", "en", "Router", "restart"));
  writer.put(0, article("c", "en", "Router", "restart light"));
  writer.finish("en");
  lock.publish(first);
  CHECK(english(folder / "index") ==
        search::WordCounts{{"router", 3}, {"reset", 1}, {"restart", 2}, {"light", 1}});

  const auto second = lock.start_generation();
  search::IndexWriter change =
      search::IndexWriter::extend(second, search::live_generation(folder / "index"), *tests::languages());
  change.put(0, article("a", "en", "Modem", "light"));  // replaced: router and reset go
  change.remove("b");
  change.remove("never there");
  change.put(0, article("d", "en", "Cable", "restart"));
  change.finish("en");
  lock.publish(second);
  CHECK(english(folder / "index") ==
        search::WordCounts{{"router", 1}, {"restart", 2}, {"light", 2}, {"modem", 1}, {"cable", 1}});

  const auto third = lock.start_generation();
  search::IndexWriter last =
      search::IndexWriter::extend(third, search::live_generation(folder / "index"), *tests::languages());
  for (const char* id : {"a", "c", "d"}) last.remove(id);
  last.finish("en");
  lock.publish(third);
  CHECK(english(folder / "index").empty());
}
