// SPDX-License-Identifier: GPL-3.0-or-later
// Small values that people and programs write, and texts put into other formats: the same bytes as each.
#include <nlohmann/json.hpp>

#include "base/iso_time.h"
#include "base/random.h"
#include "language/rules.h"
#include "language/utf8.h"
#include "search/snippet.h"
#include "server/csv.h"
#include "server/ip_address.h"
#include "server/log/transfer.h"
#include "server/messages/email.h"
#include "server/options.h"
#include "server/words.h"
#include "server/xml.h"
#include "tests/fuzz/html.h"
#include "tests/fuzz/target.h"
#include "tests/support/xml.h"

namespace firstline::fuzz {
namespace {

constexpr std::size_t kMostBytes = 4'096;

void check_times(const std::string& text) {
  if (const auto time = base::parse_iso_time(text)) {
    expect(time->begin <= time->end && time->begin > -86'400, "a time is one since 1970", text);
    const auto again = base::parse_iso_time(base::format_iso_time(time->begin));
    expect(again && again->begin == time->begin, "a time written again is the same", text);
    const auto zone = base::parse_iso_time(time->date + "T12:00" + base::iso_zone(time->zone_minutes));
    expect(zone && zone->zone_minutes == time->zone_minutes, "a zone written again is the same", text);
  }
  const server::Time now = server::from_milliseconds(1'790'000'000'000);
  if (const auto since = server::parse_since(text, now))
    expect(server::milliseconds(*since) < 7'300'000'000'000, "a time is one before the year 2201", text);
}

void check_addresses(const std::string& text) {
  if (const auto address = server::parse_address(text))
    expect(address->port >= 0 && address->port <= 65'535 && !address->host.empty(),
           "an address has host and port", text);
  std::string wrong;
  const auto ranges = server::AddressRanges::parse(text, wrong);
  expect(ranges.has_value() || text.find(wrong) != std::string::npos, "what is no range is told", wrong);
  if (ranges) ranges->contains("203.0.113.7");
  const std::string network = server::network_of(text);
  expect(server::network_of(network) == network, "a network's network is itself", network);
  server::is_loopback(text);
  if (!server::is_plausible_email(text)) return;
  expect(
      text.find_first_of(" \t\r\n,;:<>()[]\"\\") == std::string::npos && text.find('\0') == std::string::npos,
      "an e-mail address is one, and no header", text);
}

void check_reply(const std::string& text) {
  const std::string link = server::reply_link("ann@example.com", text.substr(0, 20), text);
  for (const char c : link)
    expect(c > ' ' && c < 0x7f && c != '"' && c != '<', "a reply's link is one", link);
  constexpr std::size_t kMost = 2'000;
  expect(link.size() <= kMost, "a reply's link is short enough", link);
}

/// What a spreadsheet or another program would read.
void check_cell(const std::string& text) {
  const std::string cell = server::csv_text(text);
  expect(cell.empty() || std::string_view("=+-@\t\r").find(cell.front()) == std::string_view::npos,
         "a cell is no formula", cell);
  const std::string marked =
      !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos ? "'" + text
                                                                                                 : text;
  std::string back = cell;
  if (cell.starts_with('"')) {
    back.clear();
    for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
      back += cell[i];
      if (cell[i] == '"') expect(cell[++i] == '"', "a cell's quotes are doubled", cell);
    }
  } else {
    expect(cell.find_first_of("\",\r\n") == std::string::npos, "a cell is one", cell);
  }
  expect(back == marked, "a cell says what the text says", cell);
}

void check_markup(const std::string& text) {
  const std::string xml = "<a b=\"" + server::xml_text(text) + "\">" + server::xml_text(text) + "</a>";
  const tests::XmlElement element = tests::parse_xml(xml);
  expect(element.children.empty() && element.attributes.size() == 1, "text is no element", xml);
  const std::string html = search::escape_html(text);
  expect(html.find_first_of("<>\"'") == std::string::npos, "text is no tag", html);
}

void run(std::string_view bytes) {
  const std::string text(bytes);
  check_times(text);
  check_addresses(text);
  check_cell(text);
  expect(!base::is_token(text) || text.size() == 22, "a token has its length");
  if (language::is_language_tag(text))
    expect(text.find_first_not_of("-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
               std::string::npos,
           "a language tag is plain", text);
  const server::Words words("en", {{"date_format", "{day} {month} {year}"}, {"month_9", "September"}});
  words.date(text);
  if (language::find_invalid_utf8(text)) return;
  check_reply(text);
  check_markup(text);
}

const Target target("values", kMostBytes, run);

}  // namespace
}  // namespace firstline::fuzz
