// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/messages/messages.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/logging.h"
#include "base/split.h"

namespace firstline::server {
namespace {

/// Customers wait for it.
constexpr int kPatienceMs = 300;
constexpr auto kBetweenTries = std::chrono::seconds(1);

constexpr int kVersion = 1;
constexpr int kApplication = 0x664c6d73;  // "fLms": tells it from other files of tables

constexpr const char* kTables = R"(
CREATE TABLE messages (
  number      INTEGER PRIMARY KEY AUTOINCREMENT, -- a link must not lead to another message later
  at_ms       INTEGER NOT NULL, -- since 1970, UTC
  text        TEXT NOT NULL,
  email       TEXT NOT NULL,
  lang        TEXT NOT NULL,
  question    TEXT NOT NULL,    -- redacted
  search_id   TEXT NOT NULL,
  article     TEXT NOT NULL,
  shown       TEXT NOT NULL,    -- ids, a line each
  form_key    TEXT NOT NULL,
  answered_ms INTEGER NOT NULL, -- 0: open
  answered_by TEXT NOT NULL
) STRICT;
CREATE INDEX messages_order ON messages (answered_ms > 0, at_ms DESC, number DESC);
CREATE TABLE steps (
  number  INTEGER PRIMARY KEY,
  message INTEGER NOT NULL,
  at_ms   INTEGER NOT NULL,
  who     TEXT NOT NULL,
  what    TEXT NOT NULL
) STRICT;
CREATE INDEX steps_of ON steps (message);
)";

constexpr const char* kColumns =
    "SELECT number, at_ms, text, email, lang, question, search_id, article, shown, answered_ms, answered_by "
    "FROM messages ";

/// Which messages a filter lets through: language twice, then open and answered.
constexpr const char* kWanted =
    "WHERE (? = '' OR lang = ?) AND (? OR answered_ms > 0) AND (? OR answered_ms = 0) ";

Message read_message(const Statement& row) {
  Message message;
  message.number = row.number(0);
  message.at_ms = row.number(1);
  message.text = row.text(2);
  message.email = row.text(3);
  message.lang = row.text(4);
  message.question = row.text(5);
  message.search_id = row.text(6);
  message.article = row.text(7);
  message.shown = base::split_filled(row.text(8), "\n");
  message.answered_ms = row.number(9);
  message.answered_by = row.text(10);
  return message;
}

void read_steps(Database& database, Message& message) {
  Statement rows = database.prepare("SELECT at_ms, who, what FROM steps WHERE message = ? ORDER BY number");
  rows.with(message.number);
  while (rows.step()) message.steps.push_back({rows.number(0), rows.text(1), rows.text(2)});
}

/// Which file a path means now; {} when there is none.
std::pair<std::uint64_t, std::uint64_t> identity_of(const std::string& file) {
  struct stat found {};
  if (::stat(file.c_str(), &found) != 0) return {};
  return {found.st_dev, found.st_ino};
}

/// So that nobody else on the machine can read it; SQLite's files beside it get the same mode.
void make_private(const std::string& file) {
  constexpr mode_t kOwnerOnly = 0600;
  const int made = ::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, kOwnerOnly);
  if (made >= 0)
    ::close(made);
  else if (errno != EEXIST)
    throw DatabaseError(std::strerror(errno));
}

void prepare_tables(Database& database) {
  if (database.number("SELECT count(*) FROM sqlite_master") == 0) {
    Database::Transaction transaction(database);
    if (database.number("SELECT count(*) FROM sqlite_master") == 0) {  // another one may have been quicker
      database.execute(kTables);
      database.execute(
          fmt::format("PRAGMA user_version = {}; PRAGMA application_id = {}", kVersion, kApplication));
    }
    transaction.commit();
  }
  if (database.number("PRAGMA application_id") != kApplication)
    throw DatabaseError("it is no file of messages");
  if (const std::int64_t version = database.number("PRAGMA user_version"); version != kVersion)
    throw DatabaseError(
        fmt::format("it is of version {}, made by a newer program; this one knows {}", version, kVersion));
}

/// Former pages stand in the write-ahead log until it is emptied.
void overwrite_deleted(Database& database) {
  database.execute("DELETE FROM steps WHERE message NOT IN (SELECT number FROM messages)");
  database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace

Messages::Messages(std::string file) : file_(std::move(file)) {}

Messages::~Messages() = default;

/// Opens the file, anew when it was deleted or replaced: rows of a file without a name would be lost.
void Messages::open() {
  const auto now = std::chrono::steady_clock::now();
  if (database_ && identity_of(file_) != identity_) database_.reset();
  if (database_) return;
  if (now < next_try_) throw DatabaseError(trouble_);
  make_private(file_);
  auto database = std::make_unique<Database>(file_, Database::Access::kWrite, kPatienceMs);
  // FULL: messages are few, and each must survive the machine's death too.
  prepare_tables(*database);
  database->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
  identity_ = identity_of(file_);
  database_ = std::move(database);
}

template <typename Work>
auto Messages::with_file(Work work) {
  const std::lock_guard lock(mutex_);
  try {
    open();
    return work(*database_);
  } catch (const DatabaseError& error) {
    const std::string reason = error.what();
    if (trouble_ != reason) base::log_error(fmt::format("the file of messages: {}: {}", file_, reason));
    trouble_ = reason;
    if (database_ || std::chrono::steady_clock::now() >= next_try_)
      next_try_ = std::chrono::steady_clock::now() + kBetweenTries;
    database_.reset();
    throw;
  }
}

Stored Messages::add(Message& message) {
  try {
    return with_file([this, &message](Database& database) {
      Database::Transaction transaction(database);
      if (!message.form_key.empty()) {
        Statement same =
            database.prepare("SELECT 1 FROM messages WHERE form_key = ? AND text = ? AND email = ?");
        if (same.with(message.form_key, message.text, message.email).step()) return Stored::kKnown;
      }
      std::string shown;
      for (const std::string& id : message.shown) shown += id + '\n';
      database
          .prepare(
              "INSERT INTO messages (at_ms, text, email, lang, question, search_id, article, shown, "
              "form_key, "
              "answered_ms, answered_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '')")
          .run(message.at_ms, message.text, message.email, message.lang, message.question, message.search_id,
               message.article, shown, message.form_key);
      message.number = database.last_row();
      transaction.commit();
      if (!trouble_.empty()) base::log_info("the file of messages can be written again: " + file_);
      trouble_.clear();
      return Stored::kNew;
    });
  } catch (const DatabaseError&) {
    ++refused_;
    return Stored::kTrouble;
  }
}

MessageList Messages::list(const MessageFilter& filter) {
  return with_file([&filter](Database& database) {
    MessageList list;
    const int with_open = filter.status != MessageStatus::kAnswered ? 1 : 0;
    const int with_answered = filter.status != MessageStatus::kOpen ? 1 : 0;
    Statement count = database.prepare(std::string("SELECT count(*) FROM messages ") + kWanted);
    count.with(filter.lang, filter.lang, with_open, with_answered).step();
    list.total = static_cast<std::uint64_t>(count.number(0));
    count.close();
    Statement rows = database.prepare(std::string(kColumns) + kWanted +
                                      "ORDER BY answered_ms > 0, at_ms DESC, number DESC LIMIT ? OFFSET ?");
    rows.with(filter.lang, filter.lang, with_open, with_answered, filter.limit, filter.offset);
    while (rows.step()) list.messages.push_back(read_message(rows));
    for (Message& message : list.messages) read_steps(database, message);
    Statement langs = database.prepare("SELECT DISTINCT lang FROM messages ORDER BY lang");
    while (langs.step()) list.langs.push_back(langs.text(0));
    return list;
  });
}

std::optional<Message> Messages::find(std::int64_t number) {
  return with_file([number](Database& database) -> std::optional<Message> {
    Statement row = database.prepare(std::string(kColumns) + "WHERE number = ?");
    if (!row.with(number).step()) return std::nullopt;
    Message message = read_message(row);
    row.close();
    read_steps(database, message);
    return message;
  });
}

bool Messages::set_answered(std::int64_t number, bool answered, const std::string& who, std::int64_t now_ms) {
  return with_file([&](Database& database) {
    Database::Transaction transaction(database);
    Statement find = database.prepare("SELECT answered_ms > 0 FROM messages WHERE number = ?");
    if (!find.with(number).step()) return false;
    const bool was_answered = find.number(0) != 0;
    find.close();
    if (was_answered == answered) return true;
    database.prepare("UPDATE messages SET answered_ms = ?, answered_by = ? WHERE number = ?")
        .run(answered ? now_ms : 0, answered ? who : std::string(), number);
    database.prepare("INSERT INTO steps (message, at_ms, who, what) VALUES (?, ?, ?, ?)")
        .run(number, now_ms, who, std::string(answered ? "marked as answered" : "opened again"));
    transaction.commit();
    return true;
  });
}

bool Messages::remove(std::int64_t number) {
  return with_file([number](Database& database) {
    if (database.prepare("DELETE FROM messages WHERE number = ?").run(number) == 0) return false;
    overwrite_deleted(database);
    return true;
  });
}

void Messages::forget(std::int64_t answered_before_ms, std::int64_t came_before_ms) {
  if (::access(file_.c_str(), F_OK) != 0) return;  // no message came yet
  try {
    with_file([&](Database& database) {
      database.prepare("DELETE FROM messages WHERE (answered_ms > 0 AND answered_ms < ?) OR at_ms < ?")
          .run(answered_before_ms, came_before_ms);
      overwrite_deleted(database);
    });
  } catch (const DatabaseError&) {
    // Told, and tried again the next time.
  }
}

std::uint64_t Messages::open_count() {
  try {
    return with_file([](Database& database) {
      return static_cast<std::uint64_t>(
          database.number("SELECT count(*) FROM messages WHERE answered_ms > 0 = 0"));
    });
  } catch (const DatabaseError&) {
    return 0;
  }
}

std::string Messages::trouble() {
  try {
    return with_file([this](Database& database) {
      Database::Transaction transaction(database);  // refused by a file that is locked or may not be written
      // A full disk shows only when something is written.
      if (!trouble_.empty()) database.execute(fmt::format("PRAGMA user_version = {}", kVersion));
      transaction.commit();
      if (!trouble_.empty()) base::log_info("the file of messages can be written again: " + file_);
      trouble_.clear();
      return std::string();
    });
  } catch (const DatabaseError& error) {
    return error.what();
  }
}

}  // namespace firstline::server
