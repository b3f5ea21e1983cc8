// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log/search_log.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <thread>
#include <utility>

#include "base/logging.h"
#include "server/log/deletion.h"
#include "server/log/rows.h"
#include "server/log/schema.h"

namespace firstline::server {
namespace {

/// Customers wait for the row: another program that holds the file must let go within this time.
constexpr int kPatienceMs = 100;

constexpr auto kBetweenTries = std::chrono::seconds(1);

/// Entries kept while the log can't be written: an hour of a busy help centre, some 30 MB.
constexpr std::size_t kMostKept = 50'000;

/// Of the kept ones, how many are written at once: some 20 ms, in which searches wait.
constexpr std::size_t kCaughtUpAtOnce = 1'000;

/// How far back counting looks after a start: longer than typing and reloads take. Robots, which it knows for
/// a day, are found out anew.
constexpr auto kCountingWindow = std::chrono::hours(1);

/// Which file a path means now; {} when there is none.
std::pair<dev_t, ino_t> identity_of(const std::string& file) {
  struct stat found {};
  if (::stat(file.c_str(), &found) != 0) return {};
  return {found.st_dev, found.st_ino};
}

}  // namespace

struct SearchLog::Open {
  Database database;
  LogRows rows;
  Counting counting;
  bool counting_fed = false;
  std::pair<dev_t, ino_t> identity;

  Open(const std::string& file, const language::Languages& languages)
      : database(open_log(file, kPatienceMs)),
        rows(database),
        counting(languages),
        identity(identity_of(file)) {
    database.execute("PRAGMA wal_autocheckpoint = 0");  // it waits for the disk: checkpoint() does it
  }
};

SearchLog::SearchLog(std::string file, std::shared_ptr<const language::Languages> languages)
    : file_(std::move(file)), languages_(std::move(languages)) {
  is_open();
}

SearchLog::~SearchLog() {
  std::size_t before = 0;
  do {
    before = kept_.size();
    next_try_ = {};
    write({});
  } while (kept_.size() < before);
}

Logged SearchLog::record(LogEntry entry) {
  const auto ticket = std::make_shared<Ticket>();
  ticket->entry = std::move(entry);
  std::unique_lock lock(mutex_);
  queue_.push_back(ticket);
  if (writing_) {
    lock.unlock();
    ticket->turn.wait(Ticket::kWait);
    if (ticket->turn == Ticket::kDone) return ticket->result;
    lock.lock();
  }
  lead(lock);
  return ticket->result;
}

/// Writes all that wait; others come on meanwhile, of whom the first writes next. Each is woken once.
void SearchLog::lead(std::unique_lock<std::mutex>& lock) {
  writing_ = true;
  const Batch batch = std::exchange(queue_, {});
  lock.unlock();
  write(batch);
  lock.lock();
  const std::shared_ptr<Ticket> next = queue_.empty() ? nullptr : queue_.front();
  writing_ = next != nullptr;
  lock.unlock();
  if (next) give_turn(*next, Ticket::kLead);
  for (const std::shared_ptr<Ticket>& ticket : batch) give_turn(*ticket, Ticket::kDone);
}

void SearchLog::give_turn(Ticket& ticket, Ticket::Turn turn) {
  ticket.turn = turn;
  ticket.turn.notify_one();
}

void SearchLog::write(const Batch& batch) {
  if (!is_open()) return keep(batch);
  changing_.clear();
  try {
    Database::Transaction transaction(open_->database);
    open_->rows.look_again();
    const auto caught_up = static_cast<std::ptrdiff_t>(std::min(kept_.size(), kCaughtUpAtOnce));
    const bool all = static_cast<std::size_t>(caught_up) == kept_.size();
    std::for_each(kept_.begin(), kept_.begin() + caught_up, [this](LogEntry& entry) { write_entry(entry); });
    if (all)
      for (const std::shared_ptr<Ticket>& ticket : batch) ticket->result = write_entry(ticket->entry);
    transaction.commit();
    note_changed();
    in_wal_ = true;
    kept_.erase(kept_.begin(), kept_.begin() + caught_up);
    keep(all ? Batch() : batch);  // in order: a click must find its search
  } catch (const DatabaseError& error) {
    give_up(error.what());
    keep(batch);
  }
}

void SearchLog::note_changed() {
  constexpr std::size_t kMostChanged = 1'000'000;  // nobody asks
  if (changing_.empty()) return;
  const std::lock_guard lock(changed_mutex_);
  if (changed_.size() < kMostChanged) changed_.insert(changed_.end(), changing_.begin(), changing_.end());
}

std::vector<Verdict> SearchLog::take_changed() {
  const std::lock_guard lock(changed_mutex_);
  return std::exchange(changed_, {});
}

void SearchLog::keep(const Batch& batch) {
  for (const std::shared_ptr<Ticket>& ticket : batch) {
    ticket->result = kept_.size() < kMostKept ? Logged::kWaiting : Logged::kLost;
    if (ticket->result == Logged::kWaiting)
      kept_.push_back(std::move(ticket->entry));
    else
      ++lost_;
  }
  kept_count_ = kept_.size();
}

Logged SearchLog::write_entry(LogEntry& entry) {
  if (const auto* event = std::get_if<LoggedEvent>(&entry)) {
    const std::optional<std::int64_t> search = open_->rows.add(*event);
    if (search && *search != 0) open_->counting.opened(*search);
    return search ? Logged::kWritten : Logged::kRefused;
  }
  auto& search = std::get<LoggedSearch>(entry);
  if (!open_->counting_fed) {  // by the clock of the searches, which may be set
    feed(open_->counting, open_->database, search.at - kCountingWindow);
    open_->counting_fed = true;
  }
  const std::int64_t number = open_->rows.add(search);
  for (const Verdict& verdict : open_->counting.add(seen_search(search, number))) {
    if (verdict.number == number && verdict.counted == search.counted) continue;
    open_->rows.set_counted(verdict.number, verdict.counted);
    if (verdict.number != number) changing_.push_back(verdict);
  }
  return Logged::kWritten;
}

/// Opens the file where that is needed, and not too often. A file that was deleted or replaced is another
/// one.
bool SearchLog::is_open() {
  const auto now = std::chrono::steady_clock::now();
  if (open_ && now >= next_look_) {
    next_look_ = now + kBetweenTries;
    if (identity_of(file_) != open_->identity) open_.reset();
  }
  if (open_) return true;
  if (now < next_try_) return false;
  next_try_ = now + kBetweenTries;
  try {
    open_ = std::make_unique<Open>(file_, *languages_);
    next_look_ = now + kBetweenTries;
    const std::lock_guard lock(trouble_mutex_);
    if (!trouble_.empty()) base::log_info("the search log can be written again: " + file_);
    trouble_.clear();
    return true;
  } catch (const DatabaseError& error) {
    give_up(error.what());
    return false;
  }
}

void SearchLog::give_up(const std::string& reason) {
  open_.reset();
  next_try_ = std::chrono::steady_clock::now() + kBetweenTries;
  const std::lock_guard lock(trouble_mutex_);
  if (trouble_ != reason) base::log_error(fmt::format("writing the search log: {}: {}", file_, reason));
  trouble_ = reason;
}

void SearchLog::checkpoint() {
  constexpr std::uintmax_t kLongWal = 64 << 20;  // under steady load it never starts anew by itself
  constexpr int kBriefMs = 20;
  if (!in_wal_.exchange(false)) return;
  std::error_code missing;
  const std::uintmax_t bytes = std::filesystem::file_size(file_ + "-wal", missing);
  if (missing || bytes == 0) return;
  try {
    Database database(file_, Database::Access::kWrite, kBriefMs);
    database.execute("PRAGMA wal_checkpoint(PASSIVE)");
    // Keeps all who write waiting, for the disk and for who reads: so after the one that doesn't, and
    // briefly.
    if (bytes > kLongWal) database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch (const DatabaseError&) {
    in_wal_ = true;  // whoever writes next will tell
  }
}

std::string SearchLog::trouble() {
  std::unique_lock lock(mutex_);
  if (!writing_) lead(lock);
  const std::lock_guard trouble_lock(trouble_mutex_);
  return trouble_;
}

bool SearchLog::forget_before(Time time) {
  constexpr auto kBetweenParts = std::chrono::milliseconds(5);  // for those who write searches
  try {
    Database database = open_log(file_, 10 * kPatienceMs);
    bool any = false;
    while (forget_some_before(database, time)) {
      any = true;
      std::this_thread::sleep_for(kBetweenParts);
    }
    if (any) shrink(database);
    return true;
  } catch (const DatabaseError& error) {
    base::log_error(fmt::format("deleting old searches: {}: {}", file_, error.what()));
    return false;
  }
}

}  // namespace firstline::server
