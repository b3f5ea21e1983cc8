// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/counted_log.h"

#include <algorithm>
#include <utility>

#include "tests/support/temporary_folder.h"

namespace firstline::server {

const language::Languages& all_languages() {
  static const language::Languages loaded =
      language::Languages::load(tests::source_folder() / "language/data");
  return loaded;
}

std::int64_t CountedLog::ask(SeenSearch search) {
  search.number = ++number_;
  if (search.normalised.empty())
    for (const language::Word& word : reader_.read(search.query, all_languages().rules_for(search.lang)))
      search.normalised += (search.normalised.empty() ? "" : " ") + word.forms->stem;
  const std::vector<Verdict> verdicts = counting_.add(search);
  if (verdicts.empty() || verdicts.front().number != number_) ++broken_promises_;
  for (const Verdict& verdict : verdicts) {
    const auto [place, is_new] = counted_.emplace(verdict.number, verdict.counted);
    if (is_new != (verdict.number == number_) || (!is_new && verdict.counted == Counted::kYes))
      ++broken_promises_;
    place->second = verdict.counted;
  }
  return number_;
}

std::vector<std::string> CountedLog::names() const {
  std::vector<std::string> list;
  for (const auto& [number, counted] : counted_) list.emplace_back(counted_name(counted));
  return list;
}

std::size_t CountedLog::count(Counted counted) const {
  return static_cast<std::size_t>(std::count_if(
      counted_.begin(), counted_.end(), [counted](const auto& each) { return each.second == counted; }));
}

SeenSearch seen(const Ask& ask) {
  constexpr std::chrono::milliseconds kStart(1'790'000'000'000);
  SeenSearch search;
  search.at = std::chrono::system_clock::time_point(
      kStart + std::chrono::milliseconds(static_cast<std::int64_t>(ask.seconds * 1000)));
  search.client = ask.client;
  search.visitor = ask.client.starts_with("visitor") ? ask.client : ask.visitor;
  search.query = ask.query;
  search.lang = ask.lang;
  search.category = ask.category;
  search.correction = ask.correction;
  search.offset = ask.offset;
  return search;
}

std::vector<std::string> counted(const std::vector<Ask>& asks) {
  CountedLog log;
  for (const Ask& ask : asks) {
    const std::int64_t number = log.ask(seen(ask));
    if (ask.opened) log.open(number);
  }
  std::vector<std::string> list = log.names();
  if (log.broken_promises() > 0) list.emplace_back("and promises were broken");
  return list;
}

}  // namespace firstline::server
