// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/robots.h"

#include <algorithm>

#include "tests/replay/calendar.h"
#include "tests/replay/clients.h"
#include "tests/replay/hand.h"

namespace firstline::replay {
namespace {

constexpr std::uint64_t kStream = 1'000'000;
constexpr std::size_t kBurst = 340;
constexpr std::int64_t kBeat = 15 * kMinute;

class Robots {
 public:
  Robots(const std::vector<Book>& books, const language::Languages& languages, std::uint64_t seed,
         Diary& diary)
      : books_(books), languages_(languages), dice_(seed, kStream), diary_(diary) {}

  void declared(std::size_t searches) {
    for (std::size_t visit = 0, made = 0; made < searches; ++visit) {
      const std::size_t client = diary_.client(declared_robot(visit));
      std::int64_t at = kStart + dice_.between(0, kDays * kDay - kHour);
      for (auto left = std::min<std::size_t>(10 + dice_.below(31), searches - made); left > 0;
           --left, ++made) {
        const std::size_t search = ask(client, at, Kind::kBot);
        if (dice_.chance(0.3)) follow_link(search, at + kSecond);
        at += dice_.between(kSecond, 30 * kSecond);
      }
    }
  }

  void scraping(std::size_t searches) {
    for (std::size_t made = 0; made < searches;) {
      const std::size_t client = diary_.client(scraper(dice_));
      std::int64_t at = kStart + dice_.between(0, kDays * kDay - kHour);
      for (auto left = std::min(kBurst, searches - made); left > 0; --left, ++made) {
        ask(client, at, Kind::kBot);
        at += dice_.between(180, 450);
      }
    }
  }

  void monitoring(std::size_t searches) {
    const std::size_t client = diary_.client(monitor());
    std::vector<Search> round;
    for (int i = 0; i < 5; ++i) round.push_back(draw(client, Kind::kBot, kStart));
    // In the middle of the month where it has less than a whole one to do.
    const auto days = static_cast<std::int64_t>(searches) * kBeat / kDay;
    const std::int64_t first = kStart + std::max<std::int64_t>(0, kDays - days - 1) / 2 * kDay + 7 * kSecond;
    for (std::size_t i = 0; i < searches; ++i)
      diary_.search(first + static_cast<std::int64_t>(i) * kBeat + dice_.between(0, 2 * kSecond),
                    round[i % round.size()]);
  }

  void own_tests(std::size_t searches) {
    for (std::size_t made = 0; made < searches;) {
      const std::size_t client = diary_.client(staff_client(dice_.below(3)));
      std::int64_t at = draw_moment("en", dice_);
      for (auto left = std::min<std::size_t>(3 + dice_.below(12), searches - made); left > 0;) {
        Search search = draw(client, Kind::kOwn, at);
        std::vector<std::string> starts;
        if (dice_.chance(0.3)) starts = typed_starts(search.query, search.lang, dice_, languages_);
        starts.push_back(search.query);
        for (const std::string& start : starts) {
          if (left == 0) break;
          search.query = start;
          diary_.search(at, search);
          at += dice_.between(200, 900);
          --left;
          ++made;
        }
        at += dice_.between(5 * kSecond, kMinute);
      }
    }
  }

 private:
  Search draw(std::size_t client, Kind kind, std::int64_t at) {
    const Book& book = dice_.draw(books_);
    const Intent& intent = dice_.draw(book.intents);
    const Answer answer = answer_to(intent, book.lang, at >= kHalfTime);
    Search search;
    search.client = client;
    search.kind = kind;
    search.lang = book.lang;
    search.query = as_typed(dice_.draw(intent.phrasings), draw_habits(book.lang, dice_), languages_);
    search.category = intent.category;
    search.intent = intent.name;
    search.answerable = answer.answerable;
    search.cause = answer.cause;
    search.wanted = answer.article;
    return search;
  }

  std::size_t ask(std::size_t client, std::int64_t at, Kind kind) {
    return diary_.search(at, draw(client, kind, at));
  }

  void follow_link(std::size_t search, std::int64_t at) {
    Event event;
    event.act = Act::kClick;
    event.at_ms = at;
    event.search = search;
    event.any = true;
    event.counts = false;
    diary_.follow(std::move(event));
  }

  const std::vector<Book>& books_;
  const language::Languages& languages_;
  Dice dice_;
  Diary& diary_;
};

}  // namespace

void add_robots(const std::vector<Book>& books, const language::Languages& languages,
                const RobotShares& shares, std::uint64_t seed, Diary& diary) {
  Robots robots(books, languages, seed, diary);
  robots.declared(shares.declared);
  robots.scraping(shares.scraper);
  robots.monitoring(shares.monitor);
  robots.own_tests(shares.own);
}

}  // namespace firstline::replay
