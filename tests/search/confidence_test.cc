// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/confidence.h"

#include <catch2/catch.hpp>

#include "base/failure.h"
#include "search/signals.h"
#include "tests/search/index.h"

using namespace firstline::search;
using Catch::Matchers::Contains;
using firstline::base::Failure;
using firstline::tests::article;
using firstline::tests::SmallIndex;
using firstline::tests::source_folder;
using firstline::tests::TemporaryFolder;

namespace {

const std::filesystem::path kShipped = source_folder() / "search/data/confidence.tsv";

ConfidenceModel model_of(const std::string& text) {
  const TemporaryFolder folder;
  return ConfidenceModel::load(folder.write("mix.tsv", text));
}

ConfidenceSignals with_results() {
  ConfidenceSignals signals;
  signals.has_results = true;
  return signals;
}

/// Held in whole, by a word with that fingerprint.
WordEvidence held(double idf, std::uint8_t fingerprint, double title = 0) {
  return {idf, true, 1, title, {fingerprint}};
}

}  // namespace

TEST_CASE("Without results the answer is no, whatever else") {
  const ConfidenceModel model = ConfidenceModel::load(kShipped);
  ConfidenceSignals signals;
  signals.certain = true;
  CHECK(model.confidence(signals) == 0);
  CHECK(model.answered(0.99, false) == Answered::kNo);
}

TEST_CASE("An answer's name is read back, and no other text") {
  for (const Answered each : {Answered::kNo, Answered::kWeak, Answered::kYes})
    CHECK(find_answered(answered_name(each)) == each);
  for (const char* other : {"", "Yes", "yes ", "perhaps"}) CHECK_FALSE(find_answered(other));
}

TEST_CASE("A certain answer has confidence 1") {
  ConfidenceSignals signals = with_results();
  signals.certain = true;
  CHECK(ConfidenceModel::load(kShipped).confidence(signals) == 1);
}

TEST_CASE("The shipped mix rises with what speaks for an answer and falls with what speaks against it") {
  const ConfidenceModel model = ConfidenceModel::load(kShipped);
  struct Case {
    double ConfidenceSignals::*signal;
    bool rises;
  };
  const auto [signal, rises] = GENERATE(
      Case{&ConfidenceSignals::words_matched, true}, Case{&ConfidenceSignals::passage_share, true},
      Case{&ConfidenceSignals::margin, true}, Case{&ConfidenceSignals::gap, true},
      Case{&ConfidenceSignals::unknown_share, false}, Case{&ConfidenceSignals::rarest_missing, false});
  ConfidenceSignals signals = with_results();
  signals.margin = signals.gap = 0.3;
  signals.few_words = 1;
  double last = rises ? 0 : 1;
  for (const double value : {0.0, 0.25, 0.5, 0.75, 1.0}) {
    signals.*signal = value;
    const double now = model.confidence(signals);
    CHECK((rises ? now > last : now < last));
    last = now;
  }
}

TEST_CASE("A mix adds up signals and products of two") {
  const ConfidenceModel model =
      model_of("# a comment\nbias\t-1\nmargin\t2\nmargin*gap\t4\nweak_from\t0.4\nyes_from\t0.5\n");
  ConfidenceSignals signals = with_results();
  signals.margin = 0.5;
  CHECK(model.confidence(signals) == Approx(0.5));
  signals.gap = 0.5;
  CHECK(model.confidence(signals) == Approx(1 / (1 + std::exp(-1))));
  CHECK(model.answered(0.39, true) == Answered::kNo);
  CHECK(model.answered(0.4, true) == Answered::kWeak);
  CHECK(model.answered(0.5, true) == Answered::kYes);
}

TEST_CASE("A mix that makes no sense is refused with its line") {
  const std::string good = "bias\t1\nweak_from\t0.3\nyes_from\t0.6\n";
  REQUIRE_NOTHROW(model_of(good));
  CHECK_THROWS_WITH(model_of(good + "margin 3\n"), Contains("mix.tsv:4: expected a name, a tab"));
  CHECK_THROWS_WITH(model_of(good + "margin\tthree\n"), Contains("mix.tsv:4: 'three' is not a number"));
  CHECK_THROWS_WITH(model_of(good + "margin\tnan\n"), Contains("mix.tsv:4: 'nan' is not a number"));
  CHECK_THROWS_WITH(model_of(good + "marign\t3\n"), Contains("mix.tsv:4: there is no signal 'marign'"));
  CHECK_THROWS_WITH(model_of(good + "gap*x\t3\n"), Contains("mix.tsv:4: there is no signal 'gap*x'"));
  CHECK_THROWS_WITH(model_of(good + "\nbias\t3\n"), Contains("mix.tsv:5: 'bias' stands here twice"));
  CHECK_THROWS_WITH(model_of("bias\t1\nweak_from\t0.3\n"), Contains("mix.tsv:2: there is no yes_from"));
  CHECK_THROWS_WITH(model_of("bias\t1\nweak_from\t0.7\nyes_from\t0.6\n"), Contains("must be in order"));
  CHECK_THROWS_AS(ConfidenceModel::load("no-such-file.tsv"), Failure);
}

TEST_CASE("Thresholds can be replaced, in order") {
  ConfidenceModel model = ConfidenceModel::load(kShipped);
  model.set_thresholds(0.1, std::nullopt);
  model.set_thresholds(std::nullopt, 0.2);
  CHECK(model.weak_from() == 0.1);
  CHECK(model.answered(0.2, true) == Answered::kYes);
  CHECK_THROWS_AS(model.set_thresholds(0.3, std::nullopt), Failure);
  CHECK_THROWS_AS(model.set_thresholds(std::nullopt, 1.1), Failure);
  CHECK_THROWS_AS(model.set_thresholds(-0.1, std::nullopt), Failure);
  CHECK(model.weak_from() == 0.1);
}

TEST_CASE("Every signal has a name of its own") {
  for (const NamedSignal& signal : kConfidenceSignals)
    CHECK(find_confidence_term(signal.name)->signal == signal.value);
}

TEST_CASE("Signals without a result, and of a question without words") {
  CHECK_FALSE(signals_of({}).has_results);
  Evidence evidence;
  evidence.scores = {1};
  CHECK(signals_of(evidence).has_results);
  CHECK(signals_of(evidence).margin == 0);
}

TEST_CASE("Signals tell which words are missing, and what they weigh") {
  Evidence evidence;
  evidence.scores = {1};
  evidence.words = {held(1, 1), {4, true, 0, 0, {}}, {3, false, 0, 0, {}}, {2, false, 0.5, 0, {2}}};
  const ConfidenceSignals signals = signals_of(evidence);
  CHECK(signals.words_matched == Approx(1.5 / 4));
  CHECK(signals.unknown_share == Approx(0.4));  // a near word takes half of its own away
  CHECK(signals.rarest_missing == 1);
  CHECK(signals.few_words == 0);
  evidence.words.pop_back();
  CHECK(signals_of(evidence).few_words == 1);
}

TEST_CASE("The passage is the stretch that holds most, and the title counts everywhere") {
  Evidence evidence;
  evidence.scores = {1};
  evidence.words = {held(1, 1), held(2, 2), held(1, 3, 1)};
  std::string words(100, '\0');
  words[10] = 1;
  words[39] = 2;  // thirty words from the first to the last
  evidence.fingerprints = words;
  CHECK(signals_of(evidence).passage_share == Approx(1));
  words[39] = 0;
  words[40] = 2;
  evidence.fingerprints = words;
  CHECK(signals_of(evidence).passage_share == Approx(0.75));
}

TEST_CASE("Margin and gap compare the first result with the others") {
  Evidence evidence;
  evidence.words = {held(2, 1)};
  evidence.scores = {1.8, 0.9, 0.9, 0.9, 0.9, 0.6, 0.6, 0.6, 0.6, 0.6};
  CHECK(signals_of(evidence).margin == Approx(0.5));  // (1.8 - 0.6) / 2 = 0.6
  CHECK(signals_of(evidence).gap == Approx(0.5));
  evidence.scores = {1.2};  // where there are no others, there is nothing as good
  CHECK(signals_of(evidence).margin == Approx(0.5));
  CHECK(signals_of(evidence).gap == 1);
  evidence.scores = {0.5, 3};  // first by its writer's wish only
  CHECK(signals_of(evidence).gap == 0);
}

TEST_CASE("A question about nothing in the index is not answered, though its small words match") {
  std::vector<Article> articles;
  for (int i = 0; i < 20; ++i)
    articles.push_back(article("en/a" + std::to_string(i), "en", "Pay the bill " + std::to_string(i),
                               "How do I pay the bill for my phone and what is on it?"));
  articles.push_back(article("en/router", "en", "Restart the router", "Unplug the router and wait."));
  SmallIndex index(articles);
  CHECK(index.ask("what is the recipe for pancakes").answered == Answered::kNo);
  CHECK(index.ask("how to restart a router").answered == Answered::kYes);
  CHECK(index.ask("router").answered == Answered::kYes);
  CHECK(index.ask("pancakes").answered == Answered::kNo);
  CHECK(index.ask("router pancakes").answered == Answered::kNo);
}
