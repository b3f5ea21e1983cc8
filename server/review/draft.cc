// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "language/rules.h"
#include "language/utf8.h"
#include "search/links.h"
#include "server/pages/review_words.h"

namespace firstline::server::review {
namespace {

// In bytes. Titles beyond are no titles; a keyword beyond is a sentence, which nobody types twice.
constexpr std::size_t kLongestTitle = 200;
constexpr std::size_t kLongestKeyword = 60;
constexpr std::size_t kMostKeywords = 5;
constexpr std::size_t kMostQuestions = 50;
constexpr std::size_t kLongestQuestion = 500;
constexpr std::size_t kLongestName = 60;

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// On one line, cut, without blanks around it.
std::string one_line(const std::string& text, std::size_t most_bytes) {
  std::string line(language::cut_utf8(text, most_bytes));
  std::replace_if(line.begin(), line.end(), is_control, ' ');
  const std::size_t begin = line.find_first_not_of(' ');
  if (begin == std::string::npos) return "";
  return line.substr(begin, line.find_last_not_of(' ') - begin + 1);
}

/// A text in double quotes: YAML reads them as JSON does.
std::string yaml_text(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// What a customer typed must not end the comment it stands in.
std::string inside_comment(std::string text) {
  for (std::size_t at = text.find("--"); at != std::string::npos; at = text.find("--", at + 1))
    text.replace(at, 2, "- -");
  std::replace(text.begin(), text.end(), '>', ' ');
  return text;
}

std::string keywords(const Gap& gap, const std::string& title) {
  std::string list;
  std::set<std::string> taken = {title};
  for (const GapQuery& query : gap.queries) {
    const std::string text = one_line(query.text, query.text.size());
    if (text.empty() || text.size() > kLongestKeyword || !taken.insert(text).second) continue;
    list += (list.empty() ? "" : ", ") + yaml_text(text);
    if (taken.size() > kMostKeywords) break;
  }
  return list;
}

}  // namespace

std::string make_draft(const Gap& gap, const DraftHints& hints) {
  std::string title = one_line(gap.label, kLongestTitle);
  if (title.empty()) title = "Untitled";
  std::string text = "---\ntitle: " + yaml_text(title) + "  # better: the customer's question, well put\n";
  text += "description: \"\"  # one sentence\n";
  if (language::is_language_tag(gap.lang)) text += "lang: " + yaml_text(gap.lang) + "\n";
  if (!hints.translation_key.empty()) text += "translation_key: " + yaml_text(hints.translation_key) + "\n";
  text += hints.category.empty()
              ? "# category: which one?\n"
              : "category: " + yaml_text(one_line(hints.category, kLongestTitle)) + "  # a guess\n";
  text += "keywords: [" + keywords(gap, title) + "]  # words of theirs that your text doesn't use\n";
  text += "draft: true  # take this line out to publish\n---\n\n";
  text += "<!-- What customers asked, and how often nothing answered it:\n";
  for (std::size_t i = 0; i < gap.queries.size() && i < kMostQuestions; ++i)
    text += fmt::format("- {} ({})\n", inside_comment(one_line(gap.queries[i].text, kLongestQuestion)),
                        gap.queries[i].count);
  if (gap.texts > kMostQuestions) text += fmt::format("- and {} more\n", gap.texts - kMostQuestions);
  text += fmt::format(
      "Gap {}: {} of {}, {} to a person. -->\n\n", gap.id, counted(gap.searches, "search", "searches"),
      counted(gap.visitors, "visitor", "visitors"), counted(gap.asked_person, "message", "messages"));
  return text + "The answer, in a sentence or two.\n\n## What to do\n\n1. The first step.\n";
}

std::string draft_file_name(const std::string& label) {
  std::string name;
  for (const char32_t c : language::code_points(label)) {
    const bool is_ascii_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool is_kept = is_ascii_letter || (c >= '0' && c <= '9') || (c >= 0x80 && c != 0xfffd);
    // Beyond ASCII: letters, and the marks on them; no spaces, quotes, dashes, emoji or signs of direction.
    const bool is_sign =
        (c >= 0x80 && c <= 0xbf) || (c >= 0x2000 && c <= 0x2bff) || (c >= 0x3000 && c <= 0x3004) ||
        (c >= 0x3008 && c <= 0x3020) || (c >= 0xd800 && c <= 0xf8ff) || (c >= 0xfe00 && c <= 0xfe6f) ||
        (c >= 0xff00 && c <= 0xff0f) || c == 0xfeff || c >= 0xe0000 || (c >= 0x1f000 && c <= 0x1faff);
    if (is_kept && !is_sign)
      name += language::to_utf8(std::u32string(1, is_ascii_letter ? c | 0x20 : c));
    else if (!name.empty() && name.back() != '-')
      name += '-';
  }
  name = language::cut_utf8(name, kLongestName);
  while (!name.empty() && name.back() == '-') name.pop_back();
  return (name.empty() ? "article" : name) + ".md";
}

std::string attachment(const std::string& file_name) {
  std::string ascii;
  for (const char c : file_name) {
    if (static_cast<unsigned char>(c) < 0x80 && !is_control(c) && c != '"' && c != '\\') ascii += c;
  }
  std::size_t dashes = ascii.find_first_not_of('-');
  ascii.erase(0, std::min(dashes, ascii.size()));
  if (ascii == ".md" || ascii.empty()) ascii = "article.md";
  return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + search::percent_encode(file_name);
}

}  // namespace firstline::server::review
