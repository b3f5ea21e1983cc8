// SPDX-License-Identifier: GPL-3.0-or-later
// Articles to a generation's terms and records: the end of the indexing trip.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "language/rules.h"
#include "search/article.h"
#include "search/generation.h"

namespace firstline::search {

class IndexWriter {
 public:
  /// A new index in an empty folder, written by `shards` threads at once.
  static IndexWriter create(const std::filesystem::path& generation, const language::Languages& languages,
                            int shards);
  /// A copy of a former generation, to be changed by one thread (shard 0).
  static IndexWriter extend(const std::filesystem::path& generation, const std::filesystem::path& former,
                            const language::Languages& languages);
  ~IndexWriter();
  IndexWriter(IndexWriter&&) noexcept;

  /// Adds an article, or replaces the one of the same id in an extended index. One thread per shard.
  void put(int shard, const Article& article);
  /// Only in an extended index. An unknown id is no error.
  void remove(const std::string& id);

  /// Merges the shards and writes the terms and the manifest. Call it once, last.
  Manifest finish(const std::string& default_language);

 private:
  struct State;
  explicit IndexWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace firstline::search
