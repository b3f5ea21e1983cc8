// SPDX-License-Identifier: GPL-3.0-or-later
// Rules over #include lines.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "tests/structure/layout.h"
#include "tests/structure/rules.h"

namespace firstline::tests {
namespace {

struct Include {
  std::size_t line = 0;
  std::string header;  ///< as written; "" when a macro names it
  bool quoted = false;
};

void skip_blanks(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
}

std::vector<Include> includes_of(std::string_view text) {
  std::vector<Include> includes;
  std::size_t line = 0;
  for (std::string_view rest : lines_of(text)) {
    ++line;
    skip_blanks(rest);
    if (!rest.starts_with('#')) continue;
    rest.remove_prefix(1);
    skip_blanks(rest);
    if (!rest.starts_with("include")) continue;
    rest.remove_prefix(std::string_view("include").size());
    if (rest.starts_with("_next")) rest.remove_prefix(std::string_view("_next").size());
    skip_blanks(rest);
    const bool quoted = rest.starts_with('"');
    const std::size_t end = rest.find(quoted ? '"' : '>', 1);
    const bool named = (quoted || rest.starts_with('<')) && end != std::string_view::npos;
    includes.push_back({line, named ? std::string(rest.substr(1, end - 1)) : "", quoted});
  }
  return includes;
}

/// The file of ours that an include names, found as compilers find it: beside the includer, then from the
/// root.
std::optional<std::string> our_file(const Tree& tree, const std::string& includer, const Include& include) {
  const std::filesystem::path beside = std::filesystem::path(includer).parent_path() / include.header;
  if (const std::string path = beside.lexically_normal().generic_string();
      include.quoted && tree.text(path) != nullptr) {
    return path;
  }
  const std::string path = std::filesystem::path(include.header).lexically_normal().generic_string();
  if (tree.text(path) != nullptr) return path;
  return std::nullopt;
}

bool is_header_of(const LibraryRule& rule, std::string_view header) {
  for (const std::string_view start : rule.header_starts) {
    if (!start.empty() && header.starts_with(start)) return true;
  }
  return false;
}

bool matches_home(std::string_view home, std::string_view path) {
  if (!home.ends_with("/*.cc")) return path == home;
  return path.starts_with(home.substr(0, home.size() - 4)) && path.ends_with(".cc");
}

/// The home of the library that `path` is; "" when it is none.
std::string_view home_for(const LibraryRule& rule, std::string_view path) {
  for (const std::string_view home : rule.homes) {
    if (matches_home(home, path)) return home;
  }
  return {};
}

bool is_inner(std::string_view path) {
  return std::find(kInnerHeaders.begin(), kInnerHeaders.end(), path) != kInnerHeaders.end();
}

/// The first inner header that `path` gets, and the header it gets it through.
std::optional<std::pair<std::string, std::string>> inner_header_behind(const Tree& tree,
                                                                       const std::string& path,
                                                                       std::set<std::string>& seen) {
  for (const Include& include : includes_of(*tree.text(path))) {
    const std::optional<std::string> target = our_file(tree, path, include);
    if (!target || !seen.insert(*target).second) continue;
    if (is_inner(*target)) return std::pair(*target, path);
    if (auto found = inner_header_behind(tree, *target, seen)) return found;
  }
  return std::nullopt;
}

}  // namespace

Breaks broken_include_direction(const Tree& tree) {
  Breaks breaks;
  for (const auto& [path, text] : tree.files()) {
    if (!is_cpp(path)) continue;
    const FolderRule* rule = rule_of(folder_of(path));
    if (rule == nullptr) {
      breaks.push_back(at(path, 0, "C++ in a folder that the plan doesn't have"));
      continue;
    }
    for (const Include& include : includes_of(text)) {
      const std::optional<std::string> target = our_file(tree, path, include);
      if (include.header.empty()) {
        breaks.push_back(at(path, include.line, "an include that nobody can follow"));
      } else if (!target && include.quoted) {
        breaks.push_back(at(path, include.line, "\"" + include.header + "\" is no file of the repository"));
      } else if (target && !may_use(*rule, folder_of(*target))) {
        breaks.push_back(at(path, include.line, std::string(rule->folder) + "/ may not include " + *target));
      }
    }
  }
  return breaks;
}

Breaks broken_library_homes(const Tree& tree) {
  Breaks breaks;
  for (const LibraryRule& rule : kLibraries) {
    std::set<std::string_view> lived_in;
    for (const auto& [path, text] : tree.files()) {
      if (!is_cpp(path) || path.starts_with(kExemptFromHomes)) continue;
      for (const Include& include : includes_of(text)) {
        if (!is_header_of(rule, include.header)) continue;
        const std::string_view home = home_for(rule, path);
        if (!home.empty()) {
          lived_in.insert(home);
        } else {
          breaks.push_back(at(path, include.line, "not a home of " + std::string(rule.library)));
        }
      }
    }
    for (const std::string_view home : rule.homes) {
      if (home.empty() || lived_in.contains(home)) continue;
      breaks.push_back(at(home, 0, "the home of " + std::string(rule.library) + " is gone"));
    }
  }
  return breaks;
}

Breaks broken_inner_headers(const Tree& tree) {
  Breaks breaks;
  for (const std::string_view header : kInnerHeaders) {
    if (tree.text(std::string(header)) == nullptr)
      breaks.push_back(at(header, 0, "the inner header is gone"));
  }
  for (const auto& [path, text] : tree.files()) {
    const std::string_view folder = folder_of(path);
    if (!is_cpp(path) || folder == "search" || path.starts_with("tests/search/")) continue;
    for (const Include& include : includes_of(text)) {
      const std::optional<std::string> target = our_file(tree, path, include);
      if (target && is_inner(*target)) {
        breaks.push_back(at(path, include.line, *target + " is an inner header of search/"));
      }
    }
    // A test may look at a part of search/ by itself, and then sees what that part sees.
    if (folder == "tests") continue;
    std::set<std::string> seen;
    const auto behind = inner_header_behind(tree, path, seen);
    if (behind && behind->second != path) {
      breaks.push_back(at(path, 0, "gets " + behind->first + " through " + behind->second));
    }
  }
  return breaks;
}

}  // namespace firstline::tests
