// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/translations.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/split.h"
#include "language/consonants.h"

namespace firstline::server::review {
namespace {

/// Pairs of words that are learnt from at once: some hundred megabytes and a second.
constexpr std::size_t kMostPairs = 10'000'000;
constexpr int kRounds = 6;
/// Longer passages pair everything with everything.
constexpr std::size_t kLongestPassage = 60;
/// What stands in the title or a heading is what an article is about.
constexpr double kBodyWeight = 0.2;
/// A loanword is nearly sure, a learnt word as sure as it was learnt.
constexpr double kLoanword = 0.8;
constexpr double kLeastProbability = 0.02;

using Words = std::vector<std::uint32_t>;

struct Page {  // an article as translations see it
  std::string id, lang, key;
  std::vector<Words> passages;
  std::unordered_map<std::uint32_t, double> weights;  // of its words
};

/// One language as learnt by another.
struct Learnt {
  std::unordered_map<std::uint32_t, std::unordered_map<std::uint32_t, double>> probability;  // from, to
};

}  // namespace

struct Translations::State {
  const language::Languages& languages;
  language::WordReader reader;
  std::unordered_map<std::string, std::uint32_t> numbers;
  std::vector<std::string> words;
  std::vector<Page> pages;
  std::map<std::string, std::vector<std::uint32_t>> pages_in;          // by language
  std::map<std::string, std::map<std::string, std::uint32_t>> by_key;  // translation key, language: page
  std::map<std::pair<std::string, std::string>, Learnt> learnt;        // from, to
  std::map<std::string, std::unordered_map<std::uint32_t, double>> idf;
  std::map<std::string, std::unordered_map<std::string, Words>> loanwords;  // language, consonants

  explicit State(const language::Languages& all) : languages(all), reader(all) {}

  std::uint32_t number(const std::string& word) {
    const auto [place, added] = numbers.emplace(word, static_cast<std::uint32_t>(words.size()));
    if (added) words.push_back(word);
    return place->second;
  }

  Words read(std::string_view text, const std::string& lang) {
    Words found;
    for (const language::Word& word : reader.read(text, languages.rules_for(lang)))
      if (!word.forms->stop)
        found.push_back(number(word.forms->plain.empty() ? word.forms->stem : word.forms->plain));
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  void add_page(const search::StoredArticle& article) {
    Page page;
    page.id = article.id;
    page.lang = article.lang;
    page.key = article.translation_key;
    const auto put = [&](std::string_view text, double weight) {
      Words found = read(text, page.lang);
      for (const std::uint32_t word : found) page.weights[word] = std::max(page.weights[word], weight);
      if (found.size() <= kLongestPassage)
        page.passages.push_back(std::move(found));
      else
        page.passages.emplace_back();
    };
    const search::Article whole = article.to_article();
    std::string title = whole.title + '\n' + whole.description;
    put(title, 1);
    std::string keywords;
    for (const std::string& keyword : whole.keywords) keywords += keyword + '\n';
    put(keywords, 1);
    for (const search::Section& section : whole.sections) {
      put(section.heading, 1);
      for (const std::string& block : base::split_filled(section.text, "\n")) put(block, kBodyWeight);
    }
    const auto place = static_cast<std::uint32_t>(pages.size());
    by_key[page.key][page.lang] = place;
    pages_in[page.lang].push_back(place);
    pages.push_back(std::move(page));
  }

  void weigh() {
    for (const auto& [lang, places] : pages_in) {
      std::unordered_map<std::uint32_t, double> with;
      for (const std::uint32_t place : places)
        for (const auto& [word, weight] : pages[place].weights) ++with[word];
      for (const auto& [word, count] : with) {
        idf[lang][word] = std::log(1 + static_cast<double>(places.size()) / count);
        const std::string known_by = language::consonants(words[word]);
        if (!known_by.empty()) loanwords[lang][known_by].push_back(word);
      }
    }
  }

  /// IBM Model 1: which word of `to` stands where a word of `from` does.
  void learn(const std::string& from, const std::string& to) {
    std::vector<std::pair<const Words*, const Words*>> passages;
    std::size_t pairs = 0;
    for (const std::uint32_t place : pages_in[from]) {
      const auto& others = by_key[pages[place].key];
      const auto other = others.find(to);
      if (other == others.end()) continue;
      const std::vector<Words>& a = pages[place].passages;
      const std::vector<Words>& b = pages[other->second].passages;
      if (a.size() != b.size()) continue;  // told otherwise: nothing says which passage is which
      for (std::size_t i = 0; i < a.size(); ++i) {
        pairs += a[i].size() * b[i].size();
        if (pairs > kMostPairs) break;
        if (!a[i].empty() && !b[i].empty()) passages.emplace_back(&a[i], &b[i]);
      }
    }
    auto& probability = learnt[{from, to}].probability;
    for (const auto& [a, b] : passages)
      for (const std::uint32_t word : *a)
        for (const std::uint32_t other : *b) probability[word][other] = 1;
    for (int round = 0; round < kRounds; ++round) {
      std::unordered_map<std::uint32_t, std::unordered_map<std::uint32_t, double>> counts;
      for (const auto& [a, b] : passages)
        for (const std::uint32_t other : *b) {
          double whole = 0;
          for (const std::uint32_t word : *a) whole += probability[word][other];
          for (const std::uint32_t word : *a) counts[word][other] += probability[word][other] / whole;
        }
      for (auto& [word, others] : counts) {
        double whole = 0;
        for (const auto& [other, count] : others) whole += count;
        for (auto& [other, count] : others) count /= whole;
      }
      probability = std::move(counts);
    }
    for (auto& [word, others] : probability)
      std::erase_if(others, [](const auto& other) { return other.second < kLeastProbability; });
  }

  /// What a word may be in another language, each with how likely.
  std::vector<std::pair<std::uint32_t, double>> meanings(const std::string& word, const std::string& from,
                                                         const std::string& to) {
    std::vector<std::pair<std::uint32_t, double>> found;
    const auto known = numbers.find(word);
    if (known != numbers.end() && idf[to].count(known->second) != 0) return {{known->second, 1.0}};
    const std::string known_by = language::consonants(word);
    if (!known_by.empty())
      if (const auto loans = loanwords[to].find(known_by); loans != loanwords[to].end())
        for (const std::uint32_t loan : loans->second)
          found.emplace_back(loan, kLoanword / static_cast<double>(loans->second.size()));
    if (known == numbers.end()) return found;
    const auto& probability = learnt[{from, to}].probability;
    if (const auto others = probability.find(known->second); others != probability.end())
      found.insert(found.end(), others->second.begin(), others->second.end());
    return found;
  }
};

Translations::Translations(search::Searcher& searcher, const language::Languages& languages)
    : state_(std::make_unique<State>(languages)) {
  for (const search::StoredArticle& article : searcher.index().articles()) state_->add_page(article);
  state_->weigh();
}

Translations::~Translations() = default;

Translations::Match Translations::find(const std::string& lang, const std::vector<Asked>& questions) {
  State& state = *state_;
  Match best;
  // The language with most articles besides: where an article is written first.
  const auto pivot =
      std::max_element(state.pages_in.begin(), state.pages_in.end(), [&](const auto& a, const auto& b) {
        return std::pair(a.first != lang, a.second.size()) < std::pair(b.first != lang, b.second.size());
      });
  if (pivot == state.pages_in.end() || pivot->first == lang) return best;
  const std::string& to = pivot->first;
  if (state.learnt.count({lang, to}) == 0) state.learn(lang, to);
  std::unordered_map<std::uint32_t, double> wanted;  // weight by word of the other language
  double whole = 0;
  const double unknown_idf = std::log(1 + static_cast<double>(pivot->second.size()));
  for (const Asked& question : questions) {
    for (const std::string& word : question.words) {
      const auto meanings = state.meanings(word, lang, to);
      double sure = 0;
      for (const auto& [meaning, probability] : meanings) {
        const double weight = probability * state.idf[to][meaning] * question.weight;
        wanted[meaning] += weight;
        whole += weight;
        sure += probability;
      }
      whole += std::max(0.0, 1 - sure) * unknown_idf * question.weight;
    }
  }
  if (whole == 0) return best;
  for (const std::uint32_t place : pivot->second) {
    const Page& page = state.pages[place];
    double score = 0;
    for (const auto& [word, weight] : wanted) {
      const auto there = page.weights.find(word);
      if (there != page.weights.end()) score += weight * there->second;
    }
    score /= whole;
    if (state.by_key[page.key].count(lang) != 0) {
      best.translated = std::max(best.translated, score);
    } else if (score > best.score) {
      best.score = score;
      best.id = page.id;
    }
  }
  return best;
}

}  // namespace firstline::server::review
