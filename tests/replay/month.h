// SPDX-License-Identifier: GPL-3.0-or-later
// A made-up month of a help centre's searches, with the truth about each: who asked, for what, whether it is
// a search at all, and what the log must not keep. Plain values; the same seed and number give the same month
// on every machine. README.md beside this file tells its proportions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/replay/books.h"

namespace firstline::replay {

/// September 2026, UTC, in milliseconds since 1970.
inline constexpr std::int64_t kSecond = 1000;
inline constexpr std::int64_t kMinute = 60 * kSecond;
inline constexpr std::int64_t kHour = 60 * kMinute;
inline constexpr std::int64_t kDay = 24 * kHour;
inline constexpr std::int64_t kDays = 30;
inline constexpr std::int64_t kStart = 1'788'220'800 * kSecond;
inline constexpr std::int64_t kEnd = kStart + kDays * kDay;
/// When the added articles are published: 16 September, 0:00.
inline constexpr std::int64_t kHalfTime = kStart + kDays / 2 * kDay;
/// The evening of the outage: Tuesday, 22 September, 17:00 to 21:00.
inline constexpr std::int64_t kOutageStart = kStart + 21 * kDay + 17 * kHour;
inline constexpr std::int64_t kOutageEnd = kOutageStart + 4 * kHour;

/// What a search is to be counted as. The names are those of the log's export.
enum class Kind { kYes, kTyping, kReload, kPage, kBot, kOwn, kEmpty };
const char* kind_name(Kind kind);  ///< "yes", "typing", "reload", "page", "bot", "own", "empty"

enum class Robot { kNone, kDeclared, kScraper, kMonitor };
const char* robot_name(Robot robot);  ///< "", "declared", "scraper", "monitor"

/// One browser, app or program.
struct Client {
  std::string address;  ///< IPv4 or IPv6
  std::string user_agent;
  std::string channel;  ///< "web": asks for pages; else the API with this channel
  std::string session;  ///< the API's parameter; empty: none
  std::string privacy;  ///< header line of those who don't want to be followed, or empty
  bool keeps_cookies = true;
  bool office = false;  ///< one of forty people behind one address, with one user agent
  Robot robot = Robot::kNone;
};

/// Something that may not reach the disk, as it was typed.
struct Planted {
  enum class Kind { kEmail, kPhone, kCard };
  Kind kind = Kind::kEmail;
  std::string text;
};

struct Search {
  std::size_t client = 0;  ///< place in Month::clients
  std::string lang;
  std::string query;
  std::string category;  ///< the filter, or empty
  std::size_t offset = 0;
  Kind kind = Kind::kYes;
  std::string intent;  ///< its name: one need of people of one language, however they say it; empty: none
  bool answerable = false;     ///< an article in its language and category answers it at that time
  Cause cause = Cause::kNone;  ///< why the engine may have no answer, or people don't take it
  std::string wanted;    ///< id of the article that is meant, in another language or category too; or empty
  bool slipped = false;  ///< misspelt
  std::vector<Planted> planted;
  std::vector<std::string> harmless;  ///< numbers that may stay, as they were typed
};

enum class Act { kSearch, kClick, kLookAhead, kVote, kMessage };

struct Event {
  std::int64_t at_ms = 0;
  Act act = Act::kSearch;
  std::size_t search = 0;  ///< place in Month::searches: the search itself, or the one that it follows
  bool any = false;        ///< click: the first result where the wanted article is not among them
  bool counts = true;      ///< click: a person's, who is in the log then
  bool helpful = false;    ///< vote, on what was clicked last
  std::string text;        ///< comment or message
  std::string email;       ///< of a message, or empty
  std::vector<Planted> planted;
};

struct Month {
  std::vector<Client> clients;
  std::vector<Search> searches;  ///< in order of time
  std::vector<Event> events;     ///< in order of time, no two in one millisecond
};

/// `searches`: how many, at least 500. `books`: read_books().
Month make_month(const std::vector<Book>& books, const language::Languages& languages, std::size_t searches,
                 std::uint64_t seed);

}  // namespace firstline::replay
