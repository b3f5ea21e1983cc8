// SPDX-License-Identifier: GPL-3.0-or-later
// Spellings that are one word to whoever types them: letters/, language by language.
#include <catch2/catch.hpp>

#include "tests/language/reading.h"

namespace firstline::tests {
namespace {

struct Variant {
  const char* lang;
  const char* one;
  const char* other;
  bool inflected = false;  ///< they meet in their stem only
};

std::string letters_of(const char* word, const char* lang) {
  return forms_of(word, lang).letters;
}

}  // namespace

TEST_CASE("Variants of a spelling are looked up and completed as one word") {
  const std::vector<Variant> variants = {
      {"hy", "ինչպե՞ս", "ինչպես"},  // the question mark stands inside the word
      {"hy", "Բարև՛", "բարև"},      // stress
      {"ar", "إلغاء", "الغاء"},     // alef without its hamza
      {"ar", "أرقام", "ارقام"},     //
      {"ar", "آخر", "اخر"},         // and without its madda
      {"ar", "مستشفى", "مستشفي"},   // final yeh without its dots
      {"ar", "رقـــم", "رقم"},      // stretched
      {"ar", "کود", "كود"},         // a Persian kaf
      {"ar", "تغییر", "تغيير"},     // and yeh
      {"he", "ג׳ירו", "ג'ירו"},     // geresh
      {"he", "דו״ח", "דו\"ח"},      // gershayim
      {"de", "Ueberweisung", "Überweisung"},
      {"de", "aendern", "ändern"},
      {"de", "kuendigen", "kündigen"},
      {"de", "loeschen", "löschen"},
      {"de", "Gebuehr", "Gebühren", true},
      {"de", "Strasse", "Straße"},
      {"de", "neue", "neuen", true},  // no umlaut
      {"de", "aktuell", "aktuellen", true},
      {"ro", "ştergeţi", "ștergeți"},
      {"tr", "İPTAL", "iptal"},
      {"uk", "п’ять", "п'ять"},
      {"uk", "ґанок", "ганок"},
      {"th", "เเพ็กเกจ", "แพ็กเกจ"},  // two e for ae
      {"th", "นํ้า", "น้ำ"},           // am before its tone mark
      {"lo", "ເເພັກເກັດ", "ແພັກເກັດ"},
      {"lo", "ໝາຍ", "ຫມາຍ"},  // ho mo
      {"lo", "ໜ້າ", "ຫນ້າ"},    // ho no
      {"km", "ប្ដូរ", "ប្តូរ"},   // two subscripts that look alike
      {"my", "စျေး", "ဈေး"},
      {"my", "၀ယ်", "ဝယ်"},    // the digit zero for wa
      {"vi", "hòa", "hoà"},  // older and newer place of the tone
      {"vi", "thủy", "thuỷ"},
      {"vi", "khỏe", "khoẻ"},
      {"vi", "ký", "kí"},
      {"vi", "kỹ", "kĩ"},
      {"vi", "lý", "lí"},
      {"ja", "ﾊﾟｽﾜｰﾄﾞ", "パスワード"},  // half width
      {"ko", "\u1112\u1161\u11AB", "한"},
      {"hi", "फ़ोन", "फोन"},
      {"hi", "हिन्दी", "हिंदी"},
      {"el", "ΛΟΓΟΣ", "λόγος"},  // final sigma
  };
  for (const Variant& variant : variants) {
    INFO(variant.lang << ": " << variant.one << " and " << variant.other);
    CHECK(stem_of(variant.one, variant.lang) == stem_of(variant.other, variant.lang));
    if (!variant.inflected)
      CHECK(letters_of(variant.one, variant.lang) == letters_of(variant.other, variant.lang));
  }
}

TEST_CASE("Words that only look like variants stay two") {
  const std::vector<Variant> words = {
      {"de", "neue", "Neu"},      {"de", "Quelle", "Qülle"}, {"de", "bauen", "baün"}, {"vi", "ký", "kỷ"},
      {"vi", "hoà", "hoa"},       {"vi", "tuý", "tuỳ"},      {"th", "แก", "เก"},      {"ar", "رقم", "ركم"},
      {"hy", "ինչպես", "ինչքան"}, {"my", "ဈေး", "စေး"},      {"km", "ប្តូរ", "ប្រូរ"},
  };
  for (const Variant& pair : words) {
    INFO(pair.lang << ": " << pair.one << " and " << pair.other);
    const bool kept = forms_of(pair.one, pair.lang).plain.empty();  // else letters have no marks
    CHECK((kept ? letters_of(pair.one, pair.lang) : stem_of(pair.one, pair.lang)) !=
          (kept ? letters_of(pair.other, pair.lang) : stem_of(pair.other, pair.lang)));
  }
}

TEST_CASE("Marks inside an Armenian word don't part it") {
  CHECK(words_of("Ինչպե՞ս վճարել", "hy") == std::vector<std::string>{"Ինչպե՞ս", "վճարել"});
}

TEST_CASE("Serbian dj for đ meets it in the stem") {
  CHECK(stem_of("medju", "sr") == stem_of("među", "sr"));
  CHECK(stem_of("medju", "sr") == stem_of("међу", "sr"));
}

}  // namespace firstline::tests
