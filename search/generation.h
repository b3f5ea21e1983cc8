// SPDX-License-Identifier: GPL-3.0-or-later
// The index directory, where the two programs meet:
//   DIR/firstline-index      says whose directory it is
//   DIR/lock                 held by the one indexer that works on it
//   DIR/current              the name of the live generation; replaced by one rename
//   DIR/generations/NAME/    terms/ (Xapian), articles (the store), vocabulary, manifest.json,
//   synonyms.txt, pins.txt, notices, sources
// A generation never changes once it is named in `current`. The indexer keeps the one before the live one,
// for servers that are about to open it; open files outlive their names.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "search/article_store.h"

namespace firstline::search {

/// What the articles of one language add up to.
struct LanguageCounts {
  std::uint64_t articles = 0;
  std::array<std::uint64_t, kFields> words{};  ///< sums of the field lengths
};

/// manifest.json
struct Manifest {
  int format = kFormatVersion;
  std::string fingerprint;              ///< of the language rules
  std::string created;                  ///< ISO 8601, UTC
  std::string default_language;         ///< preferred where nothing speaks for another
  std::uint64_t live_bytes = 0;         ///< of the article store that live records take
  std::uint64_t weighted_articles = 0;  ///< articles whose weight is not 1
  std::map<std::string, LanguageCounts> languages;

  std::uint64_t articles() const;
};

/// Names of what stands in a generation's folder.
inline constexpr const char* kTermsFolder = "terms";
inline constexpr const char* kStoreFile = "articles";
inline constexpr const char* kVocabularyFile = "vocabulary";
inline constexpr const char* kManifestFile = "manifest.json";
inline constexpr const char* kSynonymsFile = "synonyms.txt";
inline constexpr const char* kPinsFile = "pins.txt";
inline constexpr const char* kNoticesFile = "notices";  ///< absent: there are none
inline constexpr const char* kSourcesFile = "sources";

/// Reads manifest.json. Fails, and says which program to run, when it is missing, damaged or of another
/// format.
Manifest read_manifest(const std::filesystem::path& generation);
void write_manifest(const std::filesystem::path& generation, const Manifest& manifest);

/// The live generation's folder, or an empty path when nothing was published yet. Fails when the directory is
/// not there or belongs to another program.
std::filesystem::path live_generation(const std::filesystem::path& index);

/// The indexer's hold on an index directory: made (and claimed) when it is not there. Fails when another
/// indexer holds it, when it holds another program's files, or when it can't be written.
class PublishLock {
 public:
  explicit PublishLock(const std::filesystem::path& index);
  ~PublishLock();
  PublishLock(const PublishLock&) = delete;
  PublishLock& operator=(const PublishLock&) = delete;

  /// An empty folder for the next generation; what killed indexers left is removed first.
  std::filesystem::path start_generation() const;
  /// Flushes the folder to the disk, makes it the live one, removes older ones but the last.
  void publish(const std::filesystem::path& generation) const;

 private:
  std::filesystem::path index_;
  int lock_ = -1;
};

}  // namespace firstline::search
