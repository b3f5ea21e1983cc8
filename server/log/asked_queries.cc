// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log/asked_queries.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/failure.h"
#include "base/highest.h"
#include "server/log/rows.h"
#include "server/log/schema.h"

namespace firstline::server {
namespace {

// The newest answer of each asker, question by question. Only the newest rows are read: more of them would
// hardly change which questions are asked most, and memory and time stay within bounds.
constexpr const char* kAnswered = R"(
SELECT q.lang, q.normalised, q.query, CASE s.session WHEN 0 THEN s.visitor ELSE s.session END AS asker,
       max(s.number) AS newest, s.answered
FROM searches s JOIN queries q ON q.number = s.query
WHERE s.number >= ? AND s.at_ms >= ? AND s.counted = ? AND s.number > (SELECT max(number) FROM searches) - 1000000
  AND s.session | s.visitor <> 0 AND q.normalised <> '' AND length(q.query) <= 200
GROUP BY q.lang, q.normalised, q.query, asker
ORDER BY q.lang, q.normalised, q.query, asker
)";

std::string without_extra_spaces(const std::string& text) {
  std::string kept;
  for (const char c : text)
    if (c != ' ' || (!kept.empty() && kept.back() != ' ')) kept += c;
  if (!kept.empty() && kept.back() == ' ') kept.pop_back();
  return kept;
}

/// All that asked one question.
class QueryGroup {
 public:
  std::string lang, normalised;

  void add(const std::string& query, std::int64_t asker, std::int64_t number, bool answered) {
    if (number > newest_) {
      newest_ = number;
      newest_answered_ = answered;
    }
    if (!answered) return;
    askers_.insert(asker);
    ++spellings_[without_extra_spaces(query)];
  }

  /// Nothing when too few asked, or when the last one got no answer: the articles have changed.
  void give(std::uint64_t least, std::vector<AskedQuery>& asked) const {
    if (askers_.size() < least || !newest_answered_) return;
    asked.push_back({base::highest(spellings_)->first, lang, askers_.size()});
  }

 private:
  std::set<std::int64_t> askers_;
  std::map<std::string, std::uint64_t> spellings_;
  std::int64_t newest_ = -1;
  bool newest_answered_ = false;
};

}  // namespace

std::vector<AskedQuery> answered_queries(const std::string& log, Time since, std::uint64_t least,
                                         std::size_t most) {
  std::vector<AskedQuery> asked;
  try {
    Database database = open_log_for_reading(log);
    Statement rows = database.prepare(kAnswered);
    rows.with(first_number_since(database, since), milliseconds(since), static_cast<int>(Counted::kYes));
    QueryGroup group;
    while (rows.step()) {
      const std::string lang = rows.text(0);
      const std::string normalised = rows.text(1);
      if (lang != group.lang || normalised != group.normalised) {
        group.give(least, asked);
        group = {};
        group.lang = lang;
        group.normalised = normalised;
      }
      group.add(rows.text(2), rows.number(3), rows.number(4),
                rows.number(5) == static_cast<int>(search::Answered::kYes));
    }
    group.give(least, asked);
  } catch (const DatabaseError& error) {
    throw base::Failure("reading the search log", log, error.what());
  }
  std::stable_sort(asked.begin(), asked.end(),
                   [](const AskedQuery& a, const AskedQuery& b) { return a.askers > b.askers; });
  if (asked.size() > most) asked.resize(most);
  return asked;
}

}  // namespace firstline::server
