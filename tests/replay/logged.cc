// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/logged.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/failure.h"

namespace firstline::replay {
namespace {

using nlohmann::json;

LoggedSearch to_search(const json& row) {
  LoggedSearch search;
  search.search_id = row.at("search_id").get<std::string>();
  search.query = row.at("query").get<std::string>();
  search.lang = row.at("lang").get<std::string>();
  search.counted = row.at("counted").get<std::string>();
  search.answered = row.at("answered").get<std::string>();
  search.tells_apart =
      !row.at("session").get<std::string>().empty() || !row.at("visitor").get<std::string>().empty();
  search.results = row.at("results").get<std::vector<std::string>>();
  return search;
}

}  // namespace

std::int64_t parse_time(const std::string& utc) {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int millisecond = 0;
  if (std::sscanf(utc.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d.%3dZ", &year, &month, &day, &hour, &minute, &second,
                  &millisecond) != 7)
    throw base::Failure("reading the log", utc, "no time");
  const std::chrono::sys_days date = std::chrono::year(year) / month / day;
  const std::int64_t seconds = ((date.time_since_epoch().count() * 24 + hour) * 60 + minute) * 60 + second;
  return seconds * kSecond + millisecond;
}

Logged read_log(const std::string& json_lines, const Month& month) {
  std::vector<std::pair<std::int64_t, std::size_t>> times;
  for (const Event& event : month.events)
    if (event.act == Act::kSearch) times.emplace_back(event.at_ms, event.search);
  Logged logged;
  logged.searches.resize(month.searches.size());
  std::istringstream lines(json_lines);
  for (std::string line; std::getline(lines, line);) {
    const json row = json::parse(line);
    const std::string kind = row.at("kind").get<std::string>();
    if (kind == "click") ++logged.clicks;
    if (kind == "feedback") ++logged.votes;
    if (kind == "contact") ++logged.messages;
    if (kind != "search") continue;
    const std::pair<std::int64_t, std::size_t> at(parse_time(row.at("at").get<std::string>()), 0);
    const auto found = std::lower_bound(times.begin(), times.end(), at);
    if (found == times.end() || found->first != at.first || !logged.searches[found->second].search_id.empty())
      ++logged.unknown;
    else
      logged.searches[found->second] = to_search(row);
  }
  return logged;
}

}  // namespace firstline::replay
