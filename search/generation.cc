// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/generation.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <system_error>
#include <vector>

#include "base/failure.h"
#include "base/file.h"

namespace firstline::search {
namespace {

namespace fs = std::filesystem;
using base::Failure;

constexpr const char* kOwnerFile = "firstline-index";
constexpr const char* kOwnerText = "This directory is made by firstline-index; don't change it by hand.\n";
constexpr const char* kUnfinished = ".unfinished";

/// Whether the directory is ours. Fails when it holds something else.
bool is_claimed(const fs::path& index) {
  if (fs::exists(index / kOwnerFile)) return true;
  for (const fs::directory_entry& entry : fs::directory_iterator(index)) {
    if (entry.path().filename() == std::string(kOwnerFile) + ".new")
      continue;  // an indexer was killed while it claimed
    throw Failure("opening the index", index.string(),
                  "it holds " + entry.path().filename().string() + " and is not an index of firstline-index");
  }
  return false;
}

/// Names of generations are numbers, so that the newest sorts last.
std::vector<fs::path> generations(const fs::path& index) {
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(index / "generations"))
    found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

std::uint64_t Manifest::articles() const {
  std::uint64_t sum = 0;
  for (const auto& [tag, counts] : languages) sum += counts.articles;
  return sum;
}

Manifest read_manifest(const fs::path& generation) {
  const fs::path file = generation / kManifestFile;
  try {
    const nlohmann::json json = nlohmann::json::parse(base::read_file(file));
    Manifest manifest;
    manifest.format = json.at("format").get<int>();
    if (manifest.format != kFormatVersion)
      throw Failure(
          "opening the index", generation.string(),
          fmt::format("its format is {}, this program reads {}; run this version's firstline-index on it",
                      manifest.format, kFormatVersion));
    manifest.fingerprint = json.at("fingerprint").get<std::string>();
    manifest.created = json.at("created").get<std::string>();
    manifest.default_language = json.at("default_language").get<std::string>();
    manifest.live_bytes = json.at("live_bytes").get<std::uint64_t>();
    manifest.weighted_articles = json.at("weighted_articles").get<std::uint64_t>();
    for (const auto& [tag, counts] : json.at("languages").items()) {
      LanguageCounts& language = manifest.languages[tag];
      language.articles = counts.at("articles").get<std::uint64_t>();
      language.words = counts.at("words").get<std::array<std::uint64_t, kFields>>();
    }
    return manifest;
  } catch (const nlohmann::json::exception&) {
    throw Failure("opening the index", file.string(), "it is damaged; run firstline-index with --rebuild");
  }
}

void write_manifest(const fs::path& generation, const Manifest& manifest) {
  nlohmann::json languages = nlohmann::json::object();
  for (const auto& [tag, counts] : manifest.languages)
    languages[tag] = {{"articles", counts.articles}, {"words", counts.words}};
  const nlohmann::json json = {{"format", manifest.format},
                               {"fingerprint", manifest.fingerprint},
                               {"created", manifest.created},
                               {"default_language", manifest.default_language},
                               {"live_bytes", manifest.live_bytes},
                               {"weighted_articles", manifest.weighted_articles},
                               {"languages", languages}};
  base::replace_file(generation / kManifestFile, json.dump(2) + "\n");
}

fs::path live_generation(const fs::path& index) {
  std::error_code error;
  if (!fs::is_directory(index, error))
    throw Failure("opening the index", index.string(), "no such directory; run firstline-index first");
  if (!is_claimed(index) || !fs::exists(index / "current")) return {};
  std::string name = base::read_file(index / "current", 256);
  while (!name.empty() && name.back() == '\n') name.pop_back();
  if (name.empty() || name.find('/') != std::string::npos)
    throw Failure("opening the index", (index / "current").string(),
                  "it is damaged; run firstline-index with --rebuild");
  return index / "generations" / name;
}

PublishLock::PublishLock(const fs::path& index) : index_(index) {
  try {
    fs::create_directories(index_);
    if (!is_claimed(index_)) base::replace_file(index_ / kOwnerFile, kOwnerText);
    fs::create_directories(index_ / "generations");
  } catch (const fs::filesystem_error& error) {
    throw Failure("making the index", index_.string(), error.code().message());
  }
  lock_ = ::open((index_ / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock_ < 0) throw Failure("locking the index", index_.string(), std::generic_category().message(errno));
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock_);
    throw Failure("locking the index", index_.string(), "another firstline-index is working on it");
  }
}

PublishLock::~PublishLock() {
  ::close(lock_);
}

fs::path PublishLock::start_generation() const {
  std::uint64_t newest = 0;
  for (const fs::path& path : generations(index_)) {
    if (path.extension() == kUnfinished) {
      fs::remove_all(path);
      continue;
    }
    newest = std::max<std::uint64_t>(newest, std::strtoull(path.filename().c_str(), nullptr, 10));
  }
  const fs::path folder = index_ / "generations" / fmt::format("{:010}{}", newest + 1, kUnfinished);
  fs::create_directory(folder);
  return folder;
}

void PublishLock::publish(const fs::path& generation) const {
  base::flush_tree_to_disk(generation);
  fs::path finished = generation;
  finished.replace_extension();
  fs::path before;
  try {
    before = live_generation(index_);
  } catch (const Failure&) {
    // Its name is damaged, which this publication mends.
  }
  fs::rename(generation, finished);
  base::flush_to_disk(index_ / "generations");
  base::replace_file(index_ / "current", finished.filename().string() + "\n");
  for (const fs::path& path : generations(index_))
    if (path != finished && path != before) fs::remove_all(path);
}

}  // namespace firstline::search
