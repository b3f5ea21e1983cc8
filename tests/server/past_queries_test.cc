// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/past_queries.h"

#include <catch2/catch.hpp>
#include <thread>

#include "base/failure.h"
#include "server/counting/visitors.h"
#include "server/log/asked_queries.h"
#include "server/log/search_log.h"
#include "tests/server/log_entries.h"
#include "tests/support/temporary_folder.h"

namespace firstline::server {
namespace {

using namespace std::chrono_literals;
using Texts = std::vector<std::string>;

const std::chrono::system_clock::time_point kNow(1'790'000'000'000ms);

using search::Answered;
using tests::languages;

/// A log that is filled search by search.
class Asked {
 public:
  struct Row {
    std::string query;
    std::string normalised;
    std::string session = {};
    Answered answered = Answered::kYes;
    std::string lang = "en";
    std::chrono::hours ago = 1h;
  };
  void add(const Row& row, int times = 1) {
    for (int i = 0; i < times; ++i) {
      LoggedSearch search = tests::logged_search(row.query);
      search.at = kNow - row.ago;
      search.normalised = row.normalised;
      search.lang = row.lang;
      // Without a session: each time another visitor.
      search.asker = {session_hash(row.session), row.session.empty() ? ++visitor_ : 0};
      search.answered = row.answered;
      log_.record(search);
    }
  }
  /// Of people who can't be told apart.
  void add_unknown(const std::string& query) {
    LoggedSearch search = tests::logged_search(query);
    search.at = kNow - 1h;
    search.answered = Answered::kYes;
    log_.record(search);
  }
  const std::string& log() const { return log_.file(); }

  /// "query (askers)", in order.
  Texts answered() const {
    Texts list;
    for (const AskedQuery& asked : answered_queries(log(), kNow - 24h * 90, 3, 100))
      list.push_back(asked.query + " (" + std::to_string(asked.askers) + ")");
    return list;
  }

 private:
  tests::TemporaryFolder folder_;
  SearchLog log_{folder_ / "log.db", languages()};
  std::uint64_t visitor_ = 0;
};

Texts texts_of(const search::CompletionsByLanguage& all, const std::string& lang) {
  Texts list;
  if (const auto found = all.find(lang); found != all.end())
    for (std::uint32_t i = 0; i < found->second.size(); ++i) list.emplace_back(found->second.text(i));
  return list;
}

}  // namespace

TEST_CASE("Questions count as often as different people asked them, however they wrote them") {
  Asked asked;
  CHECK(asked.answered().empty());
  asked.add({"reset password", "reset password"}, 3);
  asked.add({"  Reset   password ", "reset password"}, 4);
  asked.add({"pay the bill", "pay bill"}, 3);
  asked.add({"asked twice", "ask twice"}, 2);
  for (int i = 0; i < 9; ++i) asked.add_unknown("by nobody known");
  for (const char* session : {"a", "a", "a", "b", "b"}) asked.add({"by two people", "two people", session});
  for (const char* session : {"a", "b", "c", "c"}) asked.add({"by three people", "three people", session});
  CHECK(asked.answered() == Texts{"Reset password (7)", "pay the bill (3)", "by three people (3)"});
  CHECK(answered_queries(asked.log(), kNow - 24h, 3, 1).size() == 1);
}

TEST_CASE("Only what was answered counts, and only while it still is") {
  Asked asked;
  asked.add({"weak", "weak", "", Answered::kWeak}, 9);
  asked.add({"no", "no", "", Answered::kNo}, 9);
  asked.add({"half", "half", "", Answered::kYes}, 2);
  asked.add({"half", "half", "", Answered::kWeak}, 1);
  asked.add({"no longer", "no longer", "", Answered::kYes}, 5);
  asked.add({"no longer", "no longer", "", Answered::kNo}, 1);
  asked.add({"by now", "by now", "", Answered::kNo}, 5);
  asked.add({"by now", "by now", "", Answered::kYes}, 3);
  asked.add({"!?", ""}, 5);
  asked.add({"long ago", "long ago", "", Answered::kYes, "en", 24h * 91}, 5);
  CHECK(asked.answered() == Texts{"by now (3)"});
}

TEST_CASE("Nothing is shown that may tell who asked") {
  for (const char* shown :
       {"reset password", "windows 11", "5G", "đổi mật khẩu", "รหัสผ่าน", "退款", "wi-fi?"}) {
    INFO(shown);
    CHECK(may_be_shown(shown));
  }
  const std::string long_query(81, 'x');
  for (const char* hidden : {"mail to ann@example.com", "ann＠example.com", "call 5550199", "pin 1234",
                             "order 123", "room १२३", "๑๒๓", "card 12 34 56", "１２３",
                             "see http://example.com/x", "www.example.com", "x", "", long_query.c_str()}) {
    INFO(hidden);
    CHECK_FALSE(may_be_shown(hidden));
  }
}

TEST_CASE("Past questions are kept by language, the most asked first, without what may not be shown") {
  Asked asked;
  asked.add({"pay the bill", "pay bill"}, 3);
  asked.add({"reset password", "reset password"}, 5);
  asked.add({"call 5550199", "call 5550199"}, 9);
  asked.add({"รหัสผ่าน", "รหัสผ่าน", "", Answered::kYes, "th"}, 3);
  const auto read = read_past_queries(asked.log(), *languages(), kNow);
  CHECK(texts_of(*read, "en") == Texts{"reset password", "pay the bill"});
  CHECK(texts_of(*read, "th") == Texts{"รหัสผ่าน"});
  CHECK(read->size() == 2);
}

TEST_CASE("Past questions come in the background") {
  Asked asked;
  asked.add({"pay the bill", "pay bill"}, 3);
  const PastQueries past(asked.log(), languages(), [] { return kNow; });
  const auto deadline = std::chrono::steady_clock::now() + 20s;
  while (!past.completions() && std::chrono::steady_clock::now() < deadline)
    std::this_thread::sleep_for(10ms);
  REQUIRE(past.completions());
  CHECK(texts_of(*past.completions(), "en") == Texts{"pay the bill"});
}

TEST_CASE("A log that can't be read gives no past questions, and stops nothing") {
  const tests::TemporaryFolder folder;
  const std::string log = folder / "none" / "log.db";
  CHECK_THROWS_AS(answered_queries(log, kNow - 1h, 3, 100), base::Failure);
  const PastQueries past(log, languages(), [] { return kNow; });
  CHECK_FALSE(past.completions());
}

}  // namespace firstline::server
