// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers people ask for: how many searches, how many answered, clicked, turned into messages; by day,
// language, channel, category; which articles are turned down; which questions lead to an article.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "server/review/filter.h"
#include "server/review/ledger.h"

namespace firstline::server::review {

/// Whether a filter lets a search through, whatever it counts as. The ledger must stay.
class Matches {
 public:
  Matches(const Ledger& ledger, const Filter& filter);
  bool operator()(const Entry& entry) const;

 private:
  const Ledger& ledger_;
  const Filter filter_;
  // Numbers of the names; a name that the log doesn't have lets nothing through.
  std::uint32_t channel_ = 0;
  std::uint32_t category_ = 0;
};

/// Of some searches. Only counted ones, but for `left_out`.
struct Figures {
  std::uint64_t searches = 0;
  std::uint64_t answered_yes = 0;
  std::uint64_t answered_weak = 0;
  std::uint64_t unanswered = 0;  ///< is_unanswered()
  std::uint64_t clicked = 0;
  std::uint64_t rank_sum = 0;  ///< of the first clicks whose rank is known
  std::uint64_t ranked = 0;
  std::uint64_t asked_person = 0;
  std::uint64_t helpful = 0;
  std::uint64_t unhelpful = 0;

  void add(const Entry& entry);
};

/// One line of a table: a day ("2026-09-14", UTC), language, channel or category, and its searches.
struct NamedFigures {
  std::string name;
  Figures figures;
};

struct Report {
  Figures all;
  std::vector<NamedFigures> by_day;  ///< each day of the filter that has searches, in order
  std::vector<NamedFigures> by_lang, by_channel, by_category;  ///< most searches first; "" : none chosen
  std::map<Counted, std::uint64_t> left_out;                   ///< rows that are no searches, by reason
};

Report make_report(const Ledger& ledger, const Filter& filter);

/// An article as searchers took it.
struct ArticleFigures {
  std::string id;
  std::uint64_t shown_first = 0;
  std::uint64_t opened = 0;   ///< first click of a search
  std::uint64_t helpful = 0;  ///< votes, without a search too
  std::uint64_t unhelpful = 0;
  std::uint64_t asked_person = 0;  ///< after it was opened
  std::uint64_t again = 0;         ///< searched again after it was opened
};

/// All articles that were opened or voted on, those most turned down first: unhelpful votes and messages,
/// then by id.
std::vector<ArticleFigures> article_figures(const Ledger& ledger, const Filter& filter);

/// A question that leads to an article, or that shows it first and is not taken.
struct LeadingQuery {
  std::string text;
  std::string lang;
  std::uint64_t opened = 0;  ///< searches that opened it
  std::uint64_t missed = 0;  ///< unanswered searches that showed it first
};

/// The most frequent first.
std::vector<LeadingQuery> leading_queries(const Ledger& ledger, const std::string& article,
                                          const Filter& filter, std::size_t most);

/// One search as the review lists it.
struct ListedSearch {
  std::int64_t number = 0;
  std::int64_t at_ms = 0;
  std::string text, lang, channel, category, first, opened, group;
  std::uint64_t rank = 0;
  search::Answered answered = search::Answered::kNo;
  Counted counted = Counted::kYes;
  bool unanswered = false;
  bool again = false, asked_person = false, helpful = false, unhelpful = false;
};

/// Days are UTC, all of the same length.
inline constexpr std::int64_t kDayMs = 86'400'000;
/// The day of a time as "2026-09-14".
std::string day_name(std::int64_t at_ms);

/// Parts as a share of a whole, 0 for none.
double share(std::uint64_t part, std::uint64_t whole);

}  // namespace firstline::server::review
