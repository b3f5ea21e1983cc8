// SPDX-License-Identifier: GPL-3.0-or-later
// The indexing trip, whole: a folder of Markdown becomes the live generation of an index.
#pragma once

#include <memory>

#include "indexer/options.h"
#include "indexer/report.h"
#include "language/rules.h"

namespace firstline::indexer {

/// One run. Fails where the machine or the folders don't allow it; what is wrong with articles is in the
/// report.
RunReport index_articles(const Options& options, const language::Languages& languages);

}  // namespace firstline::indexer
