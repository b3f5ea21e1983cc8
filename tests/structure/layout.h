// SPDX-License-Identifier: GPL-3.0-or-later
// The plan of the house as the tests hold it: the one place that says which folder may use which and where
// each library lives. Mirrors doc/design.md: when a wall moves, both change.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace firstline::tests {

struct FolderRule {
  std::string_view folder;
  std::array<std::string_view, 6> may_use;  ///< itself and the folders before it
};

inline constexpr std::array kFolders = {
    FolderRule{"base", {"base"}},
    FolderRule{"language", {"language", "base"}},
    FolderRule{"search", {"search", "language", "base"}},
    FolderRule{"indexer", {"indexer", "search", "language", "base"}},
    FolderRule{"server", {"server", "search", "language", "base"}},
    FolderRule{"tests", {"tests", "server", "indexer", "search", "language", "base"}},
};

/// Null for a folder that is not in the plan.
constexpr const FolderRule* rule_of(std::string_view folder) {
  const auto* rule = std::find_if(kFolders.begin(), kFolders.end(),
                                  [folder](const FolderRule& each) { return each.folder == folder; });
  return rule == kFolders.end() ? nullptr : rule;
}

constexpr bool may_use(const FolderRule& rule, std::string_view folder) {
  return std::find(rule.may_use.begin(), rule.may_use.end(), folder) != rule.may_use.end();
}

/// Headers of search/ that show Xapian's types, and so stay inside it.
inline constexpr std::array<std::string_view, 3> kInnerHeaders = {"search/attempt.h", "search/field_weight.h",
                                                                  "search/query.h"};

struct LibraryRule {
  std::string_view library;
  std::array<std::string_view, 2>
      header_starts;                      ///< how the names of its headers begin; the second may be empty
  std::array<std::string_view, 4> homes;  ///< files, or "folder/*.cc"; each must include the library
};

inline constexpr std::array kLibraries = {
    LibraryRule{"Xapian",
                {"xapian.h", "xapian/"},
                {"search/*.cc", kInnerHeaders[0], kInnerHeaders[1], kInnerHeaders[2]}},
    LibraryRule{"libstemmer", {"libstemmer"}, {"language/stemmer.cc"}},
    LibraryRule{"ICU", {"unicode/"}, {"language/*.cc"}},
    LibraryRule{"cmark-gfm", {"cmark"}, {"indexer/markdown.cc"}},
    LibraryRule{"yaml-cpp", {"yaml-cpp/"}, {"indexer/front_matter.cc"}},
    LibraryRule{"cpp-httplib", {"httplib"}, {"server/http/http.cc"}},
    LibraryRule{"SQLite", {"SQLiteCpp/", "sqlite3"}, {"server/log/database.cc", "tests/server/log_file.cc"}},
    LibraryRule{"kainjow-mustache", {"kainjow/"}, {"server/templates.cc"}},
    LibraryRule{"zstd", {"zstd", "zdict"}, {"search/article_store.cc"}},
    LibraryRule{"xxHash", {"xxh"}, {"base/hash.cc"}},
    LibraryRule{"libsodium", {"sodium"}, {"base/random.cc", "base/secrets.cc"}},
    LibraryRule{"spdlog", {"spdlog/"}, {"base/logging.cc"}},
    LibraryRule{"CLI11", {"CLI/"}, {"base/command_line.cc"}},
};

/// Benchmarks compare libraries with each other, so they may include any.
inline constexpr std::string_view kExemptFromHomes = "tests/bench/";

/// Longer than this, a file is more than one thing.
inline constexpr std::size_t kLongestFile = 400;

}  // namespace firstline::tests
