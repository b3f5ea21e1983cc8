// SPDX-License-Identifier: GPL-3.0-or-later
// The trip has two gaits. Where little changed, the live generation is copied and the changed articles are
// replaced in the copy (half a second for one article of 10,000). Where much changed, a new index is made by
// two threads at once, which is faster than replacing and leaves no holes.
#include "indexer/publish.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "base/failure.h"
#include "base/file.h"
#include "base/hash.h"
#include "indexer/article_reader.h"
#include "indexer/checks.h"
#include "indexer/notices.h"
#include "indexer/progress.h"
#include "indexer/source_tree.h"
#include "indexer/sources.h"
#include "search/generation.h"
#include "search/index_writer.h"
#include "search/open_index.h"
#include "search/searcher.h"

namespace firstline::indexer {
namespace {

namespace fs = std::filesystem;

/// With more changed files than this share, making the index anew is faster.
constexpr double kMostChangedShare = 0.1;

/// With more dead bytes in the article store than this share of the live ones, it is made anew.
constexpr double kMostDeadShare = 0.25;

/// Two, as the cost is parsing and terms; more shards cost memory, and merging them costs time.
constexpr int kShards = 2;

/// Runs `work(thread)` on each of `threads` threads; the first exception is thrown here.
void run_in_parallel(int threads, const std::function<void(int)>& work) {
  std::exception_ptr first;
  std::mutex mutex;
  std::vector<std::thread> running;
  for (int i = 0; i < threads; ++i)
    running.emplace_back([&, i] {
      try {
        work(i);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!first) first = std::current_exception();
      }
    });
  for (std::thread& thread : running) thread.join();
  if (first) std::rethrow_exception(first);
}

/// One file in this run.
struct Item {
  SourceFile file;
  Source source;                   // what becomes of it
  const Source* former = nullptr;  // what the last run knew
  bool changed = true;
  std::optional<search::Article> article;  // read in this run
};

class Run {
 public:
  Run(const Options& options, const language::Languages& languages)
      : options_(options), languages_(languages) {}

  RunReport go() {
    const auto start = std::chrono::steady_clock::now();
    find_files();
    std::optional<search::PublishLock> lock;
    if (!options_.check) lock.emplace(options_.index);
    remember_last_run();
    compare_contents();
    read_curation();
    read_notices();
    if (!options_.check && anything_changed()) {
      publish(*lock);
    } else {
      if (options_.check) read_changed();
      gather_sources();
      collect_problems();
    }
    report_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return std::move(report_);
  }

 private:
  void find_files() {
    std::vector<SourceFile> files = find_sources(options_.articles, report_.problems);
    if (files.empty() && !options_.check)
      throw base::Failure("reading the articles", options_.articles.string(),
                          "no *.md file in it; the index is left as it is");
    for (SourceFile& file : files) {
      if (!items_.empty() && items_.back().file.id == file.id)
        report_.problems.push_back(
            {file.shown, 1, 1, base::Severity::kError, "duplicate-id",
             "its id '" + file.id + "' is also that of " + items_.back().file.shown + ", which is used"});
      else
        items_.push_back({std::move(file), {}, nullptr, true, std::nullopt});
    }
    report_.read = items_.size();
  }

  /// Only an index of this format, with these language rules, can be extended.
  /// Articles are known again by their ids: the folder may have moved, or be called by another path.
  void remember_last_run() {
    if (options_.index.empty() || !fs::exists(options_.index)) return;
    try {
      live_ = search::live_generation(options_.index);
      if (live_.empty()) return;
      manifest_ = search::read_manifest(live_);
      for (const char* part : {search::kTermsFolder, search::kStoreFile})
        if (!fs::exists(live_ / part))
          throw base::Failure("opening the index", (live_ / part).string(), "it is missing");
    } catch (const base::Failure&) {
      if (options_.check) return;  // it reports on articles, not on the index
      live_.clear();               // another format, or damaged: made anew
      return;
    }
    former_ = load_sources(live_);
    same_rules_ = manifest_.fingerprint == languages_.fingerprint() &&
                  manifest_.default_language == options_.default_language;
    std::map<std::string_view, const Source*> by_id;
    for (const auto& [path, source] : former_) by_id.emplace(source.id, &source);
    for (Item& item : items_)
      if (const auto found = by_id.find(item.file.id); found != by_id.end()) item.former = found->second;
  }

  void compare_contents() {
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    run_in_parallel(kShards, [&](int) {
      for (std::size_t i = next++; i < items_.size(); i = next++) {
        Item& item = items_[i];
        item.source.id = item.file.id;
        try {
          item.source.hash = base::content_hash(base::read_file(item.file.path));
        } catch (const base::Failure& failure) {
          item.source.problems.push_back(
              {item.file.shown, 1, 1, base::Severity::kError, "unreadable", failure.what()});
          item.source.broken = true;
        }
        item.changed = item.former == nullptr || item.former->hash != item.source.hash;
        if (item.changed) continue;
        item.source = *item.former;
        for (base::Problem& problem : item.source.problems) problem.path = item.file.shown;
      }
    });
    std::set<std::string_view> present;
    for (const Item& item : items_) {
      present.insert(item.file.id);
      ++(item.former == nullptr ? report_.added : item.changed ? report_.changed : report_.unchanged);
    }
    for (const auto& [path, source] : former_)
      if (present.count(source.id) == 0) removed_.push_back(&source);
    report_.removed = removed_.size();
  }

  void read_curation() {
    const auto read = [&](const char* name) {
      const fs::path path = options_.articles / name;
      return fs::exists(path) ? base::read_file(path, std::size_t{8} << 20U) : std::string();
    };
    synonyms_ = read(search::kSynonymsFile);
    pins_ = read(search::kPinsFile);
    search::parse_synonyms(synonyms_, (options_.articles / search::kSynonymsFile).generic_string(),
                           report_.problems);
    const std::string pins_path = (options_.articles / search::kPinsFile).generic_string();
    parsed_pins_ = search::parse_pins(pins_, pins_path, report_.problems);
  }

  void read_notices() {
    std::vector<search::Notice> live;
    const fs::path live_file = live_ / search::kNoticesFile;
    const bool has_live = !live_.empty() && fs::exists(live_file);
    if (has_live) live_notices_ = base::read_file(live_file);
    try {
      if (has_live) live = search::read_notices(live_notices_);
    } catch (const base::Failure&) {
      // Damaged: made anew.
    }
    ReadNotices read =
        read_notices_folder(options_.articles, options_.default_language, languages_, live, report_.problems);
    if (!read.notices.empty()) notices_ = search::write_notices(read.notices);
    notice_references_ = std::move(read.references);
  }

  bool anything_changed() const {
    if (live_.empty() || options_.rebuild || !same_rules_ || !removed_.empty()) return true;
    const auto differs = [&](const char* name, const std::string& now) {
      return !fs::exists(live_ / name) || base::read_file(live_ / name) != now;
    };
    return differs(search::kSynonymsFile, synonyms_) || differs(search::kPinsFile, pins_) ||
           notices_ != live_notices_ ||
           std::any_of(items_.begin(), items_.end(), [](const Item& item) { return item.changed; });
  }

  bool worth_extending() const {
    if (live_.empty() || options_.rebuild || !same_rules_ || manifest_.live_bytes == 0) return false;
    const double touched = static_cast<double>(report_.added + report_.changed + report_.removed);
    const double store_bytes = static_cast<double>(fs::file_size(live_ / search::kStoreFile));
    return touched <= kMostChangedShare * static_cast<double>(items_.size()) + 1 &&
           store_bytes <= (1 + kMostDeadShare) * static_cast<double>(manifest_.live_bytes);
  }

  /// Fills in what a file says now. Any thread, one item each.
  void read(Item& item) const {
    if (item.source.hash.empty()) return;  // unreadable, and reported
    std::string bytes;
    try {
      bytes = base::read_file(item.file.path);
    } catch (const base::Failure& failure) {
      item.source.problems.push_back(
          {item.file.shown, 1, 1, base::Severity::kError, "unreadable", failure.what()});
      item.source.broken = true;
      return;
    }
    item.source.hash = base::content_hash(bytes);  // it may have changed since it was compared
    ReadArticle result = read_article(item.file, bytes, options_.default_language);
    item.source.broken = result.broken;
    item.source.aliases = std::move(result.aliases);
    item.source.links = std::move(result.links);
    item.source.problems = std::move(result.problems);
    item.source.published = result.article.has_value();
    item.article = std::move(result.article);
  }

  /// A file that became broken keeps the version that was live.
  bool keeps_live_version(const Item& item) const {
    return item.source.broken && item.former != nullptr && item.former->published;
  }

  void read_changed() {
    std::atomic<std::size_t> next = 0;
    Progress progress(items_.size(), options_.verbosity == base::Verbosity::kQuiet);
    run_in_parallel(kShards, [&](int) {
      for (std::size_t i = next++; i < items_.size(); i = next++) {
        if (items_[i].changed) read(items_[i]);
        items_[i].source.published = items_[i].source.published || keeps_live_version(items_[i]);
        items_[i].article.reset();
        progress.step();
      }
    });
  }

  void publish(const search::PublishLock& lock) {
    const fs::path generation = lock.start_generation();
    {
      search::IndexWriter writer = worth_extending() ? extend(generation) : make_anew(generation);
      writer.finish(options_.default_language);
    }
    gather_sources();
    save_sources(generation, sources_);
    base::replace_file(generation / search::kSynonymsFile, synonyms_);
    base::replace_file(generation / search::kPinsFile, pins_);
    if (!notices_.empty()) base::replace_file(generation / search::kNoticesFile, notices_);
    collect_problems();
    if (options_.strict && !report_.problems.empty()) {
      fs::remove_all(generation);
      return;
    }
    lock.publish(generation);
    report_.published = true;
  }

  search::IndexWriter extend(const fs::path& generation) {
    search::IndexWriter writer = search::IndexWriter::extend(generation, live_, languages_);
    Progress progress(report_.added + report_.changed, options_.verbosity == base::Verbosity::kQuiet);
    for (const Source* source : removed_) writer.remove(source->id);
    for (Item& item : items_) {
      if (!item.changed) continue;
      read(item);
      if (item.article)
        writer.put(0, *item.article);
      else if (keeps_live_version(item))
        item.source.published = true;
      else
        writer.remove(item.source.id);
      item.article.reset();
      progress.step();
    }
    return writer;
  }

  search::IndexWriter make_anew(const fs::path& generation) {
    search::IndexWriter writer = search::IndexWriter::create(generation, languages_, kShards);
    Progress progress(items_.size(), options_.verbosity == base::Verbosity::kQuiet);
    run_in_parallel(kShards, [&](int shard) {
      // Every second file, not the next free one: the same articles always make the same index.
      for (std::size_t i = static_cast<std::size_t>(shard); i < items_.size(); i += kShards) {
        Item& item = items_[i];
        read(item);
        if (item.article)
          writer.put(shard, *item.article);
        else if (keeps_live_version(item))
          item.source.published = put_live_version(item.former->id, shard, writer);
        item.article.reset();
        progress.step();
      }
    });
    return writer;
  }

  bool put_live_version(const std::string& id, int shard, search::IndexWriter& writer) {
    const std::lock_guard lock(live_mutex_);  // rare
    const auto live = search::find_stored_article(live_, id);
    if (live) writer.put(shard, *live);
    return live.has_value();
  }

  /// What is known of every file now. Moved, not copied: a large help centre may have many problems.
  void gather_sources() {
    for (Item& item : items_) sources_[item.file.shown] = std::move(item.source);
    items_.clear();
  }

  /// All that is wrong, of unchanged files too.
  void collect_problems() {
    check_references(sources_, report_.problems);
    check_pins(parsed_pins_, sources_, (options_.articles / search::kPinsFile).generic_string(),
               report_.problems);
    check_notices(notice_references_, sources_, report_.problems);
    for (auto& [path, source] : sources_) {
      report_.problems.insert(report_.problems.end(), std::make_move_iterator(source.problems.begin()),
                              std::make_move_iterator(source.problems.end()));
      source.problems.clear();
    }
    std::sort(report_.problems.begin(), report_.problems.end());
  }

  const Options& options_;
  const language::Languages& languages_;
  RunReport report_;
  std::vector<Item> items_;
  Sources former_;
  Sources sources_;
  std::vector<const Source*> removed_;
  fs::path live_;  // the generation of the last run; empty: none that can be used
  search::Manifest manifest_;
  bool same_rules_ = false;
  std::string synonyms_, pins_;
  std::vector<search::Pin> parsed_pins_;
  std::string notices_, live_notices_;  // the generation's file of them; empty: none
  std::vector<Reference> notice_references_;
  std::mutex live_mutex_;
};

}  // namespace

RunReport index_articles(const Options& options, const language::Languages& languages) {
  return Run(options, languages).go();
}

}  // namespace firstline::indexer
