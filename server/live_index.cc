// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live_index.h"

#include "base/failure.h"
#include "base/logging.h"

namespace firstline::server {
namespace {

/// The contract gives a second; looking costs one small read.
constexpr auto kBetweenLooks = std::chrono::milliseconds(200);

/// A generation's folder can go between being named and being opened, when indexers publish quickly.
constexpr int kTries = 5;

}  // namespace

/// One generation and its searchers that are not in use.
struct LiveIndex::Lease::Served {
  std::shared_ptr<const search::OpenIndex> index;
  std::string name;
  std::mutex mutex;
  std::vector<std::unique_ptr<search::Searcher>> idle;
};

LiveIndex::Lease::Lease(std::shared_ptr<Served> served, std::unique_ptr<search::Searcher> searcher)
    : served_(std::move(served)), searcher_(std::move(searcher)) {}

LiveIndex::Lease::Lease(Lease&&) noexcept = default;

LiveIndex::Lease::~Lease() {
  if (!searcher_) return;
  const std::lock_guard lock(served_->mutex);
  served_->idle.push_back(std::move(searcher_));
}

const std::string& LiveIndex::Lease::generation() const {
  return served_->name;
}

LiveIndex::LiveIndex(std::filesystem::path index, std::shared_ptr<const language::Languages> languages,
                     std::shared_ptr<const search::ConfidenceModel> confidence)
    : index_(std::move(index)), languages_(std::move(languages)), confidence_(std::move(confidence)) {
  open_newest();
  const auto look = [this] {
    follow();
    return kBetweenLooks;
  };
  follower_.emplace(look, kBetweenLooks);
}

void LiveIndex::open_newest(bool again) {
  for (int tries = 1;; ++tries) {
    const std::filesystem::path newest = search::live_generation(index_);
    if (newest.empty())
      throw base::Failure("opening the index", index_.string(),
                          "nothing was published in it yet; run firstline-index");
    std::shared_ptr<const search::ConfidenceModel> confidence;
    {
      const std::lock_guard lock(mutex_);
      if (!again && served_ && served_->name == newest.filename().string()) return;
      confidence = confidence_;
    }
    try {
      auto served = std::make_shared<Lease::Served>();
      served->index = search::open_index(newest, languages_, confidence);
      served->name = newest.filename().string();
      served->idle.push_back(std::make_unique<search::Searcher>(served->index));  // shows that it can be read
      const std::lock_guard lock(mutex_);
      served_.swap(served);  // the old one goes after the lock, if nobody reads in it
      return;
    } catch (const base::Failure&) {
      if (tries == kTries || search::live_generation(index_) == newest) throw;
    }
  }
}

void LiveIndex::judge_by(std::shared_ptr<const search::ConfidenceModel> confidence) {
  {
    const std::lock_guard lock(mutex_);
    confidence_ = std::move(confidence);
  }
  open_newest(true);
}

LiveIndex::Lease LiveIndex::borrow() {
  for (int tries = 1;; ++tries) {
    std::shared_ptr<Lease::Served> served;
    {
      const std::lock_guard lock(mutex_);
      served = served_;
    }
    {
      const std::lock_guard lock(served->mutex);
      if (!served->idle.empty()) {
        std::unique_ptr<search::Searcher> searcher = std::move(served->idle.back());
        served->idle.pop_back();
        return {std::move(served), std::move(searcher)};
      }
    }
    try {
      auto searcher = std::make_unique<search::Searcher>(served->index);
      return {std::move(served), std::move(searcher)};
    } catch (const base::Failure&) {  // its folder is gone: there is a newer one
      if (tries == kTries) throw;
      open_newest();
    }
  }
}

std::string LiveIndex::generation() const {
  const std::lock_guard lock(mutex_);
  return served_->name;
}

void LiveIndex::follow() {
  const std::string before = generation();
  std::string error;
  try {
    open_newest();
  } catch (const std::exception& failure) {
    error = failure.what();
  }
  const std::string now = generation();
  if (now != before) base::log_info("serving generation " + now);
  if (!error.empty() && error != last_error_) base::log_error(error + "; still serving generation " + now);
  last_error_ = error;
}

}  // namespace firstline::server
