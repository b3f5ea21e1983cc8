// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the search log, written and read again. Always within the caller's transaction; many threads write
// through server/log/search_log.h.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/log/database.h"
#include "server/log/entry.h"

namespace firstline::server {

/// Adds rows. Everything fails with DatabaseError; then, and after a transaction that was undone, it must be
/// thrown away: it remembers what may not be there. One thread at a time.
class LogRows {
 public:
  /// The tables of server/log/schema.h must be there. `database` must outlive it.
  explicit LogRows(Database& database);

  /// To be called at the start of every transaction but the first: others may have added rows, or deleted
  /// names that it remembers.
  void look_again();

  /// The number of the row.
  std::int64_t add(const LoggedSearch& search);
  /// The number of the search it belongs to, 0 for one without. Nothing when there is no such search, or when
  /// it did not show the article. The second of the same kind adds no row; of a vote its text and reason
  /// replace those of the first, where there are any.
  std::optional<std::int64_t> add(const LoggedEvent& event);
  /// The number of a question, which is added when it is new.
  std::int64_t query_number(const std::string& query, const std::string& normalised, const std::string& lang);
  void set_counted(std::int64_t search, Counted counted);
  bool has_search(const std::string& search_id) { return find_search(search_id).has_value(); }
  /// Of an event without a search: whether the same was added for the same moment.
  bool has_event(const LoggedEvent& event);

 private:
  struct FoundSearch {
    std::int64_t number = 0;
    std::string shown;  ///< numbers of names, a blank before, between and behind them
    std::int64_t at_ms = 0;
  };
  std::optional<FoundSearch> find_search(const std::string& search_id);
  std::int64_t name_number(const std::string& name);
  std::string shown_numbers(const std::vector<std::string>& ids);

  Database& database_;
  std::unordered_map<std::string, std::int64_t> names_;
  std::int64_t others_ = -1;            // SQLite's count of what other connections have changed
  std::int64_t newest_ms_ = INT64_MIN;  // of the searches that are not late
  Statement changed_by_others_, find_newest_, find_name_, add_name_, find_query_, add_query_, add_search_,
      set_counted_, find_search_, add_event_, add_to_vote_, add_to_nobodys_vote_;
};

/// No search since then has a lower number; none with a lower number is younger, and none with this or a
/// higher one is older unless it is late (server/log/schema.cc). Numbers grow with time but for late ones, so
/// that no index is needed.
std::int64_t first_number_since(Database& database, Time since);

/// Shows the counting the searches since then, so that it goes on where the last program ended.
void feed(Counting& counting, Database& database, Time since);

/// What counting needs to know of a search.
SeenSearch seen_search(const LoggedSearch& search, std::int64_t number);

}  // namespace firstline::server
