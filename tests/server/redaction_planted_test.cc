// SPDX-License-Identifier: GPL-3.0-or-later
// What customers of five languages write, with what must not be kept. Numbers are invented, or meant for
// tests: Ofcom's and the NANPA's for drama, the card networks' own samples.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "server/redaction/redaction.h"

namespace firstline::server {
namespace {

/// A customer's text in which "{kind:what must go}" marks what is planted.
struct Planted {
  std::string text, redacted;
  std::vector<std::string> secrets;
};

Planted plant(std::string_view marked) {
  Planted planted;
  while (!marked.empty()) {
    const std::size_t open = marked.find('{');
    planted.text += marked.substr(0, open);
    planted.redacted += marked.substr(0, open);
    if (open == marked.npos) break;
    const std::size_t colon = marked.find(':', open);
    const std::size_t close = marked.find('}', colon);
    const std::string_view secret = marked.substr(colon + 1, close - colon - 1);
    planted.text += secret;
    planted.secrets.emplace_back(secret);
    planted.redacted += "[" + std::string(marked.substr(open + 1, colon - open - 1)) + "]";
    marked.remove_prefix(close + 1);
  }
  return planted;
}

const std::vector<const char*> kEnglish = {
    "please call me back on {phone:07700 900123} after six",
    "my mobile is {phone:07700900123}, thanks",
    "transfer {phone:+44 7700 900123} to the new sim",
    "landline {phone:020 7946 0018} has no tone",
    "from abroad: {phone:+44 (0)20 7946 0018}.",
    "is {phone:0044 20 7946 0018} yours?",
    "text {phone:(415) 555-2671} when the engineer comes",
    "ring {phone:415-555-2671}",
    "fax {phone:1.415.555.2671}",
    "ring {phone:415.555.2671} or {phone:415 555 2671}",
    "{phone:+1 415 555 2671} is my number",
    "dial {phone:1-800-555-0199} for the bank",
    "someone keeps calling from {phone:+1 (415) 555-2671}, block it",
    "phone number is {phone:555 2671}",
    "call {phone:555-2671}",
    "e-mail me at {email:ann.o'brien+bills@mail.example.co.uk}!",
    "cannot sign in as {email:ann_smith99@example.com}.",
    "({email:ann@example.com}) or mailto:{email:bob@example.org}",
    "write to {email:ann (at) example.com} or {email:bob at example dot com}",
    "my address is {email:ann @ example.com} please",
    "card {card:4111 1111 1111 1111} declined",
    "card {card:4111-1111-1111-1111 12/27 123}",
    "paid with {card:5555555555554444} yesterday",
    "amex {card:3782 822463 10005} not accepted",
    "refund to account {number:12345678} sort code 20-00-00",
    "iban {number:GB29 NWBK 6016 1331 9268 19} is wrong",
    "order A{number:12345678} has not arrived",
    "my SSN {phone:078-05-1120} was asked for, why?",
    "imei {number:490154203237518} locked",
    "sim {number:8938100001234567890} not activated",
    "link https://example.com/{link:reset/abcdef} does nothing",
    "see https://{token:ann:hunter2}@example.com/{link:box?id=7}, please",
    "it opens www.example.com/{link:r/Zk3p9} and example.com?{link:token=abc}",
    "token {token:eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.dBjftJeZ4CVPmB92K27uhbUJU1p1r_wW1g} expired",
    "api key {token:sk_live_4eC39HqLyjWDarjtT1zdp7dc} leaked",
    "commit {token:da39a3ee5e6b4b0d3255bfef95601890afd80709}",
    "session {token:12345678-90ab-1234-cdef-426614174000} ended",
    "windows key {token:VK7JG-NPHTM-C97JM-9MPGT-3V66T}",
    "box with mac {token:00:1A:2b:3C:4D:5E} is offline, {token:00-1a-2b-3c-4d-5e} too",
    "curl '?access_token={token:abcd}&x=1' fails with password={token:hunter2}",
};

const std::vector<const char*> kThai = {
    "เบอร์ {phone:081-234-5678} ใช้ไม่ได้",
    "โทร{phone:0812345678}ไม่ติด",
    "เบอร์{phone:081 234 5678}ครับ",
    "ติดต่อ {phone:02-123-4567} ต่อ 12",
    "เบอร์บ้าน {phone:02 123 4567} ไม่มีสัญญาณ",
    "ย้ายเบอร์ {phone:+66 81 234 5678} มาที่นี่",
    "ย้ายเบอร์ {phone:+66812345678} มาที่นี่",
    "โทร {phone:+66 (0) 81 234 5678}",
    "โทร {phone:0066 81 234 5678}",
    "เบอร์{phone:๐๘๑-๒๓๔-๕๖๗๘}ค่ะ",
    "เบอร์{phone:๐๘๑๒๓๔๕๖๗๘}ค่ะ",
    "โทรกลับ{phone:๐๒ ๑๒๓ ๔๕๖๗}ด้วย",
    "เบอร์ {phone:(02) 123-4567}",
    "บ้าน {phone:0 2123 4567}",
    "เบอร์ {phone:081.234.5678}",
    "เบอร์{phone:8 1234 567}หายไป",
    "มือถือ {phone:81 234 5678}",
    "อีเมล{email:somchai@example.com}ครับ",
    "ส่งบิลไปที่ {email:สมชาย@ตัวอย่าง.ไทย} ด้วย",
    "อีเมลคือ{email:somchai.jaidee99@example.co.th}ไม่ได้รับรหัส",
    "อีเมล {email:somchai (at) example.com}",
    "บัตร {card:4111 1111 1111 1111} ถูกปฏิเสธ",
    "บัตรเครดิต{card:๔๑๑๑๑๑๑๑๑๑๑๑๑๑๑๑}ใช้ไม่ได้",
    "บัตร{card:5555-5555-5555-4444}หมดอายุ",
    "บัตรประชาชน {phone:1-1037-02071-81-1} ต้องใช้ไหม",
    "เลขบัตรประชาชน{number:1103702071810}",
    "เลขที่บัญชี {phone:123-4-56789-0} คืนเงิน",
    "หมายเลขลูกค้า{number:๑๒๓๔๕๖๗๘}ครับ",
    "เลขพัสดุ TH{number:12345678}",
    "ลิงก์ https://example.com/{link:reset?t=a1}ใช้ไม่ได้",
    "โค้ด {token:f81d4fae-7dec-11d0-a765-00a0c91e6bf6} หมดอายุ",
};

const std::vector<const char*> kSerbian = {
    "pozovite me na {phone:064/123-45-67} posle 17h",
    "broj {phone:064 123 4567} ne radi",
    "broj {phone:0641234567}",
    "broj {phone:064/1234567}, hvala",
    "fiksni {phone:011/123-4567} nema signal",
    "fiksni {phone:011 123 456}",
    "fiksni {phone:021/12-34-56}",
    "fiksni {phone:021 12 34 56}",
    "iz inostranstva {phone:+381 64 1234567}",
    "iz inostranstva {phone:+381 (0)64 123 45 67}",
    "iz inostranstva {phone:00381 64 123 4567}",
    "broj je {phone:+381641234567}.",
    "telefon: {phone:123 45 67}",
    "lokal {phone:123-4567}",
    "број {phone:064/123-45-67} не ради",
    "позовите ме на {phone:063 123 456}",
    "телефон {phone:011/1234-567}",
    "мој број је {phone:+381 63 123 4567}",
    "позовите {phone:234 56 78} кад стигнете",
    "mejl {email:pera.peric@example.rs} nije dobio račun",
    "pišite na {email:đorđe@example.rs}!",
    "имејл {email:пера.перић@пример.срб} не прима рачуне",
    "адреса {email:pera@primer.rs}, хвала",
    "mejl je {email:pera (et) example.rs}",
    "kartica {card:9891 1234 5678 9000} odbijena",
    "картица {card:4111 1111 1111 1111} одбијена",
    "картицом {card:5555555555554444} сам платио",
    "JMBG {number:0101990710001} traže zašto?",
    "ЈМБГ {number:0101990710001}",
    "račun {phone:160-123456-78} za uplatu",
    "рачун {number:160-0000000123456-78}",
    "IBAN {number:RS35 2600 0560 1001 6113 79}",
    "ИБАН {number:RS35260005601001611379}",
    "porudžbina A{number:12345678} kasni",
    "поруџбина број {number:20261234567}",
    "link https://example.rs/{link:nalog/potvrda?kod=1} ne radi",
    "линк https://example.rs/{link:лозинка/абв} не ради",
};

const std::vector<const char*> kVietnamese = {
    "gọi lại cho tôi {phone:0912 345 678} sau 6 giờ",
    "số {phone:0912345678} bị khóa",
    "số {phone:0912.345.678} bị khóa",
    "số {phone:091.234.5678}",
    "số {phone:091.234.56.78}, cảm ơn",
    "số {phone:0912-345-678}",
    "số {phone:0912 345.678}",
    "sđt {phone:09 1234 5678}",
    "chuyển {phone:+84 912 345 678} sang eSIM",
    "chuyển {phone:+84912345678} sang eSIM",
    "chuyển {phone:(+84) 912 345 678} sang eSIM",
    "chuyển {phone:0084 912 345 678} sang eSIM",
    "từ nước ngoài {phone:84 912 345 678 9}",
    "cố định {phone:024 3822 1234} mất tín hiệu",
    "cố định {phone:(028) 3822 1234}",
    "điện thoại {phone:3822 1234}",
    "số cũ {phone:912 345 678} của tôi",
    "email {email:nguyen.van.a@example.vn} không nhận được",
    "thư gửi {email:tâm@ví-dụ.vn}, cảm ơn",
    "email:{email:tam@example.com.vn}.",
    "email {email:tam [a còng] example.vn}",
    "ví {email:tam@momo} nạp tiền",
    "thẻ {card:9704 1234 5678 9007} không thanh toán được",
    "thẻ {card:9704123456789012345} bị từ chối",
    "thẻ {card:4111-1111-1111-1111}",
    "CCCD {number:079085001234} để làm gì",
    "CCCD {phone:079 085 001 234}",
    "CMND {number:223456789}",
    "tài khoản {number:1234567890123} hoàn tiền",
    "đơn hàng A{number:12345678} chưa tới",
    "mã khách hàng {number:70012345}",
    "liên kết https://example.vn/{link:đặt-lại/a1b2} hỏng",
    "mã {token:f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
};

const std::vector<const char*> kHindi = {
    "मुझे {phone:+91 98765 43210} पर कॉल करें",
    "मेरा नंबर {phone:98765 43210} बंद है",
    "मेरा नंबर {phone:9876543210} है",
    "नंबर {phone:98765-43210}",
    "नंबर {phone:+91-98765-43210}",
    "नंबर {phone:+919876543210} बंद",
    "नंबर {phone:09876543210}",
    "नंबर {phone:0091 98765 43210}",
    "नंबर {phone:91 98765 43210}",
    "नंबर {phone:९८७६५ ४३२१०} है",
    "नंबर {phone:+९१ ९८७६५ ४३२१०}",
    "नंबर {phone:९८७६५४३२१०}",
    "नंबर {phone:987 654 3210}",
    "नंबर {phone:9876 543 210}",
    "लैंडलाइन {phone:011-23456789} काम नहीं करता",
    "लैंडलाइन {phone:011 2345 6789}",
    "लैंडलाइन {phone:(022) 2345 6789}",
    "फ़ोन {phone:2345 6789}",
    "ईमेल {email:ram.kumar@example.in} पर बिल नहीं आया",
    "ईमेल {email:राम@उदाहरण.भारत} है।",
    "ईमेल: {email:ram@example.co.in}।",
    "यूपीआई {email:9876543210@okbank} से भुगतान",
    "ईमेल {email:ram (at) example (dot) in}",
    "कार्ड {card:6073 8497 0000 4905} अस्वीकार",
    "कार्ड {card:४१११ ११११ ११११ ११११} अस्वीकार",
    "कार्ड {card:5555555555554444}",
    "आधार {phone:2345 6789 0123} क्यों चाहिए",
    "आधार {number:234567890123}",
    "खाता {number:10112233445566} में रिफंड",
    "ऑर्डर A{number:12345678} नहीं आया",
    "ग्राहक संख्या {number:७००१२३४५}",
    "लिंक https://example.in/{link:reset?c=9} नहीं खुलता",
    "कोड {token:f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
};

}  // namespace

TEST_CASE("What is planted goes in all five languages, and nothing else") {
  for (const auto* texts : {&kEnglish, &kThai, &kSerbian, &kVietnamese, &kHindi}) {
    CHECK(texts->size() >= 25);
    for (const char* marked : *texts) {
      const Planted planted = plant(marked);
      const std::string redacted = redact(planted.text);
      CHECK(redacted == planted.redacted);
      CHECK(redact(redacted) == redacted);
      for (const std::string& secret : planted.secrets) CHECK(redacted.find(secret) == std::string::npos);
    }
  }
}

}  // namespace firstline::server
