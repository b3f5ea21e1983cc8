// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/notices.h"

#include <catch2/catch.hpp>

#include "base/failure.h"
#include "base/file.h"
#include "search/searcher.h"
#include "tests/search/index.h"

namespace firstline::tests {
namespace {

using search::Notice;
using search::NoticeBoard;
using Texts = std::vector<std::string>;

Notice notice(const std::string& lang, const std::string& key, const Texts& words) {
  Notice made;
  made.id = "notices/" + lang + "/" + key;
  made.key = key;
  made.lang = lang;
  made.title = key;
  made.words = words;
  return made;
}

Texts ids(const std::vector<const Notice*>& notices) {
  Texts list;
  for (const Notice* const each : notices) list.push_back(each->id);
  return list;
}

/// A board, and a searcher that reads questions for it.
class Board {
 public:
  explicit Board(std::vector<Notice> notices, const std::string& synonyms = "") {
    std::vector<base::Problem> problems;
    board_ = NoticeBoard(std::move(notices), search::parse_synonyms(synonyms, "", problems), *languages(),
                         {"en", "hi", "sr", "th", "vi"}, "en");
    REQUIRE(problems.empty());
  }
  Texts asked(const std::string& question, const std::string& lang, const std::string& tag = "",
              std::int64_t now = 100) {
    return ids(
        board_.asked(index_.searcher().normalised(question, lang), lang, tag.empty() ? lang : tag, now));
  }
  const NoticeBoard& board() const { return board_; }

 private:
  NoticeBoard board_;
  SmallIndex index_{{article("en/a", "en", "A", "b")}};
};

bool triggers(const std::string& lang, const std::string& phrase, const std::string& question,
              const std::string& synonyms = "") {
  Board board({notice(lang, "n", {phrase})}, synonyms);
  return !board.asked(question, lang).empty();
}

}  // namespace

TEST_CASE("A question that has all words of a phrase asks about the notice") {
  CHECK(triggers("en", "slow internet", "why is my internet so slow?"));
  CHECK(triggers("en", "outage", "OUTAGES in my street"));  // stems
  CHECK(triggers("en", "café down", "is the cafe down"));   // marks
  CHECK(triggers("en", "slow slow internet", "slow internet"));
  CHECK_FALSE(triggers("en", "slow internet", "internet"));
  CHECK_FALSE(triggers("en", "slow internet", "slowly"));
  CHECK_FALSE(triggers("en", "slow internet", ""));
  CHECK_FALSE(triggers("en", "how do I", "how do I pay"));
  CHECK_FALSE(triggers("en", "", "pay"));
}

TEST_CASE("Each language is read as its questions are") {
  CHECK(triggers("th", "เน็ตล่ม", "เน็ตบ้านล่มตั้งแต่เช้า"));
  CHECK_FALSE(triggers("th", "เน็ตล่ม", "เน็ตบ้านช้า"));
  CHECK(triggers("sr", "спор интернет", "zašto mi je internet spor"));  // either script
  CHECK(triggers("sr", "spor internet", "зашто ми је интернет спор"));
  CHECK(triggers("vi", "mạng chậm", "sao mang cham the"));  // without marks
  CHECK(triggers("vi", "mạng chậm", "mạng nhà tôi chậm"));
  CHECK_FALSE(triggers("vi", "mạng chậm", "máng chậm"));  // other marks
  CHECK(triggers("hi", "इंटरनेट धीमा", "मेरा इंटरनेट बहुत धीमा है"));
}

TEST_CASE("Synonyms stand for one another, one-way ones from the question's side") {
  const std::string synonyms = "outage, network down\nmodem => lumena box\n";
  CHECK(triggers("en", "outage", "network is down again", synonyms));
  CHECK(triggers("en", "network down here", "outage here", synonyms));
  CHECK(triggers("en", "lumena box red", "red modem", synonyms));
  CHECK_FALSE(triggers("en", "modem red", "red lumena box", synonyms));
}

TEST_CASE("A notice lasts from its first second to the last before its end") {
  Notice slow = notice("en", "slow", {"slow"});
  slow.from = 50;
  slow.until = 60;
  Board board({slow});
  for (const std::int64_t now : {49, 60, 61}) {
    CHECK(board.asked("slow", "en", "en", now).empty());
    CHECK(board.board().current("en", now).empty());
  }
  for (const std::int64_t now : {50, 59}) {
    CHECK(board.asked("slow", "en", "en", now).size() == 1);
    CHECK(board.board().current("en", now).size() == 1);
  }
}

TEST_CASE("A notice is shown in the page's language, else in the default one, whatever it was asked in") {
  const Texts words = {"slow"};
  Board board({notice("en", "slow", words), notice("sr", "slow", {"spor"}), notice("th", "only", {"เน็ตล่ม"})});
  CHECK(board.asked("slow", "en", "en") == Texts{"notices/en/slow"});
  CHECK(board.asked("spor", "sr", "sr-Latn") == Texts{"notices/sr/slow"});
  CHECK(board.asked("spor", "sr", "en") == Texts{"notices/en/slow"});
  CHECK(board.asked("slow", "vi", "vi") ==
        Texts{"notices/en/slow"});  // the default language's words count too
  CHECK(board.asked("เน็ตล่ม", "th", "vi") == Texts{"notices/th/only"});
  CHECK(ids(board.board().current("en", 1)) == Texts{"notices/en/slow"});
  CHECK(ids(board.board().current("vi", 1)) == Texts{"notices/en/slow"});
  CHECK(ids(board.board().current("sr-Latn", 1)) == Texts{"notices/sr/slow"});
  CHECK(ids(board.board().current("th", 1)) == Texts{"notices/en/slow", "notices/th/only"});
}

TEST_CASE("The newest comes first, and each once however many of its phrases were met") {
  std::vector<Notice> notices;
  for (int i = 0; i < 5; ++i) {
    notices.push_back(notice("en", "n" + std::to_string(i), {"slow", "slow internet", "internet"}));
    notices.back().from = 10 * (i % 3);
  }
  Board board(notices);
  const Texts expected = {"notices/en/n2", "notices/en/n1", "notices/en/n4", "notices/en/n0",
                          "notices/en/n3"};
  CHECK(board.asked("slow internet", "en") == expected);
  CHECK(ids(board.board().current("en", 100)) == expected);
}

TEST_CASE("A version that isn't current gives way to one that is") {
  Notice thai = notice("th", "slow", {"ช้า"});
  thai.until = 50;
  Board board({notice("en", "slow", {"slow"}), thai});
  CHECK(ids(board.board().current("th", 49)) == Texts{"notices/th/slow"});
  CHECK(ids(board.board().current("th", 50)) == Texts{"notices/en/slow"});
  CHECK(board.asked("ช้า", "th", "th", 50).empty());  // its words went with it
}

TEST_CASE("Notices are written and read as they are, and damage is told") {
  Notice one = notice("th", "slow", {"ช้า", "เน็ตล่ม"});
  one.html = "<p>x</p>";
  one.from = 1'789'000'000;
  one.next_update = "2026-09-14T14:00Z";
  one.articles = {"th/a"};
  const std::string bytes = search::write_notices({one, notice("en", "b", {})});
  const std::vector<Notice> read = search::read_notices(bytes);
  REQUIRE(read.size() == 2);
  CHECK(search::write_notices(read) == bytes);
  CHECK(read[0].words == one.words);
  CHECK(read[0].until == search::kNoEnd);
  CHECK(read[0].from == one.from);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_THROWS_AS(search::read_notices(bytes.substr(0, size)), base::Failure);
  CHECK_THROWS_AS(search::read_notices("x" + bytes), base::Failure);
}

TEST_CASE("An index without notices has none, and a question costs them nothing") {
  SmallIndex index({article("en/a", "en", "Slow", "internet")});
  CHECK(index.searcher().index().notices.empty());
  CHECK(index.searcher().index().notices.asked("slow", "en", "en", 1).empty());
  CHECK(index.searcher().index().notices.current("en", 1).empty());
}

}  // namespace firstline::tests
