// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/most_read.h"

#include <utility>

#include "server/log/opened_articles.h"

namespace firstline::server {
namespace {

constexpr auto kBetweenReadings = std::chrono::minutes(5);

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
    : reading_(
          [log = std::move(log), clock = std::move(clock)] {
            return std::make_shared<const MostReadIds>(read_most_read(log, clock()));
          },
          kBetweenReadings, "what is read most is not counted anew") {}

}  // namespace firstline::server
