// SPDX-License-Identifier: GPL-3.0-or-later
// One visit of one person: a question is typed, perhaps misspelt, asked again, read, opened, judged.
#pragma once

#include <array>
#include <optional>
#include <set>

#include "tests/replay/diary.h"
#include "tests/replay/dice.h"
#include "tests/replay/hand.h"

namespace firstline::replay {

/// Who asks, and how.
struct Person {
  const Book* book = nullptr;
  Habits habits;
  Client device;  ///< without channel and session
  std::string channel;
  std::string app_session;  ///< of those who ask in the app
};

class Visit {
 public:
  Visit(const Person& person, std::size_t client, const language::Languages& languages, Dice& dice,
        Diary& diary)
      : person_(person), client_(client), languages_(languages), dice_(dice), diary_(diary) {}

  /// The whole of one need, in one or more searches, from `at` on; `impatient`: reloads again and again.
  /// Returns when it is over.
  std::int64_t pursue(const Intent& intent, std::int64_t at, bool impatient);

  /// A query without a word.
  void mistype(std::int64_t at);

 private:
  struct Text {
    std::string query;
    std::optional<std::string> wrong;  ///< the same, misspelt
    std::vector<Planted> planted;
    std::vector<std::string> harmless;
  };
  Text compose(const Intent& intent);
  Text frame(const std::string& clean, const std::optional<std::string>& wrong);
  std::string dressed(const std::string& frame, const std::string& query, const std::string& detail,
                      bool ends);

  std::int64_t ask(const Intent& intent, std::int64_t at, bool impatient);
  /// Types, and perhaps misspells; fills `search` with what is asked in the end, and returns when.
  std::int64_t type(const Text& text, std::int64_t at, Search& search, bool& by_letters);
  std::int64_t read(std::size_t number, const Search& search, std::int64_t at);
  void vote(std::size_t number, const Search& search, std::int64_t at);
  void write_to_a_person(std::size_t number, const Search& search, std::int64_t at);
  std::int64_t reload(const Search& search, std::int64_t at, Kind kind = Kind::kReload,
                      std::size_t offset = 0);
  void follow(Act act, std::size_t number, std::int64_t at);

  bool on_page() const { return person_.channel == "web"; }
  std::int64_t seconds(std::int64_t least, std::int64_t most) {
    return dice_.between(least * kSecond, most * kSecond);
  }

  const Person& person_;
  std::size_t client_;
  const language::Languages& languages_;
  Dice& dice_;
  Diary& diary_;
  std::set<std::string> said_;  // no phrasing twice: that would be a reload
};

}  // namespace firstline::replay
