// SPDX-License-Identifier: GPL-3.0-or-later
// firstline-fit-confidence --kits "DIR DIR…" --model FILE [--terms A,B,…] [--check] [--misspell]
// Fits the mix of signals behind `confidence` to queries whose article was, and was not, in the index, prints
// how well it tells them apart, and writes it. doc/relevance.md tells the recipe.
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <iostream>
#include <set>

#include "base/command_line.h"
#include "base/failure.h"
#include "base/file.h"
#include "base/resources.h"
#include "base/split.h"
#include "tests/relevance/fit_report.h"
#include "tests/relevance/logistic.h"

namespace {

using namespace firstline;
using namespace firstline::relevance;
using search::ConfidenceTerm;

/// Small: there are thousands of examples to a term; it keeps terms that say the same from cancelling out.
constexpr double kPenalty = 1e-4;

/// Of the easy answerable questions, at most this share may be called unanswered.
constexpr double kFalseAlarms = 0.045;

constexpr double kKeywordWeight = 0.5;

std::vector<ConfidenceTerm> find_terms(const std::vector<std::string>& names) {
  std::vector<ConfidenceTerm> terms;
  for (const std::string& name : names) {
    const std::optional<ConfidenceTerm> term = search::find_confidence_term(name);
    if (!term) throw base::Failure("reading the terms", name, "there is no such signal");
    terms.push_back(*term);
  }
  return terms;
}

std::vector<Example> gather(const std::vector<std::string>& folders, bool misspelt) {
  const auto languages = std::make_shared<const language::Languages>(
      language::Languages::load(base::find_resource("language/data")));
  std::vector<Example> examples;
  for (const std::string& folder : folders)
    for (const Kit& kit : read_kits(folder))
      for (Example& example : withhold(kit, languages, misspelt)) {
        example.kit = folder;
        if (!example.signals.certain) examples.push_back(std::move(example));
      }
  return examples;
}

std::vector<double> values(const std::vector<ConfidenceTerm>& terms, const Example& example) {
  std::vector<double> list;
  for (const ConfidenceTerm& term : terms) list.push_back(term.value(example.signals));
  return list;
}

/// Keywords are cut from the questions, and tell less than they do.
double fit_weight(const Example& example) {
  return example.weight * (example.keywords ? kKeywordWeight : 1);
}

/// Fitted to the examples of all languages but one.
LogisticFit fit(const std::vector<Example>& examples, const std::vector<ConfidenceTerm>& terms,
                const std::string& without) {
  std::vector<Sample> samples;
  for (const Example& example : examples)
    if (example.signals.has_results && example.lang != without)
      samples.push_back({values(terms, example), example.answerable, fit_weight(example)});
  return fit_logistic(samples, kPenalty);
}

template <typename Confidence>
Judgements judge(const std::vector<Example>& examples, Confidence confidence) {
  Judgements judgements;
  for (const Example& example : examples)
    judgements.push_back({&example, example.signals.has_results ? confidence(example) : 0});
  return judgements;
}

/// Each language judged by what was fitted to the others.
Judgements judge_left_out(const std::vector<Example>& examples, const std::vector<ConfidenceTerm>& terms) {
  std::map<std::string, LogisticFit> fits;
  std::set<std::string> languages;
  for (const Example& example : examples) languages.insert(example.lang);
  if (languages.size() < 2) return {};
  for (const std::string& lang : languages) fits.emplace(lang, fit(examples, terms, lang));
  return judge(examples, [&](const Example& example) {
    return fits.at(example.lang).probability(values(terms, example));
  });
}

template <typename Wanted>
Judgements part(const Judgements& judgements, Wanted wanted) {
  Judgements some;
  std::copy_if(judgements.begin(), judgements.end(), std::back_inserter(some),
               [&](const Judgement& each) { return wanted(*each.example); });
  return some;
}

/// A table of each kit.
void print_kits(const Judgements& judgements, const std::vector<std::string>& kits, bool keywords,
                double weak_from) {
  for (const std::string& kit : kits)
    print_by_language(
        std::filesystem::path(kit.substr(0, kit.find(':'))).filename().string() +
            (keywords ? ", keywords" : ", questions"),
        part(judgements, [&](const Example& each) { return each.kit == kit && each.keywords == keywords; }),
        weak_from);
}

void print_all(const Judgements& judgements, const std::vector<std::string>& kits, double weak_from) {
  print_kits(judgements, kits, false, weak_from);
  print_kits(judgements, kits, true, weak_from);
  print_reliability(judgements);
}

/// Those of kits whose topics have several articles: elsewhere relatives of a withheld article are left, and
/// what counts as answered is a matter of taste.
Judgements with_topics(const Judgements& judgements) {
  std::set<std::string> kits;
  for (const Judgement& each : judgements)
    if (each.example->hard) kits.insert(each.example->kit);
  return kits.empty() ? judgements
                      : part(judgements, [&](const Example& each) { return kits.count(each.kit) != 0; });
}

std::string file_text(const std::vector<ConfidenceTerm>& terms, const LogisticFit& fit, double weak_from,
                      double yes_from) {
  std::string text =
      "# SPDX-License-Identifier: GPL-3.0-or-later\n"
      "# The mix of signals that confidence is made of: 1 / (1 + exp(-sum)), where the sum is the bias and\n"
      "# each signal, or product of two, times its coefficient. search/confidence.h says what the signals\n"
      "# are. From weak_from on an answer counts as weak, from yes_from on as given. Columns are separated\n"
      "# by tabs. Written by `make fit-confidence`; the recipe and its figures are in doc/relevance.md.\n";
  text += fmt::format("bias\t{:.4g}\n", fit.bias);
  for (std::size_t i = 0; i < terms.size(); ++i)
    text += fmt::format("{}\t{:.4g}\n", terms[i].name, fit.coefficients[i]);
  return text + fmt::format("weak_from\t{}\nyes_from\t{}\n", weak_from, yes_from);
}

void write_examples(const std::string& file, const std::vector<Example>& examples) {
  std::string text = "lang\tkeywords\thard\tanswerable\tfirst\tweight\tquery";
  for (const search::NamedSignal& signal : search::kConfidenceSignals)
    text += fmt::format("\t{}", signal.name);
  text += '\n';
  for (const Example& example : examples) {
    text += fmt::format("{}\t{:d}\t{:d}\t{:d}\t{:d}\t{}\t{}", example.lang, example.keywords, example.hard,
                        example.answerable, example.first, example.weight, example.query);
    for (const search::NamedSignal& signal : search::kConfidenceSignals)
      text += fmt::format("\t{:.5f}", example.signals.*signal.value);
    text += '\n';
  }
  base::replace_file(file, text);
}

int run(int argc, char** argv) {
  std::string kits;
  std::string model_file;
  std::string names;
  std::string examples_file;
  bool check = false;
  bool misspelt = false;
  base::CommandLine line("firstline-fit-confidence", "Fits how sure the engine is of an answer.");
  line.option("kits", kits, "folders of kits, parted by blanks", true);
  line.option("model", model_file, "the mix that is read and, without --check, written", true);
  line.option("terms", names, "signals and products of two, parted by commas; else those of the mix");
  line.option("examples", examples_file, "write the signals of every search to this file");
  line.flag("check", check, "judge by the mix as it is");
  line.flag("misspell", misspelt, "make one slip in each query");
  if (const auto code = line.parse(argc, argv)) return *code;

  const search::ConfidenceModel model = search::ConfidenceModel::load(model_file);
  const std::vector<std::string> places = base::split_filled(kits, " ");
  const std::vector<Example> examples = gather(places, misspelt);
  if (!examples_file.empty()) write_examples(examples_file, examples);
  if (check) {
    const Judgements judgements =
        judge(examples, [&](const Example& example) { return model.confidence(example.signals); });
    print_all(judgements, places, model.weak_from());
    return 0;
  }
  const std::vector<ConfidenceTerm> terms =
      names.empty() ? model.terms() : find_terms(base::split_filled(names, ","));
  const LogisticFit fitted = fit(examples, terms, "");
  const Judgements judgements =
      judge(examples, [&](const Example& example) { return fitted.probability(values(terms, example)); });
  const double weak_from = threshold_of(with_topics(judgements), kFalseAlarms);
  const std::string text = file_text(terms, fitted, weak_from, std::max(weak_from, model.yes_from()));
  fmt::print("{}\n", text);
  print_all(judgements, places, weak_from);
  if (const Judgements left_out = judge_left_out(examples, terms); !left_out.empty()) {
    fmt::print("\neach language by a fit to the others\n");
    print_kits(left_out, places, false, weak_from);
  }
  base::replace_file(model_file, text);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "firstline-fit-confidence: " << error.what() << '\n';
    return 2;
  }
}
