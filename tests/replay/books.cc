// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/books.h"

#include <array>
#include <map>

#include "base/failure.h"
#include "tests/relevance/table.h"

namespace firstline::replay {
namespace {

constexpr std::array<const char*, 8> kCauseNames = {"none",     "gap",    "vocabulary", "typo",
                                                    "language", "filter", "weak",       "rejected"};

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + separator.size();
  }
  return parts;
}

Cause kind_of(const std::string& name, const std::string& place) {
  if (name == "answered") return Cause::kNone;
  for (std::size_t i = 1; i < kCauseNames.size(); ++i)
    if (name == kCauseNames[i]) return static_cast<Cause>(i);
  throw base::Failure("reading the intents", place, "there is no kind '" + name + "'");
}

std::vector<Intent> read_intents(const std::filesystem::path& file) {
  const relevance::Table table = relevance::read_table(file, {"intent", "kind", "phrasings"});
  std::vector<Intent> intents;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::string place = file.string() + ":" + std::to_string(row + 2);
    Intent intent;
    intent.name = table.cell(row, "intent");
    intent.kind = kind_of(table.cell(row, "kind"), place);
    intent.wanted = table.cell(row, "wanted");
    intent.added = table.cell(row, "added");
    intent.category = table.cell(row, "category");
    intent.phrasings = split(table.cell(row, "phrasings"), " | ");
    if (intent.wanted.empty() != (intent.kind == Cause::kGap))
      throw base::Failure("reading the intents", place, "a gap wants no article, all others want one");
    if (intent.category.empty() == (intent.kind == Cause::kFilter))
      throw base::Failure("reading the intents", place,
                          "a filter needs a category, and nothing else has one");
    intents.push_back(std::move(intent));
  }
  return intents;
}

void read_phrases(const std::filesystem::path& file, Book& book) {
  const std::map<std::string, std::vector<std::string>*> lists = {
      {"polite", &book.polite},       {"email", &book.email},       {"phone", &book.phone},
      {"card", &book.card},           {"harmless", &book.harmless}, {"helpful", &book.helpful},
      {"unhelpful", &book.unhelpful}, {"message", &book.message},   {"message_data", &book.message_data}};
  const relevance::Table table = relevance::read_table(file, {"kind", "text"});
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const auto list = lists.find(table.cell(row, "kind"));
    if (list == lists.end())
      throw base::Failure("reading the phrases", file.string() + ":" + std::to_string(row + 2),
                          "there is no kind '" + table.cell(row, "kind") + "'");
    list->second->push_back(table.cell(row, "text"));
  }
  for (const auto& [kind, list] : lists)
    if (list->empty()) throw base::Failure("reading the phrases", file.string(), "there is no " + kind);
}

std::string language_of(const std::string& article) {
  return article.substr(0, article.find('/'));
}

}  // namespace

const char* cause_name(Cause cause) {
  return kCauseNames[static_cast<std::size_t>(cause)];
}

std::vector<Book> read_books(const std::filesystem::path& folder) {
  std::vector<Book> books;
  for (const char* lang : {"en", "th", "sr", "vi", "hi"}) {
    const std::string name = std::string(lang) + ".tsv";
    Book book;
    book.lang = lang;
    book.intents = read_intents(folder / "intents" / name);
    read_phrases(folder / "phrases" / name, book);
    books.push_back(std::move(book));
  }
  return books;
}

Answer answer_to(const Intent& intent, const std::string& lang, bool after_half_time) {
  const bool was_added = after_half_time && !intent.added.empty();
  Answer answer;
  answer.article = was_added ? intent.added : intent.wanted;
  if (answer.article.empty()) {
    answer.cause = Cause::kGap;
  } else if (language_of(answer.article) != lang) {
    answer.cause = Cause::kLanguage;
  } else {
    answer.cause = was_added ? Cause::kNone : intent.kind;
    answer.answerable = answer.cause != Cause::kFilter;
  }
  return answer;
}

}  // namespace firstline::replay
