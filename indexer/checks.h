// SPDX-License-Identifier: GPL-3.0-or-later
// Checks that need all articles at once: links, old ids, pins, notices.
#pragma once

#include <string>
#include <vector>

#include "base/problem.h"
#include "indexer/sources.h"
#include "search/curation.h"

namespace firstline::indexer {

/// An article that something outside the articles leads to.
struct Reference {
  std::string path;
  int line = 1;
  int column = 1;
  std::string rule;  ///< of the problem that it is when there is no such article
  std::string id;
};

/// Links to articles that don't exist, old ids that clash with live ones or each other.
void check_references(const Sources& sources, std::vector<base::Problem>& problems);

/// Pins to articles that don't exist. `path` is that of the pins file.
void check_pins(const std::vector<search::Pin>& pins, const Sources& sources, const std::string& path,
                std::vector<base::Problem>& problems);

/// References to articles that don't exist.
void check_notices(const std::vector<Reference>& references, const Sources& sources,
                   std::vector<base::Problem>& problems);

}  // namespace firstline::indexer
