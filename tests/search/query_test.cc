// SPDX-License-Identifier: GPL-3.0-or-later
// What a question's words are looked up as.
#include "search/query.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "search/attempt.h"
#include "search/ranking.h"
#include "tests/search/index.h"

using namespace firstline;
using search::Clause;
using search::Origin;
using search::ParsedQuery;
using search::QueryTerm;
using tests::article;
using tests::ids;
using tests::SmallIndex;
namespace ranking = search::ranking;

namespace {

using List = std::vector<std::string>;

ParsedQuery parse(SmallIndex& index, const std::string& question, const std::string& lang = "en") {
  return search::Asker(index.searcher().index()).ask(question, {lang}, "", 10).parsed.front();
}

/// The words of one way of a clause.
List words_of(const ParsedQuery& parsed, const std::vector<std::size_t>& way) {
  List words;
  for (const std::size_t term : way) words.push_back(parsed.terms.at(term).form);
  return words;
}

const QueryTerm& only_term(const ParsedQuery& parsed, const std::vector<std::size_t>& way) {
  REQUIRE(way.size() == 1);
  return parsed.terms.at(way.front());
}

std::vector<search::Article> telecom() {
  return {article("en/password", "en", "Reset your password", "The password of your account."),
          article("en/router", "en", "Restart the router", "Unplug the router. Turn the light on."),
          article("en/refund", "en", "Refunds", "We refund the bill to your card."),
          article("en/bill", "en", "Understand the bill", "The bill comes on the 1st.")};
}

}  // namespace

TEST_CASE("A known word has the one way it was typed in, whole and typed") {
  SmallIndex index(telecom());
  const ParsedQuery parsed = parse(index, "Refunding");
  REQUIRE(parsed.clauses.size() == 1);
  const Clause& clause = parsed.clauses.front();
  CHECK(clause.typed == "Refunding");
  CHECK(clause.known);
  CHECK(clause.near.empty());
  REQUIRE(clause.ways.size() == 1);
  const QueryTerm& term = only_term(parsed, clause.ways.front());
  CHECK(term.form == "refund");
  CHECK(term.origin == Origin::kTyped);
  CHECK(term.credit == 1);
  CHECK(clause.potential == Approx(term.idf));
  CHECK(parsed.potential == Approx(term.idf));
}

TEST_CASE("A synonym is another way, at its credit; the clause asks for no more than that gives") {
  SmallIndex index(telecom(), "modem => router\nmoney back, refund\n");
  const ParsedQuery modem = parse(index, "modem");
  REQUIRE(modem.clauses.front().ways.size() == 1);
  const QueryTerm& term = only_term(modem, modem.clauses.front().ways.front());
  CHECK(term.form == "router");
  CHECK(term.origin == Origin::kSynonym);
  CHECK(term.credit == ranking::kSynonym);
  CHECK(modem.clauses.front().known);
  CHECK(modem.clauses.front().potential == Approx(term.idf * ranking::kSynonym));

  const ParsedQuery both = parse(index, "refund bill");
  CHECK(both.clauses.size() == 2);
  CHECK(both.clauses[0].ways.size() == 1);  // no article has "money" or "back"
  const ParsedQuery phrase = parse(index, "money back please");
  CHECK(phrase.clauses[0].typed == "money back");
  REQUIRE(phrase.clauses[0].ways.size() == 1);
  CHECK(words_of(phrase, phrase.clauses[0].ways[0]) == List{"refund"});
}

TEST_CASE("\"pass word\" finds \"password\", and each word by itself") {
  SmallIndex index(telecom());
  const ParsedQuery parsed = parse(index, "my pass word");
  REQUIRE(parsed.clauses.size() == 2);
  const Clause& clause = parsed.clauses.back();
  CHECK(clause.typed == "pass word");
  CHECK(clause.known);
  REQUIRE(clause.ways.size() == 1);
  CHECK(only_term(parsed, clause.ways[0]).form == "password");
  CHECK(only_term(parsed, clause.ways[0]).origin == Origin::kJoined);
  CHECK(only_term(parsed, clause.ways[0]).credit == ranking::kJoined);
  CHECK(ids(index.ask("pass word", "en")).front() == "en/password");

  auto more = telecom();
  more.push_back(article("en/pass", "en", "Day pass", "A word on the day pass."));
  SmallIndex both(more);
  const ParsedQuery known = parse(both, "pass word");
  REQUIRE(known.clauses.size() == 1);
  CHECK(known.clauses[0].ways.size() == 2);
  CHECK(words_of(known, known.clauses[0].ways[0]) == List{"pass", "word"});
}

TEST_CASE("An unknown word is looked up as near words, then as words that share its letters") {
  SmallIndex index(telecom());
  const ParsedQuery near = parse(index, "pasword");
  const Clause& clause = near.clauses.front();
  CHECK_FALSE(clause.known);
  CHECK(clause.near == "password");
  CHECK(clause.near_edits == 1);
  REQUIRE_FALSE(clause.ways.empty());
  const QueryTerm& term = only_term(near, clause.ways[0]);
  CHECK(term.origin == Origin::kNear);
  CHECK(term.credit == ranking::kNearWord[0]);
  // Asks for as much as if no article had it.
  CHECK(clause.potential == Approx(std::log(1 + (4 + 0.5) / 0.5)));

  const ParsedQuery sharing = parse(index, "passwordreset");
  CHECK(sharing.clauses.front().near.empty());
  REQUIRE_FALSE(sharing.clauses.front().ways.empty());
  const QueryTerm& shared = only_term(sharing, sharing.clauses.front().ways[0]);
  CHECK(shared.origin == Origin::kSharing);
  CHECK(shared.credit <= ranking::kSharedLetters);
  CHECK(shared.credit >= ranking::kSharedLetters * ranking::kLeastShared);

  const ParsedQuery nothing = parse(index, "zebra");
  CHECK(nothing.clauses.front().ways.empty());
  CHECK(nothing.query.empty());
}

TEST_CASE("Stop words weigh less, and alone still find") {
  SmallIndex index(telecom());
  const ParsedQuery parsed = parse(index, "the router");
  REQUIRE(parsed.clauses.size() == 2);
  CHECK(parsed.clauses[0].stop);
  CHECK_FALSE(parsed.clauses[1].stop);
  CHECK(only_term(parsed, parsed.clauses[0].ways[0]).credit == ranking::kStopWord);
  CHECK(parsed.clauses[0].potential ==
        Approx(only_term(parsed, parsed.clauses[0].ways[0]).idf * ranking::kStopWord));
  CHECK(only_term(parsed, parsed.clauses[1].ways[0]).credit == 1);
  CHECK_FALSE(index.ask("the", "en").hits.empty());
  CHECK(parse(index, "the on of").pairs.empty());
}

TEST_CASE("A repeated word is asked for once, and stays in the question's shape") {
  SmallIndex index(telecom());
  const ParsedQuery once = parse(index, "router light");
  const ParsedQuery twice = parse(index, "router light router Router LIGHT");
  CHECK(twice.clauses.size() == 2);
  CHECK(twice.terms.size() == 2);
  CHECK(twice.potential == Approx(once.potential));
  CHECK(twice.normalised == "router light router router light");
  CHECK(once.runs.size() == twice.runs.size());
}

TEST_CASE(
    "Of a long question the words that tell most are asked for, and a few are looked up by their letters") {
  SmallIndex index(telecom());
  std::string question;
  for (int i = 0; i < 200; ++i) question += "w" + std::to_string(i) + " ";
  const ParsedQuery many = parse(index, question + "router");
  CHECK(many.clauses.size() == ranking::kMostClauses);
  CHECK(many.clauses.back().typed == "w15");

  std::string misspelt;
  for (char c = 'a'; c < 'a' + 12; ++c) misspelt += std::string("pasword") + c + ' ';
  const ParsedQuery looked_up = parse(index, misspelt);
  CHECK(looked_up.clauses.size() == 12);
  CHECK(std::count_if(looked_up.clauses.begin(), looked_up.clauses.end(), [](const Clause& clause) {
          return !clause.ways.empty();
        }) == static_cast<std::ptrdiff_t>(ranking::kMostUnknownWords));
}

TEST_CASE("However often words are repeated, the pairs of a question are bounded") {
  SmallIndex index(telecom());
  const List known = {"reset", "password", "account", "restart", "router", "unplug",
                      "turn",  "light",    "refunds", "bill",    "card",   "understand"};
  std::string question;
  for (std::size_t i = 0; i < 600; ++i)
    question += known[i % known.size()] + ' ' + known[(i * i / 7 + i / 12) % known.size()] + ' ';
  const ParsedQuery parsed = parse(index, question);
  CHECK(parsed.clauses.size() == known.size());
  CHECK(parsed.pairs.size() <= 2 * ranking::kMostQueryWords);
}

TEST_CASE("Neighbours that articles have are pairs; unknown words and stop words are in none") {
  SmallIndex index(telecom());
  CHECK(parse(index, "restart router").pairs.size() == 1);
  CHECK(parse(index, "restart flurb router").pairs.empty());
  const ParsedQuery stop = parse(index, "the router");
  const ParsedQuery plain = parse(index, "restart router");
  REQUIRE(stop.pairs.size() == 1);
  CHECK(stop.pairs[0].weight < plain.pairs[0].weight);
  CHECK(parse(index, "restart router restart router").pairs.size() == 2);  // and the other way round
}

TEST_CASE("Runs are told once each, in order, unknown words' too, stop words' at less") {
  SmallIndex index(telecom());
  const ParsedQuery parsed = parse(index, "routers router flurbed");
  std::vector<search::SignatureHash> hashes;
  for (const search::QueryRun& run : parsed.runs) hashes.push_back(run.hash);
  CHECK(hashes.size() == 8);  // rout, oute, uter, ters; flur, lurb, urbe, rbed
  CHECK(std::is_sorted(hashes.begin(), hashes.end()));
  CHECK(std::set<search::SignatureHash>(hashes.begin(), hashes.end()).size() == hashes.size());
  for (const search::QueryRun& run : parsed.runs) CHECK(run.weight > 0);
  const ParsedQuery stop = parse(index, "your");  // in two of four articles, as "bill" is
  REQUIRE(stop.runs.size() == 1);
  CHECK(stop.runs[0].weight == Approx(parse(index, "bill").runs.at(0).weight * ranking::kStopWord));
}

TEST_CASE("Vietnamese neighbours are looked up as one word, with and without marks") {
  SmallIndex index({article("vi/a", "vi", "Quên mật khẩu", "Đặt lại mật khẩu."),
                    article("vi/b", "vi", "Bí mật", "Khẩu trang và hàng hoá.")});
  CHECK(parse(index, "mật khẩu", "vi").pairs.empty());
  for (const char* question : {"mật khẩu", "mat khau", "mật khau"}) {
    INFO(question);
    CHECK(ids(index.ask(question, "vi")).front() == "vi/a");
    CHECK(parse(index, question, "vi").query.get_description().find(' ') != std::string::npos);
  }
}
