// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/explain.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

namespace firstline::server {
namespace {

using Json = nlohmann::ordered_json;

/// Less of a figure with two digits behind the point isn't seen.
constexpr double kRounding = 0.005;

constexpr std::array<const char*, search::kFields> kFieldNames = {"body", "title", "heading", "keyword"};

const char* field_name(search::Field field) {
  return kFieldNames[static_cast<std::size_t>(field)];
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// Writes lines of figures first and words behind them: columns hold whatever script the words are in.
class Text {
 public:
  template <typename... Values>
  void line(fmt::format_string<Values...> pattern, Values&&... values) {
    fmt::format_to(std::back_inserter(out_), pattern, std::forward<Values>(values)...);
    out_ += '\n';
  }
  /// A part of a sum.
  void part(double value, const std::string& what) { line("{:>10.3f}  {}", value, what); }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

std::string term_text(const search::ExplainedTerm& term) {
  return fmt::format("{} ({}, IDF {:.2f}{})", term.form, term.origin, term.idf,
                     std::abs(term.credit - 1) < kRounding ? "" : fmt::format(" × {:.2f}", term.credit));
}

/// "plan (typed, IDF 4.12)"; further ways, of which the best counts, on lines of their own.
std::string ways_text(const search::ExplainedClause& clause) {
  std::string text;
  for (const std::vector<search::ExplainedTerm>& way : clause.ways) {
    if (!text.empty()) text += "\n            or ";
    for (std::size_t i = 0; i < way.size(); ++i) text += (i == 0 ? "" : " + ") + term_text(way[i]);
  }
  return text.empty() ? "nothing was found for it" : text;
}

void write_question(const search::Explanation& explanation, Text& text) {
  text.line("Question: {}", explanation.query);
  text.line("Languages searched: {}{}", joined(explanation.langs),
            explanation.asked_lang.empty() ? " (none was asked for: the letters tell)"
                                           : " (asked for: " + explanation.asked_lang + ")");
  text.line("");
  text.line("How it is read: the most each word can count, and what it is looked up as");
  const bool several = explanation.langs.size() > 1;
  for (const search::ExplainedClause& clause : explanation.clauses)
    text.part(clause.idf, fmt::format("{}{}{}{}: {}", several ? clause.lang + ": " : "", clause.typed,
                                      clause.stop ? ", a stop word" : "",
                                      clause.known ? "" : ", which no article has", ways_text(clause)));
  if (explanation.clauses.empty()) text.line("  there is no word in it");
  if (!explanation.dropped.empty()) text.line("Nothing was found for: {}", joined(explanation.dropped));
  if (!explanation.correction.empty()) text.line("Did you mean: {}", explanation.correction);
}

std::string times_text(unsigned frequency) {
  return frequency == 1 ? "once" : fmt::format("{} times", frequency);
}

void write_article(const search::ExplainedArticle& article, Text& text) {
  text.line("");
  const std::string rank = article.rank == 0 ? fmt::format("not among the first {}:", search::kExplainedDepth)
                                             : fmt::format("{}.", article.rank);
  text.line("{} {} ({:.3f}) {}", rank, article.id, article.score, article.title);
  if (!article.asked) text.line("            its language, {}, was not searched", article.lang);
  for (const search::ExplainedWord& word : article.words)
    for (const search::ExplainedField& field : word.fields)
      text.part(
          field.score,
          fmt::format("{}: {} {} among about {:.0f} words (mean {:.0f}), IDF {:.2f} × {:.2f}, field {:.1f}",
                      word.typed == word.term.form
                          ? word.typed
                          : fmt::format("{} as {} ({})", word.typed, word.term.form, word.term.origin),
                      field_name(field.field), times_text(field.frequency), field.length, field.mean_length,
                      word.term.idf, word.term.credit, field.weight));
  text.part(article.letters, "letters shared with the question");
  text.part(article.pairs, "words side by side as in the question");
  if (article.weight != 1)
    text.line("× {:>8.3f}  all of this, for the article's weight of {}", article.factor, article.weight);
  if (article.pin != 0) text.part(article.pin, "its pin, for the score of the first");
  text.part(article.score, article.pinned ? "score; first because it is pinned" : "score");
}

void write_confidence(const search::ExplainedConfidence& confidence, Text& text) {
  text.line("");
  text.line("Confidence {:.3f}: {} (weak from {:g}, yes from {:g})", confidence.confidence,
            search::answered_name(confidence.answered), confidence.weak_from, confidence.yes_from);
  if (!confidence.has_results) return text.line("  without results there is none");
  double sum = confidence.bias;
  text.part(confidence.bias, "bias");
  for (const search::ExplainedSignal& signal : confidence.signals) {
    sum += signal.contribution();
    text.part(signal.contribution(),
              fmt::format("{} {:.3f} × {:g}", signal.name, signal.value, signal.coefficient));
  }
  text.part(sum, fmt::format("sum; 1 / (1 + e^-sum) = {:.3f}", 1 / (1 + std::exp(-sum))));
  if (confidence.certain) text.line("  certain all the same: it is pinned, or its title is the question");
}

Json terms_json(const std::vector<search::ExplainedTerm>& terms) {
  Json list = Json::array();
  for (const search::ExplainedTerm& term : terms)
    list.push_back(
        {{"form", term.form}, {"origin", term.origin}, {"idf", term.idf}, {"credit", term.credit}});
  return list;
}

Json clause_json(const search::ExplainedClause& clause) {
  Json ways = Json::array();
  for (const std::vector<search::ExplainedTerm>& way : clause.ways) ways.push_back(terms_json(way));
  return {{"lang", clause.lang}, {"typed", clause.typed}, {"idf", clause.idf},
          {"stop", clause.stop}, {"known", clause.known}, {"ways", ways}};
}

Json article_json(const search::ExplainedArticle& article) {
  Json words = Json::array();
  for (const search::ExplainedWord& word : article.words)
    for (const search::ExplainedField& field : word.fields)
      words.push_back({{"typed", word.typed},
                       {"form", word.term.form},
                       {"origin", word.term.origin},
                       {"idf", word.term.idf},
                       {"credit", word.term.credit},
                       {"field", field_name(field.field)},
                       {"frequency", field.frequency},
                       {"length", field.length},
                       {"mean_length", field.mean_length},
                       {"field_weight", field.weight},
                       {"score", field.score}});
  return {{"rank", article.rank == 0 ? Json() : Json(article.rank)},
          {"id", article.id},
          {"lang", article.lang},
          {"title", article.title},
          {"lang_searched", article.asked},
          {"score", article.score},
          {"words", words},
          {"letters", article.letters},
          {"pairs", article.pairs},
          {"weight", article.weight},
          {"factor", article.factor},
          {"pinned", article.pinned},
          {"pin", article.pin}};
}

Json confidence_json(const search::ExplainedConfidence& confidence) {
  Json signals = Json::array();
  for (const search::ExplainedSignal& signal : confidence.signals)
    signals.push_back({{"name", signal.name},
                       {"value", signal.value},
                       {"coefficient", signal.coefficient},
                       {"contribution", signal.contribution()}});
  return {{"confidence", confidence.confidence},
          {"answered", search::answered_name(confidence.answered)},
          {"weak_from", confidence.weak_from},
          {"yes_from", confidence.yes_from},
          {"has_results", confidence.has_results},
          {"certain", confidence.certain},
          {"bias", confidence.bias},
          {"signals", signals}};
}

}  // namespace

std::string explanation_text(const search::Explanation& explanation) {
  Text text;
  write_question(explanation, text);
  text.line("");
  text.line("Results: {}", explanation.total);
  for (const search::ExplainedArticle& article : explanation.articles) write_article(article, text);
  write_confidence(explanation.confidence, text);
  return text.take();
}

std::string explanation_json(const search::Explanation& explanation) {
  Json clauses = Json::array();
  for (const search::ExplainedClause& clause : explanation.clauses) clauses.push_back(clause_json(clause));
  Json articles = Json::array();
  for (const search::ExplainedArticle& article : explanation.articles)
    articles.push_back(article_json(article));
  const Json json = {{"query", explanation.query},
                     {"asked_lang", explanation.asked_lang.empty() ? Json() : Json(explanation.asked_lang)},
                     {"langs", explanation.langs},
                     {"total", explanation.total},
                     {"correction", explanation.correction.empty() ? Json() : Json(explanation.correction)},
                     {"dropped", explanation.dropped},
                     {"clauses", clauses},
                     {"articles", articles},
                     {"confidence", confidence_json(explanation.confidence)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace firstline::server
