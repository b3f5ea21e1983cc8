// SPDX-License-Identifier: GPL-3.0-or-later
// The repository as the tests of its structure see it: paths and texts, nothing else. A plain value, so that
// each rule can also be shown a tree that breaks it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace firstline::tests {

class Tree {
 public:
  Tree() = default;
  Tree(std::initializer_list<std::pair<const std::string, std::string>> files) : files_(files) {}

  /// Adds a file, or replaces it.
  void set(const std::string& path, std::string text) { files_[path] = std::move(text); }
  /// Path from the root, with "/" -> text. Sorted.
  const std::map<std::string, std::string>& files() const { return files_; }
  /// Null when there is no such file.
  const std::string* text(const std::string& path) const;
  /// Whether a file, or a folder that holds one, has this path.
  bool has(std::string_view path) const;

 private:
  std::map<std::string, std::string> files_;
};

/// All files that are ours: not what is built, what runs, or what a package manager fetched. The text of a
/// symbolic link is the path it names, as git keeps it.
Tree read_tree(const std::filesystem::path& root);

std::vector<std::string_view> lines_of(std::string_view text);
/// "server" of "server/pages/page.h"; "" for a file at the root.
std::string_view folder_of(std::string_view path);
/// "page.h" of "server/pages/page.h".
std::string_view name_of(std::string_view path);
/// Whether it is C++, by any of the suffixes compilers know.
bool is_cpp(std::string_view path);
/// CMakeLists.txt or *.cmake.
bool is_cmake(std::string_view path);
/// "path:12: message"; line 0 is left out.
std::string at(std::string_view path, std::size_t line, std::string_view message);

}  // namespace firstline::tests
