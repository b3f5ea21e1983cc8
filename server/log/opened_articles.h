// SPDX-License-Identifier: GPL-3.0-or-later
// Which articles people opened from their searches, from the search log.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/log/entry.h"

namespace firstline::server {

struct OpenedArticle {
  std::string id;
  std::string lang;           ///< of the questions
  std::uint64_t openers = 0;  ///< sessions, or visitors without one
};

/// What at least `least` people opened since then from counted searches in one language, what most opened
/// first, at most `most` a language. Reads beside the writing of rows, and takes seconds where there are
/// millions. Fails when the file can't be read.
std::vector<OpenedArticle> opened_articles(const std::string& log, Time since, std::uint64_t least,
                                           std::size_t most);

}  // namespace firstline::server
