// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/relevance/ranks.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/file.h"
#include "tests/relevance/table.h"

namespace firstline::relevance {
namespace {

constexpr double kRounding = 1e-9;

std::string key(const Judged& judged) {
  return fmt::format("{}\t{}\t{}\t{}", judged.setting, judged.query.lang, judged.query.query,
                     judged.query.wanted);
}

std::string setting_and_language(const Judged& judged) {
  return judged.setting + " " + judged.query.lang;
}

void print_row(const std::string& name, const Score& score) {
  fmt::print("{:<14}{:>8}{:>8.3f}{:>8.3f}{:>8.3f}{:>9.3f}\n", name, score.queries, score.first, score.mrr,
             score.found, score.nothing);
}

}  // namespace

Judged judge(KitIndex& index, const std::string& setting, const JudgedQuery& query, const std::string& typed,
             const std::string& lang) {
  const search::SearchAnswer answer = index.ask(typed, lang);
  Judged judged{setting, query, answer.hits.empty() ? -1 : 0, {}};
  if (!answer.hits.empty()) judged.first = answer.hits.front().id;
  for (std::size_t i = 0; i < answer.hits.size() && judged.rank <= 0; ++i)
    if (answer.hits[i].id == query.wanted) judged.rank = static_cast<Rank>(i + 1);
  return judged;
}

std::map<std::string, Score> score(const Run& run, const std::function<std::string(const Judged&)>& group) {
  std::map<std::string, Score> scores;
  for (const Judged& judged : run)
    for (const std::string& name : {group(judged), std::string("all")}) {
      Score& sum = scores[name];
      ++sum.queries;
      sum.first += judged.rank == 1;
      sum.mrr += judged.rank > 0 ? 1.0 / judged.rank : 0;
      sum.found += judged.rank > 0;
      sum.nothing += judged.rank < 0;
    }
  for (auto& [name, sum] : scores)
    for (double* value : {&sum.first, &sum.mrr, &sum.found, &sum.nothing})
      *value /= static_cast<double>(sum.queries);
  return scores;
}

void print_scores(const Run& run) {
  std::vector<std::string> settings;
  for (const Judged& judged : run)
    if (settings.empty() || settings.back() != judged.setting) settings.push_back(judged.setting);
  for (const std::string& setting : settings) {
    Run part;
    std::copy_if(run.begin(), run.end(), std::back_inserter(part),
                 [&](const Judged& judged) { return judged.setting == setting; });
    fmt::print("{:<14}{:>8}{:>8}{:>8}{:>8}{:>9}\n", settings.size() > 1 ? setting : "", "queries", "S@1",
               "MRR@10", "R@10", "nothing");
    const auto by_language = score(part, [](const Judged& judged) { return judged.query.lang; });
    print_row("all", by_language.at("all"));
    for (const auto& [language, sum] : by_language)
      if (language != "all") print_row(language, sum);
    for (const auto& [kind, sum] : score(part, [](const Judged& judged) { return judged.query.kind; }))
      if (kind != "all" && !kind.empty()) print_row(kind, sum);
  }
}

void print_changes(const Run& accepted, const Run& now) {
  std::map<std::string, Rank> before;
  for (const Judged& judged : accepted) before.emplace(key(judged), judged.rank);
  for (const bool gained : {true, false})
    for (const Judged& judged : now) {
      const auto found = before.find(key(judged));
      if (found == before.end() || (found->second == 1) == (judged.rank == 1) || (judged.rank == 1) != gained)
        continue;
      fmt::print("{} {} {}: {} (wanted {}, rank {} -> {})\n", gained ? "gained" : "lost  ", judged.setting,
                 judged.query.lang, judged.query.query, judged.query.wanted, found->second, judged.rank);
    }
}

bool holds(const Run& accepted, const Run& now) {
  bool good = true;
  const auto scores = score(now, setting_and_language);
  for (const auto& [group, before] : score(accepted, setting_and_language)) {
    const auto found = scores.find(group);
    if (found != scores.end() && found->second.queries == before.queries &&
        found->second.first >= before.first - kRounding && found->second.mrr >= before.mrr - kRounding)
      continue;
    fmt::print("{}: below the accepted S@1 {:.3f}, MRR@10 {:.3f} of {} queries\n", group, before.first,
               before.mrr, before.queries);
    good = false;
  }
  return good;
}

Run read_accepted(const std::filesystem::path& file) {
  const Table table = read_table(file, {"setting", "lang", "query", "wanted", "rank"});
  Run run;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    JudgedQuery query;
    query.query = table.cell(row, "query");
    query.lang = table.cell(row, "lang");
    query.wanted = table.cell(row, "wanted");
    run.push_back({table.cell(row, "setting"), std::move(query), std::stoi(table.cell(row, "rank")), {}});
  }
  return run;
}

void write_accepted(const std::filesystem::path& file, Run run) {
  std::sort(run.begin(), run.end(), [](const Judged& a, const Judged& b) { return key(a) < key(b); });
  std::string text = "setting\tlang\tquery\twanted\trank\n";
  for (const Judged& judged : run) text += fmt::format("{}\t{}\n", key(judged), judged.rank);
  base::replace_file(file, text);
}

}  // namespace firstline::relevance
