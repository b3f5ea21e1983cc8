// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/counting/counting.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>

#include "language/normalise.h"
#include "server/counting/pace.h"
#include "server/counting/remembered.h"
#include "server/counting/rephrasing.h"

namespace firstline::server {
namespace {

// Shares of Counting::kMostBytes. A client has texts, a visitor mostly numbers.
constexpr std::size_t kMostClientBytes = std::size_t{48} << 20;
constexpr std::size_t kMostVisitorBytes = std::size_t{24} << 20;
constexpr std::size_t kMostOpenable = 100'000;
constexpr std::size_t kOpenableBytes = 80;  // of each: the table's node, the queue's place
static_assert(kMostClientBytes + kMostVisitorBytes + kMostOpenable * kOpenableBytes <= Counting::kMostBytes);

// Of a visitor with many sessions. Starts: what never_comes_back() sees of the last ten minutes at one a
// second.
constexpr std::size_t kMostStarts = 640;
constexpr std::size_t kMostVisitorSearches = 8192;

std::uint64_t hash_of(const std::string& text) {
  return std::hash<std::string>()(text);
}

template <class T>
std::size_t bytes_of(const std::vector<T>& list) {
  return list.capacity() * sizeof(T);
}

std::size_t bytes_of(const std::string& text) {
  return text.capacity() < sizeof(std::string) / 2 ? 0 : text.capacity() + 1;
}

/// Appends, and drops the oldest eighth when there are too many.
template <class T>
void append(std::vector<T>& list, T value, std::size_t most) {
  if (list.size() >= most) list.erase(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(most / 8));
  list.push_back(std::move(value));
}

/// A search that counts.
struct CountedSearch {
  std::int64_t number = 0;
  TimePoint at;
};

struct AskedSearch : CountedSearch {
  TimePoint asked_again;  ///< its last reload, or `at`
  std::uint64_t question = 0;
};

template <class Search>
auto find_number(std::vector<Search>& searches, std::int64_t number) {
  const auto found = std::find_if(searches.rbegin(), searches.rend(),
                                  [number](const Search& each) { return each.number == number; });
  return found == searches.rend() ? searches.end() : std::prev(found.base());
}

struct Robot {
  std::optional<TimePoint> since;

  bool is(TimePoint now) const { return since && between(*since, now) < kDay; }
};

/// The hashes that a search is compared by.
struct Names {
  Names() = default;
  explicit Names(const SeenSearch& search)
      : question(hash_of(search.normalised + '\n' + search.lang + '\n' + search.category)),
        letters(hash_of(language::casefold(search.query))),
        typed(hash_of(search.query)),
        lang(hash_of(search.lang)),
        category(hash_of(search.category)) {}

  std::uint64_t question = 0;
  std::uint64_t letters = 0;  // with their marks
  std::uint64_t typed = 0;    // to the last sign
  std::uint64_t lang = 0;
  std::uint64_t category = 0;
};

struct Client {
  // Its last query, whatever became of it: the next one is compared with it.
  AskedText last;
  Names last_names;
  std::string offered;  // folded
  std::int64_t last_number = 0;
  TimePoint last_at;
  /// The counted search that the next form of the query would replace; 0: none, or it was read.
  std::int64_t replaceable = 0;

  std::vector<AskedSearch> searches;  // of a day
  Beat beat;
  Robot robot;
  std::uint64_t visitor = 0;  // at whose it began; 0: none
  bool came_back = false;

  std::size_t bytes() const {
    return bytes_of(last.folded) + bytes_of(last.normalised) + bytes_of(offered) + bytes_of(searches) +
           beat.capacity() * sizeof(TimePoint);
  }
};

struct Visitor {
  std::vector<CountedSearch> searches;  // of all its sessions
  std::vector<SessionStart> starts;
  Beat beat;  // of the starts
  Robot robot;

  std::size_t bytes() const {
    return bytes_of(searches) + bytes_of(starts) + beat.capacity() * sizeof(TimePoint);
  }
};

/// How a query belongs to the same client's last one.
enum class Link {
  kNone,
  kReplaces,
  kDeleting,
  kDeletingAfterReading,
};

Link link_between(const Client& client, const SeenSearch& search, const AskedText& text, const Names& names) {
  if (client.last_number == 0 || names.category != client.last_names.category) return Link::kNone;
  if (names.letters == client.last_names.letters && names.lang != client.last_names.lang) return Link::kNone;
  const auto gap = between(client.last_at, search.at);
  if (gap <= kReloadGap && !client.offered.empty() && client.offered == text.folded) return Link::kReplaces;
  if (gap > kCorrectingGap) return Link::kNone;
  const Rephrasing how = rephrasing(client.last, text);
  bool replaces = gap <= kComposingGap && how.step == Step::kOther && begin_alike(client.last, text);
  switch (how.step) {
    case Step::kSame:  // what was being deleted is asked after all; else it is a reload
      replaces = names.question == client.last_names.question && gap <= kNextWordGap;
      break;
    case Step::kLonger:
      replaces = gap <= (how.inside_word ? kHalfWordGap : kNextWordGap);
      break;
    case Step::kShorter:
      if (gap <= kNextWordGap) return Link::kDeleting;
      if (how.inside_word) return Link::kDeletingAfterReading;
      break;
    case Step::kCorrected:
      replaces = true;
      break;
    case Step::kOther:
      break;
  }
  return replaces ? Link::kReplaces : Link::kNone;
}

void forget_former_days(std::vector<AskedSearch>& searches, TimePoint now) {
  const auto first = std::find_if(searches.begin(), searches.end(),
                                  [now](const AskedSearch& each) { return between(each.at, now) < kDay; });
  searches.erase(searches.begin(), first);
}

bool asks_too_fast(const Client& client, TimePoint now, const PaceLimits& limits) {
  if (client.searches.size() <= limits.a_minute) return false;
  std::vector<TimePoint> times;
  times.reserve(client.searches.size());
  for (const AskedSearch& each : client.searches) times.push_back(each.at);
  return too_fast(times, now, limits);
}

/// Whose searches they were is a robot: the newest one's verdict, which stands first, and those of a day.
template <class Search>
void found_out(Robot& robot, std::vector<Search>& searches, TimePoint now, std::vector<Verdict>& verdicts) {
  robot.since = now;
  const std::int64_t newest = verdicts.front().number;
  verdicts.front().counted = Counted::kBot;
  for (const Search& each : searches)
    if (each.number != newest && between(each.at, now) < kDay)
      verdicts.push_back({each.number, Counted::kBot});
  searches = {};
}

}  // namespace

const char* counted_name(Counted counted) {
  switch (counted) {
    case Counted::kYes:
      return "yes";
    case Counted::kTyping:
      return "typing";
    case Counted::kReload:
      return "reload";
    case Counted::kPage:
      return "page";
    case Counted::kBot:
      return "bot";
    case Counted::kOwn:
      return "own";
    case Counted::kEmpty:
      return "empty";
  }
  return "";
}

struct Counting::State {
  explicit State(const language::Languages& all_languages) : languages(all_languages) {}

  Counted judge(const SeenSearch& search, Client& client, Visitor* visitor, std::vector<Verdict>& verdicts);
  void leave_out(std::int64_t number, Client& client, Visitor* visitor, std::vector<Verdict>& verdicts);
  void mark_back(std::uint64_t name, Client& client);
  void remember_number(std::int64_t number, std::uint64_t client);

  const language::Languages& languages;
  Remembered<Client> clients{kMostClientBytes, kDay};
  Remembered<Visitor> visitors{kMostVisitorBytes, kDay};
  std::unordered_map<std::int64_t, std::uint64_t> openable;  // clients by number of the search
  std::deque<std::int64_t> openable_numbers;
};

Counting::Counting(const language::Languages& languages) : state_(std::make_unique<State>(languages)) {}

Counting::~Counting() = default;

/// Takes the count from an earlier search of this client.
void Counting::State::leave_out(std::int64_t number, Client& client, Visitor* visitor,
                                std::vector<Verdict>& verdicts) {
  if (const auto found = find_number(client.searches, number); found != client.searches.end())
    client.searches.erase(found);
  if (visitor != nullptr)
    if (const auto found = find_number(visitor->searches, number); found != visitor->searches.end())
      visitor->searches.erase(found);
  verdicts.push_back({number, Counted::kTyping});
}

/// Notes for its visitor that a session went on.
void Counting::State::mark_back(std::uint64_t name, Client& client) {
  if (client.came_back) return;
  client.came_back = true;
  if (Visitor* visitor = visitors.find(client.visitor)) {
    const auto start = std::find_if(visitor->starts.rbegin(), visitor->starts.rend(),
                                    [name](const SessionStart& each) { return each.session == name; });
    if (start != visitor->starts.rend()) start->came_back = true;
  }
}

void Counting::State::remember_number(std::int64_t number, std::uint64_t client) {
  if (!openable.emplace(number, client).second) return;
  openable_numbers.push_back(number);
  if (openable_numbers.size() <= kMostOpenable) return;
  openable.erase(openable_numbers.front());
  openable_numbers.pop_front();
}

/// As one search among those of its client: typing, a reload or a search.
Counted Counting::State::judge(const SeenSearch& search, Client& client, Visitor* visitor,
                               std::vector<Verdict>& verdicts) {
  AskedText text = asked_text(search.query, search.normalised, search.lang, languages);
  const Names names(search);
  const Link link = link_between(client, search, text, names);
  const auto same = std::find_if(client.searches.begin(), client.searches.end(), [&](const auto& each) {
    return each.question == names.question && between(each.asked_again, search.at) <= kReloadGap;
  });
  const auto gap = between(client.last_at, search.at);

  const bool goes_on = link == Link::kReplaces && client.replaceable != 0;
  // The same stems, but there was more to type: "pay the bill", "pay the bills"; at once,
  // also a sign: "pay the bill?".
  const bool same_goes_on =
      same != client.searches.end() && goes_on && same->number == client.replaceable &&
      (client.last.folded != text.folded || (client.last_names.typed != names.typed && gap <= kComposingGap));
  Counted counted = Counted::kYes;
  if (link == Link::kDeleting || link == Link::kDeletingAfterReading) {
    counted = Counted::kTyping;
    if (link == Link::kDeletingAfterReading) client.replaceable = 0;
  } else if (same != client.searches.end() && !same_goes_on) {
    counted = Counted::kReload;
    same->asked_again = search.at;
    const std::int64_t asked_first = same->number;
    if (goes_on && client.replaceable != asked_first)
      leave_out(client.replaceable, client, visitor, verdicts);
    if (client.replaceable != asked_first || gap > kNextWordGap) client.replaceable = 0;
    client.beat.add(search.at);
  } else {
    if (goes_on)
      leave_out(client.replaceable, client, visitor, verdicts);
    else
      client.beat.add(search.at);
    forget_former_days(client.searches, search.at);
    client.searches.push_back({{search.number, search.at}, search.at, names.question});
    if (visitor != nullptr)
      append(visitor->searches, CountedSearch{search.number, search.at}, kMostVisitorSearches);
    client.replaceable = search.number;
  }

  client.last = std::move(text);
  client.offered =
      search.correction.empty() ? "" : asked_text(search.correction, "", search.lang, languages).folded;
  client.last_names = names;
  client.last_number = search.number;
  client.last_at = search.at;
  return counted;
}

std::vector<Verdict> Counting::add(const SeenSearch& search) {
  std::vector<Verdict> verdicts = {{search.number, Counted::kYes}};
  const auto all = [&](Counted counted) {
    verdicts.front().counted = counted;
    return verdicts;
  };
  if (search.own) return all(Counted::kOwn);
  if (search.declared_bot) return all(Counted::kBot);
  const bool empty = search.normalised.empty();
  if (search.client.empty())
    return all(empty ? Counted::kEmpty : search.offset > 0 ? Counted::kPage : Counted::kYes);

  const bool has_session = search.client != search.visitor;
  const std::uint64_t name = hash_of(search.client);
  const std::uint64_t visitor_name = has_session && !search.visitor.empty() ? hash_of(search.visitor) : 0;
  Visitor* visitor = nullptr;
  if (visitor_name != 0) {
    visitor = &state_->visitors.meet(visitor_name, search.at).first;
    if (visitor->robot.is(search.at)) return all(Counted::kBot);
  }
  const auto [client, is_new] = state_->clients.meet(name, search.at);
  if (client.robot.is(search.at)) return all(Counted::kBot);
  if (empty) return all(Counted::kEmpty);
  state_->remember_number(search.number, name);
  if (!is_new) state_->mark_back(name, client);
  if (search.offset > 0) {
    client.replaceable = 0;
    return all(Counted::kPage);
  }

  const std::size_t counted_before = client.searches.size();
  verdicts.front().counted = state_->judge(search, client, visitor, verdicts);
  if (is_new && visitor != nullptr) {
    client.visitor = visitor_name;
    append(visitor->starts, {name, search.at, client.last_names.question, false}, kMostStarts);
    visitor->beat.add(search.at);
    if (visitor->beat.even() || never_comes_back(visitor->starts, search.at))
      found_out(visitor->robot, visitor->searches, search.at, verdicts);
  }
  const bool too_fast = client.searches.size() > counted_before &&
                        asks_too_fast(client, search.at, has_session ? kPersonPace : kCrowdPace);
  if (too_fast || client.beat.even()) found_out(client.robot, client.searches, search.at, verdicts);
  return verdicts;
}

void Counting::opened(std::int64_t number) {
  const auto found = state_->openable.find(number);
  if (found == state_->openable.end()) return;
  Client* client = state_->clients.find(found->second);
  if (client == nullptr) return;
  if (number == client->replaceable || number == client->last_number) client->replaceable = 0;
  state_->mark_back(found->second, *client);
}

std::size_t Counting::memory_bytes() const {
  return state_->clients.bytes() + state_->visitors.bytes() + state_->openable.size() * kOpenableBytes;
}

}  // namespace firstline::server
