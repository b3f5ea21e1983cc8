// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/rerun.h"

#include <algorithm>
#include <map>
#include <utility>

namespace firstline::server::review {
namespace {

constexpr std::size_t kLooksAt = 3;

struct Answer {
  Result result;
  std::string correction;
};

search::SearchRequest request_of(const std::string& query, const std::string& lang,
                                 const std::string& category) {
  search::SearchRequest request;
  request.query = query;
  request.lang = lang;
  request.category = category;
  request.limit = kLooksAt;
  return request;
}

/// Whether the first result only mentions what is asked for.
bool answers_in_passing(search::Searcher& searcher, const RerunRequest& asked, const std::string& category,
                        const Result& result) {
  if (result.answered != search::Answered::kYes) return false;
  const search::Explanation explanation =
      searcher.explain(request_of(asked.query, asked.lang, category), result.first());
  if (explanation.confidence.certain) return false;  // somebody chose it, or it is called so
  struct Word {
    double worth = 0;
    unsigned times = 0;
    bool is_topic = false;
  };
  std::map<std::string, Word> words;  // of the question, by what was typed
  for (const search::ExplainedWord& held : explanation.articles.front().words) {
    Word& word = words[held.typed];
    word.worth = std::max(word.worth, held.term.idf * held.term.credit);
    for (const search::ExplainedField& field : held.fields) {
      if (field.field == search::Field::kBody)
        word.times += field.frequency;  // the whole article is its body
      else
        word.is_topic = true;
    }
  }
  double whole = 0;
  double mentioned = 0;
  for (const auto& [typed, word] : words) {
    whole += word.worth;
    if (!word.is_topic && word.times == 1) mentioned += word.worth;
  }
  return whole > 0 && mentioned >= kMentionedShare * whole;
}

Answer ask(search::Searcher& searcher, const std::string& query, const std::string& lang,
           const std::string& category) {
  search::SearchAnswer answer = searcher.search(request_of(query, lang, category));
  Answer found;
  found.result.answered = answer.answered;
  found.correction = std::move(answer.correction);
  for (search::Hit& hit : answer.hits) {
    if (found.result.ids.empty()) found.result.lang = std::move(hit.lang);
    found.result.ids.push_back(std::move(hit.id));
  }
  return found;
}

}  // namespace

const std::string& Result::first() const {
  static const std::string kNone;
  return ids.empty() ? kNone : ids.front();
}

Rerun rerun(search::Searcher& searcher, const RerunRequest& request) {
  Answer plain = ask(searcher, request.query, request.lang, "");
  Rerun result;
  result.plain = std::move(plain.result);
  result.plain.in_passing = answers_in_passing(searcher, request, "", result.plain);
  if (request.category.empty()) {
    result.filtered = result.plain;
  } else {
    result.filtered = ask(searcher, request.query, request.lang, request.category).result;
    result.filtered.in_passing = answers_in_passing(searcher, request, request.category, result.filtered);
  }
  if (result.plain.answered != search::Answered::kYes && !plain.correction.empty())
    result.misspelt =
        ask(searcher, plain.correction, request.lang, "").result.answered == search::Answered::kYes;
  if (result.plain.answered != search::Answered::kNo && result.plain.lang != request.lang)
    result.foreign_id = result.plain.first();
  return result;
}

}  // namespace firstline::server::review
