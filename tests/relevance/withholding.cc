// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/relevance/withholding.h"

#include <algorithm>
#include <random>
#include <set>

#include "base/file.h"
#include "tests/relevance/slips.h"

namespace firstline::relevance {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kSeed = 20'260'402;
constexpr std::size_t kMostKeywords = 3;
constexpr std::size_t kSiblings = 5;  ///< a topic needs as many for a hard example
constexpr std::size_t kSiblingsWithheld = 2;

/// The first folder of an id, where the kits keep the language.
std::string language_of(const std::string& id) {
  return id.substr(0, id.find('/'));
}

/// What an article is about: as its queries say, else its id without the language and the number at its end.
/// An article and its translations are of one topic.
std::map<std::string, std::string> topics_of(const Kit& kit) {
  std::map<std::string, std::string> topics;
  for (const std::string& id : article_ids(kit.articles)) {
    const std::string name = id.substr(id.find('/') + 1);
    const std::size_t end = name.find_last_not_of("0123456789");
    const bool numbered = end != std::string::npos && end + 1 < name.size() && name[end] == '-' && end > 0;
    topics[id] = numbered ? name.substr(0, end) : name;
  }
  for (const JudgedQuery& query : kit.queries)
    if (!query.topic.empty()) topics[query.wanted] = query.topic;
  return topics;
}

using Withheld = std::set<std::string>;

/// Half of the topics, then the other half.
std::vector<Withheld> halves(const std::map<std::string, std::string>& topics) {
  std::set<std::string> names;
  for (const auto& [id, topic] : topics) names.insert(topic);
  std::vector<std::string> order(names.begin(), names.end());
  std::mt19937 engine(kSeed);
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[engine() % i]);
  const std::set<std::string> first(order.begin(),
                                    order.begin() + static_cast<std::ptrdiff_t>(order.size() / 2));
  std::vector<Withheld> halves(2);
  for (const auto& [id, topic] : topics) halves[first.count(topic)].insert(id);
  return halves;
}

/// Two of five articles of each topic, in turn; each is withheld as often.
std::vector<Withheld> siblings(const std::map<std::string, std::string>& topics) {
  std::map<std::string, std::vector<std::string>> families;  // by topic and language
  for (const auto& [id, topic] : topics) families[topic + "\t" + language_of(id)].push_back(id);
  std::vector<Withheld> rounds(kSiblings);
  for (const auto& [name, ids] : families) {
    if (ids.size() < kSiblings) continue;
    for (std::size_t i = 0; i < ids.size(); ++i)
      for (std::size_t k = 0; k < kSiblingsWithheld; ++k) rounds[(i + k) % kSiblings].insert(ids[i]);
  }
  return rounds;
}

class Asker {
 public:
  Asker(const Kit& kit, std::shared_ptr<const language::Languages> languages, bool misspelt)
      : kit_(kit),
        languages_(std::move(languages)),
        holdings_(kit.articles, *languages_),
        slips_(kit.queries, *languages_),
        misspelt_(misspelt) {
    for (const JudgedQuery& query : kit.queries) {
      JudgedQuery keywords = query;
      keywords.query = holdings_.keywords_of(query);
      if (!keywords.query.empty()) keywords_.push_back(std::move(keywords));
    }
  }

  /// Asks the queries whose article is one of `asked`, of the articles that are not withheld.
  void ask(const std::set<std::string>& asked, const Withheld& withheld, bool hard, double weight,
           std::vector<Example>& examples) {
    KitIndex index({kit_.articles}, languages_,
                   [&](const std::string& id) { return withheld.count(id) == 0; });
    for (const bool keywords : {false, true})
      for (const JudgedQuery& query : keywords ? keywords_ : kit_.queries) {
        if (asked.count(query.wanted) == 0) continue;
        Example example;
        example.answerable = withheld.count(query.wanted) == 0;
        if (!example.answerable && keywords && held_elsewhere(query, withheld)) continue;
        example.query = misspelt_ ? slips_.slip(query).value_or(query.query) : query.query;
        const search::SearchAnswer answer = index.ask(example.query, query.lang);
        example.lang = query.lang;
        example.keywords = keywords;
        example.hard = hard;
        example.first = !answer.hits.empty() && answer.hits.front().id == query.wanted;
        example.weight = weight;
        example.signals = answer.signals;
        examples.push_back(std::move(example));
      }
  }

 private:
  bool held_elsewhere(const JudgedQuery& query, const Withheld& withheld) {
    const std::vector<std::string> holding = holdings_.holding_all(query.query, query.lang);
    return std::any_of(holding.begin(), holding.end(),
                       [&](const std::string& id) { return withheld.count(id) == 0; });
  }

  const Kit& kit_;
  std::shared_ptr<const language::Languages> languages_;
  Holdings holdings_;
  Slips slips_;
  bool misspelt_;
  std::vector<JudgedQuery> keywords_;
};

}  // namespace

Holdings::Holdings(const fs::path& articles, const language::Languages& languages)
    : languages_(languages), reader_(languages) {
  for (const std::string& id : article_ids(articles)) {
    const std::string lang = language_of(id);
    std::set<std::string> stems;
    for (const language::Word& word : read(base::read_file(articles / (id + ".md")), lang))
      stems.insert(word.forms->stem);
    for (const std::string& stem : stems) by_stem_[lang][stem].push_back(id);
  }
}

std::vector<language::Word> Holdings::read(const std::string& text, const std::string& lang) {
  return reader_.read(text, languages_.rules_for(lang));
}

std::string Holdings::keywords_of(const JudgedQuery& query) {
  struct Candidate {
    std::size_t articles;
    language::Span span;
  };
  std::vector<Candidate> candidates;
  std::set<std::string> seen;
  for (const language::Word& word : read(query.query, query.lang)) {
    const std::vector<std::string>& ids = by_stem_[query.lang][word.forms->stem];
    if (std::binary_search(ids.begin(), ids.end(), query.wanted) && seen.insert(word.forms->stem).second)
      candidates.push_back({ids.size(), word.span});
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.articles < b.articles; });
  std::uint32_t hash = kSeed;
  for (const char c : query.query) hash = hash * 31 + static_cast<unsigned char>(c);
  candidates.resize(std::min<std::size_t>(candidates.size(), 1 + std::mt19937(hash)() % kMostKeywords));
  std::sort(candidates.begin(), candidates.end(),
            [](const Candidate& a, const Candidate& b) { return a.span.begin < b.span.begin; });
  std::string keywords;
  for (const Candidate& candidate : candidates) {
    if (!keywords.empty()) keywords += ' ';
    keywords += query.query.substr(candidate.span.begin, candidate.span.bytes);
  }
  return keywords;
}

std::vector<std::string> Holdings::holding_all(const std::string& query, const std::string& lang) {
  std::vector<std::string> all;
  bool first = true;
  std::vector<std::string> stems;
  for (const language::Word& word : read(query, lang)) stems.push_back(word.forms->stem);
  for (const std::string& stem : stems) {
    const std::vector<std::string>& ids = by_stem_[lang][stem];
    std::vector<std::string> both;
    std::set_intersection(all.begin(), all.end(), ids.begin(), ids.end(), std::back_inserter(both));
    all = first ? ids : both;
    first = false;
  }
  return all;
}

std::vector<Example> withhold(const Kit& kit, const std::shared_ptr<const language::Languages>& languages,
                              bool misspelt) {
  Asker asker(kit, languages, misspelt);
  const std::map<std::string, std::string> topics = topics_of(kit);
  std::vector<Example> examples;
  std::set<std::string> all;
  for (const auto& [id, topic] : topics) all.insert(id);
  for (const Withheld& half : halves(topics)) asker.ask(all, half, false, 0.5, examples);
  const std::vector<Withheld> rounds = siblings(topics);
  std::set<std::string> with_siblings;
  for (const Withheld& round : rounds) with_siblings.insert(round.begin(), round.end());
  if (with_siblings.empty()) return examples;
  for (const Withheld& round : rounds) asker.ask(with_siblings, round, true, 1.0 / kSiblings, examples);
  return examples;
}

}  // namespace firstline::relevance
