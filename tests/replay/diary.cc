// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/diary.h"

#include <algorithm>

namespace firstline::replay {

std::size_t Diary::client(Client client) {
  month_.clients.push_back(std::move(client));
  return month_.clients.size() - 1;
}

std::size_t Diary::search(std::int64_t at_ms, Search search) {
  if (room() == 0 || at_ms >= kEnd) return kNone;
  const std::size_t number = size();
  month_.searches.push_back(std::move(search));
  Event event;
  event.at_ms = at_ms;
  event.search = number;
  month_.events.push_back(std::move(event));
  return number;
}

void Diary::follow(Event event) {
  if (event.search != kNone && event.at_ms < kEnd) month_.events.push_back(std::move(event));
}

Month Diary::finish() {
  std::stable_sort(month_.events.begin(), month_.events.end(),
                   [](const Event& a, const Event& b) { return a.at_ms < b.at_ms; });
  // No two at once: a row of the log is known by its time.
  for (std::size_t i = 1; i < month_.events.size(); ++i)
    month_.events[i].at_ms = std::max(month_.events[i].at_ms, month_.events[i - 1].at_ms + 1);
  std::vector<std::size_t> new_numbers(size());
  std::vector<Search> sorted;
  for (const Event& event : month_.events) {
    if (event.act != Act::kSearch) continue;
    new_numbers[event.search] = sorted.size();
    sorted.push_back(std::move(month_.searches[event.search]));
  }
  for (Event& event : month_.events) event.search = new_numbers[event.search];
  month_.searches = std::move(sorted);
  return std::move(month_);
}

}  // namespace firstline::replay
