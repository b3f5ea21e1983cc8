// SPDX-License-Identifier: GPL-3.0-or-later
// What a word is looked up by, language by language: the words a customer types and those of the article must
// meet.
#include <fmt/format.h>
#include <malloc.h>

#include <catch2/catch.hpp>

#include "language/utf8.h"
#include "tests/language/reading.h"

namespace firstline::tests {
namespace {

TEST_CASE("English words meet in their stem, whatever their case") {
  CHECK(stem_of("refunds", "en") == stem_of("Refund", "en"));
  CHECK(stem_of("CANCELLING", "en") == stem_of("cancel", "en"));
  CHECK(stem_of("paying", "en") == stem_of("pays", "en"));
  CHECK(stem_of("bill", "en") != stem_of("ball", "en"));
}

TEST_CASE("Composed and decomposed letters are the same word") {
  CHECK(stem_of("e\u0301tat", "fr") == stem_of("\u00E9tat", "fr"));
  CHECK(stem_of("u\u0323\u031B", "vi") == stem_of("\u1EF1", "vi"));
  CHECK(stem_of("\u0915\u093C", "hi") == stem_of("\u0958", "hi"));
}

TEST_CASE("Full-width letters and ligatures are the plain ones") {
  CHECK(stem_of("ＷＩＦＩ", "en") == stem_of("wifi", "en"));
  CHECK(stem_of("ﬁbre", "en") == stem_of("fibre", "en"));
}

TEST_CASE("A typographic apostrophe is a typed one") {
  CHECK(stem_of("don’t", "en") == stem_of("don't", "en"));
  CHECK(stem_of("customer’s", "en") == stem_of("customer", "en"));
  CHECK(stem_of("п’ять", "uk") == stem_of("п'ять", "uk"));
  CHECK(stem_of("пʼять", "uk") == stem_of("п'ять", "uk"));
}

TEST_CASE("A soft hyphen or joiner inside a word makes no other word") {
  CHECK(stem_of("pass\u00ADword", "en") == stem_of("password", "en"));
  CHECK(stem_of("क्\u200Dष", "hi") == stem_of("क्ष", "hi"));
}

TEST_CASE("Serbian words meet from both scripts") {
  CHECK(stem_of("рачун", "sr") == stem_of("račun", "sr"));
  CHECK(stem_of("Рачуни", "sr") == stem_of("račun", "sr"));
  CHECK(stem_of("лозинку", "sr") == stem_of("lozinka", "sr"));
  CHECK(stem_of("љубав", "sr") == stem_of("ljubav", "sr"));
  CHECK(stem_of("џеп", "sr") == stem_of("džep", "sr"));
  CHECK(stem_of("ЊУЈОРК", "sr") == stem_of("NJUJORK", "sr"));
  CHECK(forms_of("љубав", "sr").letters == "ljubav");  // the stemmer knows both scripts by itself
  CHECK(forms_of("Џеп", "bs").letters == "dzep");
}

TEST_CASE("Croatian and Bosnian are read as Serbian is") {
  CHECK(stem_of("račun", "hr") == stem_of("račun", "sr"));
  CHECK(stem_of("рачун", "bs") == stem_of("račun", "bs"));
}

TEST_CASE("Serbian without its diacritics meets the word written with them") {
  CHECK(stem_of("racun", "sr") == stem_of("рачун", "sr"));
  CHECK(stem_of("sifra", "sr") == stem_of("шифра", "sr"));
  CHECK(stem_of("zalba", "sr") == stem_of("жалба", "sr"));
  CHECK(stem_of("placanje", "sr") == stem_of("плаћање", "sr"));
}

TEST_CASE("Vietnamese has a marked form and a plain one") {
  const language::Forms marked = forms_of("Mật", "vi");
  CHECK(marked.stem == "mật");
  CHECK(marked.plain == "mat");
  CHECK(marked.marked);

  const language::Forms plain = forms_of("mat", "vi");
  CHECK(plain.stem == "mat");
  CHECK(plain.plain == "mat");
  CHECK_FALSE(plain.marked);
}

TEST_CASE("Vietnamese words that differ in a mark are different words with one plain form") {
  CHECK(stem_of("mất", "vi") != stem_of("mật", "vi"));
  CHECK(forms_of("mất", "vi").plain == forms_of("mật", "vi").plain);
}

TEST_CASE("The Vietnamese đ folds to d") {
  CHECK(forms_of("đơn", "vi").plain == "don");
  CHECK(forms_of("Đổi", "vi").plain == "doi");
  CHECK(forms_of("đ", "vi").marked);
}

TEST_CASE("Only Vietnamese words have a plain form") {
  for (const language::LanguageRules& row : shipped_languages().all())
    if (row.tag != "vi") CHECK(forms_of("été", row.tag).plain.empty());
}

TEST_CASE("Hindi words meet with and without their nukta, and with either nasal sign") {
  CHECK(stem_of("फ़ोन", "hi") == stem_of("फोन", "hi"));
  CHECK(stem_of("बिजली", "hi") != stem_of("बिल", "hi"));
  CHECK(stem_of("पाँच", "hi") == stem_of("पांच", "hi"));
}

TEST_CASE("Hindi words meet in their stem, and vowel signs are never dropped") {
  CHECK(stem_of("शिकायतें", "hi") == stem_of("शिकायत", "hi"));
  CHECK(stem_of("शिकायतों", "hi") == stem_of("शिकायत", "hi"));
  CHECK(stem_of("दिन", "hi") != stem_of("दान", "hi"));
}

TEST_CASE("Thai words keep their vowels and tone marks") {
  CHECK(stem_of("ค่า", "th") == "ค่า");
  CHECK(stem_of("ค่า", "th") != stem_of("ค้า", "th"));
}

TEST_CASE("The Turkish dotted I is an i, and needs no dot from the customer") {
  CHECK(stem_of("İnternet", "tr") == stem_of("internet", "tr"));
  CHECK(forms_of("İPTAL", "tr").letters == "iptal");
  CHECK(stem_of("SERVİSLERİ", "tr") == stem_of("servisleri", "tr"));  // the stemmer sees no dot either
  CHECK(stem_of("şifre", "tr") == stem_of("sifre", "tr"));
}

TEST_CASE("German words are stemmed first, then lose their umlauts") {
  CHECK(stem_of("Gebühren", "de") == stem_of("gebuhr", "de"));
  CHECK(stem_of("Häuser", "de") == stem_of("Haus", "de"));
  CHECK(stem_of("Straße", "de") == stem_of("strasse", "de"));
  CHECK(forms_of("Gebühren", "de").letters == "gebuhren");
}

TEST_CASE("French words meet without their accents and ligatures") {
  CHECK(stem_of("réinitialiser", "fr") == stem_of("Réinitialisé", "fr"));
  CHECK(forms_of("cœur", "fr").letters == "coeur");
  CHECK(stem_of("dépannage", "fr") == stem_of("depannage", "fr"));
}

TEST_CASE("Romanian comma and cedilla letters are the same") {
  CHECK(stem_of("ştergeţi", "ro") == stem_of("ștergeți", "ro"));
}

TEST_CASE("Arabic and Hebrew words meet without their vowel points") {
  CHECK(stem_of("שָׁלוֹם", "he") == stem_of("שלום", "he"));
  CHECK(stem_of("كِتَاب", "ar") == stem_of("كتاب", "ar"));
}

TEST_CASE("What is typed is completed by letters that are folded but not stemmed") {
  CHECK(forms_of("Passwords", "en").letters == "passwords");
  CHECK(forms_of("Рачуни", "sr").letters == "racuni");
  CHECK(forms_of("Mật", "vi").letters == "mat");
  CHECK(forms_of("ค่า", "th").letters == "ค่า");
}

TEST_CASE("A word over the limit is cut on a letter, never lost, and meets itself") {
  for (const char* letter : {"a", "é", "ก", "𝒳"}) {
    std::string word;
    while (word.size() <= 3 * language::kLongestWordBytes) word += letter;
    for (const char* tag : {"en", "th", "vi", "und"}) {
      const language::Forms forms = forms_of(word, tag);
      for (const std::string& form : {forms.stem, forms.letters}) {
        CHECK_FALSE(form.empty());
        CHECK(form.size() <= language::kLongestWordBytes);
        CHECK_FALSE(language::find_invalid_utf8(form));
      }
      CHECK(forms_of(word + letter, tag).stem == forms.stem);
    }
  }
}

TEST_CASE("Forms that grow while they are normalised stay within the limit too") {
  std::string word;
  while (word.size() + 3 <= language::kLongestWordBytes)
    word += "\uFDFA";  // one letter that is 18 when taken apart
  const language::Forms forms = forms_of(word, "ar");
  CHECK_FALSE(forms.stem.empty());
  CHECK(forms.stem.size() <= language::kLongestWordBytes);
  CHECK(forms.letters.size() <= language::kLongestWordBytes);
  CHECK_FALSE(language::find_invalid_utf8(forms.stem));
}

TEST_CASE("No word has an empty form, not even one of marks alone") {
  for (const char* word : {"\u0301", "\u093C", "\u00AD", "ـ", "a"})
    for (const language::LanguageRules& row : shipped_languages().all()) {
      const language::Forms forms = forms_of(word, row.tag);
      CHECK_FALSE(forms.stem.empty());
      CHECK_FALSE(forms.letters.empty());
    }
}

TEST_CASE("An unknown language is read by the row und: not stemmed, marks folded") {
  CHECK(stem_of("Ĉevaloj", "eo") == "cevaloj");
  CHECK(shipped_languages().rules_for("eo").tag == "und");
}

TEST_CASE("A reader takes no more memory than for the words it may remember") {
  constexpr std::size_t kMost = 1'000;
  constexpr int kTexts = 50;
  language::WordReader reader(shipped_languages(), kMost);
  const language::LanguageRules& rules = shipped_languages().rules_for("en");
  const auto read = [&](int round) {
    std::string text;
    for (std::size_t i = 0; i < kMost; ++i) text += fmt::format("w{}x{} ", round, i);
    REQUIRE(reader.read(text, rules).size() == kMost);
  };
  for (int round = 0; round < 4; ++round) read(round);
  const std::size_t before = mallinfo2().uordblks;  // 0 under sanitizers, which have their own
  for (int round = 4; round < kTexts; ++round) read(round);
  constexpr std::size_t kWordBytes = 1'000;
  CHECK(mallinfo2().uordblks < before + 2 * kMost * kWordBytes);
}

TEST_CASE("A reader that met more words than it remembers still reads the same") {
  language::WordReader reader(shipped_languages());
  const language::LanguageRules& rules = shipped_languages().rules_for("en");
  for (int round = 0; round < 3; ++round) {
    std::string text;
    for (int i = 0; i < 60'000; ++i) text += fmt::format("w{}x{} ", round, i);
    const std::vector<language::Word> words = reader.read(text, rules);
    REQUIRE(words.size() == 60'000);
    CHECK(words.front().forms->stem == fmt::format("w{}x0", round));
    CHECK(words.back().forms->stem == fmt::format("w{}x59999", round));
  }
}

}  // namespace
}  // namespace firstline::tests
