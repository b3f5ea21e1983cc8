// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/counting/rephrasing.h"

#include <catch2/catch.hpp>

#include "tests/server/counted_log.h"

namespace firstline::server {
namespace {

AskedText text_of(const std::string& query, const std::string& lang) {
  static language::WordReader reader(all_languages());
  std::string stems;
  for (const language::Word& word : reader.read(query, all_languages().rules_for(lang)))
    stems += (stems.empty() ? "" : " ") + word.forms->stem;
  return asked_text(query, stems, lang, all_languages());
}

/// "longer, inside a word"
std::string step(const std::string& first, const std::string& then, const std::string& lang) {
  const Rephrasing how = rephrasing(text_of(first, lang), text_of(then, lang));
  switch (how.step) {
    case Step::kOther:
      return "other";
    case Step::kSame:
      return "same";
    case Step::kLonger:
      return how.inside_word ? "longer inside" : "longer";
    case Step::kShorter:
      return how.inside_word ? "shorter inside" : "shorter";
    case Step::kCorrected:
      return "corrected";
  }
  return "";
}

struct Row {
  const char* first;
  const char* then;
  const char* expected;
  const char* lang = "en";
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.first << " -> " << row.then << " (" << row.lang << ")");
    CHECK(step(row.first, row.then, row.lang) == row.expected);
  }
}

}  // namespace

TEST_CASE("Texts are compared without case, marks, signs and scripts") {
  CHECK(text_of("  Reset   my Password?! ", "en").folded == "reset my password");
  CHECK(text_of("I don’t, don't", "en").folded == "i dont dont");
  CHECK(text_of("Đổi MẬT khẩu", "vi").folded == "doi mat khau");
  CHECK(text_of("Заборављена лозинка!", "sr").folded == "zaboravljena lozinka");
  CHECK(text_of("пароль", "sr").folded == text_of("пароль", "sr").folded);
  CHECK(text_of("रिफ़ंड कब मिलेगा।", "hi").folded.ends_with(" कब मिलेगा"));
  CHECK(text_of("โทร ๐๘๑", "th").folded == "โทร 081");
  CHECK(text_of("call [phone] now", "en").folded == "call [phone] now");
  CHECK(text_of("!?", "en").folded.empty());
}

TEST_CASE("What is typed on, also with a slip in it, is the same question getting longer") {
  check({
      {"r", "re", "longer inside"},
      {"reset", "reset p", "longer"},
      {"reset pass", "Reset password", "longer inside"},
      {"refund", "refund sim card", "longer"},
      {"reset pasw", "reset password", "longer inside"},
      {"rest pass", "reset password now", "longer inside"},
      {"reset pasword", "reset password now", "longer"},
      {"reset password", "reset password", "same"},
      {"reset password", "  RESET  password?", "same"},
      {"รหั", "รหัสผ่าน", "longer inside", "th"},
      {"ลืมรหัสผ่าน", "ลืมรหัสผ่านอีเมล", "longer", "th"},
      {"thay do", "thay đổi", "longer inside", "vi"},
      {"doi mat khau", "đổi mật khẩu wifi", "longer", "vi"},
      {"đổi m", "đổi mật khẩu", "longer inside", "vi"},
      {"lozin", "лозинка", "longer inside", "sr"},
      {"заборављена лоз", "заборављена лозинка", "longer inside", "sr"},
      {"zaboravljena", "zaboravljena šifra", "longer", "sr"},
      {"रिफ", "रिफंड", "longer inside", "hi"},
      {"रिफंड", "रिफंड कब मिलेगा", "longer", "hi"},
  });
}

TEST_CASE("What is deleted from is getting shorter") {
  check({
      {"reset password", "reset passwor", "shorter inside"},
      {"reset password", "reset", "shorter"},
      {"đổi mật khẩu", "doi mat", "shorter", "vi"},
      {"लॉगिन", "लॉग", "shorter inside", "hi"},
      {"лозинка", "лоз", "shorter inside", "sr"},
  });
}

TEST_CASE("Slips, marks and spaces put right are corrections, in all scripts") {
  check({
      {"reset pasword", "reset password", "corrected"},
      {"reset psasword", "reset password", "corrected"},
      {"rseet pasword", "reset password", "corrected"},
      {"autentcation", "authentication", "corrected"},
      {"ism card", "sim card", "corrected"},
      {"passwordd", "password", "corrected"},
      {"resetting the box", "reset the box", "corrected"},  // the same stems
      {"pass word reset", "password reset", "corrected"},
      {"resetpassword", "reset password", "corrected"},
      {"chnge sim", "change sim", "corrected"},
      {"sim crad", "sim card", "corrected"},
      {"roming", "roaming", "corrected"},
      {"doi mat khau", "đổi mật khẩu", "corrected", "vi"},
      {"đổi mạt khẩu", "đổi mật khẩu", "corrected", "vi"},
      {"đỏi mật khẩi", "đổi mật khẩu", "corrected", "vi"},
      {"lỡ chyển khoản", "lỡ chuyển khoản", "corrected", "vi"},
      {"zaboravljena sifra", "заборављена шифра", "same", "sr"},
      {"zaboravlejna sifra", "заборављена шифра", "corrected", "sr"},
      {"заборављена лзоинка", "заборављена лозинка", "corrected", "sr"},
      {"रीचाज करना", "रीचार्ज करना", "corrected", "hi"},
      {"ลืมรหัสผาน", "ลืมรหัสผ่าน", "corrected", "th"},
      {"เข้าแอปไม่ได้จรำหัสผ่านไม่ได้", "เข้าแอปไม่ได้จำรหัสผ่านไม่ได้", "corrected", "th"},
      {"เลื่อนนัดชช่าง", "เลื่อนนัดช่าง", "corrected", "th"},
      {"ของหหาย", "ของหาย", "corrected", "th"},
      {"ehere do i pay", "where do i pay", "corrected"},
      {"password eset", "password reset", "corrected"},
      {"bad ifi in the bedroom", "bad wifi in the bedroom", "corrected"},
      {"เปลี่ยนแพคเกจ", "เปลี่ยนแพ็คเกจ", "corrected", "th"},
  });
}

TEST_CASE("Other words, other digits and small words are other questions") {
  check({
      {"reset password", "reset router", "other"},
      {"turn on roaming", "turn off roaming", "other"},
      {"activate roaming", "deactivate roaming", "other"},
      {"import numbers", "export numbers", "other"},
      {"iphone 14", "iphone 15", "other"},
      {"error 501", "error 502", "other"},
      {"4g", "5g", "other"},
      {"pay bill", "pay my bill", "other"},
      {"app sim", "apn sin", "other"},
      {"on tv", "or tv", "other"},
      {"plan a", "plan b", "other"},
      {"refund", "invoice", "other"},
      {"uključiti roming", "isključiti roming", "other", "sr"},
      {"internet radi", "internet ne radi", "other", "sr"},
      {"send letter", "bend letter", "other"},
      {"bật wifi", "tắt wifi", "other", "vi"},
      {"bật wifi nhà", "tắt wifi nhà", "other", "vi"},
      {"nạp thẻ", "nạp tiền", "other", "vi"},
      {"gia hạn", "gia đình", "other", "vi"},
      {"เปิดโรมมิ่ง", "ปิดโรมมิ่ง", "other", "th"},
      {"วิธีเปิดโรมมิ่ง", "วิธีปิดโรมมิ่ง", "other", "th"},
      {"เน็ตใช้ได้", "เน็ตใช้ไม่ได้", "other", "th"},
      {"แพ็กเกจบ้าน a", "แพ็กเกจบ้าน b", "other", "th"},
      {"सिम चालू", "सिम बंद", "other", "hi"},
      {"सिम चले", "सिम न चले", "other", "hi"},
  });
}

TEST_CASE("A number that was redacted when it was whole was being typed before") {
  check({
      {"call 0170 12", "call [phone]", "longer inside"},
      {"call [number]", "call [phone]", "longer inside"},
      {"mail ann", "mail [email] bounced", "longer inside"},
      {"call [phone] today", "call [phone] tomorrow", "other"},
      {"refund for last month", "call [phone]", "other"},
  });
}

TEST_CASE("Texts of any length and without words are compared") {
  const std::string longest(1000, 'x');
  CHECK(step(longest, longest + "y", "en") == "longer inside");
  CHECK(step(longest, "y" + longest, "en") == "other");
  CHECK(step("", "", "en") == "same");
  CHECK(step("!", "a", "en") == "other");
  CHECK(step("a", "!", "en") == "other");
  std::string many;
  for (int i = 0; i < 300; ++i) many += "so ";
  CHECK(step(many + "ab", many + "ba", "en") == "other");
}

TEST_CASE("An input method changes the last characters while it composes") {
  const auto alike = [](const std::string& first, const std::string& then) {
    return begin_alike(text_of(first, "en"), text_of(then, "en"));
  };
  CHECK(alike("빔", "비밀") == false);  // nothing is settled yet
  CHECK(alike("비밀번", "비밀벊"));
  CHECK(alike("reset pas", "reset pat"));
  CHECK_FALSE(alike("reset password", "reset router"));
  CHECK_FALSE(alike("", "reset"));
}

}  // namespace firstline::server
