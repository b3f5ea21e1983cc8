// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/details.h"

#include <array>
#include <map>
#include <vector>

#include "language/utf8.h"

namespace firstline::replay {
namespace {

constexpr char32_t kThaiZero = U'๐';
constexpr char32_t kDevanagariZero = U'०';

struct Customs {
  std::vector<std::string> phones;  ///< ~: a digit, ^: one from 1 to 9
  std::vector<std::string> names;   ///< local parts
  std::vector<std::string> own;     ///< whole addresses in the language's own letters
  char32_t zero = U'0';
};

const Customs& customs_of(const std::string& lang) {
  static const std::map<std::string, Customs> kCustoms = {
      {"en",
       {{"07700 900~~~", "+44 7700 900~~~", "07700900~~~", "020 7946 0~~~", "+44 (0)20 7946 0~~~",
         "(415) 555-01~~", "+1 415 555 01~~", "415-555-01~~", "+999 20 ^~~ ~~~~"},
        {"maria.jones", "t.okafor", "sam_wilson", "lucy-brown", "kevin.mc.neil", "anna+lumena"},
        {}}},
      {"th",
       {{"08^-~~~-~~~~", "09^~~~~~~~", "06^ ~~~ ~~~~", "02-~~~-~~~~", "+66 8^ ~~~ ~~~~", "+668^~~~~~~~"},
        {"somchai.k", "napat_s", "malee.w", "wichai-t", "ploy.chan"},
        {"สมชาย~~~@ตัวอย่าง.ไทย", "มาลี~~~@ตัวอย่าง.ไทย"},
        kThaiZero}},
      {"sr",
       {{"064/^~~-~~-~~", "063 ^~~ ~~~~", "+381 6^ ~~~~~~~", "011/^~~~-~~~", "+381 (0)64 ^~~ ~~ ~~",
         "065^~~~~~~", "062-^~~-~~~~"},
        {"ana.petrovic", "marko_jov", "jelena.nikolic", "d.stankovic", "milos-i"},
        {"јелена~~~@пример.срб", "марко~~~@пример.срб"}}},
      {"vi",
       {{"09^~ ~~~ ~~~", "09^~.~~~.~~~", "+84 9^ ~~~ ~~ ~~", "03^~~~~~~~", "(028) 38^~ ~~~~", "+849^~~~~~~~",
         "070-^~~-~~~~"},
        {"nguyen.lan", "minh_tran", "thu.ha", "pham-quang", "le.bao.an"},
        {}}},
      {"hi",
       {{"+91 98^~~ ~~~~~", "98^~~-~~~~~", "9^~~~~~~~~", "011-2^~~ ~~~~", "0091 9^~~~~~~~~", "+91-9^~~~~~~~~",
         "9^~~~ ~~~~~"},
        {"ravi.kumar", "anita_sharma", "p.singh", "deepak-v", "sunita.rao"},
        {"अनिता~~~@उदाहरण.भारत", "रवि~~~@उदाहरण.भारत"},
        kDevanagariZero}},
  };
  return kCustoms.at(lang);
}

std::string in_digits_of(const std::string& text, char32_t zero) {
  std::u32string letters = language::code_points(text);
  for (char32_t& letter : letters)
    if (letter >= U'0' && letter <= U'9') letter = zero + (letter - U'0');
  return language::to_utf8(letters);
}

int luhn_sum(const std::string& digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int value = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return sum;
}

std::string draw_email(const Customs& customs, Dice& dice) {
  if (!customs.own.empty() && dice.chance(0.1)) return with_digits(dice.draw(customs.own), dice);
  static const std::vector<std::string> kHosts = {"example.com",  "example.org",       "example.net",
                                                  "mail.example", "post.mail.example", "uni.example"};
  // Four digits: no other address has the same local part, so that it alone shows a leak.
  const std::string local = dice.draw(customs.names) + with_digits("~~~~", dice);
  std::string host = dice.draw(kHosts);
  if (dice.chance(0.06)) return local + " (at) " + host;
  if (dice.chance(0.05))
    for (char& letter : host)
      if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 32);
  return local + "@" + host;
}

std::string draw_phone(const Customs& customs, Dice& dice) {
  std::string number = dice.draw(customs.phones);
  for (char& letter : number)
    if (letter == '^') letter = static_cast<char>('1' + dice.below(9));
  number = with_digits(number, dice);
  return customs.zero != U'0' && dice.chance(0.25) ? in_digits_of(number, customs.zero) : number;
}

std::string draw_card(const Customs& customs, Dice& dice) {
  static const std::vector<std::string> kPatterns = {
      "4~~~~~~~~~~~~~~0", "51~~~~~~~~~~~~~0", "55~~~~~~~~~~~~~0", "6011~~~~~~~~~~~0", "34~~~~~~~~~~~~0"};
  std::string digits = with_digits(dice.draw(kPatterns), dice);
  const int over = luhn_sum(digits) % 10;
  digits.back() = static_cast<char>('0' + (10 - over) % 10);
  static const std::vector<std::string> kSeparators = {" ", " ", "-", ""};
  const std::string separator = dice.draw(kSeparators);
  // 4-4-4-4, but 4-6-5 on the cards of 15 digits.
  const std::vector<std::size_t> groups =
      digits.size() == 15 ? std::vector<std::size_t>{4, 6, 5} : std::vector<std::size_t>{4, 4, 4, 4};
  std::string number;
  for (std::size_t begin = 0, group = 0; begin < digits.size(); begin += groups[group++])
    number += (begin == 0 ? "" : separator) + digits.substr(begin, groups[group]);
  return customs.zero != U'0' && dice.chance(0.15) ? in_digits_of(number, customs.zero) : number;
}

}  // namespace

Planted draw_detail(Planted::Kind kind, const std::string& lang, Dice& dice) {
  const Customs& customs = customs_of(lang);
  switch (kind) {
    case Planted::Kind::kEmail:
      return {kind, draw_email(customs, dice)};
    case Planted::Kind::kPhone:
      return {kind, draw_phone(customs, dice)};
    default:
      return {kind, draw_card(customs, dice)};
  }
}

std::string with_digits(std::string pattern, Dice& dice) {
  for (char& letter : pattern)
    if (letter == '~') letter = static_cast<char>('0' + dice.below(10));
  return pattern;
}

bool passes_luhn(const std::string& digits) {
  return !digits.empty() && luhn_sum(digits) % 10 == 0;
}

std::string plain_digits(const std::string& text) {
  std::string digits;
  for (const char32_t letter : language::code_points(text))
    for (const char32_t zero : {U'0', kThaiZero, kDevanagariZero})
      if (letter >= zero && letter <= zero + 9) digits += static_cast<char>('0' + (letter - zero));
  return digits;
}

}  // namespace firstline::replay
