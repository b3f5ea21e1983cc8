// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/clients.h"

#include <array>

namespace firstline::replay {
namespace {

constexpr std::size_t kSharedAddresses = 60;

std::string draw_browser(Dice& dice) {
  const std::string chrome = std::to_string(dice.between(112, 128));
  static const std::vector<std::string> kPhones = {"Pixel 7", "SM-A546B",   "SM-S911B",
                                                   "CPH2591", "23021RAA2Y", "K"};
  switch (dice.below(7)) {
    case 0:
      return "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" +
             chrome + ".0.0.0 Safari/537.36";
    case 1:
      return "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:" + chrome + ".0) Gecko/20100101 Firefox/" +
             chrome + ".0";
    case 2:
      return "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
             "Version/17." +
             std::to_string(dice.below(6)) + " Safari/605.1.15";
    case 3:
    case 4:
      return "Mozilla/5.0 (iPhone; CPU iPhone OS 17_" + std::to_string(dice.below(7)) +
             " like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 "
             "Safari/604.1";
    default:
      return "Mozilla/5.0 (Linux; Android 14; " + dice.draw(kPhones) +
             ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + chrome + ".0.0.0 Mobile Safari/537.36";
  }
}

std::string draw_address(Dice& dice) {
  if (dice.chance(0.15)) return "198.19.255." + std::to_string(1 + dice.below(kSharedAddresses));
  if (dice.chance(0.25)) {
    static constexpr char kHex[] = "0123456789abcdef";
    std::string address = "2001:db8:";
    for (int i = 0; i < 4; ++i) address += kHex[i == 0 ? 1 + dice.below(15) : dice.below(16)];
    return address + "::" + std::to_string(1 + dice.below(99));
  }
  return "198.18." + std::to_string(dice.below(256)) + "." + std::to_string(1 + dice.below(254));
}

Client program(const std::string& address, const std::string& user_agent) {
  Client client;
  client.address = address;
  client.user_agent = user_agent;
  client.channel = "web";
  client.keeps_cookies = false;
  return client;
}

}  // namespace

Client draw_device(Dice& dice) {
  Client device;
  device.address = draw_address(dice);
  device.user_agent = draw_browser(dice);
  device.keeps_cookies = !dice.chance(0.008);
  if (dice.chance(0.04)) device.privacy = dice.chance(0.6) ? "Sec-GPC: 1\r\n" : "DNT: 1\r\n";
  return device;
}

std::string draw_channel(Dice& dice) {
  constexpr std::array<const char*, 4> kChannels = {"web", "widget", "api", "chat"};
  constexpr std::array<double, 4> kShares = {0.6, 0.24, 0.08, 0.08};
  return kChannels[dice.weighted(kShares)];
}

Client on_channel(const Client& device, const std::string& channel, const std::string& app_session,
                  Dice& dice) {
  Client client = device;
  client.channel = channel;
  if (channel == "widget") client.session = draw_session(dice);
  if (channel == "api") {
    client.session = app_session;
    client.user_agent = "MyLumena/5.2 (Android 14)";
  }
  if (channel == "chat") {
    client.session = draw_session(dice);
    client.address = "198.51.100.10";
    client.user_agent = "LumenaChat/2.4 okhttp/4.12.0";
    client.privacy.clear();
  }
  return client;
}

std::string draw_session(Dice& dice) {
  static constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::string session;
  for (int i = 0; i < 20; ++i) session += kLetters[dice.below(36)];
  return session;
}

Client office_client() {
  Client client = program("203.0.113.7",
                          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                          "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0");
  client.keeps_cookies = true;
  client.office = true;
  return client;
}

Client staff_client(std::size_t number) {
  Client client =
      program("203.0.113.50", "Mozilla/5.0 (X11; Linux x86_64; rv:" + std::to_string(120 + number) +
                                  ".0) Gecko/20100101 Firefox/" + std::to_string(120 + number) + ".0");
  client.channel = "test";
  client.session = "staff-" + std::to_string(number);
  return client;
}

Client declared_robot(std::size_t number) {
  static constexpr std::array<const char*, 9> kAgents = {
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
      "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; "
      "+http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36",
      "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
      "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
      "Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)",
      "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
      "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
      "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; GPTBot/1.1; "
      "+https://openai.com/gptbot",
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/124.0.0.0 "
      "Safari/537.36"};
  Client client =
      program("192.0.2." + std::to_string(10 + number % kAgents.size()), kAgents[number % kAgents.size()]);
  client.robot = Robot::kDeclared;
  return client;
}

Client scraper(Dice& dice) {
  Client client = program("192.0.2." + std::to_string(100 + dice.below(50)), draw_browser(dice));
  client.robot = Robot::kScraper;
  return client;
}

Client monitor() {
  Client client = program("192.0.2.200",
                          "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
                          "Chrome/103.0.5060.53 Safari/537.36");
  client.robot = Robot::kMonitor;
  return client;
}

}  // namespace firstline::replay
