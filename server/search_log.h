// SPDX-License-Identifier: GPL-3.0-or-later
// What customers searched for: one row a search, written before its answer goes out. Home of SQLite.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace firstline::server {

struct LoggedSearch {
  std::string search_id;
  std::chrono::system_clock::time_point at;
  std::string query;       ///< as typed
  std::string normalised;  ///< as it was looked up
  std::string lang;
  std::string channel;
  std::string session;   ///< the client's own, or empty
  std::string category;  ///< the filter, or empty
  std::uint64_t total = 0;
  std::string answered;
  double confidence = 0;
  std::vector<std::string> first_ids;  ///< of the results shown
  double took_ms = 0;
  std::string generation;
};

/// One question that several people asked, however they wrote it.
struct AskedQuery {
  std::string query;  ///< as most of them wrote it, without spaces too many
  std::string lang;
  std::uint64_t askers = 0;  ///< sessions; a search without a session counts as one of its own
};

/// Any thread. A log that can't be written costs nobody the answer: the row is counted as lost, the reason is
/// told once, and the file is tried again.
class SearchLog {
 public:
  explicit SearchLog(std::string file);
  ~SearchLog();

  void record(const LoggedSearch& search);

  /// The questions since then whose newest answers were `yes` for at least `least` askers, those of most
  /// askers first, at most `most`. Reads beside the writing of rows, and takes seconds where there are
  /// millions. Fails when the file can't be read.
  std::vector<AskedQuery> answered_queries(std::chrono::system_clock::time_point since, std::uint64_t least,
                                           std::size_t most) const;

  /// Empty when rows can be written, else why not. Tries to open the file if it is not.
  std::string trouble();
  std::uint64_t lost() const { return lost_; }

 private:
  struct Database;
  void open();  // under mutex_
  void give_up(const std::string& reason);

  const std::string file_;
  std::mutex mutex_;
  std::unique_ptr<Database> database_;
  std::string trouble_;
  std::chrono::steady_clock::time_point next_try_;
  std::atomic<std::uint64_t> lost_ = 0;
};

}  // namespace firstline::server
