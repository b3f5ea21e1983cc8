// SPDX-License-Identifier: GPL-3.0-or-later
// A small index of a test's own articles.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "search/article.h"
#include "search/searcher.h"
#include "tests/support/temporary_folder.h"

namespace firstline::tests {

std::shared_ptr<const language::Languages> languages();

/// An article of one section, or of more: "intro", then {heading, text} pairs.
search::Article article(const std::string& id, const std::string& lang, const std::string& title,
                        const std::string& text,
                        const std::vector<std::pair<std::string, std::string>>& sections = {});

/// Publishes the articles and opens them.
class SmallIndex {
 public:
  explicit SmallIndex(const std::vector<search::Article>& articles, const std::string& synonyms = "",
                      const std::string& pins = "");
  search::SearchAnswer ask(const std::string& query, const std::string& lang = "");
  search::Searcher& searcher() { return *searcher_; }
  std::filesystem::path folder() const { return folder_ / "index"; }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<search::Searcher> searcher_;
};

/// The ids of the results, in order.
std::vector<std::string> ids(const search::SearchAnswer& answer);

}  // namespace firstline::tests
