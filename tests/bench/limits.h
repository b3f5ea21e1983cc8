// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts cost alone: Xapian without us, HTTP without a search.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/bench/load.h"

namespace firstline::bench {

/// Searches a plain Xapian database (as scriptindex makes it) for the words of each query, stemmed and ORed,
/// default weights, top ten, no document data; in this process, from the query `first` on.
Timing raw_xapian(const std::filesystem::path& database, const std::vector<std::string>& queries,
                  double seconds, std::size_t first);

/// A cpp-httplib server whose one page says hello.
class HelloServer {
 public:
  HelloServer();
  ~HelloServer();
  int port() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace firstline::bench
