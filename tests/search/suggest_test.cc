// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "tests/search/index.h"

using namespace firstline;
using tests::article;
using tests::SmallIndex;

namespace {

std::vector<std::string> titles(SmallIndex& index, const std::string& typed, const std::string& lang = "en") {
  std::vector<std::string> list;
  for (const search::Suggestion& suggestion : index.searcher().suggest(typed, lang, 8))
    list.push_back(suggestion.text);
  return list;
}

std::vector<search::Article> some() {
  return {article("en/a", "en", "Reset your password", "x"),
          article("en/b", "en", "How do I reset the box?", "x"), article("en/c", "en", "Restart", "x"),
          article("vi/a", "vi", "Đổi mật khẩu", "x"),
          article("en/d", "en", "Internationalisation of telephones", "x")};
}

}  // namespace

TEST_CASE("Titles are completed from the start of their words, the nearest first") {
  SmallIndex index(some());
  CHECK(titles(index, "res") ==
        std::vector<std::string>{"Restart", "Reset your password", "How do I reset the box?"});
  CHECK(titles(index, "reset p") == std::vector<std::string>{"Reset your password"});
  CHECK(titles(index, "RESET PASS") == std::vector<std::string>{"Reset your password"});
  CHECK(titles(index, "").empty());
  CHECK(titles(index, "zzz").empty());
}

TEST_CASE("Words longer than the stored starts are still told apart") {
  SmallIndex index(some());
  CHECK(titles(index, "internationali").size() == 1);
}

TEST_CASE("Marks may be left out while typing") {
  SmallIndex index(some());
  CHECK(titles(index, "doi mat kh", "vi") == std::vector<std::string>{"Đổi mật khẩu"});
}

TEST_CASE("A word that no title has doesn't hide the title that has the others") {
  SmallIndex index(some());
  CHECK(titles(index, "please reset passw").front() == "Reset your password");
}
