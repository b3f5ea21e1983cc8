// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log/deletion.h"

#include <fmt/format.h>

#include "server/log/rows.h"

namespace firstline::server {
namespace {

/// Rows deleted at once: some milliseconds, in which nobody else writes.
constexpr int kForgottenAtOnce = 2'000;

/// Questions and names that no row has any more.
void forget_unused(Database& database) {
  database.execute(
      "DELETE FROM queries WHERE number NOT IN (SELECT query FROM searches);"
      "DELETE FROM names WHERE number NOT IN (SELECT channel FROM searches UNION SELECT category FROM "
      "searches "
      "UNION SELECT generation FROM searches UNION SELECT article FROM events UNION "
      "SELECT json_each.value FROM searches, json_each('[' || replace(shown, ' ', ',') || ']'))");
}

}  // namespace

bool forget_some_before(Database& database, Time time) {
  const std::int64_t before = milliseconds(time);
  const std::int64_t first_kept = first_number_since(database, time);
  Database::Transaction transaction(database);
  const std::string some = fmt::format(
      "(SELECT number FROM searches WHERE number < ? UNION ALL "
      "SELECT number FROM searches WHERE late = 1 AND at_ms < ? LIMIT {})",
      kForgottenAtOnce);
  database.prepare("DELETE FROM events WHERE search IN " + some).run(first_kept, before);
  const int searches =
      database.prepare("DELETE FROM searches WHERE number IN " + some).run(first_kept, before);
  const int events =
      searches > 0
          ? 0
          : database
                .prepare(fmt::format("DELETE FROM events WHERE number IN (SELECT number FROM events WHERE "
                                     "at_ms < ? ORDER BY at_ms LIMIT {})",
                                     kForgottenAtOnce))
                .run(before);
  if (searches + events == 0) return false;
  transaction.commit();
  return true;
}

std::int64_t forget_session(Database& database, std::uint64_t session) {
  Database::Transaction transaction(database);
  database.prepare("DELETE FROM events WHERE search IN (SELECT number FROM searches WHERE session = ?)")
      .run(static_cast<std::int64_t>(session));
  const int searches =
      database.prepare("DELETE FROM searches WHERE session = ?").run(static_cast<std::int64_t>(session));
  transaction.commit();
  shrink(database);
  return searches;
}

void shrink(Database& database) {
  {
    Database::Transaction transaction(database);
    forget_unused(database);
    transaction.commit();
  }
  database.execute("PRAGMA incremental_vacuum");
  database.execute("PRAGMA wal_checkpoint(TRUNCATE)");  // old pages stand in the WAL too
}

}  // namespace firstline::server
