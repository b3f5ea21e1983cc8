// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/serving.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "language/utf8.h"
#include "search/links.h"
#include "tests/bench/limits.h"
#include "tests/bench/queries.h"
#include "tests/bench/snippet_cost.h"
#include "tests/bench/table.h"
#include "tests/support/http_client.h"
#include "tests/support/program.h"

namespace firstline::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kManyConnections = 16;
constexpr std::size_t kRounds = 5;
constexpr std::size_t kBadCallsARound = 4;

std::string target(const std::string& path, const std::string& query) {
  return path + "?lang=en&q=" + search::percent_encode(query);
}

std::vector<std::string> targets(const std::string& path, const std::vector<std::string>& queries) {
  std::vector<std::string> urls;
  for (const std::string& query : queries) urls.push_back(target(path, query));
  return urls;
}

std::vector<std::string> first_halves(const std::vector<std::string>& queries) {
  std::vector<std::string> halves;
  for (const std::string& query : queries)
    halves.emplace_back(language::cut_utf8(query, 1 + query.size() / 2));
  return halves;
}

/// The first two characters of some, the first three of the others.
std::vector<std::string> first_few_characters(const std::vector<std::string>& queries) {
  const std::vector<std::string> two = first_characters(queries, 2);
  const std::vector<std::string> three = first_characters(queries, 3);
  std::vector<std::string> few;
  for (std::size_t i = 0; i < std::max(two.size(), three.size()); ++i) {
    const std::vector<std::string>& turn = i % 2 == 0 ? two : three;
    if (i < turn.size()) few.push_back(turn[i]);
  }
  return few;
}

/// The pages of the first answers.
std::vector<std::string> article_urls(int port, const std::vector<std::string>& searches) {
  constexpr std::size_t kMost = 200;
  std::vector<std::string> urls;
  for (const std::string& search : searches) {
    const std::string body = tests::get(port, search).body;
    const std::string key = "\"url\":\"";
    const std::size_t begin = body.find(key);
    if (begin == std::string::npos) continue;
    const std::size_t from = begin + key.size();
    urls.push_back(body.substr(from, body.find_first_of("\"#", from) - from));
    if (urls.size() == kMost) break;
  }
  return urls;
}

/// How many bytes of a query the server takes; nothing when it takes all.
std::optional<std::size_t> accepted_bytes(int port, const std::string& path, const std::string& query) {
  const auto accepts = [&](std::size_t bytes) {
    return tests::get(port, target(path, std::string(language::cut_utf8(query, bytes)))).status == 200;
  };
  if (accepts(query.size())) return std::nullopt;
  std::size_t least = 1;
  std::size_t most = query.size();  // refused
  while (most - least > 1) {
    const std::size_t middle = least + (most - least) / 2;
    (accepts(middle) ? least : most) = middle;
  }
  return least;
}

/// One row: what is measured, with one connection, in rounds.
struct Row {
  std::string name;
  std::size_t size = 0;  // how many different things it asks for
  std::function<Timing(double seconds, std::size_t first)> measure;
  std::function<Timing(double seconds)> measure_many;  // with many connections; may be absent
  std::vector<Timing> rounds;
};

/// Of nothing to ask for (Chinese has no words long enough for a slip) the times are 0.
Row row(const std::string& name, int port, const std::vector<std::string>& urls, bool many) {
  if (urls.empty()) return {name + ": none", 0, [](double, std::size_t) { return Timing{}; }, nullptr, {}};
  Row made{name,
           urls.size(),
           [=](double seconds, std::size_t first) { return load(port, urls, 1, seconds, first); },
           nullptr,
           {}};
  if (many) made.measure_many = [=](double seconds) { return load(port, urls, kManyConnections, seconds); };
  return made;
}

/// The median of each figure.
Timing middle_of(const std::vector<Timing>& rounds) {
  const auto middle = [&](double Timing::*figure) {
    std::vector<double> values;
    for (const Timing& round : rounds) values.push_back(round.*figure);
    return median(std::move(values));
  };
  return {middle(&Timing::p50_us), middle(&Timing::p99_us), middle(&Timing::per_second)};
}

class BadInputCalls {
 public:
  BadInputCalls(int port, const std::string& path, const BadInput& input) : port_(port), name_(input.name) {
    // The first query only tells how long they may be; what it may leave in a cache does not count.
    const std::optional<std::size_t> most = accepted_bytes(port, path, input.queries.front());
    for (std::size_t i = 1; i < input.queries.size(); ++i) {
      const std::string& query = input.queries[i];
      urls_.push_back(target(path, std::string(language::cut_utf8(query, most.value_or(query.size())))));
    }
    if (most) name_ += fmt::format(", cut to {}", *most);
  }

  /// The next few.
  void make_some() {
    const std::size_t begin = times_.size();
    const std::size_t end = std::min(begin + kBadCallsARound, urls_.size());
    const auto at = [&](std::size_t i) { return urls_.begin() + static_cast<std::ptrdiff_t>(i); };
    for (const double time : times_of_calls(port_, {at(begin), at(end)})) times_.push_back(time);
  }

  BadInputFigure figure() const { return {name_, median(times_)}; }

 private:
  int port_;
  std::string name_;
  std::vector<std::string> urls_;
  std::vector<double> times_;
};

double ratio(const std::vector<Timing>& one, const std::vector<Timing>& other) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < one.size(); ++i) ratios.push_back(one[i].p50_us / other[i].p50_us);
  return median(std::move(ratios));
}

/// As if one followed the other.
std::vector<Timing> sum(std::vector<Timing> one, const std::vector<Timing>& other) {
  for (std::size_t i = 0; i < one.size(); ++i) one[i].p50_us += other[i].p50_us;
  return one;
}

}  // namespace

ServingFigures measure_serving(const fs::path& index, const fs::path& scriptindex, const fs::path& folder,
                               const std::vector<std::string>& queries,
                               const std::vector<std::string>& titles, double seconds) {
  const std::string search = "/api/v1/search";
  const std::string suggest = "/api/v1/suggest";
  const std::vector<std::string> searches = targets(search, queries);
  const tests::RunningServer server(index, folder / "searches.db", {"--quiet"});
  const HelloServer hello;
  const int port = server.port();
  enum { kSearch, kMisspelt, kPage, kSuggest, kOne, kFew, kArticle, kHello, kRaw };
  std::vector<Row> rows = {
      row("search, JSON with snippets, logged", port, searches, true),
      row("search, a slip in each query", port, targets(search, misspelt(queries)), false),
      row("search page, HTML", port, targets("/search", queries), true),
      row("suggest", port, targets(suggest, first_halves(queries)), true),
      row("suggest, one letter", port, targets(suggest, first_characters(queries, 1)), false),
      row("suggest, two or three letters", port, targets(suggest, first_few_characters(queries)), false),
      row("article page", port, article_urls(port, searches), true),
      row("a handler that says hello (cpp-httplib alone)", hello.port(), {"/"}, true),
      {"raw Xapian, the same words ORed, in process",
       queries.size(),
       [&](double time, std::size_t first) { return raw_xapian(scriptindex, queries, time, first); },
       nullptr,
       {}}};
  std::vector<BadInputCalls> bad;
  for (const BadInput& input : bad_inputs(titles, 1 + kRounds * kBadCallsARound))
    bad.emplace_back(port, search, input);

  for (std::size_t round = 0; round < kRounds; ++round) {
    // Each round begins elsewhere: slow rows and quick ones get through the same queries.
    for (Row& one : rows) one.rounds.push_back(one.measure(seconds / kRounds, round * one.size / kRounds));
    for (BadInputCalls& calls : bad) calls.make_some();
  }
  ServingFigures figures;
  fmt::print("\n");
  for (const Row& one : rows) {
    print(one.name, middle_of(one.rounds));
    if (one.measure_many)
      print(fmt::format("  … on {} connections", kManyConnections), one.measure_many(seconds));
  }
  for (const BadInputCalls& calls : bad) {
    figures.bad_inputs.push_back(calls.figure());
    print(figures.bad_inputs.back().name,
          fmt::format("p50 {:>7.0f} µs   of {} different ones", figures.bad_inputs.back().median_us,
                      kRounds * kBadCallsARound));
  }
  figures.search = rows[kSearch].rounds;
  figures.misspelt = rows[kMisspelt].rounds;
  figures.page = rows[kPage].rounds;
  figures.suggest_one = rows[kOne].rounds;
  figures.suggest_few = rows[kFew].rounds;
  figures.hello = rows[kHello].rounds;
  figures.raw = rows[kRaw].rounds;
  figures.server = tests::memory_of(server.id());
  print("server, peak memory after the load",
        fmt::format("{:.0f} MB, mapped index included; {:.0f} MB of its own at the end",
                    figures.server.peak_mb, figures.server.anonymous_mb));
  figures.snippet_us = snippet_cost(index, queries, 2 * seconds);
  figures.log = log_cost(folder, queries);
  figures.review = review_cost(folder, index, queries);
  return figures;
}

void print_ratios(const ServingFigures& figures) {
  print_ratio("search p50 / (raw Xapian p50 + hello p50)",
              ratio(figures.search, sum(figures.raw, figures.hello)), 4);
  print_ratio("search page, HTML p50 / its JSON p50", ratio(figures.page, figures.search), 1.3);
  print_ratio("suggest of one letter p50 / search p50", ratio(figures.suggest_one, figures.search), 2);
  print_ratio("suggest of two or three letters p50 / search p50", ratio(figures.suggest_few, figures.search),
              2);
  print_ratio("a snippet, µs a hit, in process", figures.snippet_us, 40);
  print_ratio("a search logged, in process / search p50",
              figures.log.record_us / middle_of(figures.search).p50_us, 0.05);
  print_ratio("log of 1,000,000 searches, MB", figures.log.million_mb, 250);
  print_ratio("gaps of 1,000,000 searches, ms", figures.review.gaps_ms, 300);
  print_ratio("figures of 1,000,000 searches, ms", figures.review.figures_ms, 300);
  print_ratio("gaps / SQLite counting the questions", figures.review.gaps_ms / figures.review.count_ms);
  print_ratio("1,000,000 searches read, grouped and asked again, s", figures.review.read_s);
  print_ratio("unknown words: p50 with a slip / search p50", ratio(figures.misspelt, figures.search));
  for (const BadInputFigure& input : figures.bad_inputs)
    print_ratio(input.name + " / search p50", input.median_us / middle_of(figures.search).p50_us, 5);
}

}  // namespace firstline::bench
