// SPDX-License-Identifier: GPL-3.0-or-later
// A question, as it is searched, completed and explained: "LANG OFFSET EXACT CATEGORY" on the first line, any
// of them left out, the question behind. Asked of a real index of some of the sample articles in all
// languages.
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/split.h"
#include "indexer/publish.h"
#include "language/utf8.h"
#include "search/searcher.h"
#include "server/explain.h"
#include "server/parameters.h"
#include "tests/fuzz/html.h"
#include "tests/fuzz/languages.h"
#include "tests/fuzz/target.h"
#include "tests/support/temporary_folder.h"

namespace firstline::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = 4'200;  // 1,000 characters, and the first line
constexpr std::size_t kSuggestions = 8;

/// Made once: some folders of each language, with the synonyms, pins and notices.
class Index {
 public:
  Index() {
    const fs::path articles = tests::source_folder() / "articles";
    for (const char* lang : {"en", "hi", "sr", "th", "vi"})
      for (const char* topic : {"account", "internet"})
        copy(articles / lang / topic, folder_ / "articles" / lang / topic);
    for (const char* name : {"notices", "synonyms.txt", "pins.txt"})
      copy(articles / name, folder_ / "articles" / name);
    indexer::Options options;
    options.articles = folder_ / "articles";
    options.index = folder_ / "index";
    options.verbosity = base::Verbosity::kQuiet;
    indexer::index_articles(options, languages());
    open_ = search::open_index(search::live_generation(options.index), shared_languages());
  }
  const std::shared_ptr<const search::OpenIndex>& open() const { return open_; }

 private:
  static void copy(const fs::path& from, const fs::path& to) {
    fs::create_directories(to.parent_path());
    fs::copy(from, to, fs::copy_options::recursive);
  }
  tests::TemporaryFolder folder_;
  std::shared_ptr<const search::OpenIndex> open_;
};

const Index& index() {
  static const Index made;
  return made;
}

std::optional<search::SearchRequest> read_request(std::string_view bytes) {
  const std::vector<std::string> options = base::split(std::string(take_line(bytes)), ' ');
  server::Request request;
  request.parameters = {{"q", std::string(bytes)}};
  constexpr std::array<const char*, 4> kNames = {"lang", "offset", "exact", "category"};
  for (std::size_t i = 0; i < kNames.size() && i < options.size(); ++i)
    if (!options[i].empty()) request.parameters.emplace_back(kNames[i], options[i]);
  return unless_refused([&] {
    search::SearchRequest asked;
    asked.query = server::query_parameter(request);
    asked.lang = server::language_parameter(request);
    asked.offset = server::number_parameter(request, "offset", 0, 0, 1000);
    asked.as_typed = server::number_parameter(request, "exact", 0, 0, 1) == 1;
    asked.category = server::text_parameter(request, "category", 200);
    return asked;
  });
}

void check(const search::SearchAnswer& answer, const search::SearchRequest& request) {
  expect(answer.hits.size() <= request.limit && answer.hits.size() <= answer.total, "results are counted");
  expect(answer.confidence >= 0 && answer.confidence <= 1, "confidence is from 0 to 1");
  double before = HUGE_VAL;
  for (const search::Hit& hit : answer.hits) {
    expect(std::isfinite(hit.score) && hit.score <= before, "the best result comes first", request.query);
    before = hit.score;
    const std::string unsafe = unsafe_snippet(hit.snippet);
    expect(unsafe.empty(), "a snippet's only tag is <mark>: " + unsafe, hit.snippet);
    for (const std::string* text :
         {&hit.id, &hit.anchor, &hit.title, &hit.section, &hit.snippet, &hit.category})
      expect_utf8(*text, "a result is valid UTF-8");
    expect(request.category.empty() || hit.category == request.category, "a category is a filter");
  }
  for (const auto* words : {&answer.dropped, &answer.kept})
    for (const std::string& word : *words) expect_utf8(word, "a word is valid UTF-8");
  for (const search::StandIn& stand_in : answer.stand_ins)
    expect_utf8(stand_in.typed + stand_in.found, "a word that stands for another is valid UTF-8");
  for (const std::string* text : {&answer.correction, &answer.normalised, &answer.lang})
    expect_utf8(*text, "what is said of a question is valid UTF-8");
  expect(!answer.corrected || !answer.correction.empty(), "what is corrected has a correction");
}

/// That the parts of a score add up to it.
void check_sum(const search::ExplainedArticle& article, const std::string& query) {
  double sum = article.letters + article.pairs;
  for (const search::ExplainedWord& word : article.words)
    for (const search::ExplainedField& field : word.fields) sum += field.score;
  const double whole = sum * article.factor + article.pin;
  expect(std::abs(whole - article.score) <= 1e-6 * (1 + std::abs(article.score)),
         "the parts add up to the score",
         query + ": " + std::to_string(whole) + " is not " + std::to_string(article.score) + " of " +
             article.id);
}

void check_explanation(search::Searcher& searcher, const search::SearchRequest& request) {
  const search::Explanation explanation = searcher.explain(request);
  for (const search::ExplainedArticle& article : explanation.articles) check_sum(article, request.query);
  expect_utf8(server::explanation_text(explanation), "an explanation can be printed");
  expect(nlohmann::json::accept(server::explanation_json(explanation)), "an explanation is JSON");
}

void check_suggestions(search::Searcher& searcher, const search::SearchRequest& request) {
  const auto suggestions = searcher.suggest(request.query, request.lang, kSuggestions);
  expect(suggestions.size() <= kSuggestions, "there are only so many suggestions");
  for (const search::Suggestion& suggestion : suggestions) {
    expect_utf8(suggestion.text, "a suggestion is valid UTF-8");
    expect(suggestion.kind == search::SuggestionKind::kArticle && searcher.article(suggestion.id).has_value(),
           "a suggestion leads to an article", suggestion.id);
  }
}

void run(std::string_view bytes) {
  static Fresh<search::Searcher> fresh([] { return std::make_unique<search::Searcher>(index().open()); },
                                       500);
  const auto request = read_request(bytes);
  if (!request) return;
  search::Searcher& searcher = fresh.get();
  const search::SearchAnswer answer = searcher.search(*request);
  check(answer, *request);
  check_suggestions(searcher, *request);
  constexpr std::size_t kExplained = 4;  // takes as long as ten searches: only some are explained
  if (bytes.size() % kExplained == 0) check_explanation(searcher, *request);
  index().open()->notices.asked(answer.normalised, answer.lang, "en", 1'790'000'000);
}

const Target target("search", kMostBytes, run);

}  // namespace
}  // namespace firstline::fuzz
