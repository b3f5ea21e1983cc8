// SPDX-License-Identifier: GPL-3.0-or-later
// Where the wanted articles stood, and what that adds up to.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/relevance/kit.h"

namespace firstline::relevance {

/// Where the wanted article stood: 1-10; 0: not among the first ten; -1: there was no result at all.
using Rank = int;

struct Judged {
  std::string setting;  ///< how it was asked: "alone", …
  JudgedQuery query;
  Rank rank = 0;
  std::string first;  ///< id of the first result, or empty
};
using Run = std::vector<Judged>;

/// Asks one query, as `typed` (the judged one, or what a hasty customer made of it), in `lang`.
Judged judge(KitIndex& index, const std::string& setting, const JudgedQuery& query, const std::string& typed,
             const std::string& lang);

struct Score {
  std::size_t queries = 0;
  double first = 0;    ///< S@1: share whose wanted article is first
  double mrr = 0;      ///< MRR@10: mean of 1 / rank
  double found = 0;    ///< R@10: share whose wanted article is among the first ten
  double nothing = 0;  ///< share without any result
};

/// By what `group` names; "all" always, and first.
std::map<std::string, Score> score(const Run& run, const std::function<std::string(const Judged&)>& group);

/// A table for each setting: a row for all, one a language, and one a kind where there are kinds.
void print_scores(const Run& run);

/// The queries whose wanted article became, or ceased to be, the first.
void print_changes(const Run& accepted, const Run& now);

/// Whether no language of any setting has a lower S@1 or MRR@10 than accepted; says which has.
bool holds(const Run& accepted, const Run& now);

/// An accepted.tsv: setting, lang, query, wanted, rank.
Run read_accepted(const std::filesystem::path& file);
void write_accepted(const std::filesystem::path& file, Run run);

}  // namespace firstline::relevance
