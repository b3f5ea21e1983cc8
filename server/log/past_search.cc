// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log/past_search.h"

#include "base/split.h"
#include "server/log/database.h"
#include "server/log/schema.h"

namespace firstline::server {

std::optional<PastSearch> find_past_search(const std::string& log, const std::string& search_id) {
  try {
    Database database = open_log_for_reading(log);
    Statement search = database.prepare(
        "SELECT s.number, q.query, q.lang, s.skipped, s.shown FROM searches s JOIN queries q ON q.number = "
        "s.query WHERE s.search_id = ?");
    if (!search.with(search_id).step()) return std::nullopt;
    PastSearch found;
    found.query = search.text(1);
    found.lang = search.text(2);
    found.offset = static_cast<std::uint64_t>(search.number(3));
    Statement name = database.prepare("SELECT name FROM names WHERE number = ?");
    for (const std::string& number : base::split_filled(search.text(4), " ")) {
      if (name.with(std::stoll(number)).step()) found.shown.push_back(name.text(0));
      name.close();
    }
    Statement opened = database.prepare(
        "SELECT n.name FROM events e JOIN names n ON n.number = e.article WHERE e.search = ? AND e.kind = 1 "
        "ORDER BY e.number DESC LIMIT 1");
    if (opened.with(search.number(0)).step()) found.opened = opened.text(0);
    return found;
  } catch (const DatabaseError&) {
    return std::nullopt;
  }
}

std::vector<LoggedVote> votes_with_words(const std::string& log, const std::string& article,
                                         std::int64_t since_ms, std::int64_t until_ms, std::size_t most) {
  std::vector<LoggedVote> votes;
  try {
    Database database = open_log_for_reading(log);
    Statement rows = database.prepare(
        "SELECT at_ms, helpful, reason, text FROM events WHERE kind = 2 AND article = (SELECT number FROM "
        "names WHERE name = ?) AND at_ms >= ? AND at_ms < ? AND (reason <> 0 OR text <> '') "
        "ORDER BY at_ms DESC LIMIT ?");
    rows.with(article, since_ms, until_ms, most);
    while (rows.step())
      votes.push_back(
          {rows.number(0), rows.number(1) != 0, static_cast<Reason>(rows.number(2)), rows.text(3)});
  } catch (const DatabaseError&) {
    // The page says nothing of comments then; its figures come from memory.
  }
  return votes;
}

}  // namespace firstline::server
