// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of notices (search/notices.h), read whole in each run: there are few.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/problem.h"
#include "indexer/checks.h"
#include "indexer/source_tree.h"
#include "language/words.h"
#include "search/notices.h"

namespace firstline::indexer {

/// One file's bytes, read.
struct ReadNotice {
  std::optional<search::Notice> notice;  ///< none: broken, or a draft
  bool broken = false;                   ///< has an error: what was live before stays live
  std::vector<Reference> references;     ///< articles it leads to, to be checked when all are known
  std::vector<base::Problem> problems;
};

/// `reader` reads its words as the server will, to tell phrases that say nothing.
ReadNotice read_notice(const SourceFile& file, std::string_view source, const std::string& default_language,
                       const language::Languages& languages, language::WordReader& reader);

struct ReadNotices {
  std::vector<search::Notice> notices;  ///< by id
  std::vector<Reference> references;
};

/// All of them. Of a file that became broken the one of `live` with its id stays. What is wrong is added to
/// `problems`.
ReadNotices read_notices_folder(const std::filesystem::path& articles, const std::string& default_language,
                                const language::Languages& languages, const std::vector<search::Notice>& live,
                                std::vector<base::Problem>& problems);

}  // namespace firstline::indexer
