// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/most_read.h"

#include <algorithm>
#include <utility>

#include "base/logging.h"
#include "server/log/opened_articles.h"

namespace firstline::server {
namespace {

// A log of a million rows takes seconds to read: then it is read less often.
constexpr std::chrono::steady_clock::duration kBetweenReadings = std::chrono::minutes(5);
constexpr int kRestPerReading = 100;  // times as long as the reading took

constexpr auto kRemembered = std::chrono::hours(24 * 30);
constexpr std::uint64_t kLeastOpeners = 3;
constexpr std::size_t kMostArticles = 30;  // of a language: more than are shown, as some may be gone

}  // namespace

MostReadIds read_most_read(const std::string& log, std::chrono::system_clock::time_point now) {
  MostReadIds ids;
  for (OpenedArticle& opened : opened_articles(log, now - kRemembered, kLeastOpeners, kMostArticles))
    ids[opened.lang].push_back(std::move(opened.id));
  return ids;
}

MostRead::MostRead(std::string log, Clock clock)
    : log_(std::move(log)), clock_(std::move(clock)), follower_([this] { return read(); }) {}

std::shared_ptr<const MostReadIds> MostRead::ids() const {
  const std::lock_guard lock(mutex_);
  return ids_;
}

/// Returns how long to rest.
base::Repeating::Duration MostRead::read() {
  const auto start = std::chrono::steady_clock::now();
  std::shared_ptr<const MostReadIds> read;
  std::string error;
  try {
    read = std::make_shared<const MostReadIds>(read_most_read(log_, clock_()));
  } catch (const std::exception& failure) {
    error = failure.what();
  }
  if (!error.empty() && error != last_error_)
    base::log_warning(error + "; what is read most is not counted anew");
  last_error_ = error;
  if (read) {
    const std::lock_guard lock(mutex_);
    ids_ = std::move(read);
  }
  return std::max(kBetweenReadings, kRestPerReading * (std::chrono::steady_clock::now() - start));
}

}  // namespace firstline::server
