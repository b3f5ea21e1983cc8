// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/vocabulary.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "search/ranking.h"
#include "search/related_words.h"
#include "tests/search/index.h"

using namespace firstline;
using search::LanguageWords;
using search::RelatedWord;
using search::Vocabularies;
using search::WordCounts;

namespace {

using List = std::vector<std::string>;

/// Words of one language, written and read again.
class Words {
 public:
  explicit Words(const WordCounts& counts, const std::string& lang = "en")
      : lang_(lang), reader_(*tests::languages()) {
    search::write_vocabulary(folder_ / "vocabulary", {{lang, counts}}, *tests::languages());
    read_ = std::make_unique<Vocabularies>(folder_ / "vocabulary", *tests::languages());
  }
  const search::Vocabulary& get() const { return *read_->find(lang_); }
  WordCounts counts() const { return get().counts(); }

  std::vector<RelatedWord> related(const std::string& word) {
    return get().related(reader_.forms_of(word, tests::languages()->rules_for(lang_)), scratch_);
  }
  /// The words within an edit or two.
  List near(const std::string& word) {
    List list;
    for (const RelatedWord& one : related(word))
      if (one.edits > 0) list.push_back(one.written);
    return list;
  }
  List sharing(const std::string& word) {
    List list;
    for (const RelatedWord& one : related(word))
      if (one.edits == 0) list.push_back(one.written);
    return list;
  }

 private:
  std::string lang_;
  tests::TemporaryFolder folder_;
  std::unique_ptr<Vocabularies> read_;
  language::WordReader reader_;
  search::Vocabulary::Scratch scratch_;
};

WordCounts each_once(const List& words) {
  WordCounts counts;
  for (const std::string& word : words) counts[word] = 1;
  return counts;
}

}  // namespace

TEST_CASE("One slip from four letters on, two from seven") {
  Words words(each_once({"sim", "card", "router", "password", "invoice"}));
  CHECK(words.near("sin").empty());
  for (const char* typed : {"cart", "crad", "ard", "caard", "acrd", "cadr"}) {
    INFO(typed);
    CHECK(words.near(typed) == (std::string(typed) == "ard" ? List{} : List{"card"}));
  }
  for (const char* typed : {"ruoter", "routr", "routter", "rouder", "outer", "riuter", "routre"}) {
    INFO(typed);
    CHECK(words.near(typed) == List{"router"});
  }
  CHECK(words.near("ruotre").empty());  // two slips in six letters
  for (const char* typed :
       {"pasword", "passwrod", "paswrod", "pssword", "bassword", "paswerd", "passswoord"}) {
    INFO(typed);
    CHECK(words.near(typed) == List{"password"});
  }
  CHECK(words.near("paswedr").empty());
}

TEST_CASE("A short word with its middle letters swapped shares no run, and is found") {
  Words words(each_once({"bill", "plan", "fees"}));
  CHECK(words.near("blil") == List{"bill"});
  CHECK(words.near("paln") == List{"plan"});
  const auto found = words.related("paln");
  REQUIRE(found.size() == 1);
  CHECK(found.front().edits == 1);
  CHECK(found.front().similarity == search::ranking::kNearWord[0]);
}

TEST_CASE("Near words are ordered by similarity and by how many articles have them") {
  Words words({{"planet", 9}, {"plants", 9}, {"planes", 40}, {"blanet", 9}});
  // All one slip from "planee"; another first letter is a second one.
  CHECK(words.near("planee") == List{"planes", "planet"});
  Words rare({{"router", 1}, {"routes", 2000}});
  CHECK(rare.near("routeq") == List{"routes", "router"});
  Words first({{"rooter", 5}, {"footer", 5}});
  CHECK(first.near("gooter") == List{"footer", "rooter"});
  CHECK(first.near("rootar") == List{"rooter"});
  const auto other_letter = first.related("fooder");
  REQUIRE(other_letter.size() == 1);
  CHECK(other_letter.front().similarity == search::ranking::kNearWord[0]);
  const auto first_letter = first.related("mooter");
  REQUIRE(first_letter.size() == 2);
  CHECK(first_letter.front().similarity ==
        search::ranking::kNearWord[0] * search::ranking::kOtherFirstLetter);
}

TEST_CASE("At most three near words and eight that share letters") {
  WordCounts counts;
  for (char c = 'a'; c <= 'z'; ++c) {
    counts[std::string("contra") + c + c] = 1;               // two slips
    counts[std::string("contractor") + c + c + "ship"] = 1;  // shared letters
  }
  Words words(counts);
  const auto found = words.related("contra98");
  CHECK(words.near("contra98").size() == search::Vocabulary::kMostNear);
  CHECK(words.sharing("contra98").size() == search::Vocabulary::kMostSharing);
  for (std::size_t i = 0; i + 1 < found.size(); ++i)
    if (found[i].edits == found[i + 1].edits) CHECK(found[i].similarity >= found[i + 1].similarity);
}

TEST_CASE("Where words are written together, each word in an unknown one is met") {
  Words korean(each_once({"기기", "등록", "초과", "기록"}), "ko");
  CHECK(korean.sharing("기기등록초과") == List{"기기", "등록", "초과"});
}

TEST_CASE("Where a word is one slip away, those that only share letters are left out") {
  Words words(each_once({"contract", "contractor", "contraction"}));
  CHECK(words.near("contrat") == List{"contract"});
  CHECK(words.sharing("contrat").empty());
  CHECK_FALSE(words.sharing("contr").empty());
}

TEST_CASE("A compound is met by the words that share its letters; chance is not enough") {
  Words german(each_once({"rechnung", "adresse", "kündigung"}), "de");
  CHECK(german.sharing("rechnungsadresse") == List{"rechnung", "adresse"});
  CHECK(german.sharing("kundenkonto").empty());
  for (const RelatedWord& one : german.related("rechnungsadresse")) {
    CHECK(one.similarity <= search::ranking::kSharedLetters);
    CHECK(one.similarity >= search::ranking::kSharedLetters * search::ranking::kLeastShared);
  }
}

TEST_CASE("Where words aren't parted by spaces, words share letters and are never misspelt") {
  Words thai(each_once({"ค่าบริการ", "อินเทอร์เน็ต"}), "th");
  CHECK(thai.near("อินเตอร์เน็ต").empty());
  CHECK(thai.sharing("อินเตอร์เน็ต") == List{"อินเทอร์เน็ต"});
  Words chinese(each_once({"退款", "账单"}), "zh");
  CHECK(chinese.sharing("退款单") == List{"退款"});
}

TEST_CASE("Words without a letter and very long ones are left out, and not looked up") {
  const std::string longest(40, 'a');
  Words words(each_once({"2026", "10:30", longest, longest + 'a', "4g"}));
  CHECK(words.counts() == each_once({longest, "4g"}));
  CHECK(words.related("2027").empty());
  CHECK(words.related(longest + 'a').empty());
  CHECK(words.near(longest.substr(1)) == List{longest});
  // њ is nj when read: 40 letters as written, 80 as compared.
  std::string growing;
  for (int i = 0; i < 40; ++i) growing += "њ";
  Words serbian(each_once({growing, "рачун"}), "sr");
  CHECK(serbian.counts() == each_once({"рачун"}));
  CHECK(serbian.related(std::string(40, 'n')).empty());
}

TEST_CASE("Letters that grow when read stay in bounds") {
  std::string twenty_one;  // 42 letters when read
  for (int i = 0; i < 21; ++i) twenty_one += "њ";
  std::string typed;  // 40
  for (int i = 0; i < 20; ++i) typed += "nj";
  Words words(each_once({twenty_one, "рачун"}), "sr");
  CHECK(words.near(typed).empty());
}

TEST_CASE("Spellings of the same letters stand side by side; the script that was typed comes first") {
  const WordCounts counts = {{"лозинка", 2}, {"lozinka", 7}, {"налог", 1}, {"nalog", 1}};
  Words words(counts, "sr");
  CHECK(words.counts() == counts);
  CHECK(words.get().has("lozinka"));
  CHECK_FALSE(words.get().has("lozink"));
  CHECK(words.near("lozimka") == List{"lozinka", "лозинка"});
  CHECK(words.near("лозимка") == List{"лозинка", "lozinka"});
  CHECK(words.near("нлаог") == List{"налог", "nalog"});  // swapped
  const WordCounts accents = {{"résumé", 1}, {"resume", 3}, {"resumé", 2}};
  Words french(accents, "fr");
  CHECK(french.counts() == accents);
  CHECK(french.near("resumme") == List{"resume", "resumé", "résumé"});
}

TEST_CASE("Counts come back as they were written, language by language") {
  const tests::TemporaryFolder folder;
  const LanguageWords words = {{"en", {{"refund", 3}, {"wi-fi", 1}, {"don't", 2}}},
                               {"th", {{"คืนเงิน", 4}}},
                               {"sr", {{"рачун", 70'000}, {"racun", 1}, {"račun", 2}}}};
  search::write_vocabulary(folder / "vocabulary", words, *tests::languages());
  const Vocabularies read(folder / "vocabulary", *tests::languages());
  CHECK(read.counts() == words);
  CHECK(read.find("vi") == nullptr);
}

TEST_CASE("A language without a word has no vocabulary") {
  const tests::TemporaryFolder folder;
  for (const WordCounts& counts : {WordCounts(), each_once({"42"})}) {
    search::write_vocabulary(folder / "vocabulary", {{"en", counts}}, *tests::languages());
    CHECK(Vocabularies(folder / "vocabulary", *tests::languages()).counts().empty());
  }
}

TEST_CASE("A vocabulary that changed is the one that is written anew") {
  const tests::TemporaryFolder folder;
  const LanguageWords former = {{"en", {{"refund", 3}, {"router", 1}, {"résumé", 1}, {"resume", 2}}},
                                {"sr", {{"рачун", 2}, {"racun", 1}}},
                                {"th", {{"คืนเงิน", 1}}}};
  const LanguageWords changes = {
      {"en", {{"router", -1}, {"refund", 1}, {"account", 1}, {"resumé", 1}, {"zone", 2}, {"resume", 0}}},
      {"th", {{"คืนเงิน", -1}}},
      {"vi", {{"mật", 1}}}};
  const LanguageWords now = {
      {"en", {{"refund", 4}, {"account", 1}, {"résumé", 1}, {"resumé", 1}, {"resume", 2}, {"zone", 2}}},
      {"sr", {{"рачун", 2}, {"racun", 1}}},
      {"vi", {{"mật", 1}}}};
  search::write_vocabulary(folder / "former", former, *tests::languages());
  const Vocabularies read(folder / "former", *tests::languages());
  search::write_vocabulary(folder / "changed", changes, *tests::languages(), &read);
  search::write_vocabulary(folder / "anew", now, *tests::languages());
  CHECK(Vocabularies(folder / "changed", *tests::languages()).counts() == now);
  CHECK(tests::read_text(folder / "changed") == tests::read_text(folder / "anew"));
}

TEST_CASE("Of many unknown words only so many are looked up, and only so many words stand for them") {
  WordCounts counts;
  const List roots = {"telephone", "customer", "packaging", "workshop", "birthday"};
  for (const std::string& root : roots)
    for (char c = 'a'; c <= 'j'; ++c) counts[root + std::string(4, c)] = 1;
  const Words words(counts);
  language::WordReader reader(*tests::languages());
  search::RelatedWords related;
  std::vector<std::size_t> found;
  for (const std::string& root : roots)
    found.push_back(
        related.find(words.get(), reader.forms_of(root + "uvwx", tests::languages()->rules_for("en")))
            .size());
  CHECK(found == std::vector<std::size_t>{8, 8, 8, search::ranking::kMostRelatedWords - 24, 0});
  related.begin_search();
  const language::Forms last = reader.forms_of(roots.back() + "uvwx", tests::languages()->rules_for("en"));
  CHECK(related.find(words.get(), last).size() == search::Vocabulary::kMostSharing);
}
