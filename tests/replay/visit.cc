// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/visit.h"

#include "tests/replay/details.h"

namespace firstline::replay {
namespace {

void replace(std::string& text, std::string_view what, const std::string& by) {
  if (const std::size_t at = text.find(what); at != std::string::npos) text.replace(at, what.size(), by);
}

}  // namespace

std::string Visit::dressed(const std::string& frame, const std::string& query, const std::string& detail,
                           bool ends) {
  // Capitals are for words, not for what was planted; the mark has none.
  static const std::string kDetail = "\x01";
  std::string text = as_typed(frame, person_.habits, languages_);
  replace(text, "{q}", query);
  replace(text, "{d}", kDetail);
  Dice same_end = dice_;
  Habits habits = person_.habits;
  habits.ends_sentences = ends && habits.ends_sentences;
  text = finished(text, habits, same_end);
  replace(text, kDetail, detail);
  return text;
}

Visit::Text Visit::frame(const std::string& clean, const std::optional<std::string>& wrong) {
  const Book& book = *person_.book;
  Text text;
  std::string frame = "{q}";
  std::string detail;
  constexpr std::array<double, 4> kKinds = {0.84, 0.08, 0.05,
                                            0.03};  // plain, polite, a number, a personal detail
  switch (dice_.weighted(kKinds)) {
    case 1:
      frame = dice_.draw(book.polite);
      break;
    case 2:
      frame = dice_.chance(0.75) ? "{q} {d}" : "{d} {q}";
      detail = with_digits(dice_.draw(book.harmless), dice_);
      text.harmless.push_back(detail);
      break;
    case 3: {
      const auto kind = static_cast<Planted::Kind>(dice_.below(3));
      frame = dice_.draw(kind == Planted::Kind::kEmail   ? book.email
                         : kind == Planted::Kind::kPhone ? book.phone
                                                         : book.card);
      text.planted.push_back(draw_detail(kind, book.lang, dice_));
      detail = text.planted.back().text;
      break;
    }
    default:
      break;
  }
  text.query = dressed(frame, clean, detail, true);
  if (wrong) text.wrong = dressed(frame, *wrong, detail, true);
  dice_.next();
  return text;
}

Visit::Text Visit::compose(const Intent& intent) {
  std::vector<std::string> left;
  for (const std::string& phrasing : intent.phrasings)
    if (said_.count(phrasing) == 0) left.push_back(phrasing);
  if (left.empty()) left = intent.phrasings;
  const std::string& phrasing = dice_.draw(left);
  said_.insert(phrasing);
  const std::string clean = as_typed(phrasing, person_.habits, languages_);
  return frame(clean, dice_.chance(0.09) ? slipped(clean, dice_) : std::nullopt);
}

void Visit::follow(Act act, std::size_t number, std::int64_t at) {
  Event event;
  event.act = act;
  event.at_ms = at;
  event.search = number;
  diary_.follow(std::move(event));
}

std::int64_t Visit::type(const Text& text, std::int64_t at, Search& search, bool& by_letters) {
  const auto early = [&](const std::string& query) {
    Search start = search;
    start.kind = Kind::kTyping;
    start.query = query;
    std::erase_if(start.harmless,
                  [&](const std::string& number) { return query.find(number) == std::string::npos; });
    diary_.search(at, std::move(start));
  };
  search.query = text.query;
  if (text.wrong) {
    search.slipped = true;
    if (dice_.chance(0.45)) {  // not noticed
      search.query = *text.wrong;
      if (search.cause == Cause::kNone) search.cause = Cause::kTypo;
      return at;
    }
    early(*text.wrong);
    search.slipped = false;
    return at + (dice_.chance(0.8) ? seconds(2, 9) : seconds(10, 40));
  }
  // Half a telephone number is nothing that could be told from others.
  if (!text.planted.empty()) return at;
  const bool fields_ask_along = person_.channel == "widget" || person_.channel == "api";
  if (fields_ask_along && dice_.chance(0.22)) {
    by_letters = true;
    for (const std::string& start : typed_starts(text.query, person_.book->lang, dice_, languages_)) {
      early(start);
      at += dice_.chance(0.05) ? dice_.between(kSecond, 4 * kSecond) : dice_.between(150, 900);
    }
  } else if (on_page() && dice_.chance(0.05)) {
    if (const auto start = early_start(text.query, dice_)) {
      early(*start);
      at += dice_.between(1500, 6000);
    }
  }
  return at;
}

std::int64_t Visit::reload(const Search& search, std::int64_t at, Kind kind, std::size_t offset) {
  Search again = search;
  again.kind = kind;
  again.offset = offset;
  diary_.search(at, std::move(again));
  return at;
}

void Visit::vote(std::size_t number, const Search& search, std::int64_t at) {
  const bool rejected = search.cause == Cause::kRejected;
  const bool right = search.answerable && !rejected;
  if (!dice_.chance(right ? 0.1 : rejected ? 0.5 : 0.25)) return;
  Event event;
  event.act = Act::kVote;
  event.at_ms = at;
  event.search = number;
  event.helpful = right && dice_.chance(0.85);
  if (dice_.chance(0.3)) {
    event.text = dice_.draw(event.helpful ? person_.book->helpful : person_.book->unhelpful);
    event.text = dressed(event.text, search.query, "", false);
    event.planted = search.planted;
  }
  diary_.follow(std::move(event));
}

void Visit::write_to_a_person(std::size_t number, const Search& search, std::int64_t at) {
  const double share = search.cause == Cause::kRejected ? 0.3 : search.answerable ? 0.03 : 0.2;
  if (!dice_.chance(share)) return;
  const Book& book = *person_.book;
  Event event;
  event.act = Act::kMessage;
  event.at_ms = at;
  event.search = number;
  event.planted = search.planted;
  if (dice_.chance(0.3)) {
    const auto kind = dice_.chance(0.5) ? Planted::Kind::kEmail : Planted::Kind::kPhone;
    event.planted.push_back(draw_detail(kind, book.lang, dice_));
    event.text = dressed(dice_.draw(book.message_data), search.query, event.planted.back().text, false);
  } else {
    event.text = dressed(dice_.draw(book.message), search.query, "", false);
  }
  if (dice_.chance(0.4)) {
    event.planted.push_back(draw_detail(Planted::Kind::kEmail, book.lang, dice_));
    event.email = event.planted.back().text;
  }
  diary_.follow(std::move(event));
}

std::int64_t Visit::read(std::size_t number, const Search& search, std::int64_t at) {
  if (on_page() && dice_.chance(0.05)) follow(Act::kLookAhead, number, at + dice_.between(100, 800));
  if (dice_.chance(search.answerable ? 0.03 : 0.1)) {
    at += seconds(15, 60);
    reload(search, at, Kind::kPage, 10);
  }
  const bool opens = dice_.chance(search.answerable ? 0.75 : 0.25);
  at += seconds(4, 40);
  if (!opens) {
    if (dice_.chance(0.04)) at = reload(search, at);
    return at;
  }
  Event click;
  click.act = Act::kClick;
  click.at_ms = at;
  click.search = number;
  click.any = !search.answerable || dice_.chance(0.3);
  diary_.follow(std::move(click));
  vote(number, search, at + seconds(15, 90));
  if (dice_.chance(0.075)) {
    at = reload(search, at + seconds(8, 180));
    while (dice_.chance(0.3)) at = reload(search, at + seconds(8, 240));
  }
  return at;
}

std::int64_t Visit::ask(const Intent& intent, std::int64_t at, bool impatient) {
  const Text text = compose(intent);
  const Answer answer = answer_to(intent, person_.book->lang, at >= kHalfTime);
  Search search;
  search.client = client_;
  search.lang = person_.book->lang;
  search.category = intent.category;
  search.intent = intent.name;
  search.answerable = answer.answerable;
  search.cause = answer.cause;
  search.wanted = answer.article;
  search.planted = text.planted;
  search.harmless = text.harmless;
  bool by_letters = false;
  at = type(text, at, search, by_letters);
  const std::size_t number = diary_.search(at, search);
  if (number == Diary::kNone) return kEnd;
  if (by_letters && dice_.chance(0.12)) reload(search, at + dice_.between(600, 1900));  // the Enter key
  if (impatient)
    for (std::size_t left = 2 + dice_.below(5); left > 0; --left) at = reload(search, at + seconds(4, 40));
  at = read(number, search, at);
  write_to_a_person(number, search, at + seconds(30, 120));
  return at;
}

std::int64_t Visit::pursue(const Intent& intent, std::int64_t at, bool impatient) {
  at = ask(intent, at, impatient);
  const Answer answer = answer_to(intent, person_.book->lang, at >= kHalfTime);
  const bool content = answer.answerable && answer.cause == Cause::kNone;
  for (double again = content ? 0.1 : 0.35; dice_.chance(again) && said_.size() < intent.phrasings.size();
       again /= 2)
    at = ask(intent, at + seconds(20, 300), false);
  return at;
}

void Visit::mistype(std::int64_t at) {
  static const std::vector<std::string> kNothings = {"?", "...", "!!", "-", ".", "??"};
  Search search;
  search.client = client_;
  search.lang = person_.book->lang;
  search.kind = Kind::kEmpty;
  search.query = dice_.draw(kNothings);
  diary_.search(at, std::move(search));
}

}  // namespace firstline::replay
