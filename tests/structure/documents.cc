// SPDX-License-Identifier: GPL-3.0-or-later
// Paths that the documents name.
//
// A word in backticks is taken for a path when it begins with a file or folder of the repository's root and
// isn't a pattern (`articles/*/`, `templates/words/TAG.json`) or a command (it has a space). What is built or
// run isn't in the tree, so `build/…` and `run/…` never begin with one. Blocks of code between fences are
// commands and samples: not looked at.
#include <algorithm>
#include <cctype>
#include <filesystem>

#include "tests/structure/rules.h"

namespace firstline::tests {
namespace {

bool is_document(std::string_view path) {
  if (path == "README.md") return true;
  return path.starts_with("doc/") && path.ends_with(".md") && path.find('/', 4) == std::string_view::npos;
}

/// The text with fenced blocks emptied, so that lines keep their numbers.
std::vector<std::string> without_fences(std::string_view text) {
  std::vector<std::string> lines;
  std::string fence;
  for (const std::string_view line : lines_of(text)) {
    const std::size_t start = std::min(line.find_first_not_of(" \t"), line.size());
    const std::string_view rest = line.substr(start);
    if (fence.empty() && (rest.starts_with("```") || rest.starts_with("~~~"))) {
      fence = rest.substr(0, std::min(rest.find_first_not_of(rest[0]), rest.size()));
      lines.emplace_back();
    } else if (!fence.empty()) {
      if (rest.starts_with(fence)) fence.clear();
      lines.emplace_back();
    } else {
      lines.emplace_back(line);
    }
  }
  return lines;
}

/// Takes the code spans out of a paragraph (they may go over a line's end) and returns them.
std::vector<std::string> take_code_spans(std::string& paragraph) {
  std::vector<std::string> spans;
  for (std::size_t open = paragraph.find('`'); open != std::string::npos; open = paragraph.find('`', open)) {
    const std::size_t inside = std::min(paragraph.find_first_not_of('`', open), paragraph.size());
    const std::string ticks(inside - open, '`');
    std::size_t close = paragraph.find(ticks, inside);
    while (close != std::string::npos && close + ticks.size() < paragraph.size() &&
           paragraph[close + ticks.size()] == '`') {
      close = paragraph.find(ticks, paragraph.find_first_not_of('`', close));
    }
    if (close == std::string::npos) {
      open = inside;
      continue;
    }
    spans.push_back(paragraph.substr(inside, close - inside));
    paragraph.replace(open, close + ticks.size() - open, "code");
  }
  return spans;
}

/// What the links of a paragraph name: [text](target), ![text](target), [label]: target, src="target".
std::vector<std::string> link_targets(const std::string& paragraph) {
  std::vector<std::string> targets;
  const auto collect = [&](std::string_view before, std::string_view ends) {
    for (std::size_t found = paragraph.find(before); found != std::string::npos;
         found = paragraph.find(before, found + 1)) {
      std::size_t start = found + before.size();
      while (start < paragraph.size() && (paragraph[start] == ' ' || paragraph[start] == '<')) ++start;
      const std::size_t end = std::min(paragraph.find_first_of(ends, start), paragraph.size());
      targets.push_back(paragraph.substr(start, end - start));
    }
  };
  collect("](", " )>\n");
  collect("]: ", " >\n");
  collect("src=\"", "\"");
  collect("href=\"", "\"");
  return targets;
}

/// A name in capitals, like TAG in templates/words/TAG.json, stands for any.
bool is_placeholder(std::string_view part) {
  const std::string_view stem = part.substr(0, part.find('.'));
  if (stem.size() < 2 || stem == "README" || stem == "LICENSE") return false;
  return std::all_of(stem.begin(), stem.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
}

bool is_pattern(std::string_view path) {
  if (path.find_first_of("*?[]{}<>$|=, \t\n") != std::string_view::npos) return true;
  if (path.find("…") != std::string_view::npos || path.find("...") != std::string_view::npos) return true;
  for (std::string_view rest = path; rest.find('/') != std::string_view::npos;) {
    rest.remove_prefix(rest.find('/') + 1);
    if (is_placeholder(rest.substr(0, rest.find('/')))) return true;
  }
  return false;
}

/// "search/query.h" of "./search/query.h:12" and of "search/query.h#L12".
std::string bare_path(std::string path) {
  if (path.starts_with("./")) path.erase(0, 2);
  path.erase(std::min(path.find('#'), path.size()));
  const std::size_t colon = path.rfind(':');
  if (colon != std::string::npos && colon + 1 < path.size() &&
      std::all_of(path.begin() + static_cast<std::ptrdiff_t>(colon) + 1, path.end(),
                  [](unsigned char c) { return std::isdigit(c) != 0; })) {
    path.erase(colon);
  }
  return path;
}

bool is_dead_span(const Tree& tree, const std::string& span) {
  const std::string path = bare_path(span);
  return tree.has(path.substr(0, path.find('/'))) && !is_pattern(path) && !tree.has(path);
}

bool is_dead_link(const Tree& tree, const std::string& document, std::string target) {
  target.erase(std::min(target.find_first_of("#?"), target.size()));
  if (target.empty() || target.starts_with("//")) return false;
  if (target.find(':') != std::string::npos) return false;  // https:, mailto:
  const std::filesystem::path from = target.starts_with('/')
                                         ? std::filesystem::path(target).relative_path()
                                         : std::filesystem::path(document).parent_path() / target;
  const std::string path = from.lexically_normal().generic_string();
  if (path.starts_with("build/") || path.starts_with("run/")) return false;
  return !tree.has(path);
}

void check_paragraph(const Tree& tree, const std::string& document, std::size_t line, std::string paragraph,
                     Breaks& breaks) {
  for (const std::string& span : take_code_spans(paragraph)) {
    if (is_dead_span(tree, span)) breaks.push_back(at(document, line, "there is no `" + span + "`"));
  }
  for (const std::string& target : link_targets(paragraph)) {
    if (is_dead_link(tree, document, target)) {
      breaks.push_back(at(document, line, "a link to " + target + ", which isn't there"));
    }
  }
}

}  // namespace

Breaks dead_paths(const Tree& tree) {
  Breaks breaks;
  for (const char* needed : {"README.md", "doc/design.md"}) {
    if (tree.text(needed) == nullptr) breaks.push_back(at(needed, 0, "is missing"));
  }
  for (const auto& [path, text] : tree.files()) {
    if (!is_document(path)) continue;
    std::vector<std::string> lines = without_fences(text);
    lines.emplace_back();  // ends the last paragraph
    std::string paragraph;
    std::size_t start = 1;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].find_first_not_of(" \t\r") != std::string::npos) {
        paragraph += lines[i] + "\n";
        continue;
      }
      check_paragraph(tree, path, start, paragraph, breaks);
      paragraph.clear();
      start = i + 2;
    }
  }
  return breaks;
}

}  // namespace firstline::tests
