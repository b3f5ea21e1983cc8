// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/log_entries.h"

#include "base/random.h"
#include "tests/support/temporary_folder.h"

namespace firstline::tests {

std::shared_ptr<const language::Languages> languages() {
  static const auto loaded = std::make_shared<const language::Languages>(
      language::Languages::load(source_folder() / "language/data"));
  return loaded;
}

server::LoggedSearch logged_search(const std::string& query) {
  server::LoggedSearch search;
  search.search_id = base::random_token();
  search.at = server::from_milliseconds(1'790'000'000'123);
  search.query = query;
  search.normalised = "normal";
  search.lang = "en";
  search.channel = "web";
  search.category = "Account";
  search.total = 12;
  search.answered = search::Answered::kWeak;
  search.confidence = 0.4;
  search.shown = {"en/a", "en/b"};
  search.took_ms = 1.5;
  search.generation = "0000000003";
  return search;
}

}  // namespace firstline::tests
