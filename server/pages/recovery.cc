// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/recovery.h"

#include <algorithm>
#include <string_view>

#include "server/pages/page.h"

namespace firstline::server {
namespace {

/// More words than these are "the rest of your question".
constexpr std::size_t kMostKept = 4;

std::string joined(const std::vector<std::string>& list, const Words& words) {
  std::string text;
  for (const std::string& word : list) text += (text.empty() ? "" : words.text("dropped_separator")) + word;
  return text;
}

/// A link in the sentence: what stands before it, it, and what stands behind it.
void put_correction(nlohmann::json& values, const std::string& correction, const search::SearchRequest& asked,
                    const Words& words) {
  constexpr std::string_view kPlace = "{query}";
  const std::string sentence = words.text("did_you_mean");
  const std::size_t place = std::min(sentence.find(kPlace), sentence.size());
  values["correction"] = correction;
  values["correction_before"] = sentence.substr(0, place);
  values["correction_after"] = sentence.substr(std::min(place + kPlace.size(), sentence.size()));
  values["correction_url"] = search_url(correction, words.tag(), asked.category);
}

/// Where nothing is answered, what a word was taken for is a guess not worth telling: no article has the
/// word.
bool are_told(const search::SearchAnswer& answer) {
  return answer.answered != search::Answered::kNo;
}

/// "No article mentions X; showing Y."
std::string dropped_text(const search::SearchAnswer& answer, const Words& words) {
  std::vector<std::string> list = answer.dropped;
  if (!are_told(answer))
    for (const search::StandIn& each : answer.stand_ins) list.push_back(each.typed);
  if (list.empty()) return "";
  const std::string dropped = joined(list, words);
  if (answer.hits.empty() || (answer.kept.empty() && answer.stand_ins.empty()))
    return words.text("dropped", {{"words", dropped}});
  if (answer.kept.empty()) return words.text("dropped_only", {{"words", dropped}});
  if (answer.kept.size() > kMostKept) return words.text("dropped_rest", {{"words", dropped}});
  return words.text("dropped_kept", {{"words", dropped}, {"kept", joined(answer.kept, words)}});
}

/// "No article mentions X; we looked for Y instead."
std::string stand_in_text(const search::SearchAnswer& answer, const Words& words) {
  if (answer.stand_ins.empty() || !are_told(answer)) return "";
  std::vector<std::string> typed, found;
  for (const search::StandIn& each : answer.stand_ins) {
    if (each.found.empty()) continue;
    typed.push_back(each.typed);
    found.push_back(each.found);
  }
  if (typed.empty()) return "";
  return words.text("stand_in", {{"words", joined(typed, words)}, {"found", joined(found, words)}});
}

/// Says so when nothing in the page's language answered; empty else.
std::string language_text(const std::vector<search::Hit>& hits, const Words& words, const std::string& lang) {
  if (hits.empty() || hits.front().lang == lang) return "";
  const std::string& first = hits.front().lang;
  const std::string key = "articles_in_" + first;
  const bool one_language =
      std::all_of(hits.begin(), hits.end(), [&](const search::Hit& hit) { return hit.lang == first; });
  return words.text(one_language && words.has(key) ? key : "articles_in_other");
}

}  // namespace

void put_recovery(nlohmann::json& values, const search::SearchAnswer& answer,
                  const search::SearchRequest& asked, const Words& words) {
  put_correction(values, answer.corrected ? "" : answer.correction, asked, words);
  values["corrected_text"] =
      answer.corrected ? words.text("corrected", {{"query", answer.correction}}) : std::string();
  values["language_text"] = language_text(answer.hits, words, asked.lang);
  values["dropped_text"] = asked.as_typed ? "" : dropped_text(answer, words);
  values["stand_in_text"] = stand_in_text(answer, words);
  values["as_typed_text"] =
      asked.as_typed ? words.text(answer.hits.empty() ? "as_typed_none" : "as_typed_only") : "";
  const auto url = [&](bool as_typed) {
    return search_url(asked.query, words.tag(), asked.category, 0, as_typed);
  };
  const bool changed = answer.corrected || !answer.stand_ins.empty() || !answer.dropped.empty();
  values["forgiving_url"] = asked.as_typed ? url(false) : "";
  values["as_typed_url"] = changed && !asked.as_typed && !answer.hits.empty() ? url(true) : "";
}

}  // namespace firstline::server
