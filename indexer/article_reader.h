// SPDX-License-Identifier: GPL-3.0-or-later
// One file's bytes to one article: front matter and Markdown together, with all that is wrong with them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "indexer/source_text.h"
#include "indexer/source_tree.h"
#include "search/article.h"

namespace firstline::indexer {

/// A link from one article to another, to be checked when all are known.
struct ArticleLink {
  std::string target;  ///< id
  int line = 1;        ///< of the file
  int column = 1;
};

struct ReadArticle {
  std::optional<search::Article> article;  ///< none: broken, a draft, or for agents only
  bool broken = false;                     ///< has an error: what was live before stays live
  std::vector<std::string> aliases;
  std::vector<ArticleLink> links;
  std::vector<base::Problem> problems;
};

ReadArticle read_article(const SourceFile& file, std::string_view source,
                         const std::string& default_language);

}  // namespace firstline::indexer
