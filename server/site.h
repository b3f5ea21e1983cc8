// SPDX-License-Identifier: GPL-3.0-or-later
// What every page may use: made by main, shared by all threads. It never changes; with other templates or
// settings another one takes its place (live_site.h), and this one goes with its last request.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "server/access/access.h"
#include "server/clock.h"
#include "server/counting/caller.h"
#include "server/live_index.h"
#include "server/log/search_log.h"
#include "server/look.h"
#include "server/metrics.h"
#include "server/most_read.h"
#include "server/past_queries.h"
#include "server/rate_limits.h"

namespace firstline::server {

namespace review {
class Proposals;
class Review;
}  // namespace review
class Messages;

struct Site {
  LiveIndex& index;
  SearchLog& log;
  Metrics& metrics;
  const Templates& templates;
  const Dictionary& dictionary;
  const std::map<std::string, Asset>& assets;  ///< by file name
  Callers& callers;
  Access& access;
  Clock clock;
  const PastQueries* past_queries = nullptr;  ///< null: none are suggested
  review::Review* review = nullptr;           ///< null: there is no review
  review::Proposals* proposals = nullptr;     ///< null: none are taken
  Messages* messages = nullptr;               ///< null: customers can't write to a person
  int answer_hours = 24;                      ///< agreed time to answer them
  /// "https://help.example.com", as the world knows it; empty: as each request names it.
  std::string url = {};
  const MostRead* most_read = nullptr;    ///< null: the home page doesn't list what is read most
  RateLimits* rate_limits = nullptr;      ///< null: anybody may ask as often as they like
  std::set<std::string> hosts = {};       ///< names that requests may be meant for, in lower case; empty: any
  std::shared_ptr<const Look> look = {};  ///< what the templates, words and assets above are of
};

}  // namespace firstline::server
