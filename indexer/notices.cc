// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/notices.h"

#include <algorithm>

#include "base/failure.h"
#include "base/file.h"
#include "indexer/excess.h"
#include "indexer/front_matter.h"
#include "indexer/markdown.h"
#include "indexer/source_text.h"
#include "language/rules.h"
#include "language/slug.h"
#include "language/utf8.h"
#include "search/links.h"

namespace firstline::indexer {
namespace {

using base::Severity;

constexpr int kTopLevel = 4;  // below the notice's title, which stands below the heading of all

/// Nobody types more, and all words of a phrase must be typed.
constexpr std::size_t kMostWords = 10;

class Reader {
 public:
  Reader(const SourceFile& file, const std::string& default_language, const language::Languages& languages,
         language::WordReader& reader, ReadNotice& result)
      : file_(file), languages_(languages), reader_(reader), result_(result) {
    // "th/internet-down", or "internet-down" for a notice in the default language.
    notice_.id = file.id;
    notice_.key = file.id.substr(std::string_view(kNoticesFolder).size() + 1);
    notice_.lang = default_language;
    const std::string folder = first_folder(notice_.key);
    if (!language::is_known_language(folder)) return;
    notice_.lang = folder;
    notice_.key.erase(0, folder.size() + 1);
  }

  void read(std::string_view whole) {
    const std::string_view source = without_bom(whole);
    if (auto problem = check_bytes(source, file_.shown)) {
      result_.problems.push_back(std::move(*problem));
      result_.broken = true;
      return;
    }
    const SplitSource split = split_source(source);
    if (split.unclosed) {
      report(1, 1, Severity::kError, "unclosed-front-matter",
             "the front matter that starts here has no closing '---' line");
      return;
    }
    const NoticeFrontMatter front =
        read_notice_front_matter(split.front_matter, file_.shown, result_.problems);
    result_.broken =
        std::any_of(result_.problems.begin(), result_.problems.end(),
                    [](const base::Problem& problem) { return problem.severity == Severity::kError; });
    if (front.lang) notice_.lang = *front.lang;
    notice_.title = language::to_nfc(front.title.value_or(""));
    read_times(front);
    read_words(front);
    for (const PlacedText& id : front.articles) {
      notice_.articles.push_back(language::to_nfc(id.text));
      result_.references.push_back(
          {file_.shown, id.line, id.column, "notice-article", notice_.articles.back()});
    }
    read_body(split);
    if (!result_.broken && !front.draft) result_.notice = std::move(notice_);
  }

 private:
  void report(int line, int column, Severity severity, const char* rule, std::string message) {
    result_.problems.push_back({file_.shown, line, column, severity, rule, std::move(message)});
    result_.broken = result_.broken || severity == Severity::kError;
  }

  void read_times(const NoticeFrontMatter& front) {
    if (front.from) notice_.from = front.from->begin;
    if (front.until) notice_.until = front.until->end;
    if (notice_.until <= notice_.from)
      report(front.until_place.line, front.until_place.column, Severity::kError, "until-before-from",
             "'until' must come after 'from': nobody would see the notice");
    if (front.next_update)
      notice_.next_update = front.next_update->time.empty()
                                ? front.next_update->date
                                : front.next_update->date + "T" + front.next_update->time +
                                      base::iso_zone(front.next_update->zone_minutes);
  }

  void read_words(const NoticeFrontMatter& front) {
    for (const PlacedText& phrase : front.words) {
      std::string text = language::to_nfc(phrase.text);
      const std::vector<language::Word> words = reader_.read(text, languages_.rules_for(notice_.lang));
      const bool says_nothing = std::all_of(words.begin(), words.end(),
                                            [](const language::Word& word) { return word.forms->stop; });
      if (says_nothing || words.size() > kMostWords) {
        report(phrase.line, phrase.column, Severity::kWarning, "notice-words",
               says_nothing ? "'" + phrase.text + "' stands in questions about anything; it is left out"
                            : "more than " + std::to_string(kMostWords) +
                                  " words, and all must stand in a question; it is left out");
        continue;
      }
      notice_.words.push_back(std::move(text));
    }
    if (notice_.words.empty() && !front.draft)
      report(front.words_place.line, front.words_place.column, Severity::kWarning, "notice-words",
             "no 'words' that ask about it; only the home page shows it");
  }

  void read_body(const SplitSource& split) {
    if (const auto excess = find_excess(split.body)) {
      report(excess->line + split.body_line - 1, 1, Severity::kError, "too-complex", excess->message);
      return;
    }
    const auto resolve = [&](const std::string& link) {
      const auto target = link_target(file_.id, link);
      return target ? search::article_url(target->id) + target->fragment : std::string();
    };
    Markdown body = read_markdown(without_controls(split.body), notice_.title, resolve, {kTopLevel, false});
    for (const RelativeLink& link : body.links)
      result_.references.push_back({file_.shown, link.line + split.body_line - 1, link.column, "broken-link",
                                    link_target(file_.id, link.target)->id});
    if (notice_.title.empty()) notice_.title = body.first_heading;
    if (notice_.title.empty() && !result_.broken)
      report(1, 1, Severity::kError, "no-title",
             "no 'title' and no heading: say in a few words what is wrong");
    notice_.html = std::move(body.html);
    if (notice_.html.empty())
      report(split.body_line, 1, Severity::kWarning, "no-text",
             "the notice has no text: say what is known, and what is done");
  }

  const SourceFile& file_;
  const language::Languages& languages_;
  language::WordReader& reader_;
  ReadNotice& result_;
  search::Notice notice_;
};

}  // namespace

ReadNotice read_notice(const SourceFile& file, std::string_view source, const std::string& default_language,
                       const language::Languages& languages, language::WordReader& reader) {
  ReadNotice result;
  Reader(file, default_language, languages, reader, result).read(source);
  return result;
}

ReadNotices read_notices_folder(const std::filesystem::path& articles, const std::string& default_language,
                                const language::Languages& languages, const std::vector<search::Notice>& live,
                                std::vector<base::Problem>& problems) {
  ReadNotices all;
  language::WordReader reader(languages);
  const SourceFile* before = nullptr;
  const std::vector<SourceFile> files = find_notices(articles, problems);
  for (const SourceFile& file : files) {
    if (before != nullptr && before->id == file.id) {
      problems.push_back({file.shown, 1, 1, Severity::kError, "duplicate-id",
                          "its id '" + file.id + "' is also that of " + before->shown + ", which is used"});
      continue;
    }
    before = &file;
    ReadNotice read;
    try {
      read = read_notice(file, base::read_file(file.path), default_language, languages, reader);
    } catch (const base::Failure& failure) {
      read.problems.push_back({file.shown, 1, 1, Severity::kError, "unreadable", failure.what()});
      read.broken = true;
    }
    problems.insert(problems.end(), read.problems.begin(), read.problems.end());
    all.references.insert(all.references.end(), read.references.begin(), read.references.end());
    if (read.notice) {
      all.notices.push_back(std::move(*read.notice));
    } else if (read.broken) {
      const auto kept = std::find_if(live.begin(), live.end(),
                                     [&](const search::Notice& notice) { return notice.id == file.id; });
      if (kept != live.end()) all.notices.push_back(*kept);
    }
  }
  return all;
}

}  // namespace firstline::indexer
