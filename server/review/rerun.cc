// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/rerun.h"

#include <utility>

namespace firstline::server::review {
namespace {

constexpr std::size_t kLooksAt = 3;

struct Answer {
  Result result;
  std::string correction;
};

Answer ask(search::Searcher& searcher, const std::string& query, const std::string& lang,
           const std::string& category) {
  search::SearchRequest request;
  request.query = query;
  request.lang = lang;
  request.category = category;
  request.limit = kLooksAt;
  search::SearchAnswer answer = searcher.search(request);
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
  result.filtered = request.category.empty()
                        ? result.plain
                        : ask(searcher, request.query, request.lang, request.category).result;
  if (result.plain.answered != search::Answered::kYes && !plain.correction.empty())
    result.misspelt =
        ask(searcher, plain.correction, request.lang, "").result.answered == search::Answered::kYes;
  if (result.plain.answered != search::Answered::kNo && result.plain.lang != request.lang)
    result.foreign_id = result.plain.first();
  return result;
}

}  // namespace firstline::server::review
