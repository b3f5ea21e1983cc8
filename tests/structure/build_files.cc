// SPDX-License-Identifier: GPL-3.0-or-later
// Rules over CMakeLists.txt and packages.txt.
#include <cctype>
#include <filesystem>
#include <set>

#include "tests/structure/layout.h"
#include "tests/structure/rules.h"

namespace firstline::tests {
namespace {

constexpr std::string_view kTargetStart = "firstline_";

struct Command {
  std::size_t line = 0;
  std::string name;  ///< in lower case
  std::vector<std::string> arguments;
};

/// As much of CMake's language as our files use: words, quotes, comments, parentheses.
std::vector<Command> commands_of(std::string_view text) {
  std::vector<Command> commands;
  std::string word;
  std::size_t line = 1;
  int depth = 0;
  bool quoted = false;
  const auto end_word = [&] {
    if (depth > 0 && !word.empty()) commands.back().arguments.push_back(word);
    if (depth > 0) word.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') ++line;
    if (c == '"') {
      quoted = !quoted;
    } else if (quoted) {
      word += c;
    } else if (c == '#') {
      while (i + 1 < text.size() && text[i + 1] != '\n') ++i;
    } else if (c == '(') {
      if (depth++ == 0) {
        for (char& letter : word)
          letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
        commands.push_back({line, word, {}});
        word.clear();
      } else {
        end_word();
      }
    } else if (c == ')') {
      end_word();
      if (depth > 0) --depth;
    } else if (std::isspace(static_cast<unsigned char>(c)) != 0 || c == ';') {
      end_word();
    } else {
      word += c;
    }
  }
  return commands;
}

bool makes_target(const Command& command) {
  return command.name == "add_library" || command.name == "add_executable" ||
         command.name == "firstline_test";
}

/// Whether the CMakeLists.txt of a folder above `path` names it, in one of the ways one may.
bool is_listed(const Tree& tree, const std::string& path) {
  const std::filesystem::path file(path);
  for (auto folder = file.parent_path(); !folder.empty(); folder = folder.parent_path()) {
    const std::string* text = tree.text((folder / "CMakeLists.txt").generic_string());
    if (text == nullptr) continue;
    const std::string relative = file.lexically_relative(folder).generic_string();
    const std::set<std::string> names = {relative, "${CMAKE_CURRENT_SOURCE_DIR}/" + relative,
                                         "${CMAKE_SOURCE_DIR}/" + path, "${PROJECT_SOURCE_DIR}/" + path};
    for (const Command& command : commands_of(*text)) {
      for (const std::string& argument : command.arguments) {
        if (names.contains(argument)) return true;
      }
    }
  }
  return false;
}

/// What is wrong with a build file of a folder of the program, or of the root (`rule` null).
void check_links(const std::string& path, const std::string& text, const FolderRule* rule, Breaks& breaks) {
  const std::vector<Command> commands = commands_of(text);
  std::set<std::string> own;
  for (const Command& command : commands) {
    if (makes_target(command) && !command.arguments.empty()) own.insert(command.arguments.front());
  }
  const bool in_tests = rule != nullptr && rule->folder == "tests";
  for (const Command& command : commands) {
    // Wherever it stands, "firstline_x" is the library of x.
    for (const std::string& argument : command.arguments) {
      if (!argument.starts_with(kTargetStart) || own.contains(argument)) continue;
      const std::string_view folder = std::string_view(argument).substr(kTargetStart.size());
      const bool allowed = rule_of(folder) != nullptr ? rule != nullptr && may_use(*rule, folder)
                                                      : in_tests || folder == "flags";
      if (!allowed) breaks.push_back(at(path, command.line, "may not link " + argument));
    }
    // CMake lets any folder add links and sources to any target; then the direction could be turned from
    // outside.
    if (!in_tests && (command.name == "target_link_libraries" || command.name == "target_sources") &&
        !command.arguments.empty() && !own.contains(command.arguments.front())) {
      breaks.push_back(at(path, command.line, "adds to " + command.arguments.front() + ", made elsewhere"));
    }
  }
}

}  // namespace

Breaks broken_link_direction(const Tree& tree) {
  Breaks breaks;
  for (const FolderRule& rule : kFolders) {
    const std::string path = std::string(rule.folder) + "/CMakeLists.txt";
    if (tree.text(path) == nullptr) breaks.push_back(at(path, 0, "is missing"));
  }
  for (const auto& [path, text] : tree.files()) {
    if (is_cmake(path)) check_links(path, text, rule_of(folder_of(path)), breaks);
  }
  return breaks;
}

Breaks unlisted_sources(const Tree& tree) {
  Breaks breaks;
  for (const auto& [path, text] : tree.files()) {
    if (path.ends_with(".cc") && !is_listed(tree, path)) {
      breaks.push_back(at(path, 0, "no CMakeLists.txt of its folder lists it"));
    }
  }
  return breaks;
}

Breaks collected_sources(const Tree& tree) {
  Breaks breaks;
  for (const auto& [path, text] : tree.files()) {
    if (!is_cmake(path)) continue;
    for (const Command& command : commands_of(text)) {
      const bool globs = command.name == "file" && !command.arguments.empty() &&
                         command.arguments.front().starts_with("GLOB");
      if (globs || command.name == "aux_source_directory") {
        breaks.push_back(at(path, command.line, "collects files by pattern"));
      }
    }
  }
  return breaks;
}

Breaks repeated_packages(const Tree& tree) {
  constexpr const char* kPath = "packages.txt";
  const std::string* text = tree.text(kPath);
  if (text == nullptr) return {at(kPath, 0, "is missing")};
  Breaks breaks;
  std::set<std::string_view> seen;
  std::size_t line = 0;
  for (std::string_view name : lines_of(*text)) {
    ++line;
    if (name.starts_with('#') || name.empty()) continue;
    // The Makefile takes each line as it is.
    if (name.find_first_of(" \t\r") != std::string_view::npos) {
      breaks.push_back(at(kPath, line, "more than a name"));
    } else if (!seen.insert(name).second) {
      breaks.push_back(at(kPath, line, std::string(name) + " is listed twice"));
    }
  }
  if (seen.empty()) breaks.push_back(at(kPath, 0, "names no package"));
  return breaks;
}

}  // namespace firstline::tests
