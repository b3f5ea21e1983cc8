// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_reader.h"

#include <algorithm>

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

/// "reset-password" for "en/account/reset-password".
std::string file_name(const std::string& id) {
  return id.substr(id.rfind('/') + 1);
}

class Reader {
 public:
  Reader(const SourceFile& file, const std::string& default_language, ReadArticle& result)
      : file_(file), default_language_(default_language), result_(result) {}

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
    const FrontMatter front = read_front_matter(split.front_matter, file_.shown, result_.problems);
    result_.broken =
        std::any_of(result_.problems.begin(), result_.problems.end(),
                    [](const base::Problem& problem) { return problem.severity == Severity::kError; });
    search::Article article = describe(front);
    read_body(split, front, article);
    result_.aliases = article.aliases;
    if (!result_.broken && !front.draft && !front.agents_only) result_.article = std::move(article);
  }

 private:
  void report(int line, int column, Severity severity, const char* rule, std::string message) {
    result_.problems.push_back({file_.shown, line, column, severity, rule, std::move(message)});
    result_.broken = result_.broken || severity == Severity::kError;
  }

  search::Article describe(const FrontMatter& front) const {
    search::Article article;
    article.id = file_.id;
    const std::string folder = first_folder(file_.id);
    const bool in_language_folder = language::is_known_language(folder);
    article.lang = front.lang ? *front.lang : in_language_folder ? folder : default_language_;
    article.translation_key = front.translation_key ? *front.translation_key
                              : in_language_folder  ? file_.id.substr(folder.size() + 1)
                                                    : file_.id;
    article.title = front.title.value_or("");
    article.description = front.description.value_or("");
    article.category = front.category.value_or("");
    article.updated = front.updated.value_or("");
    article.weight = front.weight;
    article.keywords = front.keywords;
    article.tags = front.tags;
    article.aliases = front.aliases;
    for (std::string* text : {&article.title, &article.description, &article.category})
      *text = language::to_nfc(*text);
    return article;
  }

  void read_body(const SplitSource& split, const FrontMatter& front, search::Article& article) {
    if (const auto excess = find_excess(split.body)) {
      report(excess->line + split.body_line - 1, 1, Severity::kError, "too-complex", excess->message);
      return;
    }
    const auto resolve = [&](const std::string& link) {
      const auto target = link_target(file_.id, link);
      return target ? search::article_url(target->id) + target->fragment : std::string();
    };
    Markdown body = read_markdown(without_controls(split.body), article.title, resolve);
    for (const RelativeLink& link : body.links)
      result_.links.push_back(
          {link_target(file_.id, link.target)->id, link.line + split.body_line - 1, link.column});
    if (article.title.empty()) article.title = body.first_heading;
    if (article.title.empty()) {
      article.title = file_name(file_.id);
      if (!result_.broken)  // else it may stand where the front matter can't be read
        report(1, 1, Severity::kWarning, "no-title", "no 'title' and no heading; the file's name stands in");
    }
    const bool empty = std::all_of(body.sections.begin(), body.sections.end(),
                                   [](const search::Section& section) { return section.text.empty(); });
    if (empty && !front.draft)
      report(split.body_line, 1, Severity::kWarning, "no-text", "the article has no text");
    article.sections = std::move(body.sections);
    article.html = std::move(body.html);
  }

  const SourceFile& file_;
  const std::string& default_language_;
  ReadArticle& result_;
};

}  // namespace

ReadArticle read_article(const SourceFile& file, std::string_view source,
                         const std::string& default_language) {
  ReadArticle result;
  Reader(file, default_language, result).read(source);
  return result;
}

}  // namespace firstline::indexer
