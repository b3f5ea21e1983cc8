// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/people.h"

#include <algorithm>
#include <array>

#include "base/failure.h"
#include "tests/replay/calendar.h"
#include "tests/replay/clients.h"
#include "tests/replay/visit.h"

namespace firstline::replay {
namespace {

constexpr std::size_t kOffice = 40;
constexpr std::uint64_t kRanksStream = 2'000'000;
constexpr std::uint64_t kOutageStream = 3'000'000;
constexpr std::uint64_t kOfficeStream = 4'000'000;
constexpr std::uint64_t kPeopleStream = 5'000'000;

/// In the order of read_books().
constexpr std::array<double, 5> kLanguageShares = {0.38, 0.20, 0.16, 0.14, 0.12};
/// In the order of Cause; typos are made by hand.
constexpr std::array<double, 8> kCauseShares = {0.70, 0.13, 0.05, 0, 0.05, 0.015, 0.025, 0.03};

/// The needs of one language and how many have them: the one of rank n as 1 / (n + 3), which is Zipf's law
/// with a flatter head (Mandelbrot).
class Demand {
 public:
  Demand(const Book& book, Dice dice) : shares_(kCauseShares) {
    for (const Intent& intent : book.intents)
      of_kind_[static_cast<std::size_t>(intent.kind)].push_back(&intent);
    for (std::size_t kind = 0; kind < of_kind_.size(); ++kind) {
      dice.shuffle(of_kind_[kind]);
      if (of_kind_[kind].empty()) shares_[kind] = 0;
    }
  }

  const Intent& draw(Dice& dice) const {
    const std::vector<const Intent*>& intents = of_kind_[dice.weighted(shares_)];
    std::vector<double> weights;
    for (std::size_t rank = 1; rank <= intents.size(); ++rank)
      weights.push_back(1.0 / static_cast<double>(rank + 3));
    return *intents[dice.weighted(weights)];
  }

 private:
  std::array<std::vector<const Intent*>, 8> of_kind_;
  std::array<double, 8> shares_;
};

class People {
 public:
  People(const std::vector<Book>& books, const language::Languages& languages, std::uint64_t seed,
         Diary& diary)
      : books_(books), languages_(languages), seed_(seed), diary_(diary) {
    for (std::size_t i = 0; i < books.size(); ++i)
      demands_.emplace_back(books[i], Dice(seed, kRanksStream + i));
  }

  /// Somebody with all visits of the month.
  void live(std::uint64_t number) {
    Dice dice(seed_, kPeopleStream + number);
    const std::size_t language = dice.weighted(kLanguageShares);
    const Person person = draw_person(language, dice);
    std::size_t visits = 1;
    while (visits < 8 && dice.chance(0.35)) ++visits;
    for (; visits > 0; --visits) {
      Visit visit = begin(person, dice);
      std::int64_t at = draw_moment(person.book->lang, dice);
      if (dice.chance(0.01)) visit.mistype(at - 20 * kSecond);
      at = visit.pursue(demands_[language].draw(dice), at, false);
      while (at < kEnd && dice.chance(0.15))
        at = visit.pursue(demands_[language].draw(dice), at + dice.between(kMinute, 7 * kMinute), false);
    }
  }

  /// Somebody who is cut off: one visit, in English or Serbian, of those who live where it happened.
  void suffer(std::uint64_t number) {
    Dice dice(seed_, kOutageStream + number);
    const Person person = draw_person(dice.chance(0.65) ? 0 : 2, dice);
    const std::int64_t at = draw_outage_moment(dice);
    begin(person, dice).pursue(outage_need(*person.book, dice), at, dice.chance(0.15));
  }

  void sit_in_the_office() {
    for (std::size_t i = 0; i < kOffice; ++i) {
      Dice dice(seed_, kOfficeStream + i);
      Person person;
      person.book = books_.data();
      person.habits = draw_habits(person.book->lang, dice);
      person.channel = "web";
      Visit visit(person, diary_.client(office_client()), languages_, dice, diary_);
      const std::int64_t at = kOutageStart + 20 * kMinute + dice.between(0, 30 * kMinute);
      visit.pursue(outage_need(*person.book, dice), at, false);
    }
  }

 private:
  Person draw_person(std::size_t language, Dice& dice) const {
    Person person;
    person.book = &books_[language];
    person.habits = draw_habits(person.book->lang, dice);
    person.device = draw_device(dice);
    person.channel = draw_channel(dice);
    person.app_session = draw_session(dice);
    return person;
  }

  Visit begin(const Person& person, Dice& dice) {
    const Client client = on_channel(person.device, person.channel, person.app_session, dice);
    return {person, diary_.client(client), languages_, dice, diary_};
  }

  const Intent& outage_need(const Book& book, Dice& dice) const {
    constexpr std::array<const char*, 3> kNeeds = {"no-internet", "outage", "outage-updates"};
    constexpr std::array<double, 3> kShares = {5, 4, 3};
    const std::string name = kNeeds[dice.weighted(kShares)];
    const auto found = std::find_if(book.intents.begin(), book.intents.end(),
                                    [&](const Intent& intent) { return intent.name == name; });
    if (found == book.intents.end())
      throw base::Failure("making the month", book.lang, "nobody asks " + name);
    return *found;
  }

  const std::vector<Book>& books_;
  const language::Languages& languages_;
  std::uint64_t seed_;
  Diary& diary_;
  std::vector<Demand> demands_;
};

}  // namespace

void add_people(const std::vector<Book>& books, const language::Languages& languages, std::size_t outage,
                std::uint64_t seed, Diary& diary) {
  People people(books, languages, seed, diary);
  const std::size_t before = diary.size();
  people.sit_in_the_office();
  for (std::uint64_t number = 0; diary.size() - before < outage && diary.room() > 0; ++number)
    people.suffer(number);
  for (std::uint64_t number = 0; diary.room() > 0; ++number) people.live(number);
}

}  // namespace firstline::replay
