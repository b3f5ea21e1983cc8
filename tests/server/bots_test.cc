// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/counting/bots.h"

#include <catch2/catch.hpp>

#include "base/failure.h"
#include "tests/support/temporary_folder.h"

namespace firstline::server {
namespace {

bool is_declared_bot(const std::string& user_agent) {
  static const DeclaredBots shipped = DeclaredBots::load(tests::source_folder() / "server/data/bots.txt");
  return shipped.matches(user_agent);
}

std::string failure_of(const std::string& text) {
  const tests::TemporaryFolder folder;
  try {
    DeclaredBots::load(folder.write("bots.txt", text));
  } catch (const base::Failure& failure) {
    const std::string message = failure.what();
    return message.substr(message.find("bots.txt"));
  }
  return "";
}

}  // namespace

TEST_CASE("Robots that say so are known") {
  for (const char* robot :
       {"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; "
        "+http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36",
        "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
        "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
        "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
        "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
        "Mediapartners-Google",
        "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; "
        "+https://openai.com/gptbot)",
        "Mozilla/5.0 (compatible; ChatGPT-User/1.0)",
        "CCBot/2.0 (https://commoncrawl.org/faq/)",
        "facebookexternalhit/1.1",
        "facebookexternalhit/1.1;line-poker/1.0",
        "Twitterbot/1.0",
        "WhatsApp/2.23.20.0",
        "TelegramBot (like TwitterBot)",
        "Slack-ImgProxy (+https://api.slack.com/robots)",
        "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
        "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
        "Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)",
        "Mozilla/5.0 (compatible; StatusCake)",
        "check_http/v2.3.3 (nagios-plugins 2.3.3)",
        "kube-probe/1.27",
        "ELB-HealthChecker/2.0",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/119.0.0.0 "
        "Safari/537.36",
        "Mozilla/5.0 (Linux; Android 11; moto g power (2022)) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/119.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse",
        "Scrapy/2.11.0 (+https://scrapy.org)",
        "Screaming Frog SEO Spider/19.4",
        "Mozilla/5.0 (compatible; Nmap Scripting Engine; +https://nmap.org/book/nse.html)",
        "my crawler 1.0",
        "GOOGLEBOT"}) {
    INFO(robot);
    CHECK(is_declared_bot(robot));
  }
}

TEST_CASE("Browsers of people are no robots, inside other programs neither") {
  for (const char* person :
       {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 "
        "Safari/537.36 Edg/124.0.2478.51",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        "Version/17.4 Safari/605.1.15",
        "Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        "CriOS/124.0.6367.71 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/99.0.4844.73 "
        "Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 10; CUBOT NOTE 20 PRO Build/QP1A.190711.020; wv) AppleWebKit/537.36 "
        "(KHTML, like Gecko) Version/4.0 Chrome/90.0.4430.91 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        "Mobile/15E148 [FBAN/FBIOS;FBDV/iPhone13,2;FBMD/iPhone;FBSN/iOS;FBSV/16.0;FBLC/en_GB;FBOP/5]",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        "Mobile/15E148 Safari Line/13.9.0",
        "Mozilla/5.0 (Linux; Android 13; SM-A135F; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
        "Chrome/114.0.5735.131 Mobile Safari/537.36 Zalo android/12080655 ZaloTheme/light ZaloLanguage/vi",
        "Mozilla/5.0 (Linux; Android 12; SM-S901B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
        "Chrome/117.0.0.0 Mobile Safari/537.36 Instagram 302.0.0.23.113 Android",
        "Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) "
        "SamsungBrowser/24.0 Chrome/117.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/113.0 "
        "Chrome/107.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Linux; U; Android 10; hi-IN; RMX2030) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Version/4.0 Chrome/78.0.3904.108 UCBrowser/13.4.0.1306 Mobile Safari/537.36",
        "Opera/9.80 (Android; Opera Mini/36.2.2254/191.249; U; en) Presto/2.12.423 Version/12.16",
        "Mozilla/5.0 (PlayStation; PlayStation 5/2.26) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 "
        "Safari/605.1.15",
        ""}) {
    INFO(person);
    CHECK_FALSE(is_declared_bot(person));
  }
}

TEST_CASE("Libraries by which a company's own programs ask declare nothing") {
  for (const char* library :
       {"curl/8.5.0", "python-requests/2.31.0", "python-httpx/0.27.0", "Go-http-client/2.0", "okhttp/4.12.0",
        "axios/1.6.8", "node-fetch/1.0", "Java/17.0.9", "Apache-HttpClient/4.5.14 (Java/17)", "Wget/1.21.4",
        "PostmanRuntime/7.37.3", "Dart/3.3 (dart:io)", "GuzzleHttp/7", "Faraday v2.9.0",
        "LumenaApp/4.2 CFNetwork/1494.0.7 Darwin/23.4.0"}) {
    INFO(library);
    CHECK_FALSE(is_declared_bot(library));
  }
}

TEST_CASE("A name of any bytes and any length is looked at") {
  CHECK_FALSE(is_declared_bot(std::string("\xFF\0\x80", 3)));
  CHECK_FALSE(is_declared_bot(std::string(1'000'000, 'b')));
  CHECK(is_declared_bot("x\xC3\xA9 Bot"));
}

TEST_CASE("The list of robots is fragments, exceptions and comments") {
  const tests::TemporaryFolder folder;
  const DeclaredBots bots = DeclaredBots::load(folder.write("bots.txt", "# comment\n\nbot\n!cubot\nzap/\n"));
  CHECK(bots.matches("SomeBot/1.0"));
  CHECK(bots.matches("ZAP/2"));
  CHECK(bots.matches("SomeBot on a Cubot"));
  CHECK_FALSE(bots.matches("Cubot X19, cubot"));
  CHECK_FALSE(bots.matches("# comment"));
}

TEST_CASE("A list of robots that makes no sense is refused with its line") {
  CHECK(failure_of("bot\n") == "");
  CHECK(failure_of("# nothing\n") == "bots.txt:1: there is no fragment");
  CHECK(failure_of("bot\nb\n") == "bots.txt:2: 'b' is too short to tell a robot");
  CHECK(failure_of("Bot\n") == "bots.txt:1: 'Bot' is not in printable lower-case ASCII");
  CHECK(failure_of("bot\r\n") == "bots.txt:1: 'bot\r' is not in printable lower-case ASCII");
  CHECK(failure_of("spider \n") == "bots.txt:1: 'spider ' begins or ends with a space");
  CHECK(failure_of("mozilla\n") == "bots.txt:1: 'mozilla' is in every browser's name");
}

TEST_CASE("Pages that a browser fetches in advance are known by either header") {
  CHECK(is_prefetch("prefetch", ""));
  CHECK(is_prefetch("prefetch;prerender", ""));
  CHECK(is_prefetch("prefetch;anonymous-client-ip", ""));
  CHECK(is_prefetch("", "prefetch"));
  CHECK(is_prefetch("", "Prefetch"));
  CHECK(is_prefetch("", "preview"));
  CHECK_FALSE(is_prefetch("", ""));
  CHECK_FALSE(is_prefetch("navigate", "x"));
}

}  // namespace firstline::server
