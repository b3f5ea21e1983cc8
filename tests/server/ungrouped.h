// SPDX-License-Identifier: GPL-3.0-or-later
// A log whose questions nobody groups, for tests of what is known of a gap.
#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

#include "server/review/gaps.h"
#include "tests/server/review_log.h"

namespace firstline::server::review {

/// A log in which each question is a group of its own.
class Ungrouped : public tests::ReviewLog {
 public:
  std::vector<Gap> gaps(const Filter& filter = {}, std::size_t most_texts = kTextsInList) {
    read();
    return find_gaps({ledger, groups, work, now_ms, agreed_ms}, filter, most_texts);
  }
  Gap gap(const std::string& label, const Filter& filter = {}) {
    for (Gap& gap : gaps(filter))
      if (gap.label == label) return gap;
    FAIL("no gap is called " << label);
    return {};
  }
  void read() {
    tests::read_on(ledger, *this);
    const Questions& questions = ledger.questions();
    for (auto i = static_cast<std::uint32_t>(groups.ids.size()); i < questions.count(); ++i) {
      groups.ids.push_back(question_id(questions.question(i)));
      groups.langs.push_back(questions.question(i).lang);
      groups.of_question.push_back(i);
    }
    groups.words_in_opened.resize(questions.count());
    groups.told_by.resize(questions.count());
    groups.reruns.resize(questions.count());
    groups.was_rerun.resize(questions.count());
    groups.misspelt.resize(questions.count());
  }
  /// What the index would say now to the question.
  void now_says(std::uint32_t question, const std::string& article,
                search::Answered answered = search::Answered::kYes) {
    read();
    groups.was_rerun[question] = true;
    groups.reruns[question].plain = {answered, {article}, "en"};
    groups.reruns[question].filtered = groups.reruns[question].plain;
  }
  WorkItem& item(std::uint32_t group, Status status) {
    read();
    WorkItem& made = work[groups.ids[group]];
    made.id = groups.ids[group];
    made.label = "as a lead calls it";
    made.lang = groups.langs[group];
    made.status = status;
    made.version = 1;
    return made;
  }

  Ledger ledger{*tests::languages()};
  Groups groups;
  std::map<std::string, WorkItem> work;
  std::int64_t agreed_ms = kDayMs;
};

}  // namespace firstline::server::review
