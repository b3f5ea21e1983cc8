// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/work.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/split.h"

namespace firstline::server::review {
namespace {

// The review's own tables: other logs have none, and lose nothing when they are imported.
constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS review_groups (
  id         TEXT PRIMARY KEY,    -- of its first question
  label      TEXT NOT NULL,
  lang       TEXT NOT NULL,
  questions  TEXT NOT NULL,       -- ids, parted by blanks
  status     TEXT NOT NULL,       -- open, planned, answered, ignored
  owner      TEXT NOT NULL,
  due_ms     INTEGER NOT NULL,    -- 0: the agreed time
  note       TEXT NOT NULL,
  reason     TEXT NOT NULL,
  article    TEXT NOT NULL,
  decided_ms INTEGER NOT NULL,    -- 0: neither answered nor ignored
  version    INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS review_history (
  number   INTEGER PRIMARY KEY,
  group_id TEXT NOT NULL,
  at_ms    INTEGER NOT NULL,
  who      TEXT NOT NULL,
  what     TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS review_history_group ON review_history (group_id);
)";

constexpr std::array kStatuses = {std::pair{Status::kOpen, "open"}, std::pair{Status::kPlanned, "planned"},
                                  std::pair{Status::kAnswered, "answered"},
                                  std::pair{Status::kIgnored, "ignored"}};

}  // namespace

const char* status_name(Status status) {
  for (const auto& [known, name] : kStatuses)
    if (known == status) return name;
  return "";
}

std::optional<Status> find_status(const std::string& name) {
  for (const auto& [status, known] : kStatuses)
    if (name == known) return status;
  return std::nullopt;
}

Work::Work(Database& database) : database_(database) {
  database_.execute(kTables);
}

std::map<std::string, WorkItem> Work::read_all() {
  std::map<std::string, WorkItem> items;
  Statement rows = database_.prepare(
      "SELECT id, label, lang, questions, status, owner, due_ms, note, reason, article, decided_ms, version "
      "FROM review_groups ORDER BY id");
  while (rows.step()) {
    WorkItem item;
    item.id = rows.text(0);
    item.label = rows.text(1);
    item.lang = rows.text(2);
    item.questions = base::split_filled(rows.text(3), " ");
    item.status = find_status(rows.text(4)).value_or(Status::kOpen);
    item.owner = rows.text(5);
    item.due_ms = rows.number(6);
    item.note = rows.text(7);
    item.reason = rows.text(8);
    item.article = rows.text(9);
    item.decided_ms = rows.number(10);
    item.version = rows.number(11);
    items.emplace(item.id, std::move(item));
  }
  return items;
}

std::vector<HistoryEntry> Work::history(const std::string& id) {
  std::vector<HistoryEntry> entries;
  Statement rows =
      database_.prepare("SELECT at_ms, who, what FROM review_history WHERE group_id = ? ORDER BY number");
  rows.with(id);
  while (rows.step()) entries.push_back({rows.number(0), rows.text(1), rows.text(2)});
  return entries;
}

bool Work::put_row(const WorkItem& item, const HistoryEntry& done) {
  const std::string questions = fmt::format("{}", fmt::join(item.questions, " "));
  const std::string status = status_name(item.status);
  const std::int64_t next = item.version + 1;
  Statement write = database_.prepare(
      item.version == 0
          ? "INSERT OR IGNORE INTO review_groups (label, lang, questions, status, owner, due_ms, note, "
            "reason, "
            "article, decided_ms, version, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          : "UPDATE review_groups SET label = ?, lang = ?, questions = ?, status = ?, owner = ?, due_ms = ?, "
            "note = ?, reason = ?, article = ?, decided_ms = ?, version = ? WHERE id = ? AND version = ?");
  const int changed =
      item.version == 0
          ? write.run(item.label, item.lang, questions, status, item.owner, item.due_ms, item.note,
                      item.reason, item.article, item.decided_ms, next, item.id)
          : write.run(item.label, item.lang, questions, status, item.owner, item.due_ms, item.note,
                      item.reason, item.article, item.decided_ms, next, item.id, item.version);
  if (changed == 0) return false;
  database_.prepare("INSERT INTO review_history (group_id, at_ms, who, what) VALUES (?, ?, ?, ?)")
      .run(item.id, done.at_ms, done.who, done.what);
  return true;
}

bool Work::put_all(const std::vector<std::pair<WorkItem, HistoryEntry>>& items,
                   const std::vector<std::string>& gone) {
  Database::Transaction transaction(database_);
  for (const auto& [item, done] : items)
    if (!put_row(item, done)) return false;
  for (const std::string& id : gone) {
    database_.prepare("UPDATE review_history SET group_id = ? WHERE group_id = ?")
        .run(items.front().first.id, id);
    database_.prepare("DELETE FROM review_groups WHERE id = ?").run(id);
  }
  transaction.commit();
  return true;
}

}  // namespace firstline::server::review
