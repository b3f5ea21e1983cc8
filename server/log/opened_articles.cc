// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log/opened_articles.h"

#include <map>

#include "base/failure.h"
#include "server/log/schema.h"

namespace firstline::server {
namespace {

// People, not clicks: one who goes back and forth counts once. Ties go by id, so that a page doesn't change
// from reading to reading. Only the newest events are read: more would hardly change the order.
constexpr const char* kOpened = R"(
SELECT q.lang, n.name, count(DISTINCT CASE s.session WHEN 0 THEN s.visitor ELSE s.session END) AS openers
FROM events e JOIN searches s ON s.number = e.search JOIN queries q ON q.number = s.query
JOIN names n ON n.number = e.article
WHERE e.kind = ? AND e.at_ms >= ? AND e.number > (SELECT max(number) FROM events) - 1000000
  AND s.counted = ? AND s.session | s.visitor <> 0
GROUP BY q.lang, e.article
HAVING openers >= ?
ORDER BY openers DESC, n.name
)";

}  // namespace

std::vector<OpenedArticle> opened_articles(const std::string& log, Time since, std::uint64_t least,
                                           std::size_t most) {
  std::vector<OpenedArticle> opened;
  try {
    Database database = open_log_for_reading(log);
    Statement rows = database.prepare(kOpened);
    rows.with(static_cast<int>(EventKind::kClick), milliseconds(since), static_cast<int>(Counted::kYes),
              least);
    std::map<std::string, std::size_t> taken;  // by language
    while (rows.step())
      if (std::string lang = rows.text(0); ++taken[lang] <= most)
        opened.push_back({rows.text(1), std::move(lang), static_cast<std::uint64_t>(rows.number(2))});
  } catch (const DatabaseError& error) {
    throw base::Failure("reading the search log", log, error.what());
  }
  return opened;
}

}  // namespace firstline::server
