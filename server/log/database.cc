// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log/database.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>

namespace firstline::server {
namespace {

template <typename Work>
auto guarded(Work work) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    throw DatabaseError(error.what());
  }
}

int flags_of(Database::Access access) {
  switch (access) {
    case Database::Access::kRead:
      return SQLite::OPEN_READONLY;
    case Database::Access::kWrite:
      return SQLite::OPEN_READWRITE;
    default:
      return SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
  }
}

}  // namespace

struct Statement::Impl {
  SQLite::Statement statement;
};

struct Database::Impl {
  SQLite::Database file;
  // Prepared once: reading their text takes SQLite longer than beginning and ending does. Each when it is
  // first needed: a program may only read.
  std::optional<SQLite::Statement> begin, commit;

  void run(std::optional<SQLite::Statement>& statement, const char* sql) {
    if (!statement) statement.emplace(file, sql);
    statement->tryReset();  // what the last run failed with was told then
    statement->exec();
    statement->reset();
  }
};

Statement::Statement(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Statement::Statement(Statement&&) noexcept = default;
Statement::~Statement() = default;

void Statement::close() {
  guarded([&] { impl_->statement.tryReset(); });  // what the last run failed with was told then
}

int Statement::finish() {
  return guarded([&] {
    const int changed = impl_->statement.exec();
    impl_->statement.reset();
    return changed;
  });
}

bool Statement::step() {
  return guarded([&] {
    if (impl_->statement.executeStep()) return true;
    impl_->statement.reset();
    return false;
  });
}

void Statement::bind_number(int place, std::int64_t value) {
  guarded([&] { impl_->statement.bind(place, value); });
}

void Statement::bind(int place, double value) {
  guarded([&] { impl_->statement.bind(place, value); });
}

void Statement::bind_text(int place, const std::string& text) {
  guarded([&] { impl_->statement.bindNoCopy(place, text); });
}

std::int64_t Statement::number(int column) const {
  return guarded([&] { return impl_->statement.getColumn(column).getInt64(); });
}

double Statement::real(int column) const {
  return guarded([&] { return impl_->statement.getColumn(column).getDouble(); });
}

std::string Statement::text(int column) const {
  return guarded([&] { return impl_->statement.getColumn(column).getString(); });
}

bool Statement::is_null(int column) const {
  return guarded([&] { return impl_->statement.isColumnNull(column); });
}

Database::Database(const std::string& file, Access access, int patience_ms)
    : impl_(guarded([&] {
        return std::make_unique<Impl>(Impl{SQLite::Database(file, flags_of(access), patience_ms), {}, {}});
      })) {}

Database::Database(Database&&) noexcept = default;
Database::~Database() = default;

Statement Database::prepare(const std::string& sql) {
  return guarded([&] {
    return Statement(std::make_unique<Statement::Impl>(Statement::Impl{SQLite::Statement(impl_->file, sql)}));
  });
}

void Database::execute(const std::string& sql) {
  guarded([&] { impl_->file.exec(sql); });
}

std::int64_t Database::number(const std::string& sql) {
  return guarded([&] { return impl_->file.execAndGet(sql).getInt64(); });
}

std::int64_t Database::last_row() const {
  return impl_->file.getLastInsertRowid();
}

Database::Transaction::Transaction(Database& database) : database_(database) {
  guarded([&] { database_.impl_->run(database_.impl_->begin, "BEGIN IMMEDIATE"); });
}

Database::Transaction::~Transaction() {
  if (done_) return;
  try {
    database_.execute("ROLLBACK");
  } catch (const DatabaseError&) {
    // SQLite has undone it already.
  }
}

void Database::Transaction::commit() {
  guarded([&] { database_.impl_->run(database_.impl_->commit, "COMMIT"); });
  done_ = true;
}

}  // namespace firstline::server
