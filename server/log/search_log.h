// SPDX-License-Identifier: GPL-3.0-or-later
// The log that many threads write: what customers searched for, before their answers go out, and what they
// made of them.
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "language/rules.h"
#include "server/log/entry.h"

namespace firstline::server {

/// What became of an entry.
enum class Logged {
  kWritten,
  kRefused,  ///< an event of no such search, or of an article it did not show
  kWaiting,  ///< the log can't be written now: kept in memory until it can
  kLost,     ///< … and too many are kept already
};

/// Any thread. Whoever comes first writes for all that wait (group commit): alone, a search waits for nobody,
/// and many at once share one transaction. A log that can't be written costs nobody the answer: entries are
/// kept in memory, the reason is told once, and the file is tried again every second.
class SearchLog {
 public:
  SearchLog(std::string file, std::shared_ptr<const language::Languages> languages);
  /// Writes what is kept, if it can be.
  ~SearchLog();

  /// Returns when the entry is in the file, or can't be for now. Counts searches as
  /// server/counting/counting.h tells.
  Logged record(LogEntry entry);

  /// Deletes searches that are older, a few at a time, and gives the space back. False: there is trouble.
  bool forget_before(Time time);

  /// Moves rows from the write-ahead log to the tables. To be called every second or so: nobody who searches
  /// does it.
  void checkpoint();

  /// Earlier searches that count otherwise since this was asked last: typing that went on, robots found out.
  /// Written already.
  std::vector<Verdict> take_changed();

  /// Empty when rows can be written, else why not. Tries to open the file if it is not.
  std::string trouble();
  std::uint64_t lost() const { return lost_; }
  std::size_t waiting() const { return kept_count_; }
  const std::string& file() const { return file_; }

 private:
  struct Open;
  struct Ticket {
    LogEntry entry;
    Logged result = Logged::kWaiting;
    enum Turn { kWait, kLead, kDone };
    std::atomic<Turn> turn = kWait;
  };
  using Batch = std::vector<std::shared_ptr<Ticket>>;

  void lead(std::unique_lock<std::mutex>& lock);
  static void give_turn(Ticket& ticket, Ticket::Turn turn);
  void write(const Batch& batch);
  void keep(const Batch& batch);
  void note_changed();
  bool is_open();
  void give_up(const std::string& reason);
  Logged write_entry(LogEntry& entry);

  const std::string file_;
  const std::shared_ptr<const language::Languages> languages_;
  std::mutex mutex_;  // of what follows
  Batch queue_;
  bool writing_ = false;

  // Of whoever writes; `writing_` is the lock.
  std::unique_ptr<Open> open_;
  std::deque<LogEntry> kept_;
  std::chrono::steady_clock::time_point next_try_;
  std::chrono::steady_clock::time_point next_look_;

  std::vector<Verdict> changing_;  // in the transaction that is being written

  std::mutex changed_mutex_;
  std::vector<Verdict> changed_;

  std::mutex trouble_mutex_;
  std::string trouble_;
  std::atomic<std::uint64_t> lost_ = 0;
  std::atomic<std::size_t> kept_count_ = 0;
  std::atomic<bool> in_wal_ = true;  // rows that checkpoint() has not moved; also what a former program left
};

}  // namespace firstline::server
