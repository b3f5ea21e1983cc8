// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/structure/tree.h"

#include <array>

#include "tests/support/temporary_folder.h"

namespace firstline::tests {
namespace {

/// The same as .gitignore says.
bool left_out(const std::filesystem::path& folder, const std::filesystem::path& root) {
  const std::string name = folder.filename().string();
  if (name == ".git" || name == "node_modules") return true;
  return folder.parent_path() == root && (name == "build" || name == "run");
}

void read_folder(const std::filesystem::path& folder, const std::filesystem::path& root, Tree& tree) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string path = entry.path().lexically_relative(root).generic_string();
    if (entry.is_symlink()) {
      tree.set(path, std::filesystem::read_symlink(entry.path()).string());
    } else if (entry.is_directory()) {
      if (!left_out(entry.path(), root)) read_folder(entry.path(), root, tree);
    } else if (entry.path().filename() != ".git") {  // a file in a worktree
      tree.set(path, read_text(entry.path()));
    }
  }
}

}  // namespace

const std::string* Tree::text(const std::string& path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

bool Tree::has(std::string_view path) const {
  if (path == ".") return true;
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  if (path.empty()) return false;
  if (files_.contains(std::string(path))) return true;
  const std::string folder = std::string(path) + "/";
  const auto first_inside = files_.lower_bound(folder);
  return first_inside != files_.end() && first_inside->first.starts_with(folder);
}

Tree read_tree(const std::filesystem::path& root) {
  const std::filesystem::path whole = std::filesystem::canonical(root);
  Tree tree;
  read_folder(whole, whole, tree);
  return tree;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

bool is_cpp(std::string_view path) {
  constexpr std::array<std::string_view, 9> kSuffixes = {".cc",  ".h",  ".cpp", ".hpp", ".cxx",
                                                         ".hxx", ".hh", ".c",   ".inc"};
  for (const std::string_view suffix : kSuffixes) {
    if (path.ends_with(suffix)) return true;
  }
  return false;
}

bool is_cmake(std::string_view path) {
  return name_of(path) == "CMakeLists.txt" || path.ends_with(".cmake");
}

std::string at(std::string_view path, std::size_t line, std::string_view message) {
  std::string text(path);
  if (line > 0) text += ":" + std::to_string(line);
  text += ": ";
  return text += message;
}

}  // namespace firstline::tests
