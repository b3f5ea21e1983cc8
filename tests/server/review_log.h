// SPDX-License-Identifier: GPL-3.0-or-later
// Logs and small indexes for the tests of the review, with a clock that the test sets.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/live_index.h"
#include "server/log/search_log.h"
#include "server/review/ledger.h"
#include "server/review/review.h"
#include "tests/server/log_entries.h"
#include "tests/support/temporary_folder.h"

namespace firstline::tests {

inline constexpr std::int64_t kSecondMs = 1'000;
inline constexpr std::int64_t kMinuteMs = 60 * kSecondMs;
inline constexpr std::int64_t kHourMs = 60 * kMinuteMs;
using server::review::kDayMs;
/// A Thursday, 0:00 UTC: "2026-09-24".
inline constexpr std::int64_t kThursdayMs = 1'790'208'000'000;

/// One search, as the tests' tables write it.
struct Asking {
  std::string query;
  std::uint64_t who = 0;   ///< session; 0: somebody new, who can be told apart
  std::int64_t after = 0;  ///< milliseconds after the search before it; 0: a minute
  search::Answered answered = search::Answered::kNo;
  std::vector<std::string> shown = {"en/a", "en/b"};
  std::string lang = "en";
  std::string channel = "web";
  std::string category = {};
};

/// A search log that is filled as the server does it.
class ReviewLog {
 public:
  /// Its search_id.
  std::string ask(const Asking& asking);
  /// The same of so many people.
  void ask(const Asking& asking, int times);
  /// Of one who can't be told apart.
  std::string ask_unknown(const std::string& query);
  void open(const std::string& search_id, const std::string& article, std::uint64_t position = 1);
  /// `search_id` may be empty: a vote without a search.
  void vote(const std::string& search_id, const std::string& article, bool helpful);
  void write_to_person(const std::string& search_id);

  server::SearchLog& log() { return *log_; }
  std::string file() const { return folder_ / "log.db"; }
  /// As a new start of the server.
  void open_again() { log_ = std::make_unique<server::SearchLog>(file(), languages()); }
  std::atomic<std::int64_t> now_ms = kThursdayMs;

 private:
  server::LoggedSearch search_of(const Asking& asking);
  TemporaryFolder folder_;
  std::unique_ptr<server::SearchLog> log_ =
      std::make_unique<server::SearchLog>(folder_ / "log.db", languages());
  std::uint64_t strangers_ = 1'000'000;
};

/// Reads everything that the log has by now.
void read_on(server::review::Ledger& ledger, ReviewLog& log);

struct SmallArticle {
  std::string id, lang, title, text;
  std::string category = "Mobile";
};

/// A help centre whose searches are reviewed.
class ReviewedCentre : public ReviewLog {
 public:
  explicit ReviewedCentre(const std::vector<SmallArticle>& articles);

  /// All articles anew; returns when they are served.
  void publish(const std::vector<SmallArticle>& articles);
  /// A new review, as after a new start.
  void restart();
  /// Stops the review; `review` may not be used until restart().
  void stop() { review_.reset(); }
  server::review::Review& review() { return *review_; }
  /// All gaps, after reading what there is.
  std::vector<server::review::Gap> gaps(const server::review::Filter& filter = {});
  /// The one of that label.
  server::review::Gap gap(const std::string& label);

 private:
  TemporaryFolder index_folder_;
  std::unique_ptr<server::LiveIndex> index_;
  std::unique_ptr<server::review::Review> review_;
};

}  // namespace firstline::tests
