// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/log_cost.h"

#include <algorithm>
#include <chrono>
#include <memory>

#include "base/random.h"
#include "language/rules.h"
#include "server/counting/visitors.h"
#include "server/log/rows.h"
#include "server/log/schema.h"
#include "server/log/search_log.h"
#include "tests/bench/random.h"
#include "tests/support/temporary_folder.h"

namespace firstline::bench {
namespace {

constexpr std::size_t kTimed = 20'000;
constexpr std::size_t kMillion = 1'000'000;
constexpr std::size_t kASecond = 1'000;
constexpr std::size_t kAtOnce = 10'000;
constexpr std::size_t kArticles = 10'000;
constexpr std::size_t kShown = 10;

/// Searches as a busy help centre has them: half of them asked by others too, ten results each.
class People {
 public:
  explicit People(const std::vector<std::string>& queries) : queries_(queries) {}

  server::LoggedSearch next() {
    server::LoggedSearch search;
    search.search_id = base::random_token();
    at_ms_ += 700 + static_cast<std::int64_t>(random_.below(600));
    search.at = server::from_milliseconds(at_ms_);
    search.query = any_query();
    if (random_.below(2) == 0) search.query += ' ' + any_query();
    search.normalised = search.query;
    search.lang = "en";
    search.channel = "web";
    // As wide as hashes are: small numbers take less room.
    search.asker = {server::session_hash(search.search_id), server::session_hash(search.query)};
    search.client = server::client_of(search.asker);
    search.device = server::client_of({0, search.asker.visitor});
    search.total = 1 + random_.below(400);
    search.answered = search::Answered::kYes;
    search.confidence = 0.9;
    for (std::size_t i = 0; i < kShown; ++i)
      search.shown.push_back("en/topic/article-number-" + std::to_string(random_.below(kArticles)));
    search.took_ms = 0.4;
    search.generation = "0000000001";
    return search;
  }

 private:
  const std::string& any_query() { return queries_[random_.below(queries_.size())]; }

  const std::vector<std::string>& queries_;
  Random random_;
  std::int64_t at_ms_ = 1'790'000'000'000;
};

}  // namespace

LogCost log_cost(const std::filesystem::path& folder, const std::vector<std::string>& queries) {
  const std::filesystem::path file = folder / "cost.db";
  People people(queries);
  LogCost cost;
  {
    server::SearchLog log(file, std::make_shared<const language::Languages>(
                                    language::Languages::load(tests::source_folder() / "language/data")));
    std::vector<double> times;
    for (std::size_t i = 0; i < kTimed; ++i) {
      if (i % kASecond == 0) log.checkpoint();  // as the server does beside it
      server::LoggedSearch search = people.next();
      const auto start = std::chrono::steady_clock::now();
      log.record(std::move(search));
      times.push_back(
          std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
    }
    std::nth_element(times.begin(), times.begin() + kTimed / 2, times.end());
    cost.record_us = times[kTimed / 2];
  }
  server::Database database = server::open_log(file, 1000);
  for (std::size_t rows = kTimed; rows < kMillion; rows += kAtOnce) {
    server::Database::Transaction transaction(database);
    server::LogRows writer(database);
    for (std::size_t i = 0; i < kAtOnce; ++i) writer.add(people.next());
    transaction.commit();
  }
  database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  cost.million_mb = static_cast<double>(std::filesystem::file_size(file)) / 1e6;
  return cost;
}

}  // namespace firstline::bench
