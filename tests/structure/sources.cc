// SPDX-License-Identifier: GPL-3.0-or-later
// Rules over each source file by itself.
#include <algorithm>
#include <array>
#include <cctype>

#include "tests/structure/layout.h"
#include "tests/structure/rules.h"

namespace firstline::tests {
namespace {

constexpr std::string_view kLicence = "SPDX-License-Identifier: GPL-3.0-or-later";

bool needs_licence(std::string_view path) {
  return is_cpp(path) || is_cmake(path) || path.ends_with(".sh") || name_of(path) == "Makefile";
}

/// Pages and styles are code too; golden files, articles and word lists are data.
bool is_code(std::string_view path) {
  if (path.starts_with("tests/golden/")) return false;
  if (needs_licence(path)) return true;
  for (const std::string_view suffix : {".js", ".mjs", ".css", ".html", ".py"}) {
    if (path.ends_with(suffix)) return true;
  }
  return false;
}

/// The first developer's path in a line; "" when there is none.
std::string_view private_path_in(std::string_view line) {
  // Written in two pieces, so that this file doesn't hold what it looks for.
  constexpr std::array<std::string_view, 5> kStarts = {
      "/home"
      "/",
      "/root"
      "/",
      "/work"
      "/",
      "/Users"
      "/",
      "/tmp"
      "/brief"};
  const auto is_name = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-';
  };
  for (const std::string_view start : kStarts) {
    for (std::size_t found = line.find(start); found != std::string_view::npos;
         found = line.find(start, found + 1)) {
      const std::string_view before = line.substr(0, found);
      const std::string_view after = line.substr(found + start.size());
      // Inside a longer path it is somebody else's folder, save where a compiler's flag or a scheme stands
      // before.
      const bool begins_path =
          before.empty() || before.ends_with("file://") || before.ends_with("-I") || before.ends_with("-L") ||
          (!is_name(before.back()) && std::string_view("/~})").find(before.back()) == std::string_view::npos);
      const bool goes_on = !start.ends_with('/') || (!after.empty() && is_name(after.front()));
      if (begins_path && goes_on) return line.substr(found, start.size());
    }
  }
  return {};
}

}  // namespace

Breaks missing_licences(const Tree& tree) {
  Breaks breaks;
  for (const auto& [path, text] : tree.files()) {
    if (!needs_licence(path)) continue;
    const std::vector<std::string_view> lines = lines_of(text);
    const std::size_t first = !lines.empty() && lines[0].starts_with("#!") ? 1 : 0;
    const std::string expected = (is_cpp(path) ? "// " : "# ") + std::string(kLicence);
    if (lines.size() <= first || lines[first] != expected) {
      breaks.push_back(at(path, first + 1, "should be: " + expected));
    }
  }
  return breaks;
}

Breaks silent_headers(const Tree& tree) {
  Breaks breaks;
  for (const auto& [path, text] : tree.files()) {
    if (!path.ends_with(".h")) continue;
    // Comment lines and nothing else may come before `#pragma once`.
    bool has_pragma = false;
    std::size_t words = 0;
    for (const std::string_view line : lines_of(text)) {
      if (line == "#pragma once") has_pragma = true;
      if (!line.starts_with("//")) break;
      if (line.ends_with(kLicence)) continue;
      words += static_cast<std::size_t>(std::count(line.begin(), line.end(), ' '));  // one before each word
    }
    if (!has_pragma) breaks.push_back(at(path, 0, "no #pragma once after its opening comment"));
    if (words < 3) breaks.push_back(at(path, 0, "doesn't open with a sentence that says what it is for"));
  }
  return breaks;
}

Breaks foreign_suffixes(const Tree& tree) {
  Breaks breaks;
  for (const auto& [path, text] : tree.files()) {
    if (is_cpp(path) && !path.ends_with(".cc") && !path.ends_with(".h")) {
      breaks.push_back(at(path, 0, "C++ is in .cc and .h"));
    }
  }
  return breaks;
}

Breaks long_files(const Tree& tree) {
  Breaks breaks;
  for (const auto& [path, text] : tree.files()) {
    if (!is_code(path)) continue;
    const std::size_t lines = lines_of(text).size();
    if (lines > kLongestFile) {
      breaks.push_back(
          at(path, 0, std::to_string(lines) + " lines, more than " + std::to_string(kLongestFile)));
    }
  }
  return breaks;
}

Breaks private_paths(const Tree& tree) {
  Breaks breaks;
  for (const auto& [path, text] : tree.files()) {
    std::size_t number = 0;
    for (const std::string_view line : lines_of(text)) {
      ++number;
      if (const std::string_view found = private_path_in(line); !found.empty()) {
        breaks.push_back(at(path, number, "a path below " + std::string(found)));
      }
    }
  }
  return breaks;
}

}  // namespace firstline::tests
