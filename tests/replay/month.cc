// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/month.h"

#include <array>

#include "tests/replay/people.h"
#include "tests/replay/robots.h"

namespace firstline::replay {

const char* kind_name(Kind kind) {
  constexpr std::array<const char*, 7> kNames = {"yes", "typing", "reload", "page", "bot", "own", "empty"};
  return kNames[static_cast<std::size_t>(kind)];
}

const char* robot_name(Robot robot) {
  constexpr std::array<const char*, 4> kNames = {"", "declared", "scraper", "monitor"};
  return kNames[static_cast<std::size_t>(robot)];
}

Month make_month(const std::vector<Book>& books, const language::Languages& languages, std::size_t searches,
                 std::uint64_t seed) {
  Diary diary(searches);
  const auto share = [searches](std::size_t thousandths) { return searches * thousandths / 1000; };
  add_robots(books, languages, {share(48), share(34), share(58), share(20)}, seed, diary);
  add_people(books, languages, share(60), seed, diary);
  return diary.finish();
}

}  // namespace firstline::replay
