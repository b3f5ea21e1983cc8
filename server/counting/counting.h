// SPDX-License-Identifier: GPL-3.0-or-later
// Honest counting: which of the log's rows are searches that somebody made, and which are typing, reloads,
// further pages, robots and own tests. Told when a search is logged; a later search may take an earlier one's
// count away, never give it one. Knows no clock, no file and no HTTP: times come with the searches.
//
// The first that fits:
//   own     said to be a test of ours
//   bot     says so itself (server/counting/bots.h), or its client or visitor was found out
//   (server/counting/pace.h) empty   holds no word page    a further page of results, whoever asked for the
//   first: it may be a link from elsewhere typing  the client went on typing, deleting or correcting: the
//   last form of a chain is the search. Who
//           deletes has not asked yet: the longest form stays the search until something else is typed
//   reload  the client asked the same (stems, language, category) in the last 30 minutes, perhaps with other
//           searches in between: the Back button. The first of them is the search
//   yes     all others
// An answer that is opened, voted on or turned over was read: it stays a search, whatever is typed next.
//
// What can't be told:
// - People without sessions who share an address and a browser: their equal questions within 30 minutes are
//   reloads, and one's "internet" before another's "internet down" is typing.
// - A robot that comes slowly at random times and keeps its session; one that changes its address; one that
//   stops before it has shown a pattern; one without cookies among people of its address and browser.
// - A client that makes up a session for each search, once a hundred of its users share an address and a
//   browser and open nothing: it looks like a robot without cookies. One session for all users does, too.
// - A page that refreshes itself each minute: it is a robot, with all that its session asked.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "language/rules.h"

namespace firstline::server {

/// Stored in the log by name.
enum class Counted { kYes, kTyping, kReload, kPage, kBot, kOwn, kEmpty };

/// "yes", "typing", "reload", "page", "bot", "own", "empty".
const char* counted_name(Counted counted);

/// How long the next form of a query may take to be the same search, where the shorter form ends inside a
/// word. Nobody has asked anything yet: half a minute is somebody who was disturbed.
inline constexpr std::chrono::seconds kHalfWordGap{30};
/// The same where it ends at the end of a word. A slow typist on a phone (10 words a minute) takes 6 s for a
/// word; after 8 s the page was looked at, and "refund", then "refund sim card" are two searches.
inline constexpr std::chrono::seconds kNextWordGap{8};
/// For a correction: the page must be looked at to notice the slip, and is then left. What is deleted inside
/// a word in this time isn't asked, either.
inline constexpr std::chrono::seconds kCorrectingGap{60};
/// Nobody asks twice so fast: what begins alike is being composed by an input method.
inline constexpr std::chrono::milliseconds kComposingGap{1000};
/// For a reload, from the last one: what web statistics take for one visit. The spelling that the engine
/// offered is the same question for as long.
inline constexpr std::chrono::minutes kReloadGap{30};
/// A robot found out takes its searches of the last day with it, and is judged anew a day later.
inline constexpr std::chrono::hours kDay{24};

struct SeenSearch {
  std::int64_t number = 0;  ///< its row in the log; above 0, each once
  std::chrono::system_clock::time_point at;
  /// Who asked: the session where there is one, the one that this very answer sets included; else the
  /// visitor. Empty: nobody can be told apart, so only own, declared bots, empty and page apply. A company's
  /// back end that asks for its customers without a session should come so, and without a visitor: its
  /// address is nobody's.
  std::string client;
  /// One device for a day: the same for many sessions of a robot without cookies, and for people behind one
  /// address with the same browser. May be empty. The same as `client`: without a session.
  std::string visitor;
  std::string query;       ///< as typed, redacted; valid UTF-8
  std::string normalised;  ///< stems parted by spaces
  std::string lang, category;
  std::string correction;    ///< the spelling that this search's answer offered; empty: none
  std::uint64_t offset = 0;  ///< above 0: a further page
  bool declared_bot = false;
  bool own = false;
};

struct Verdict {
  std::int64_t number = 0;
  Counted counted = Counted::kYes;
};

/// One thread at a time. Searches may come some seconds out of order, and the clock may jump: times are only
/// compared by how far they are apart. A clock that jumps by more than the times above makes a reload, or
/// typing, a search.
///
/// Memory: a client or visitor takes about 0.5 KB, and is forgotten after a day of silence, or when all take
/// more than kMostBytes: the most silent first, at about 150,000 clients and visitors. Forgetting only makes
/// later reloads searches. An add costs microseconds, less than a millisecond for a client of a thousand
/// searches.
///
/// After a restart, the searches of the last hour, fed again with the opened ones in order (verdicts
/// ignored), restore chains, reloads, the paces of a minute and ten minutes, and robots that show themselves
/// within an hour, if what was left out as `bot` is fed, too, not declared. What is lost is the day's pace,
/// slow beats, and robots found earlier: they count as people until they have shown their pattern again.
/// Visitors are lost where their names change with a restart.
class Counting {
 public:
  /// `languages` must outlive it.
  explicit Counting(const language::Languages& languages);
  ~Counting();
  Counting(const Counting&) = delete;
  Counting& operator=(const Counting&) = delete;

  /// The verdict on the search first, then those that it changes of earlier ones: typing that it replaces,
  /// all counted searches of a robot found out now. No earlier verdict becomes a yes.
  std::vector<Verdict> add(const SeenSearch& search);

  /// Its answer was opened (or voted on) by a person, not fetched by a robot. The last 100,000 are known;
  /// nothing happens with others.
  void opened(std::int64_t number);

  /// About how many bytes are in use.
  std::size_t memory_bytes() const;
  static constexpr std::size_t kMostBytes = std::size_t{80} << 20;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace firstline::server
