// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/made_up_days.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <sstream>

#include "language/utf8.h"
#include "tests/support/temporary_folder.h"

namespace firstline::server {
namespace {

constexpr double kDaySeconds = 86'400;

/// The standard's distributions differ between libraries.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  double draw() { return static_cast<double>(random_() >> 11) * 0x1p-53; }
  double between(double least, double most) { return least + (most - least) * draw(); }
  std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(draw() * static_cast<double>(count));
  }
  bool one_in(double times) { return draw() * times < 1; }
  /// As people take their time: a log-normal of that median, at least `least`.
  double pause(double median, double least) {
    const double normal = std::sqrt(-2 * std::log(1 - draw())) * std::cos(2 * 3.14159265358979 * draw());
    return std::max(least, median * std::exp(0.7 * normal));
  }
  /// Popular things first.
  std::size_t popular(std::size_t count) {
    return static_cast<std::size_t>(std::pow(static_cast<double>(count + 1), draw())) - 1;
  }

 private:
  std::mt19937_64 random_;
};

using Questions = std::vector<std::string>;

/// By language.
std::map<std::string, Questions> read_questions() {
  std::map<std::string, Questions> questions;
  std::istringstream lines(tests::read_text(tests::source_folder() / "tests/relevance/queries.tsv"));
  std::string line;
  std::getline(lines, line);  // the names of the columns
  while (std::getline(lines, line)) {
    std::istringstream columns(line);
    std::string query;
    std::string lang;
    std::getline(columns, query, '\t');
    std::getline(columns, lang, '\t');
    questions[lang].push_back(query);
  }
  return questions;
}

const std::vector<std::string> kLanguages = {"en", "en", "en", "th", "th", "sr", "sr", "vi", "vi", "hi"};

/// What is added to a question that was not answered well.
const std::map<std::string, std::string> kMore = {
    {"en", " app"}, {"th", "ในแอป"}, {"sr", " aplikacija"}, {"vi", " ứng dụng"}, {"hi", " ऐप"}};

/// All that ask, one after the other; sorted by time at the end.
class Town {
 public:
  explicit Town(std::uint64_t seed) : dice_(seed), questions_(read_questions()) {}

  void people(int count);
  void crowd(const std::string& kind, int count, double begin, double end, std::size_t topics);
  void robots();
  std::vector<TrueSearch> take() {
    std::stable_sort(searches_.begin(), searches_.end(),
                     [](const TrueSearch& a, const TrueSearch& b) { return a.seen.at < b.seen.at; });
    return std::move(searches_);
  }

 private:
  struct Person {
    std::string kind, lang, session, visitor;
    double now = 0;
    bool types_along = false;  // each few letters are a search
  };
  TrueSearch& ask(const Person& who, const std::string& query, Counted truth);
  std::string slip(const std::string& query);
  void type(Person& who, const std::string& query);
  void ask_question(Person& who, const std::string& query);
  std::string visit(Person& who, std::size_t topics);

  Dice dice_;
  std::map<std::string, Questions> questions_;
  std::vector<TrueSearch> searches_;
  int people_ = 0;
};

TrueSearch& Town::ask(const Person& who, const std::string& query, Counted truth) {
  constexpr std::int64_t kStart = 1'789'948'800'000;  // a midnight, UTC
  TrueSearch search;
  search.seen.at = std::chrono::system_clock::time_point(
      std::chrono::milliseconds(kStart + static_cast<std::int64_t>(who.now * 1000)));
  search.day = std::clamp(static_cast<int>(who.now / kDaySeconds), 0, MadeUpDays::kDays - 1);
  search.seen.visitor = who.visitor + " on day " + std::to_string(search.day);
  search.seen.client = who.session.empty() ? search.seen.visitor : who.session;
  search.seen.query = query;
  search.seen.lang = who.lang;
  search.truth = truth;
  search.kind = who.kind;
  searches_.push_back(std::move(search));
  return searches_.back();
}

/// A letter left out, doubled or swapped, somewhere behind the first of a word of four letters or more.
std::string Town::slip(const std::string& query) {
  std::u32string letters = language::code_points(query);
  std::vector<std::size_t> places;
  for (std::size_t i = 1; i + 1 < letters.size(); ++i) {
    const std::size_t begin = letters.rfind(U' ', i) + 1;
    const std::size_t end = std::min(letters.find(U' ', i), letters.size());
    const auto is_digit = [&](std::size_t at) { return letters[at] >= U'0' && letters[at] <= U'9'; };
    if (end - begin >= 4 && i > begin && i + 1 < end && letters[i] != letters[i + 1] && !is_digit(i) &&
        !is_digit(i + 1))
      places.push_back(i);
  }
  if (places.empty()) return query;
  const std::size_t at = places[dice_.below(places.size())];
  switch (dice_.below(3)) {
    case 0:
      letters.erase(at, 1);
      break;
    case 1:
      letters.insert(at, 1, letters[at]);
      break;
    default:
      std::swap(letters[at], letters[at + 1]);
  }
  return language::to_utf8(letters);
}

/// The search as it grows, with pauses between words; the last form is the search.
void Town::type(Person& who, const std::string& query) {
  const std::u32string letters = language::code_points(query);
  for (std::size_t length = 1 + dice_.below(3); length < letters.size(); length += 1 + dice_.below(4)) {
    if (letters[length - 1] == U' ') continue;
    ask(who, language::to_utf8(letters.substr(0, length)), Counted::kTyping);
    who.now += dice_.between(0.15, 0.9);
    if (letters[length] == U' ' && dice_.one_in(6)) who.now += dice_.between(1, 6);
    if (dice_.one_in(40) && length > 4) {  // takes two letters back
      ask(who, language::to_utf8(letters.substr(0, length - 2)), Counted::kTyping);
      who.now += dice_.between(0.15, 0.9);
    }
  }
}

/// One question, however many searches it takes.
void Town::ask_question(Person& who, const std::string& query) {
  if (dice_.one_in(7)) {
    if (const std::string wrong = slip(query); wrong != query) {
      TrueSearch& first = ask(who, wrong, Counted::kTyping);
      if (dice_.one_in(3)) first.seen.correction = query;
      who.now += dice_.pause(9, 1.5);
    }
  } else if (who.types_along) {
    type(who, query);
  }
  ask(who, query, Counted::kYes);
  if (dice_.one_in(3)) {
    const double after = dice_.pause(12, 3);
    searches_.back().open_after = after;
    who.now += after;
  }
  while (dice_.one_in(6)) {
    who.now += dice_.pause(25, 0.5);
    ask(who, query, Counted::kReload);
  }
  if (dice_.one_in(20)) {
    who.now += dice_.pause(15, 3);
    ask(who, query, Counted::kPage).seen.offset = 10;
  }
}

/// One or more questions with time to read in between. The last one.
std::string Town::visit(Person& who, std::size_t topics) {
  const Questions& all = questions_.at(who.lang);
  Questions asked;
  do {
    std::string query = all[dice_.popular(std::min(topics, all.size()))];
    if (std::find(asked.begin(), asked.end(), query) != asked.end()) break;
    asked.push_back(query);
    ask_question(who, query);
    if (dice_.one_in(6)) {
      who.now += dice_.pause(25, 6);
      ask_question(who, query + kMore.at(who.lang));
      asked.push_back(query + kMore.at(who.lang));
    }
    who.now += dice_.pause(40, 6);
  } while (dice_.one_in(2.5));
  return asked.back();
}

void Town::people(int count) {
  for (int i = 0; i < count; ++i) {
    Person who;
    const std::string name = std::to_string(++people_);
    who.kind = "person";
    who.lang = kLanguages[dice_.below(kLanguages.size())];
    who.session = dice_.one_in(12) ? "" : "session " + name;
    who.visitor = "visitor " + name;
    who.types_along = dice_.one_in(3);
    who.now = dice_.between(0, MadeUpDays::kDays * kDaySeconds - 1800);
    visit(who, 1000);
  }
}

void Town::crowd(const std::string& kind, int count, double begin, double end, std::size_t topics) {
  for (int i = 0; i < count; ++i) {
    Person who;
    who.kind = kind;
    who.lang = kLanguages[dice_.below(4)];
    who.session = "session " + std::to_string(++people_);
    who.visitor = "visitor " + kind;
    who.types_along = dice_.one_in(3);
    who.now = dice_.between(begin, end);
    visit(who, topics);
  }
}

void Town::robots() {
  const auto request = [&](Person& robot, std::size_t i, bool keeps_session) {
    const Questions& all = questions_.at(robot.lang);
    if (!keeps_session) robot.session = "session of " + robot.kind + std::to_string(++people_);
    std::string query = all[i % all.size()];
    if (i >= all.size()) query += ' ' + std::to_string(i / all.size());
    ask(robot, query, Counted::kBot);
    searches_.back().seen.declared_bot = robot.kind == "declared";
  };
  Person scraper{"scraper", "en", "", "visitor scraper", 1.3 * kDaySeconds};
  for (std::size_t i = 0; i < 1500; ++i, scraper.now += dice_.between(0.3, 2)) request(scraper, i, false);
  Person monitor{"monitor", "en", "", "visitor monitor", 100};
  for (std::size_t i = 0; monitor.now < MadeUpDays::kDays * kDaySeconds; ++i) {
    request(monitor, i % 3, false);
    monitor.now = 300.0 * static_cast<double>(i + 1) + dice_.between(0, 20);
  }
  Person crawler{"crawler", "vi", "session of crawler", "visitor crawler", 0.4 * kDaySeconds};
  for (std::size_t i = 0; i < 500; ++i, crawler.now += dice_.between(2, 15)) request(crawler, i, true);
  Person declared{"declared", "th", "", "visitor declared", 2.1 * kDaySeconds};
  for (std::size_t i = 0; i < 300; ++i, declared.now += dice_.pause(60, 1)) request(declared, i, false);
}

}  // namespace

MadeUpDays::MadeUpDays(std::uint64_t seed) {
  Town town(seed);
  town.people(4000);
  town.crowd("office", 40, 1.75 * kDaySeconds, 1.78 * kDaySeconds, 4);
  town.crowd("carrier", 400, 0.5 * kDaySeconds, 0.9 * kDaySeconds, 30);
  town.robots();
  searches = town.take();
}

}  // namespace firstline::server
