// SPDX-License-Identifier: GPL-3.0-or-later
// Checks that need all articles at once: links, old ids, pins.
#pragma once

#include <string>
#include <vector>

#include "base/problem.h"
#include "indexer/sources.h"
#include "search/curation.h"

namespace firstline::indexer {

/// Links to articles that don't exist, old ids that clash with live ones or each other.
void check_references(const Sources& sources, std::vector<base::Problem>& problems);

/// Pins to articles that don't exist. `path` is that of the pins file.
void check_pins(const std::vector<search::Pin>& pins, const Sources& sources, const std::string& path,
                std::vector<base::Problem>& problems);

}  // namespace firstline::indexer
