// SPDX-License-Identifier: GPL-3.0-or-later
// Searches as they come in, counted, with what became of each: what the log would hold.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "language/rules.h"
#include "language/words.h"
#include "server/counting/counting.h"

namespace firstline::server {

/// Those of the repository.
const language::Languages& all_languages();

class CountedLog {
 public:
  /// Asks at the time of `search`; its number and, unless given, its stems are filled in. The number.
  std::int64_t ask(SeenSearch search);
  void open(std::int64_t number) { counting_.opened(number); }

  Counted of(std::int64_t number) const { return counted_.at(number); }
  /// The names, in order of the numbers.
  std::vector<std::string> names() const;
  std::size_t count(Counted counted) const;
  const Counting& counting() const { return counting_; }
  /// How often an earlier verdict broke what the header promises: became a yes, or was none of ours.
  int broken_promises() const { return broken_promises_; }

 private:
  Counting counting_{all_languages()};
  language::WordReader reader_{all_languages()};
  std::map<std::int64_t, Counted> counted_;
  std::int64_t number_ = 0;
  int broken_promises_ = 0;
};

/// A search as the tests' tables write it. A client that begins with "visitor" has no session.
struct Ask {
  std::string query;
  double seconds = 0;  ///< from some moment on
  std::string lang = "en";
  std::string client = "ann";
  std::string visitor = "visitor of ann";
  std::string category = {};
  std::string correction = {};
  bool opened = false;  ///< right after
  std::uint64_t offset = 0;
};

SeenSearch seen(const Ask& ask);

/// What became of each.
std::vector<std::string> counted(const std::vector<Ask>& asks);

}  // namespace firstline::server
