// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers and words that customers ask about. None may be lost: then nobody could see what they asked.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "server/redaction/redaction.h"

namespace firstline::server {
namespace {

const std::vector<const char*> kCodes = {
    "error 5021",
    "error 404",
    "error 651 and 691",
    "error 5021 5022 5023",
    "errors 101, 205, 310",
    "TV-101",
    "TV-404 after TV-310",
    "error 0x80070057",
    "0x800F0922 0xC0000005",
    "0x0000007B",
    "CE-34878-0",
    "UI-800-3",
    "M7111-5059",
    "F7121-1331-P7",
    "NW-31297-2",
    "KB5034441",
    "E-101",
    "P0420",
    "code 50 007",
    "error 999999",
    "http 503",
    "DNS_PROBE_FINISHED_NXDOMAIN",
    "RFC 2131",
    "ISO/IEC 27001:2022",
    "EN 300 328",
};

const std::vector<const char*> kDevices = {
    "iPhone 15",
    "iPhone 15 Pro Max 256 GB",
    "iPhone 15 2023",
    "Galaxy S23+ 2023",
    "Galaxy A54 5G 128GB",
    "Pixel 8",
    "RTL8821CE",
    "WH-1000XM4",
    "TL-WN725N",
    "RT-AC68U",
    "AX6000 AC1900",
    "DSL-2750U",
    "SM-G998B-UEU5CVHI-256GB",
    "iPhone15ProMax256GB",
    "USB3/USB4/WiFi6/WiFi6E/HDMI2",
    "Windows 11 22H2",
    "Windows 7 8 10 11",
    "Office 2019 2021 365",
    "PS5 4K60fps2160p",
    "3840x2160",
    "1920×1080 60 Hz",
    "H.264 H.265",
    "802.11ac 2.4 GHz",
    "802.11 a/b/g/n",
    "CAT5e CAT6",
    "RJ45 RJ11",
    "model 7590",
    "Fritz!Box 7590 AX",
};

const std::vector<const char*> kVersions = {
    "10.0.19045",
    "Windows 10.0.22631.3007",
    "build 22621.3007",
    "iOS 17.5.1",
    "Chrome 131.0.6778.86",
    "driver 31.0.101.4502",
    "firmware 3.0.0.4.386_51668",
    "RT-AC68U_3.0.0.4.386_51668",
    "V1.0.11.106_1.0.80",
    "Linux 5.15.0-91",
    "v2",
    "1.2.3",
    "22.04.3",
    "100.200.3",
};

const std::vector<const char*> kNetworks = {
    "router 192.168.1.1",
    "192.168.0.1/24",
    "192.168.1.1:8080",
    "192.168.1.100-200",
    "192.168.1.2-192.168.1.254",
    "255.255.255.0",
    "8.8.8.8 8.8.4.4",
    "8.8.8.8, 1.1.1.1",
    "10.0.0.138",
    "10.64.64.64",
    "fe80::1",
    "2001:db8::1",
    "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
    "http://192.168.1.1",
    "http://192.168.1.1/login",
    "port 443",
    "ports 80,443,8080,8443",
    "ports 8080-8090",
    "ports 5000-5900",
    "ports 27015-27030",
    "udp 10000-20000",
    "1024-65535",
    "channels 36 40 44 48 52 56",
    "channels 1 2 3 4 5 6 7 8 9 10 11",
    "vlan 100 200 300 400",
    "MTU 1492",
    "1000 Mbps",
    "1000/1000 Mbps",
    "500/100",
    "100 200 500 1000 Mbps",
    "-65 dBm",
    "+30 dBm",
    "ping 12 ms",
};

const std::vector<const char*> kTimes = {
    "2026-11-22",
    "22.11.2026",
    "22.11.2026.",
    "22. 11. 2026.",
    "22.11.2026. 14:30",
    "11/22/2026",
    "22/11/2569",
    "22-11-2026",
    "2026/11/22",
    "22 11 2026",
    "01 02 2026",
    "15-20.12.2025.",
    "22.11.-25.11.2026",
    "5/12/2025-8/12/2025",
    "2026-11-22 14:30:15",
    "2026-11-22T14:30:00.000Z",
    "2024 2025",
    "2023 2024 2025",
    "2024-2025",
    "2025/2026",
    "7.00-22.00",
    "08.00–20.00",
    "10.00–12.30",
    "24/7",
    "9-17h",
    "14:30:25",
    "01 02 03 04 05",
    "since 1999",
};

const std::vector<const char*> kPrices = {
    "1,299,000 ₫",     "1.299.000đ",          "1.299.000 - 1.499.000đ",
    "1.000.000.000 đ", "299.000.000",         "10 000 000 đồng",
    "₹1,00,000",       "₹12,50,000",          "₹1,23,45,678",
    "Rs 8,00,00,000",  "$53,000,500.99",      "1500000đค่ะ",
    "Rs. 10,00,000/-", "1 500 000 RSD",       "2.500.000,00 динара",
    "1500000đ",        "1500000 VND",         "₹1000000",
    "$1,234,567.89",   "99.99 129.99 199.99", "12345.67 €",
    "1.000.000",       "1 234 567",           "12.345.678",
    "50% 100%",        "599 899 1199 บาท",    "128 256 512 1024 GB",
    "3.14159",         "1,5 i 2,5",
};

const std::vector<const char*> kShortNumbers = {
    "911",
    "112",
    "1900 1234",
    "1800 1000",
    "19001",
    "*123#",
    "*100*1#",
    "*#06#",
    "pin 1234",
    "otp 123456",
    "puk 8",
    "sort code 20-00-00",
    "pin code 560001",
    "zip 11000",
    "page 12 of 340",
    "5 @ 10 pm",
    "20 x 30 cm",
};

const std::vector<const char*> kWords = {
    "https://example.com",
    "https://example.com/",
    "www.example.com",
    "example.com/help",
    "node.js and/or TCP/IP",
    "follow @firstline",
    "AT&T",
    "C++ c#",
    "e.g. this",
    "looked at example.com",
    "token",
    "password: ",
    "key=",
    "pneumonoultramicroscopicsilicovolcanoconiosis",
    "Donaudampfschifffahrtsgesellschaft2024",
    "donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "เราใช้อินเทอร์เน็ตไม่ได้ตั้งแต่เมื่อวานนี้และไม่มีใครตอบแชทเลยช่วยด้วยครับ",
    "thisIsAVeryLongCamelCaseName",
    "LumenaHomeBox-WiFi6Setup",
    "how-to-reset-the-lumena-box-in-5-steps",
    "[phone] and [email]",
    "(a) first, (b) second",
    "10/10 would call",
};

const std::vector<const char*> kThai = {
    "ข้อผิดพลาด 5021",
    "ไอโฟน ๑๕",
    "เราเตอร์ 192.168.1.1",
    "แพ็กเกจ 5G 30GB",
    "เน็ต 1000/500 Mbps",
    "ราคา 1,299 บาท",
    "ราคา 1,299,000 บาท",
    "ปี ๒๕๖๙",
    "๒๒/๑๑/๒๕๖๙",
    "22/11/2569 14.30 น.",
    "๐๘.๐๐–๒๐.๐๐ น.",
    "โทร 1234",
    "โทร 02",
    "บิลเดือน 11/2569",
    "กด *123# โทรออก",
    "599 บาท 30 วัน",
    "Wi-Fi 6 5GHz",
    "ชั้น 12 ห้อง 1204",
    "เบอร์ 4 หลัก 2023",
    "รหัส TV-205",
    "1.5 กิโลเมตร",
    "เวลา 10:00-12:00",
};

const std::vector<const char*> kSerbian = {
    "greška 5021",
    "грешка 5021",
    "iPhone 15 ne radi",
    "рутер 192.168.1.1",
    "paket 5G 30GB",
    "пакет 1000/500",
    "2.999,00 din",
    "2.999.000,00 РСД",
    "1 299 000 динара",
    "22.11.2026. u 14:30",
    "у 16.30",
    "7.00–22.00",
    "račun za 11/2026",
    "рачун за новембар 2026.",
    "pozovite 1234",
    "позовите 19999",
    "Windows 10 22H2",
    "TV-310",
    "od 15. do 20. 12. 2026.",
    "ugovor 24 meseca 2024-2026",
    "11000 Beograd",
    "kanal 36 40 44 48",
};

const std::vector<const char*> kVietnamese = {
    "lỗi 5021",
    "iPhone 15 không vào mạng",
    "router 192.168.1.1",
    "gói 5G 30GB 299k",
    "gói 90 ngày 500 MB",
    "giá 1.299.000",
    "1.299.000đ",
    "1.500.000 VNĐ",
    "nạp 50000",
    "nạp 1000000đ",
    "ngày 22/11/2026",
    "22-11-2026",
    "7:00–22:00",
    "tháng 11/2026",
    "gọi 1234",
    "gọi 9090",
    "soạn KT gửi 191",
    "*101#",
    "tốc độ 1000/1000 Mbps",
    "Windows 10.0.19045",
    "TV-404",
    "Samsung A54 2023",
    "năm 2024 2025",
    "phòng 1204 tầng 12",
};

const std::vector<const char*> kHindi = {
    "त्रुटि 5021",  "त्रुटि ५०२१",   "आईफोन १५",      "iPhone 15 नहीं चलता", "राउटर 192.168.1.1", "प्लान 5G 30GB",
    "₹1,00,000",  "₹२,९९९",      "रु. 12,50,000",  "1500000 रुपये",        "22/11/2026",        "२२/११/२०२६",
    "2026 में",     "10:00-12:00", "1000/500 Mbps", "पिन 1234",           "पिन कोड 560001",    "56001 पर SMS",
    "*123# डायल", "कॉल 1234",    "TV-205",        "विंडोज 10.0.19045",   "24 महीने",
};

}  // namespace

TEST_CASE("What customers ask about stays") {
  std::size_t count = 0;
  for (const auto* texts : {&kCodes, &kDevices, &kVersions, &kNetworks, &kTimes, &kPrices, &kShortNumbers,
                            &kWords, &kThai, &kSerbian, &kVietnamese, &kHindi}) {
    for (const char* text : *texts) {
      ++count;
      CHECK(redact(text) == text);
      // Also in a sentence, and glued to letters of a script without spaces.
      const std::string sentence = std::string("my ") + text + ", please";
      CHECK(redact(sentence) == sentence);
      const std::string glued = std::string("ทำไม") + text + " ครับ";
      CHECK(redact(glued) == glued);
    }
  }
  CHECK(count >= 150);
}

}  // namespace firstline::server
