// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/highest.h"

namespace firstline::replay {
namespace {

/// Off by this share of the truth, or by so many searches, which is what a share of few can mean.
constexpr double kShareOff = 0.02;
constexpr std::size_t kSearchesOff = 2;
constexpr double kWrongShare = 0.01;

struct Count {
  std::size_t truth = 0;
  std::size_t logged = 0;

  std::size_t off() const { return truth > logged ? truth - logged : logged - truth; }
  double share_off() const {
    return truth == 0 ? static_cast<double>(off()) : static_cast<double>(off()) / static_cast<double>(truth);
  }
  bool holds() const { return off() <= kSearchesOff || share_off() <= kShareOff; }
};

/// The one that misses by most.
Figure worst(const std::string& what, const std::map<std::string, Count>& counts) {
  const auto found =
      base::highest(counts, [](const Count& count) { return std::pair(!count.holds(), count.share_off()); });
  if (found == counts.end()) return {what, "", "none"};
  const Count& count = found->second;
  return {
      what, "within 2 %, or 2",
      fmt::format("{:+.2f} % ({}: {} of {})", count.share_off() * (count.logged < count.truth ? -100 : 100),
                  found->first, count.logged, count.truth),
      count.holds()};
}

/// A share of cases that should not be; `most` of them may, or one.
Figure share(const std::string& what, std::size_t wrong, std::size_t cases, double most) {
  const double part = cases == 0 ? 0 : static_cast<double>(wrong) / static_cast<double>(cases);
  return {what, fmt::format("at most {:g} %", most * 100),
          fmt::format("{:.2f} % ({} of {})", part * 100, wrong, cases), part <= most || wrong <= 1};
}

Figure exactly(const std::string& what, std::size_t wanted, std::size_t measured) {
  return {what, std::to_string(wanted), std::to_string(measured), wanted == measured};
}

std::string day_of(std::int64_t at_ms) {
  return fmt::format("2026-09-{:02}", (at_ms - kStart) / kDay + 1);
}

std::vector<std::int64_t> times_of(const Month& month) {
  std::vector<std::int64_t> times(month.searches.size());
  for (const Event& event : month.events)
    if (event.act == Act::kSearch) times[event.search] = event.at_ms;
  return times;
}

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : "; ") + item;
  return text;
}

std::string utc(std::int64_t at_ms) {
  const std::int64_t of_day = (at_ms - kStart) % kDay;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", day_of(at_ms), of_day / kHour, of_day % kHour / kMinute,
                     of_day % kMinute / kSecond, of_day % kSecond);
}

const char* planted_name(Planted::Kind kind) {
  return kind == Planted::Kind::kEmail ? "email" : kind == Planted::Kind::kPhone ? "phone" : "card";
}

}  // namespace

std::vector<Figure> judge_counting(const Month& month, const Logged& logged) {
  const std::vector<std::int64_t> times = times_of(month);
  std::map<std::string, Count> all, languages, days, both;
  std::map<std::string, std::pair<std::size_t, std::size_t>> not_searches;  // counted, cases
  std::size_t people = 0;
  std::size_t taken_for_robots = 0;
  for (std::size_t i = 0; i < month.searches.size(); ++i) {
    const Search& search = month.searches[i];
    const Client& client = month.clients[search.client];
    const std::string& verdict = logged.searches[i].counted;
    const std::string day = day_of(times[i]);
    const bool is_search = search.kind == Kind::kYes;
    const bool is_counted = verdict == "yes";
    for (Count* count :
         {&all["all"], &languages[search.lang], &days[day], &both[search.lang + " on " + day]}) {
      count->truth += is_search ? 1 : 0;
      count->logged += is_counted ? 1 : 0;
    }
    if (!is_search) {
      const std::string kind =
          client.robot == Robot::kNone ? kind_name(search.kind) : robot_name(client.robot);
      not_searches[kind].first += is_counted ? 1 : 0;
      ++not_searches[kind].second;
    }
    if (client.robot == Robot::kNone) {
      ++people;
      taken_for_robots += verdict == "bot" ? 1 : 0;
    }
  }
  std::vector<Figure> figures = {worst("counted searches, the month", all),
                                 worst("counted searches, the worst language", languages),
                                 worst("counted searches, the worst day", days),
                                 worst("counted searches, the worst language on a day", both)};
  const std::vector<std::pair<const char*, const char*>> kNames = {
      {"typing", "typed starts counted"}, {"reload", "reloads counted"},
      {"page", "further pages counted"},  {"declared", "robots that say so counted"},
      {"scraper", "a scraper's counted"}, {"monitor", "a monitor's counted"},
      {"own", "own tests counted"},       {"empty", "questions without words counted"}};
  for (const auto& [kind, what] : kNames)
    figures.push_back(share(what, not_searches[kind].first, not_searches[kind].second, kWrongShare));
  figures.push_back(share("people's searches taken for a robot's", taken_for_robots, people, kWrongShare));
  return figures;
}

std::vector<Figure> judge_privacy(const Month& month, const Logged& logged, const Leaks& leaks) {
  std::size_t parts = 0;
  std::size_t harmless = 0;
  std::size_t redacted = 0;
  std::size_t plain = 0;
  std::size_t changed = 0;
  std::size_t untracked = 0;
  std::size_t told_apart = 0;
  for (std::size_t i = 0; i < month.searches.size(); ++i) {
    const Search& search = month.searches[i];
    const LoggedSearch& row = logged.searches[i];
    if (row.search_id.empty()) continue;
    for (const Planted& planted : search.planted) parts += shows_part(row.query, planted) ? 1 : 0;
    for (const std::string& number : search.harmless) {
      ++harmless;
      redacted += row.query.find(number) == std::string::npos ? 1 : 0;
    }
    if (search.planted.empty() && search.harmless.empty()) {
      ++plain;
      changed += row.query == search.query ? 0 : 1;
    }
    // Opting out is about the browser; a session that the app or the widget names is its own.
    if (const Client& client = month.clients[search.client];
        !client.privacy.empty() && client.session.empty()) {
      ++untracked;
      told_apart += row.tells_apart ? 1 : 0;
    }
  }
  Figure found =
      exactly(fmt::format("of {} planted details on the disk", leaks.planted()), 0, leaks.found().size());
  if (!leaks.found().empty()) found.measured += ", first " + leaks.found().begin()->second;
  return {found, exactly("parts of details left in their rows", 0, parts),
          share("harmless numbers redacted", redacted, harmless, kWrongShare),
          share("texts without numbers changed", changed, plain, kWrongShare / 10),
          exactly(fmt::format("told apart, of {} searches that ask not to be", untracked), 0, told_apart)};
}

std::vector<Figure> judge_completeness(const Month& month, const Logged& logged, const Done& done,
                                       const std::vector<std::string>& search_ids) {
  std::size_t missing = 0;
  std::size_t misnamed = 0;
  for (std::size_t i = 0; i < month.searches.size(); ++i) {
    const std::string& id = logged.searches[i].search_id;
    missing += id.empty() ? 1 : 0;
    misnamed += !id.empty() && !search_ids[i].empty() && search_ids[i] != id ? 1 : 0;
  }
  return {exactly("searches missing in the log", 0, missing),
          exactly("searches in the log that nobody made", 0, logged.unknown),
          exactly("searches under another id than their clients were told", 0, misnamed),
          exactly(fmt::format("clicks (beside {} of robots, {} looks ahead)", done.robots_clicks,
                              done.looks_ahead),
                  done.clicks, logged.clicks),
          exactly("votes", done.votes, logged.votes),
          exactly("messages to a person", done.messages, logged.messages)};
}

std::vector<Figure> tell_of_added_articles(const Month& month, const Logged& logged) {
  constexpr std::size_t kShown = 3;
  std::size_t after = 0;
  std::size_t answered = 0;
  std::size_t shown = 0;
  const std::vector<std::int64_t> times = times_of(month);
  std::map<std::string, bool> became;  // answerable, intents that were not before
  for (std::size_t i = 0; i < month.searches.size(); ++i) {
    const Search& search = month.searches[i];
    if (search.intent.empty() || search.kind != Kind::kYes) continue;
    const std::string group = search.lang + "/" + search.intent;
    if (times[i] < kHalfTime) {
      if (!search.answerable && search.cause != Cause::kFilter) became.emplace(group, false);
      continue;
    }
    if (!search.answerable || became.count(group) == 0) continue;
    became[group] = true;
    ++after;
    const LoggedSearch& row = logged.searches[i];
    const auto end = row.results.begin() + static_cast<std::ptrdiff_t>(std::min(kShown, row.results.size()));
    const bool is_shown = std::find(row.results.begin(), end, search.wanted) != end;
    shown += is_shown ? 1 : 0;
    answered += is_shown && row.answered == "yes" ? 1 : 0;
  }
  const auto groups =
      std::count_if(became.begin(), became.end(), [](const auto& each) { return each.second; });
  return {{fmt::format("the added article among the first three ({} groups, {} searches)", groups, after), "",
           fmt::format("{} of them, {} with a sure answer", shown, answered)}};
}

std::string as_table(const std::vector<Figure>& figures) {
  std::string text = fmt::format("{:<62} {:<18} {:<42} \n", "figure", "asked", "measured");
  for (const Figure& figure : figures)
    text += fmt::format("{:<62} {:<18} {:<42} {}\n", figure.what, figure.asked, figure.measured,
                        figure.asked.empty() ? ""
                        : figure.holds       ? "ok"
                                             : "NOT");
  return text;
}

std::string as_tsv(const std::vector<Figure>& figures) {
  std::string text = "figure\tasked\tmeasured\tholds\n";
  for (const Figure& figure : figures)
    text += fmt::format("{}\t{}\t{}\t{}\n", figure.what, figure.asked, figure.measured,
                        figure.holds ? "yes" : "no");
  return text;
}

std::string truth_tsv(const Month& month, const Logged& logged) {
  const std::vector<std::int64_t> times = times_of(month);
  std::string text =
      "number\tsearch_"
      "id\tat\tlang\tcounted\tintent\tanswerable\tcause\twanted\tslip\tchannel\tcategory\toffset\t"
      "client\trobot\toffice\tplanted\tharmless\tquery\n";
  for (std::size_t i = 0; i < month.searches.size(); ++i) {
    const Search& search = month.searches[i];
    const Client& client = month.clients[search.client];
    std::vector<std::string> planted;
    for (const Planted& each : search.planted)
      planted.push_back(fmt::format("{}={}", planted_name(each.kind), each.text));
    text += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", i + 1,
                        logged.searches[i].search_id, utc(times[i]), search.lang, kind_name(search.kind),
                        search.intent, search.answerable ? "yes" : "no", cause_name(search.cause),
                        search.wanted, search.slipped ? "yes" : "no", client.channel, search.category,
                        search.offset, search.client, robot_name(client.robot), client.office ? "yes" : "no",
                        joined(planted), joined(search.harmless), search.query);
  }
  return text;
}

}  // namespace firstline::replay
