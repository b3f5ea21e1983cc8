// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/review_words.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "language/utf8.h"
#include "server/review/figures.h"

namespace firstline::server {
namespace {

using review::Cause;

std::string named(const std::string& article, const char* otherwise = "an article") {
  return article.empty() ? otherwise : "“" + article + "”";
}

std::string formatted_time(std::int64_t at_ms, const char* shape) {
  if (at_ms == 0) return "";
  const std::time_t seconds = at_ms / 1000;
  return fmt::format(fmt::runtime(shape), fmt::gmtime(seconds));
}

std::string of(std::uint64_t part, std::uint64_t whole) {
  return grouped_digits(part) + " of " + grouped_digits(whole);
}

/// That people don't agree on an article.
std::string opened_text(const review::Evidence& seen) {
  if (seen.opened == 0)
    return "None of " + counted(seen.searches, "search", "searches") + " opened an article.";
  return of(seen.opened, seen.searches) + " searches opened an article, and no more than " +
         grouped_digits(seen.opened_most) + " the same one.";
}

}  // namespace

std::string cause_title(Cause cause) {
  switch (cause) {
    case Cause::kFilter:
      return "Wrong category";
    case Cause::kTypo:
      return "Misspelt";
    case Cause::kLanguage:
      return "Other language";
    case Cause::kRejected:
      return "Article doesn’t help";
    case Cause::kVocabulary:
      return "Other words";
    case Cause::kWeak:
      return "Said in passing";
    case Cause::kGap:
      break;
  }
  return "Missing article";
}

std::string cause_text(Cause cause, const std::string& article) {
  switch (cause) {
    case Cause::kFilter:
      return "People look in one category, and the answer is in another" +
             (article.empty() ? std::string() : ": " + named(article)) + ".";
    case Cause::kTypo:
      return "It is misspelt in a way that the search doesn’t see through.";
    case Cause::kLanguage:
      return "Only an article in another language answers this" +
             (article.empty() ? std::string() : ": " + named(article)) + ".";
    case Cause::kRejected:
      return "People open " + named(article) + ", and it doesn’t help them.";
    case Cause::kVocabulary:
      return "People find " + named(article) + ", but it doesn’t use their words.";
    case Cause::kWeak:
      return "People find " + named(article) + ", but it says this only in passing.";
    case Cause::kGap:
      break;
  }
  return "No article says anything about this.";
}

std::string cause_action(Cause cause, const std::string& article) {
  const std::string it = named(article, "it");
  switch (cause) {
    case Cause::kFilter:
      return "Move " + it + " to the category they look in, or say it there, too";
    case Cause::kTypo:
      return "Add this spelling to the synonyms";
    case Cause::kLanguage:
      return "Translate " + it;
    case Cause::kRejected:
      return "Rewrite " + it;
    case Cause::kVocabulary:
      return "Add their words to " + it;
    case Cause::kWeak:
      return "Give this a heading of its own" + (article.empty() ? std::string(" there") : " in " + it);
    case Cause::kGap:
      break;
  }
  return "Write an article";
}

std::string evidence_text(const review::Gap& gap) {
  const review::Evidence& seen = gap.evidence;
  switch (gap.cause) {
    case Cause::kFilter:
      return of(seen.filtered, seen.unanswered) +
             " failed searches chose a category, and have an answer without it.";
    case Cause::kTypo:
      return of(seen.misspelt, seen.unanswered) +
             " failed searches are a slip of a question that has an answer.";
    case Cause::kLanguage:
      if (review::is_told_by_translations(seen))
        return "By the words that this help centre’s translations share, an article in another language is "
               "about this. " +
               opened_text(seen);
      return of(seen.foreign, seen.unanswered) + " failed searches fit an article in another language.";
    case Cause::kRejected:
      return of(seen.opened_most, seen.searches) + " searches opened the same article; then " +
             counted(seen.unhelpful, "reader said", "readers said") + " that it doesn’t help, " +
             grouped_digits(seen.helpful) + " that it does, and " +
             counted(seen.asked_person, "asked", "asked") + " a person.";
    case Cause::kVocabulary:
    case Cause::kWeak:
      return of(seen.opened_most, seen.searches) + " searches opened the same article; " +
             fmt::format("{:.0f} %", 100 * seen.words_in_opened) +
             " of the words that people typed are in it.";
    case Cause::kGap:
      break;
  }
  return opened_text(seen);
}

std::string status_title(review::Status status) {
  std::string title = review::status_name(status);
  title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title;
}

std::string answered_text(search::Answered answered) {
  if (answered == search::Answered::kYes) return "a sure answer";
  return answered == search::Answered::kWeak ? "a weak answer" : "no answer";
}

std::string grouped_digits(std::uint64_t number) {
  std::string text = std::to_string(number);
  constexpr int kGroup = 3;
  for (int at = static_cast<int>(text.size()) - kGroup; at > 0; at -= kGroup)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string counted(std::uint64_t number, const std::string& one, const std::string& many) {
  return grouped_digits(number) + ' ' + (number == 1 ? one : many);
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? "–" : fmt::format("{:.1f}\u00a0%", 100 * review::share(part, whole));
}

std::string day_text(std::int64_t at_ms) {
  return formatted_time(at_ms, "{:%Y-%m-%d}");
}

std::string minute_text(std::int64_t at_ms) {
  return formatted_time(at_ms, "{:%Y-%m-%d %H:%M}");
}

std::string iso_time(std::int64_t at_ms) {
  return formatted_time(at_ms, "{:%Y-%m-%dT%H:%M:%SZ}");
}

std::string shortened(const std::string& text, std::size_t most_characters) {
  if (text.size() <= most_characters || language::find_invalid_utf8(text)) return text;
  const std::u32string characters = language::code_points(text);
  if (characters.size() <= most_characters) return text;
  std::size_t end = most_characters - 1;
  while (end > 0 && characters[end - 1] == U' ') --end;
  return language::to_utf8(std::u32string_view(characters).substr(0, end)) + "…";
}

}  // namespace firstline::server
