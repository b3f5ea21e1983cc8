// SPDX-License-Identifier: GPL-3.0-or-later
// That the month is what its README says: the books make sense, the proportions hold, the truth can be told.
#include "tests/replay/month.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <map>
#include <set>
#include <sstream>

#include "base/resources.h"
#include "language/normalise.h"
#include "language/utf8.h"
#include "tests/relevance/kit.h"
#include "tests/replay/diary.h"
#include "tests/replay/judge.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

namespace firstline::replay {
namespace {

namespace fs = std::filesystem;

const fs::path& source() {
  static const fs::path folder = tests::source_folder();
  return folder;
}

const std::vector<Book>& books() {
  static const std::vector<Book> all = read_books(source() / "tests/replay");
  return all;
}

const Month& month() {
  static const Month one = make_month(
      books(), language::Languages::load(base::find_resource("language/data")), 10'000, 20'260'901);
  return one;
}

std::string truth(const Month& one) {
  Logged nothing;
  nothing.searches.resize(one.searches.size());
  return truth_tsv(one, nothing);
}

double share(std::size_t part) {
  return static_cast<double>(part) / static_cast<double>(month().searches.size());
}

std::size_t count_kind(Kind kind) {
  return static_cast<std::size_t>(
      std::count_if(month().searches.begin(), month().searches.end(),
                    [kind](const Search& search) { return search.kind == kind; }));
}

/// All articles of a language, casefolded.
std::string text_of(const std::string& lang) {
  std::string text;
  for (const auto& entry : fs::recursive_directory_iterator(source() / "articles" / lang))
    if (entry.path().extension() == ".md") text += language::casefold(tests::read_text(entry.path()));
  return text;
}

bool has_word(const std::string& text, const std::string& word) {
  const auto ends = [&](std::size_t at) {
    if (at >= text.size()) return true;
    const auto byte = static_cast<unsigned char>(text[at]);
    return byte < 0x80 && std::isalnum(byte) == 0;
  };
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    if ((at == 0 || ends(at - 1)) && ends(at + word.size())) return true;
  return false;
}

/// What one client asks, in order: time and search.
std::map<std::size_t, std::vector<std::pair<std::int64_t, const Search*>>> by_client() {
  std::map<std::size_t, std::vector<std::pair<std::int64_t, const Search*>>> all;
  for (const Event& event : month().events)
    if (event.act == Act::kSearch)
      all[month().searches[event.search].client].emplace_back(event.at_ms, &month().searches[event.search]);
  return all;
}

}  // namespace

TEST_CASE("Every language has its intents, and enough ways to say each") {
  for (const Book& book : books()) {
    CAPTURE(book.lang);
    std::map<Cause, std::size_t> kinds;
    std::set<std::string> names;
    std::map<std::string, std::string> said;
    for (const Intent& intent : book.intents) {
      CAPTURE(intent.name);
      ++kinds[intent.kind];
      CHECK(names.insert(intent.name).second);
      CHECK(intent.phrasings.size() >= 4);
      CHECK(intent.phrasings.size() <= 11);
      for (const std::string& phrasing : intent.phrasings) {
        CAPTURE(phrasing);
        CHECK(language::to_nfc(phrasing) == phrasing);
        // With a filter, people say what others say without.
        if (intent.kind != Cause::kFilter)
          CHECK(said.emplace(language::casefold(phrasing), intent.name).second);
      }
    }
    CHECK(book.intents.size() >= 60);
    CHECK(kinds[Cause::kNone] >= 40);
    CHECK(kinds[Cause::kGap] >= 12);
    for (const Cause cause : {Cause::kVocabulary, Cause::kFilter, Cause::kWeak, Cause::kRejected})
      CHECK(kinds[cause] >= 2);
    CHECK((kinds[Cause::kLanguage] >= 4 || book.lang == "en"));
  }
}

TEST_CASE("The articles that the intents name are there") {
  const std::vector<std::string> sample = relevance::article_ids(source() / "articles");
  const std::vector<std::string> more = relevance::article_ids(source() / "tests/replay/articles-added");
  const auto has = [](const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  std::set<std::string> added;
  for (const Book& book : books())
    for (const Intent& intent : book.intents) {
      CAPTURE(book.lang, intent.name);
      if (!intent.wanted.empty()) {
        CHECK(has(sample, intent.wanted));
        CHECK((intent.wanted.substr(0, 2) != book.lang) == (intent.kind == Cause::kLanguage));
      }
      if (!intent.added.empty()) CHECK(has(more, intent.added));
      added.insert(intent.added);
    }
  for (const std::string& id : more) {
    CAPTURE(id);
    CHECK(added.count(id) == 1);
    CHECK_FALSE(has(sample, id));
  }
}

TEST_CASE("Articles with those added have no problems") {
  const tests::TemporaryFolder folder;
  fs::copy(source() / "articles", folder / "articles", fs::copy_options::recursive);
  fs::copy(source() / "tests/replay/articles-added", folder / "articles", fs::copy_options::recursive);
  const tests::ProgramResult result = tests::run_program(
      "firstline-index", {(folder / "articles").string(), "--index", (folder / "index").string(), "--check"});
  CAPTURE(result.out, result.err);
  CHECK(result.exit_code == 0);
}

TEST_CASE("Who uses other words uses one that no article has") {
  for (const Book& book : books()) {
    if (book.lang == "th") continue;  // has no spaces to tell words by
    const std::string articles = text_of(book.lang);
    for (const Intent& intent : book.intents) {
      if (intent.kind != Cause::kVocabulary) continue;
      for (const std::string& phrasing : intent.phrasings) {
        CAPTURE(book.lang, phrasing);
        std::istringstream words(language::casefold(phrasing));
        bool strange = false;
        for (std::string word; words >> word;) strange = strange || !has_word(articles, word);
        CHECK(strange);
      }
    }
  }
}

TEST_CASE("What answers an intent depends on its language, its filter and the time") {
  Intent gap{"x", Cause::kGap, "", "th/a", "", {}};
  CHECK(answer_to(gap, "th", false).cause == Cause::kGap);
  CHECK_FALSE(answer_to(gap, "th", false).answerable);
  CHECK(answer_to(gap, "th", true).cause == Cause::kNone);
  CHECK(answer_to(gap, "th", true).answerable);
  CHECK(answer_to(gap, "th", true).article == "th/a");
  CHECK(answer_to(gap, "sr", true).cause == Cause::kLanguage);
  CHECK_FALSE(answer_to(gap, "sr", true).answerable);
  const Intent filtered{"x", Cause::kFilter, "th/b", "", "Billing", {}};
  CHECK_FALSE(answer_to(filtered, "th", false).answerable);
  const Intent rejected{"x", Cause::kRejected, "th/b", "", "", {}};
  CHECK(answer_to(rejected, "th", false).answerable);
  CHECK(answer_to(rejected, "th", false).cause == Cause::kRejected);
}

TEST_CASE("The same seed makes the same month, another seed another") {
  const language::Languages languages = language::Languages::load(base::find_resource("language/data"));
  const std::string once = truth(make_month(books(), languages, 1500, 5));
  CHECK(once == truth(make_month(books(), languages, 1500, 5)));
  CHECK(once != truth(make_month(books(), languages, 1500, 6)));
}

TEST_CASE("The month has the proportions that it should have") {
  CHECK(month().searches.size() == 10'000);
  CHECK(share(count_kind(Kind::kYes)) > 0.55);
  CHECK(share(count_kind(Kind::kYes)) < 0.65);
  CHECK(share(count_kind(Kind::kTyping)) > 0.11);
  CHECK(share(count_kind(Kind::kTyping)) < 0.18);
  CHECK(share(count_kind(Kind::kReload)) > 0.04);
  CHECK(share(count_kind(Kind::kReload)) < 0.10);
  CHECK(share(count_kind(Kind::kBot)) > 0.13);
  CHECK(share(count_kind(Kind::kBot)) < 0.15);
  CHECK(share(count_kind(Kind::kOwn)) == Approx(0.02));
  CHECK(count_kind(Kind::kPage) > 100);
  CHECK(count_kind(Kind::kEmpty) > 5);
  std::size_t planted = 0;
  std::size_t harmless = 0;
  std::map<std::string, std::size_t> languages;
  std::map<Robot, std::size_t> robots;
  std::set<std::size_t> office;
  for (const Search& search : month().searches) {
    planted += search.planted.empty() ? 0 : 1;
    harmless += search.harmless.empty() ? 0 : 1;
    const Client& client = month().clients[search.client];
    ++robots[client.robot];
    if (client.office) office.insert(search.client);
    if (search.kind == Kind::kYes) ++languages[search.lang];
  }
  CHECK(share(planted) > 0.015);
  CHECK(share(planted) < 0.045);
  CHECK(share(harmless) > 0.03);
  CHECK(share(harmless) < 0.07);
  CHECK(languages.size() == 5);
  for (const auto& [lang, count] : languages) CHECK(count > 500);
  CHECK(robots[Robot::kDeclared] == 480);
  CHECK(robots[Robot::kScraper] == 340);
  CHECK(robots[Robot::kMonitor] == 580);
  CHECK(office.size() == 40);
}

TEST_CASE("A diary is put in order, up to its number and the month's end") {
  Diary diary(3);
  Search search;
  search.query = "later";
  const std::size_t later = diary.search(kStart + kSecond, search);
  search.query = "first";
  diary.search(kStart, search);
  search.query = "at once";
  CHECK(diary.search(kEnd, search) == Diary::kNone);
  diary.search(kStart, search);
  CHECK(diary.search(kStart, search) == Diary::kNone);
  Event click;
  click.act = Act::kClick;
  click.at_ms = kStart + kMinute;
  click.search = later;
  diary.follow(click);
  click.search = Diary::kNone;
  diary.follow(click);
  const Month small = diary.finish();
  REQUIRE(small.searches.size() == 3);
  CHECK(small.searches[0].query == "first");
  CHECK(small.searches[1].query == "at once");
  CHECK(small.searches[2].query == "later");
  REQUIRE(small.events.size() == 4);
  CHECK(small.events[1].at_ms == kStart + 1);
  CHECK(small.events[3].search == 2);
}

TEST_CASE("Events are in order, no two at once, and what follows a search comes after it") {
  std::vector<std::int64_t> asked(month().searches.size(), 0);
  std::int64_t before = kStart - 1;
  for (const Event& event : month().events) {
    CHECK(event.at_ms > before);
    before = event.at_ms;
    if (event.act == Act::kSearch)
      asked[event.search] = event.at_ms;
    else
      CHECK(asked[event.search] > 0);
  }
  CHECK(before < kEnd + kMinute);
}

TEST_CASE("Typing ends in a search, a reload repeats one, and no search is another one's reload") {
  std::size_t typing = 0;
  for (const auto& [client, searches] : by_client()) {
    if (month().clients[client].robot != Robot::kNone || month().clients[client].channel == "test") continue;
    for (std::size_t i = 0; i < searches.size(); ++i) {
      const auto& [at, search] = searches[i];
      CAPTURE(search->query, search->lang, client);
      if (search->kind == Kind::kTyping) {
        ++typing;
        // The last search may lie behind the month's end, or beyond its number.
        if (i + 1 < searches.size()) CHECK(searches[i + 1].first - at <= kMinute);
      }
      const bool asked_before = std::any_of(
          searches.begin(), searches.begin() + static_cast<std::ptrdiff_t>(i),
          [&, now = at, what = search](const auto& earlier) {
            return earlier.second->query == what->query && earlier.second->category == what->category &&
                   now - earlier.first < 30 * kMinute;
          });
      if (search->kind == Kind::kReload) CHECK(asked_before);
      if (search->kind == Kind::kYes) CHECK_FALSE(asked_before);
    }
  }
  CHECK(typing > 1000);
}

TEST_CASE("What is planted stands in its text as it is looked for") {
  std::set<Planted::Kind> kinds;
  for (const Search& search : month().searches) {
    CAPTURE(search.query);
    for (const Planted& planted : search.planted) {
      kinds.insert(planted.kind);
      CHECK(search.query.find(planted.text) != std::string::npos);
    }
    for (const std::string& number : search.harmless) CHECK(search.query.find(number) != std::string::npos);
    CHECK(search.query.find_first_of("{}\t\n\x01") == std::string::npos);
    CHECK_FALSE(language::find_invalid_utf8(search.query));
  }
  CHECK(kinds.size() == 3);
  for (const Event& event : month().events) {
    CAPTURE(event.text);
    CHECK(event.text.find_first_of("{}\t\n\x01") == std::string::npos);
    for (const Planted& planted : event.planted)
      CHECK((event.text.find(planted.text) != std::string::npos || event.email == planted.text ||
             event.act == Act::kVote));
  }
}

TEST_CASE("Added articles answer from half-time on, and the outage is one evening") {
  std::size_t gaps = 0;
  std::size_t answered = 0;
  std::map<std::int64_t, std::size_t> outage_by_day;
  for (const Event& event : month().events) {
    if (event.act != Act::kSearch) continue;
    const Search& search = month().searches[event.search];
    if (search.lang == "en" && search.intent == "own-router" && search.kind == Kind::kYes) {
      CHECK(search.answerable == (event.at_ms >= kHalfTime));
      ++(search.answerable ? answered : gaps);
    }
    if (search.intent == "outage" || search.intent == "no-internet")
      ++outage_by_day[(event.at_ms - kStart) / kDay];
  }
  CHECK(gaps > 0);
  CHECK(answered > 0);
  const auto most = std::max_element(outage_by_day.begin(), outage_by_day.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  CHECK(most->first == 21);
  CHECK(most->second > 200);
}

}  // namespace firstline::replay
