// SPDX-License-Identifier: GPL-3.0-or-later
// The whole search in more than one language, and each language's words.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "search/signature.h"
#include "tests/search/index.h"

using namespace firstline;
using tests::article;
using tests::ids;
using tests::SmallIndex;

namespace {

std::set<search::SignatureHash> runs_of(const std::string& text, const language::LanguageRules& rules) {
  language::WordReader reader(*tests::languages());
  std::vector<const language::Forms*> forms;
  for (const language::Word& word : reader.read(text, rules)) forms.push_back(word.forms);
  std::set<search::SignatureHash> hashes;
  for (const search::LetterRun& run : search::letter_runs(forms, rules)) hashes.insert(run.hash);
  return hashes;
}

bool share_a_run(const std::string& a, const std::string& b, const language::LanguageRules& rules) {
  const auto runs = runs_of(a, rules);
  const auto others = runs_of(b, rules);
  return std::any_of(runs.begin(), runs.end(),
                     [&](search::SignatureHash hash) { return others.count(hash) != 0; });
}

enum class By { kWord, kPlain, kRuns };

struct Meeting {
  const char* lang;
  By by;
  const char *one, *other;      // must meet
  const char *this_one, *that;  // must not
};

/// By word: one form. Plain: the question is typed without marks. By runs: words of other forms that share
/// letters.
const std::vector<Meeting> kMeetings = {
    {"en", By::kWord, "refunds", "Refunded", "bill", "ball"},
    {"en", By::kRuns, "cancelled", "cancellation", "router", "refund"},
    {"th", By::kRuns, "คืนเงิน", "ขอเงินคืน", "คืนเงิน", "รหัสผ่าน"},
    {"hi", By::kWord, "हिन्दी", "हिंदी", "दिन", "दान"},
    {"hi", By::kWord, "शिकायतों", "शिकायत", "बिल", "बिजली"},
    {"vi", By::kPlain, "mật", "mat", "mật", "mạng"},
    {"sr", By::kWord, "рачуни", "racun", "рачун", "рутер"},
    {"ru", By::kWord, "счёта", "счет", "счет", "сеть"},
    {"de", By::kWord, "Rechnungen", "rechnung", "Rechnung", "Richtung"},
    {"de", By::kRuns, "Rechnungsadresse", "Adresse", "Adresse", "Rechnung"},
    {"es", By::kWord, "contraseñas", "contrasena", "cuenta", "cuarto"},
    {"fr", By::kWord, "résiliés", "résilier", "compte", "conte"},
    {"it", By::kWord, "fatture", "fattura", "conto", "costo"},
    {"pt", By::kWord, "cartão", "cartao", "conta", "canto"},
    {"nl", By::kWord, "rekeningen", "rekening", "rekening", "reken"},
    {"pl", By::kRuns, "hasła", "hasło", "hasło", "konto"},
    {"tr", By::kRuns, "faturalar", "FATURA", "fatura", "kart"},
    {"ar", By::kWord, "الفاتورة", "فاتوره", "فاتورة", "بطاقة"},
    {"el", By::kWord, "λογαριασμός", "ΛΟΓΑΡΙΑΣΜΟΣ", "κάρτα", "χάρτης"},
    {"ro", By::kRuns, "facturile", "factură", "factură", "cont"},
    {"zh", By::kRuns, "申请退款", "退款政策", "退款", "密码"},
    {"ja", By::kRuns, "返金する", "返金方法", "返金", "料金"},
    {"ko", By::kRuns, "비밀번호를", "비밀번호", "환불", "요금"},
    {"km", By::kRuns, "ពាក្យសម្ងាត់", "ប្តូរពាក្យសម្ងាត់", "ពាក្យសម្ងាត់", "វិក្កយបត្រ"},
    {"lo", By::kRuns, "ລະຫັດຜ່ານ", "ປ່ຽນລະຫັດຜ່ານ", "ລະຫັດຜ່ານ", "ໃບບິນ"},
    {"my", By::kRuns, "စကားဝှက်", "စကားဝှက်ပြောင်းရန်", "စကားဝှက်", "ငွေပြန်အမ်း"},
    {"id", By::kWord, "pembayaran", "bayar", "bayar", "bawa"},
};

}  // namespace

TEST_CASE("In every language, forms of one word meet and other words don't") {
  language::WordReader reader(*tests::languages());
  for (const Meeting& meeting : kMeetings) {
    const language::LanguageRules& rules = tests::languages()->rules_for(meeting.lang);
    INFO(meeting.lang << ": " << meeting.one << " and " << meeting.other << "; " << meeting.this_one
                      << " and " << meeting.that);
    REQUIRE(rules.tag == meeting.lang);
    const auto stem = [&](const char* word) { return reader.forms_of(word, rules).stem; };
    switch (meeting.by) {
      case By::kWord:
        CHECK(stem(meeting.one) == stem(meeting.other));
        CHECK(stem(meeting.this_one) != stem(meeting.that));
        break;
      case By::kPlain:
        CHECK(reader.forms_of(meeting.one, rules).plain == reader.forms_of(meeting.other, rules).stem);
        CHECK(stem(meeting.this_one) != stem(meeting.that));
        break;
      case By::kRuns:
        CHECK(share_a_run(meeting.one, meeting.other, rules));
        CHECK_FALSE(share_a_run(meeting.this_one, meeting.that, rules));
        break;
    }
  }
}

TEST_CASE("In every language, a form of a word finds the article with another") {
  for (const Meeting& meeting : kMeetings) {
    const std::string lang = meeting.lang;
    SmallIndex index({article(lang + "/other", lang, meeting.that, meeting.that),
                      article(lang + "/wanted", lang, meeting.one, meeting.one)});
    INFO(lang << ": " << meeting.other);
    for (const std::string& asked : {lang, std::string()}) {
      const auto answer = index.ask(meeting.other, asked);
      REQUIRE_FALSE(answer.hits.empty());
      CHECK(answer.hits.front().id == lang + "/wanted");
    }
  }
}

TEST_CASE("Digits of every script are the same number") {
  SmallIndex index({article("th/a", "th", "แพ็กเกจ ๔", "จ่าย ๔ บาท"),
                    article("th/b", "th", "แพ็กเกจ 5", "จ่าย 5 บาท"), article("hi/a", "hi", "योजना 4", "योजना"),
                    article("hi/b", "hi", "योजना 5", "योजना"), article("ar/a", "ar", "باقة 4", "باقة"),
                    article("ar/b", "ar", "باقة 5", "باقة")});
  CHECK(ids(index.ask("แพ็กเกจ 4", "th")).front() == "th/a");
  CHECK(ids(index.ask("แพ็กเกจ ๕", "th")).front() == "th/b");
  CHECK(ids(index.ask("योजना ४", "hi")).front() == "hi/a");
  CHECK(ids(index.ask("باقة ٤", "ar")).front() == "ar/a");
  CHECK(ids(index.ask("باقة ۵", "ar")).front() == "ar/b");  // Persian digits
}

TEST_CASE("A half nasal and the dot above are one letter in Hindi") {
  SmallIndex index(
      {article("hi/a", "hi", "हिन्दी में सहायता", "हिन्दी"), article("hi/b", "hi", "बिल", "बिल में सहायता")});
  for (const char* question : {"हिंदी", "हिन्दी"}) CHECK(ids(index.ask(question, "hi")).front() == "hi/a");
}

TEST_CASE("The asked language comes first; another one's answer is said to be one") {
  SmallIndex index({article("en/roaming", "en", "Roaming", "Roaming abroad costs more."),
                    article("de/roaming", "de", "Roaming", "Roaming im Ausland kostet mehr."),
                    article("en/esim", "en", "eSIM", "Scan the code for the eSIM.")});
  for (const char* lang : {"en", "de"}) {
    const auto answer = index.ask("roaming", lang);
    CHECK(answer.lang == lang);
    for (const search::Hit& hit : answer.hits) CHECK(hit.lang == lang);
  }
  const auto other = index.ask("esim", "de");
  REQUIRE_FALSE(other.hits.empty());
  CHECK(other.hits.front().id == "en/esim");
  CHECK(other.hits.front().lang == "en");
  CHECK(other.lang == "en");
  CHECK(index.ask("roaming", "de-AT").lang == "de");
  CHECK(ids(index.ask("roaming", "xx")).size() == 2);
}

TEST_CASE("Mixed text: a question in two scripts finds what has both words") {
  SmallIndex index({article("th/esim", "th", "ติดตั้ง eSIM", "สแกน QR code เพื่อติดตั้ง eSIM"),
                    article("th/bill", "th", "ดูบิล", "ดูบิลในแอป"),
                    article("zh/wifi", "zh", "WiFi密码", "如何修改WiFi密码"),
                    article("zh/bill", "zh", "账单", "查看账单")});
  CHECK(ids(index.ask("ติดตั้งeSIMยังไง", "th")).front() == "th/esim");
  CHECK(ids(index.ask("qr code", "th")).front() == "th/esim");
  CHECK(ids(index.ask("wifi密码忘了", "zh")).front() == "zh/wifi");
  CHECK(ids(index.ask("wifi 密码忘了")).front() == "zh/wifi");
}

TEST_CASE("An article in a script its language isn't usually written in is found") {
  SmallIndex index({article("hi/latin", "hi", "Recharge kaise kare", "App me jaakar recharge kare."),
                    article("hi/bill", "hi", "बिल", "बिल देखें"),
                    article("en/router", "en", "Router", "Restart it.")});
  CHECK(ids(index.ask("recharge kaise", "hi")).front() == "hi/latin");
  CHECK(ids(index.ask("recharge kaise")).front() == "hi/latin");
}
