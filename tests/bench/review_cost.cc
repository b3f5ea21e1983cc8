// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/review_cost.h"

#include <algorithm>
#include <chrono>
#include <memory>

#include "base/random.h"
#include "language/rules.h"
#include "server/counting/visitors.h"
#include "server/log/rows.h"
#include "server/log/schema.h"
#include "server/review/review.h"
#include "tests/bench/random.h"
#include "tests/support/temporary_folder.h"

namespace firstline::bench {
namespace {

constexpr std::size_t kMillion = 1'000'000;
constexpr std::size_t kAtOnce = 10'000;
constexpr std::size_t kQuestions = 10'000;
constexpr std::int64_t kBeginMs = 1'790'000'000'000;
constexpr std::int64_t kBetweenMs = 2'592;  // a million in a month
constexpr int kRounds = 5;

template <typename Work>
double median_ms(Work work) {
  std::vector<double> times;
  for (int i = 0; i < kRounds; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::nth_element(times.begin(), times.begin() + kRounds / 2, times.end());
  return times[kRounds / 2];
}

/// Half of people ask again once, a quarter gets no answer.
void write_log(server::Database& database, const std::vector<std::string>& queries) {
  Random random;
  std::int64_t at_ms = kBeginMs;
  std::uint64_t session = 0;
  for (std::size_t rows = 0; rows < kMillion; rows += kAtOnce) {
    server::Database::Transaction transaction(database);
    server::LogRows writer(database);
    for (std::size_t i = 0; i < kAtOnce; ++i) {
      server::LoggedSearch search;
      search.search_id = base::random_token();
      at_ms += kBetweenMs;
      search.at = server::from_milliseconds(at_ms);
      search.query = queries[random.below(std::min(queries.size(), kQuestions))];
      search.normalised = search.query;
      search.lang = "en";
      search.channel = "web";
      if (session == 0 || random.below(2) == 0) session = server::session_hash(search.search_id);
      search.asker.session = session;
      search.total = 10;
      search.answered = random.below(4) == 0 ? search::Answered::kNo : search::Answered::kYes;
      for (std::size_t shown = 0; shown < 10; ++shown)
        search.shown.push_back("en/article-" + std::to_string(random.below(kQuestions)));
      search.generation = "0000000001";
      writer.add(search);
    }
    transaction.commit();
  }
  database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace

ReviewCost review_cost(const std::filesystem::path& folder, const std::filesystem::path& index,
                       const std::vector<std::string>& queries) {
  const std::filesystem::path file = folder / "review.db";
  server::Database database = server::open_log(file, 1000);
  write_log(database, queries);

  const auto languages = std::make_shared<const language::Languages>(
      language::Languages::load(tests::source_folder() / "language/data"));
  server::LiveIndex live(index, languages);
  server::SearchLog log(file, languages);
  const auto end = server::from_milliseconds(kBeginMs + kBetweenMs * static_cast<std::int64_t>(kMillion));
  const auto start = std::chrono::steady_clock::now();
  server::review::Review review(log, live, languages, [end] { return end; });
  review.catch_up();
  ReviewCost cost;
  cost.read_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  cost.gaps_ms = median_ms([&] { review.gaps({}); });
  cost.figures_ms = median_ms([&] { review.report({}); });
  cost.count_ms =
      median_ms([&] { database.number("SELECT count(*) FROM (SELECT query FROM searches GROUP BY query)"); });
  return cost;
}

}  // namespace firstline::bench
