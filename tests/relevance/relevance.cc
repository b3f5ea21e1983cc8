// SPDX-License-Identifier: GPL-3.0-or-later
// firstline-relevance FOLDER [--queries FILE] [--accepted FILE] [--accept] [--misspell] [--unmarked]
// [--latin] Indexes a kit's articles, asks every judged query, and prints the scores and what changed against
// the accepted run. A folder of kits is asked three times: each kit by itself ("alone"), all articles in one
// index with the query's language named ("together"), and without naming it ("unasked").
#include <fmt/format.h>

#include <exception>
#include <iostream>

#include "base/command_line.h"
#include "base/failure.h"
#include "base/resources.h"
#include "tests/relevance/ranks.h"
#include "tests/relevance/slips.h"

namespace {

using namespace firstline;
using namespace firstline::relevance;
using LanguagesPointer = std::shared_ptr<const language::Languages>;

void ask_all(Run& run, KitIndex& index, const std::string& setting, const std::vector<JudgedQuery>& queries) {
  for (const JudgedQuery& query : queries)
    run.push_back(judge(index, setting, query, query.query, setting == "unasked" ? "" : query.lang));
}

Run ask_kits(const std::vector<Kit>& kits, const LanguagesPointer& languages) {
  Run run;
  for (const Kit& kit : kits) {
    KitIndex index(kit.articles, languages);
    ask_all(run, index, "alone", kit.queries);
  }
  if (kits.size() == 1) return run;
  std::vector<std::filesystem::path> folders;
  for (const Kit& kit : kits) folders.push_back(kit.articles);
  KitIndex index(folders, languages, [](const std::string&) { return true; });
  for (const char* setting : {"together", "unasked"})
    for (const Kit& kit : kits) ask_all(run, index, setting, kit.queries);
  return run;
}

/// How the same queries fare as they were judged and as they are typed by others.
struct Pair {
  Judged clean;
  Judged typed;
};

/// `typed` gives what a query is turned into; nothing, or the same, where there is nothing to turn.
template <typename Typed>
std::vector<Pair> ask_twice(const std::vector<Kit>& kits, const LanguagesPointer& languages, Typed typed) {
  std::vector<Pair> pairs;
  for (const Kit& kit : kits) {
    KitIndex index(kit.articles, languages);
    for (const JudgedQuery& query : kit.queries) {
      const std::optional<std::string> other = typed(query);
      if (!other || *other == query.query) continue;
      pairs.push_back({judge(index, "clean", query, query.query, query.lang),
                       judge(index, "typed", query, *other, query.lang)});
      pairs.back().typed.query.query = *other;
    }
  }
  return pairs;
}

/// A row for all and for each language: S@1 of both, their difference in points, and how often the same
/// article came first.
void print_pairs(const std::vector<Pair>& pairs, const std::string& what, bool verbose) {
  struct Sum {
    double queries = 0, clean = 0, typed = 0, same = 0;
  };
  std::map<std::string, Sum> sums;
  for (const Pair& pair : pairs) {
    for (const std::string& row : {std::string("all"), pair.clean.query.lang}) {
      Sum& sum = sums[row];
      ++sum.queries;
      sum.clean += pair.clean.rank == 1;
      sum.typed += pair.typed.rank == 1;
      sum.same += pair.clean.first == pair.typed.first;
    }
    if (verbose && pair.clean.rank == 1 && pair.typed.rank != 1)
      fmt::print("  {:>2}  {}  {} | {}  wanted {}, first {}\n", pair.typed.rank, pair.clean.query.lang,
                 pair.clean.query.query, pair.typed.query.query, pair.clean.query.wanted,
                 pair.typed.first.empty() ? "nothing" : pair.typed.first);
  }
  fmt::print("{:<6}{:>8}{:>12}{:>12}{:>8}{:>12}\n", "lang", "queries", "clean S@1", what, "points",
             "same first");
  for (const auto& [row, sum] : sums)
    fmt::print("{:<6}{:>8}{:>12.3f}{:>12.3f}{:>8.1f}{:>12.3f}\n", row, sum.queries, sum.clean / sum.queries,
               sum.typed / sum.queries, 100 * (sum.typed - sum.clean) / sum.queries, sum.same / sum.queries);
}

void print_misses(const Run& run) {
  for (const Judged& judged : run)
    if (judged.rank != 1)
      fmt::print("  {:>2}  {:<9} {}  {}  wanted {}, first {}\n", judged.rank, judged.setting,
                 judged.query.lang, judged.query.query, judged.query.wanted,
                 judged.first.empty() ? "nothing" : judged.first);
}

struct Options {
  std::string kit, accepted;
  bool accept = false, misspell = false, unmarked = false, latin = false, verbose = false;
};

/// Whether the scores hold.
bool measure(const Options& options) {
  const auto languages = std::make_shared<const language::Languages>(
      language::Languages::load(base::find_resource("language/data")));
  const std::vector<Kit> kits = read_kits(options.kit);
  if (options.misspell) {
    std::vector<JudgedQuery> all;
    for (const Kit& kit : kits) all.insert(all.end(), kit.queries.begin(), kit.queries.end());
    Slips slips(all, *languages);
    const auto slip = [&](const JudgedQuery& query) { return slips.slip(query); };
    print_pairs(ask_twice(kits, languages, slip), "misspelt", options.verbose);
  }
  if (options.unmarked) {
    const auto unmark = [&](const JudgedQuery& query) { return without_marks(query.query, *languages); };
    print_pairs(ask_twice(kits, languages, unmark), "unmarked", options.verbose);
  }
  if (options.latin) {
    const auto to_latin = [](const JudgedQuery& query) {
      return query.lang == "sr" ? std::optional(serbian_latin(query.query)) : std::nullopt;
    };
    print_pairs(ask_twice(kits, languages, to_latin), "Latin", options.verbose);
  }
  if (options.misspell || options.unmarked || options.latin) return true;

  const Run run = ask_kits(kits, languages);
  if (options.verbose) print_misses(run);
  print_scores(run);
  const std::filesystem::path accepted_file = options.accepted.empty()
                                                  ? std::filesystem::path(options.kit) / "accepted.tsv"
                                                  : std::filesystem::path(options.accepted);
  if (options.accept) {
    write_accepted(accepted_file, run);
    return true;
  }
  if (options.accepted.empty() && !std::filesystem::exists(accepted_file)) return true;
  const Run accepted = read_accepted(accepted_file);
  print_changes(accepted, run);
  return holds(accepted, run);
}

int run(int argc, char** argv) {
  Options options;
  base::CommandLine line("firstline-relevance", "Scores the ranking on judged queries.");
  line.positional("KIT", options.kit,
                  "a folder with articles/ and queries.tsv, a folder of such, or ARTICLES:QUERIES");
  line.option("accepted", options.accepted, "ranks of the accepted run, if not KIT/accepted.tsv");
  line.flag("accept", options.accept, "accept the ranks of this run");
  line.flag("misspell", options.misspell, "compare with one slip in each query");
  line.flag("unmarked", options.unmarked, "compare with the queries without their marks");
  line.flag("latin", options.latin, "compare Cyrillic Serbian with the same in Latin letters");
  if (const auto code = line.parse(argc, argv)) return *code;
  options.verbose = line.verbosity() == base::Verbosity::kVerbose;
  return measure(options) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "firstline-relevance: " << error.what() << '\n';
    return 2;
  }
}
